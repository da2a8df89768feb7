"""xieshang: rules as code for people who can't repay an online loan as agreed.

    from engine import assess, load_pack, read_profile

    answer = assess(load_pack("weilidai"), read_profile("profile.json"))

The public names are loaded when first used: whoever needs only the arithmetic doesn't wait for YAML.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.diagnostics import Diagnostic, Disagreement, Faulty, NotInstalled, WrongUsage
    from engine.explanation.assess import Assessor, assess
    from engine.explanation.model import Recommendation
    from engine.explanation.to_json import to_data, to_json
    from engine.explanation.to_markdown import to_markdown
    from engine.explanation.to_text import to_text
    from engine.profile.load import read_profile
    from engine.profile.model import Profile
    from engine.program.load import check_pack, load_pack
    from engine.program.model import Program

_HOMES = {
    "Assessor": "engine.explanation.assess",
    "Diagnostic": "engine.diagnostics",
    "Disagreement": "engine.diagnostics",
    "Faulty": "engine.diagnostics",
    "NotInstalled": "engine.diagnostics",
    "Profile": "engine.profile.model",
    "Program": "engine.program.model",
    "Recommendation": "engine.explanation.model",
    "WrongUsage": "engine.diagnostics",
    "assess": "engine.explanation.assess",
    "check_pack": "engine.program.load",
    "load_pack": "engine.program.load",
    "read_profile": "engine.profile.load",
    "to_data": "engine.explanation.to_json",
    "to_json": "engine.explanation.to_json",
    "to_markdown": "engine.explanation.to_markdown",
    "to_text": "engine.explanation.to_text",
}

__all__ = [
    "Assessor",
    "Diagnostic",
    "Disagreement",
    "Faulty",
    "NotInstalled",
    "Profile",
    "Program",
    "Recommendation",
    "WrongUsage",
    "assess",
    "check_pack",
    "load_pack",
    "read_profile",
    "to_data",
    "to_json",
    "to_markdown",
    "to_text",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
