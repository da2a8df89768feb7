"""F112 and F113, and everything else that can be wrong with one file of a pack by itself.

From its bytes to nodes that have the form of their schema. A rule under another name than its file's
would be looked for in vain, and an editor that is told the wrong schema would complain of right
lines and praise wrong ones.
"""

import re

from msgspec import Struct

from engine.diagnostics import Diagnostic
from engine.reading import decoded, read_bytes
from engine.rulebook.build_words import misplaced, repeated
from engine.rulebook.csv_reader import CsvRow, rows_of
from engine.rulebook.file_schemas import schema_faults
from engine.rulebook.pack_files import PackFile
from engine.rulebook.yaml_fields import word
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode
from engine.rulebook.yaml_reader import nodes_of
from engine.source import Source, Span

LARGEST = 1024 * 1024  # bytes of a rule file

_NAMED_BY_FILE = frozenset({"parameter", "measure", "finding", "requirement", "table"})
_NAMED_BY_FOLDER = frozenset({"option", "alert"})
_ASIDE = frozenset({"F112", "F113"})  # faults that don't touch what the file holds
_SCHEMA_COMMENT = re.compile(r"^#[ \t]*yaml-language-server:[ \t]*\$schema=(\S+)", re.MULTILINE)


class ReadFile(Struct, frozen=True):
    """A file of a pack as read.

    Attributes:
        file: which one.
        data: its bytes; empty where it can't be read.
        root: what it holds; None if it isn't YAML. To be used only where the file is sound.
        faults: what is wrong with it.
        lines: of a CSV file, the one with the names of its columns first.
    """

    file: PackFile
    data: bytes
    root: YamlNode | None
    faults: tuple[Diagnostic, ...]
    lines: tuple[CsvRow, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether it holds what its schema asks for; its name or first line may still be at fault."""
        return all(fault.code in _ASIDE for fault in self.faults)

    @property
    def is_misnamed(self) -> bool:
        """Whether what it holds may be known by another name."""
        return any(fault.code == "F112" for fault in self.faults)


def read_file(file: PackFile) -> ReadFile:
    """A file of a pack, checked as far as that goes without the others."""
    data = read_bytes(file.path, LARGEST)
    if isinstance(data, Diagnostic):
        return ReadFile(file, b"", None, (data,))
    if file.kind == "profile_schema":
        return ReadFile(file, data, None, ())
    source = decoded(data, file.name)
    if isinstance(source, Diagnostic):
        return ReadFile(file, data, None, (source,))
    if file.kind == "table_rows":
        lines, wrong = rows_of(source)
        return ReadFile(file, data, None, wrong, lines)
    root, faults = nodes_of(source)
    if root and not faults:
        faults = schema_faults(root, file.kind) or _faults_of_place(file, root)
    return ReadFile(file, data, root, (*faults, *_comment_faults(file, source)))


def _faults_of_place(file: PackFile, root: YamlNode) -> tuple[Diagnostic, ...]:
    """What the schema can't know: where the file stands."""
    if not isinstance(root, YamlMapping):
        return ()
    if file.kind == "words":
        return misplaced(root, file.place) or repeated(root, file.place)
    if file.kind == "advice" and file.path.stem not in root.keys:
        (key,) = root.keys.values()
        message = f"`{key.text}` has no place in `{file.inside}`"
        return (Diagnostic("S110", message, key.span, help=f"write `{file.path.stem}:`"),)
    return _name_faults(file, root)


def _name_faults(file: PackFile, root: YamlMapping) -> tuple[Diagnostic, ...]:
    if file.kind in _NAMED_BY_FILE:
        name, what = file.path.stem, "file"
    elif file.kind in _NAMED_BY_FOLDER:
        name, what = file.owner, "folder"
    else:
        return ()
    found = word(root.values["id"])
    if found.text == name:
        return ()
    help_ = f"write `id: {name}`, or rename the {what}"
    message = f"`{found.text}` stands in a {what} called `{name}`"
    return (Diagnostic("F112", message, found.span, help=help_),)


def _comment_faults(file: PackFile, source: Source) -> tuple[Diagnostic, ...]:
    """F113: the comment that tells an editor the schema; packs that aren't ours may do without."""
    found = _SCHEMA_COMMENT.search(source.text)
    schema = f"{file.kind}.schema.json"
    right = "../" * (file.inside.count("/") + 2) + f"schemas/{schema}" if file.is_ours else f"…/{schema}"
    help_ = f"write `# yaml-language-server: $schema={right}`"
    if found is None:
        message = f"`{file.name}` doesn't name its schema"
        return (Diagnostic("F113", message, Span(source, 0, 1), help=help_),) if file.is_ours else ()
    named = found.group(1)
    if named == right or (not file.is_ours and named.rpartition("/")[2] == schema):
        return ()
    span = Span(source, found.start(1), found.end(1))
    return (Diagnostic("F113", f"`{named}` isn't the schema of this file", span, help=help_),)
