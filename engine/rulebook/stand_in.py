"""A head for the checks of a pack whose own head is at fault.

All other files are held against `pack.yaml`: its languages, its days, its documents. Without a stand-in, one
key misspelt there would hide every other fault of the pack until it is mended.
"""

from typing import Final

from engine.rulebook.file_schemas import sound_keys
from engine.rulebook.pack_files import PackFile
from engine.rulebook.read_file import ReadFile
from engine.rulebook.yaml_fields import items, word
from engine.rulebook.yaml_nodes import YamlMapping, YamlNode, YamlScalar

# What the rest is checked against: nothing can stand in for these.
_NEEDED: Final = ("id", "jurisdiction", "languages", "in_force")
_VERSION: Final = "0.0.0"


def stand_in(pack: ReadFile, files: tuple[PackFile, ...]) -> YamlMapping | None:
    """What is sound of a head; None where the rest can't be checked against that.

    Args:
        pack: `pack.yaml`.
        files: of the pack: where it has a dictionary of its own, the head has to name that.
    """
    root = pack.root
    if not isinstance(root, YamlMapping) or any(fault.code.startswith("Y") for fault in pack.faults):
        return None
    sound = sound_keys(root, "pack")
    dictionary = any(one.kind == "profile_schema" for one in files)
    if not sound.issuperset(_NEEDED) or (dictionary and "profile_schema" not in sound):
        return None
    values: dict[str, YamlNode] = {key: value for key, value in root.values.items() if key in sound}
    return YamlMapping(root.keys, _unnamed(root, values) | values, root.span)


def _unnamed(root: YamlMapping, values: dict[str, YamlNode]) -> dict[str, YamlNode]:
    """A version and a title."""
    keys = {one.text: one for one in map(word, items(values["languages"]))}
    title = YamlScalar(_VERSION, _VERSION, "", root.span)
    return {"version": title, "title": YamlMapping(keys, dict.fromkeys(keys, title), root.span)}
