"""Just enough of Thrift's compact protocol to take the footer of a Parquet file apart and put it together.

A Parquet file ends in a footer that says where each column of each group of rows begins. To write a file in
pieces, so that a run that was killed can go on, the footers of the pieces have to become one. No library at
hand does that without decoding and encoding every row a second time.

A struct is a dictionary from the number of a field to its type and value; a list is the type of its
elements and their values.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

Field = tuple[int, Any]
Fields = Mapping[int, Field]

YES, NO, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)
_INTEGERS: Final = frozenset({I16, I32, I64})


class Reader:
    """Reads values from bytes, one after the other."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        """Begin at a place."""
        self._data = data
        self.at = at

    def struct(self) -> dict[int, Field]:
        """A struct up to and with its end."""
        found: dict[int, Field] = {}
        number = 0
        while head := self._byte():
            step, kind = head >> 4, head & 15
            number = number + step if step else self._integer()
            found[number] = kind, self._value(kind)
        return found

    def _byte(self) -> int:
        self.at += 1
        return self._data[self.at - 1]

    def _whole(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def _integer(self) -> int:
        value = self._whole()
        return (value >> 1) ^ -(value & 1)

    def _bytes(self, length: int) -> bytes:
        self.at += length
        return self._data[self.at - length : self.at]

    def _list(self) -> tuple[int, list[Any]]:
        head = self._byte()
        kind, size = head & 15, head >> 4
        if size == 15:
            size = self._whole()
        return kind, [self._element(kind) for _ in range(size)]

    def _element(self, kind: int) -> Any:  # noqa: ANN401  (a value of any type)
        """A value in a list; unlike that of a field, a truth is a byte of its own there."""
        return self._byte() if kind in {YES, NO} else self._value(kind)

    def _value(self, kind: int) -> Any:  # noqa: ANN401  (a value of any type)
        if kind in _INTEGERS:
            return self._integer()
        read: dict[int, Callable[[], Any]] = {
            YES: lambda: True,
            NO: lambda: False,
            BYTE: self._byte,
            DOUBLE: lambda: self._bytes(8),
            BINARY: lambda: self._bytes(self._whole()),
            LIST: self._list,
            SET: self._list,
            STRUCT: self.struct,
        }
        return read[kind]()


def written(fields: Fields) -> bytes:
    """A struct as bytes, with its end."""
    out = bytearray()
    last = 0
    for number in sorted(fields):
        kind, value = fields[number]
        out += head(number - last, kind) + _value(kind, value)
        last = number
    return bytes(out) + b"\0"


def head(step: int, kind: int) -> bytes:
    """What stands before a field: how much its number is above that of the one before, and its type."""
    assert 0 < step < 16, "fields of Parquet stand close together"  # noqa: S101  (a promise of the format)
    return bytes([step << 4 | kind])


def list_head(size: int, kind: int) -> bytes:
    """What stands before the elements of a list."""
    return bytes([size << 4 | kind]) if size < 15 else bytes([0xF0 | kind]) + _whole(size)


def integer(value: int) -> bytes:
    """A whole number of any width."""
    return _whole(value << 1 if value >= 0 else (-value << 1) - 1)


def _whole(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _list(value: tuple[int, Sequence[Any]]) -> bytes:
    kind, elements = value
    inner = (bytes([one]) if kind in {YES, NO} else _value(kind, one) for one in elements)
    return list_head(len(elements), kind) + b"".join(inner)


def _value(kind: int, value: Any) -> bytes:  # noqa: ANN401  (a value of any type)
    if kind in _INTEGERS:
        return integer(value)
    write: dict[int, Callable[[], bytes]] = {
        YES: lambda: b"",
        NO: lambda: b"",
        BYTE: lambda: bytes([value]),
        DOUBLE: lambda: bytes(value),
        BINARY: lambda: _whole(len(value)) + value,
        LIST: lambda: _list(value),
        SET: lambda: _list(value),
        STRUCT: lambda: written(value),
    }
    return write[kind]()
