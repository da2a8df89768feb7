"""Which criterion or finding a case means by a name.

Ids of criteria are unique within their option or alert only, so a bare name is first looked for beside
the case, then among the findings, then in the whole pack.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from engine.program.model import Alert, Criterion, Finding, Option, Program


class Claims(Struct, frozen=True):
    """The criteria and findings of a program.

    Attributes:
        criteria: by key, which is owner and id with a dot between.
        findings: by id.
        keys: of the criteria of one id.
    """

    criteria: Mapping[str, Criterion]
    findings: Mapping[str, Finding]
    keys: Mapping[str, tuple[str, ...]]

    def meant(self, name: str, owner: str) -> tuple[str, ...]:
        """The key of the criterion, or id of the finding, that a name means.

        Args:
            name: an id, or owner and id with a dot between.
            owner: the option or alert that the case stands beside, or "".

        Returns:
            It alone; none if there is nothing of this name; several if it may be any of them.
        """
        for known in (f"{owner}.{name}", name):
            if known in self.criteria or known in self.findings:
                return (known,)
        return self.keys.get(name, ())

    def names(self) -> Iterator[str]:
        """Every name that a case may use."""
        yield from self.criteria
        yield from self.findings
        yield from self.keys


def claims_of(program: Program) -> Claims:
    """The criteria and findings of a program."""
    criteria = {one.key: one for one in _criteria(program)}
    keys: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for one in criteria.values():
        keys[one.id] += (one.key,)
    return Claims(criteria, {one.id: one for one in program.findings}, dict(keys))


def _criteria(program: Program) -> Iterator[Criterion]:
    owners: tuple[Option | Alert | Finding, ...] = (*program.options, *program.alerts, *program.findings)
    return (one for owner in owners for one in owner.criteria)
