"""A place turned into a question, with the reason why it is asked and the sentences that the reason rests on.

A person who is asked for their income by a machine wants to know what for. The reason is the sentence
that the pack itself says of a criterion that isn't known, so that an interview needs no words of its own
for it.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from engine.explanation.explainer import Explainer
from engine.explanation.format import clean
from engine.explanation.model import SourceNote
from engine.explanation.wording import Wording
from engine.feel.types import DateType, NumberType, TextType, TruthType, Type
from engine.interview.details import ADVICE, DOCUMENT, FIGURE, Detail
from engine.interview.model import Choice, Kind, Progress, Question, Waiting
from engine.interview.phrases import phrase
from engine.interview.places import at, entry_of, fact_at, names_of_all, naming_field
from engine.interview.state import Core, State
from engine.interview.waiting import ORDER, Claim, Waiters
from engine.profile.facts import Fact, ListForm, RecordForm, ScalarForm
from engine.profile.value_in_words import value_in_words
from engine.program.model import Alert
from engine.program.requirements import EVIDENCE
from engine.values import Truth


class Asking(Struct, frozen=True):
    """Puts questions in words, as things stand."""

    core: Core
    state: State
    progress: Progress

    def deciding(self, place: str, waiting: Waiters) -> Question:
        """The question for a place on which statuses, an order or alerts depend."""
        claims = sorted(
            (one for one in waiting.claims if place in one.facts),
            key=lambda one: (one.is_presumed, len(one.facts)),
        )
        titles = list(dict.fromkeys(map(self._waiting, claims)))
        if place in waiting.joint:
            titles.append(Waiting(ORDER, ORDER, self._phrase("order")))
        reason = self._reason(claims[0]) if claims else self._phrase("order_is_open")
        joint = self.core.program.joint
        ids = claims[0].criterion.source if claims else (joint.source if joint else ())
        return self._question(place, reason, titles, ids, self.progress, is_optional=False)

    def refining(self, place: str, lacking: Iterable[Detail], left: int) -> Question:
        """The question for a place on which only figures, documents and advice depend."""
        titles = list(dict.fromkeys(self._detail(one) for one in lacking))
        progress = Progress(self.progress.settled, self.progress.options, left, self.progress.lists)
        return self._question(place, self._phrase("more_precise"), titles, (), progress, is_optional=True)

    def _question(
        self,
        place: str,
        reason: str,
        waiting: list[Waiting],
        sources: tuple[str, ...],
        progress: Progress,
        *,
        is_optional: bool,
    ) -> Question:
        fact = fact_at(self.core.program.dictionary, place)
        assert fact is not None, "only what can be told is asked"  # noqa: S101  (a promise of the interviewer)
        language = self.core.vocabulary.language
        choices = tuple(self._choices(place, fact))
        return Question(
            fact=place,
            title=fact.title(language),
            about=self._about(place),
            text=fact.question(language),
            kind=_kind(fact, choices),
            expects=value_in_words(fact, language),
            choices=choices,
            field=_field(fact),
            element=_element(fact),
            sensitive=fact.sensitive,
            reason=reason,
            waiting=tuple(waiting),
            sources=tuple(self._sources(sources)),
            is_optional=is_optional,
            may_be_none=isinstance(fact.form, ListForm) and not fact.form.least,
            progress=progress,
        )

    def _phrase(self, name: str, **values: str) -> str:
        return phrase(self.core.vocabulary.language, name, **values)

    def _sources(self, ids: Iterable[str]) -> Iterator[SourceNote]:
        language, book = self.core.vocabulary.language, self.core.program.sources
        return (SourceNote(one, book[one].kind, book[one].words.get(language, "")) for one in ids)

    def _reason(self, claim: Claim) -> str:
        outcome = self.state.outcomes[claim.position]
        return Explainer(self.core.vocabulary, outcome).reasons[claim.criterion.key].text

    def _waiting(self, claim: Claim) -> Waiting:
        texts = Wording(self.core.vocabulary, self.state.outcomes[claim.position].values).texts
        book, owner = self.core.vocabulary, claim.owner
        if isinstance(owner, Alert):
            return Waiting("alert", owner.id, book.alerts[owner.id].title.fill(texts))
        return Waiting("option", owner.id, book.options[owner.id].title.fill(texts))

    def _detail(self, detail: Detail) -> Waiting:
        kind, name = detail
        if kind == FIGURE:
            return Waiting(kind, name, self.core.vocabulary.term(name).title)
        if kind == DOCUMENT:
            return Waiting(kind, DOCUMENT, self._phrase(DOCUMENT))
        return Waiting(kind, ADVICE, self._phrase(ADVICE))

    def _about(self, place: str) -> str:
        """The entry that a place belongs to: `evidence 1 (payslip)`."""
        entry = entry_of(place)
        return "" if entry is None else self._entry(*entry)

    def _entry(self, listed: str, position: int) -> str:
        """An entry of a list in words, by its name or what it is called by."""
        dictionary, language = self.core.program.dictionary, self.core.vocabulary.language
        each = dictionary.each
        is_loan = each is not None and listed == each.many
        fact = fact_at(dictionary, listed)
        assert fact is not None, "an entry is one of a list"  # noqa: S101  (a promise of the dictionary)
        field = _field(fact)
        told = at(self.state.told, f"{listed}[{position}].{field}")
        labels = self._labels(f"{listed}[{position}].{field}")
        names = names_of_all(dictionary, self.state.told) if is_loan else ()
        number = clean(names[position - 1]) if names else str(position)
        title = self._phrase("loan") if is_loan else fact.title(language)
        label = labels.get(str(told), "")
        return self._phrase("entry_called" if label else "entry", title=title, number=number, label=label)

    def _labels(self, place: str) -> dict[str, str]:
        fact = fact_at(self.core.program.dictionary, place)
        return {} if fact is None else dict(fact.labels(self.core.vocabulary.language))

    def _choices(self, place: str, fact: Fact) -> Iterator[Choice]:
        """What to choose from; of documents, those first that can still count."""
        if isinstance(fact.type, TruthType):
            yield Choice(value=True, label=self._phrase("yes"))
            yield Choice(value=False, label=self._phrase("no"))
        elif isinstance(fact.form, ListForm):
            yield from self._kinds(place, fact.form)
        elif self._is_reference(fact):
            names = names_of_all(self.core.program.dictionary, self.state.told)
            many = self._many()
            yield from (Choice(name, self._entry(many, at_)) for at_, name in enumerate(names, 1))
        else:
            yield from (Choice(value, label) for value, label in self._labels(place).items())

    def _kinds(self, place: str, form: ListForm) -> Iterator[Choice]:
        field = naming_field(form)
        labels = self._labels(f"{place}[1].{field}") if field else {}
        useful = self._useful(place)
        counting = [one for one in labels if not useful or one in useful]
        yield from (Choice(one, labels[one]) for one in counting)
        rest = [one for one in labels if one not in counting]
        yield from (Choice(one, labels[one], counts=False) for one in rest)

    def _useful(self, place: str) -> frozenset[str]:
        """The kinds of documents that some requirement may still accept; empty where that says nothing."""
        if place != EVIDENCE:
            return frozenset()
        return frozenset(
            kind
            for outcome in self.state.outcomes
            for one in self.core.program.required
            if outcome.proofs[one.id].satisfied is Truth.UNKNOWN
            for kind in one.accepts
        )

    def _many(self) -> str:
        each = self.core.program.dictionary.each
        return each.many if each is not None else ""

    def _is_reference(self, fact: Fact) -> bool:
        references = self.core.program.dictionary.references
        return any(f"{one.many}.{one.name}" == fact.name for one in references)


def _field(fact: Fact) -> str:
    return naming_field(fact.form) if isinstance(fact.form, ListForm) else ""


def _element(fact: Fact) -> Kind | None:
    form = fact.form.element if isinstance(fact.form, ListForm) else None
    return _kind_of(form.type, ()) if isinstance(form, ScalarForm) else None


def _kind(fact: Fact, choices: tuple[Choice, ...]) -> Kind:
    if isinstance(fact.form, ListForm):
        return Kind.ENTRIES if isinstance(fact.form.element, RecordForm) else Kind.VALUES
    return _kind_of(fact.type, choices)


def _kind_of(type_: Type, choices: tuple[Choice, ...]) -> Kind:
    match type_:
        case TruthType():
            return Kind.TRUTH
        case NumberType():
            return Kind.NUMBER
        case DateType():
            return Kind.DAY
        case TextType() if choices:
            return Kind.CHOICE
    return Kind.TEXT
