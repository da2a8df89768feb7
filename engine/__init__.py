"""xieshang: rules as code for people who can't repay an online loan as agreed.

    from engine import assess, load_pack, read_profile

    answer = assess(load_pack("weilidai"), read_profile("profile.json"))

The public names are loaded when first used: whoever needs only the arithmetic doesn't wait for YAML.
What each is for: `docs/library.md`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.cases.model import Results
    from engine.cases.run import run_cases
    from engine.diagnostics import Diagnostic, Disagreement, Faulty, NotInstalled, WrongUsage, render
    from engine.evaluation.outcome import Status
    from engine.explanation.assess import Assessor, assess
    from engine.explanation.model import LoanAdvice, OptionAdvice, Recommendation
    from engine.explanation.to_json import to_data, to_json
    from engine.explanation.to_markdown import to_markdown
    from engine.explanation.to_text import to_text
    from engine.interview.interviewer import Interviewer, next_question
    from engine.interview.model import Interview, Question
    from engine.profile.from_json import profile_from_data
    from engine.profile.load import read_profile
    from engine.profile.model import Profile
    from engine.program.load import check_pack, load_pack
    from engine.program.model import Program
    from engine.screening.screen import screen
    from engine.showing.show import show
    from engine.values import Truth
    from engine.version import VERSION

_HOMES = {
    "Assessor": "engine.explanation.assess",
    "Diagnostic": "engine.diagnostics",
    "Disagreement": "engine.diagnostics",
    "Faulty": "engine.diagnostics",
    "Interview": "engine.interview.model",
    "Interviewer": "engine.interview.interviewer",
    "LoanAdvice": "engine.explanation.model",
    "NotInstalled": "engine.diagnostics",
    "OptionAdvice": "engine.explanation.model",
    "Profile": "engine.profile.model",
    "Program": "engine.program.model",
    "Question": "engine.interview.model",
    "Recommendation": "engine.explanation.model",
    "Results": "engine.cases.model",
    "Status": "engine.evaluation.outcome",
    "Truth": "engine.values",
    "VERSION": "engine.version",
    "WrongUsage": "engine.diagnostics",
    "assess": "engine.explanation.assess",
    "check_pack": "engine.program.load",
    "load_pack": "engine.program.load",
    "next_question": "engine.interview.interviewer",
    "profile_from_data": "engine.profile.from_json",
    "read_profile": "engine.profile.load",
    "render": "engine.diagnostics",
    "run_cases": "engine.cases.run",
    "screen": "engine.screening.screen",
    "show": "engine.showing.show",
    "to_data": "engine.explanation.to_json",
    "to_json": "engine.explanation.to_json",
    "to_markdown": "engine.explanation.to_markdown",
    "to_text": "engine.explanation.to_text",
}

__all__ = [
    "VERSION",
    "Assessor",
    "Diagnostic",
    "Disagreement",
    "Faulty",
    "Interview",
    "Interviewer",
    "LoanAdvice",
    "NotInstalled",
    "OptionAdvice",
    "Profile",
    "Program",
    "Question",
    "Recommendation",
    "Results",
    "Status",
    "Truth",
    "WrongUsage",
    "assess",
    "check_pack",
    "load_pack",
    "next_question",
    "profile_from_data",
    "read_profile",
    "render",
    "run_cases",
    "screen",
    "show",
    "to_data",
    "to_json",
    "to_markdown",
    "to_text",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
