"""A sheet before somebody who answers: its steps, its questions as a page shows them, and what is wrong with them.

Nothing of it is kept: all that was typed travels in the form, from step to step, so it works without scripts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from commonweal.engines.questionnaires import Instrument, Item, Section, Text, as_typed, keys_of, shown_items
from commonweal.lib.languages import page_language

#: What begins the names of fields that are no answers; no id of a question has it.
OWN = "~"
YES, NO = "yes", "no"


@dataclass(frozen=True)
class _Loose:
    id: str = ""
    title: Text = Text()
    intro: Text = Text()


@dataclass(frozen=True)
class Choice:
    """One answer that can be marked: `value` is what the form sends, `number` what stands on paper."""

    value: str
    label: str
    number: int
    is_chosen: bool = False


@dataclass(frozen=True)
class Question:
    """One row to answer, with everything the page says of it."""

    key: str
    number: int
    item: Item
    text: str
    hint: str
    #: Whether it is the question about the time before, or now; empty where only one time is asked about.
    time: str
    choices: tuple[Choice, ...]
    low: str
    high: str
    value: Any
    error: str = ""

    @property
    def kind(self) -> str:
        return self.item.kind

    @property
    def is_row(self) -> bool:
        """Points side by side between two poles, not options one beneath the other."""
        return self.item.kind == "scale"

    @property
    def is_open(self) -> bool:
        """To be answered in words or with a number."""
        return not self.choices


@dataclass(frozen=True)
class Step:
    """One page of the form."""

    id: str
    title: str
    intro: str
    questions: tuple[Question, ...]


@dataclass
class Typed:
    """What came with a form: the answers to all steps, where one was, and what one wants."""

    instrument: Instrument
    fields: Mapping[str, Sequence[str]]
    answers: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.answers = as_typed(self.instrument, self.fields)

    def own(self, name: str) -> str:
        return self.own_list(name)[-1]

    def own_list(self, name: str) -> list[str]:
        return [value[:200] for value in self.fields.get(OWN + name) or [""]]


@dataclass(frozen=True)
class _Filled:
    """A sheet as far as it is filled in, in the language of the page."""

    instrument: Instrument
    answers: Mapping[str, Any]
    errors: Mapping[str, str]
    numbers: Mapping[str, int]

    def step(self, section: Section | _Loose, items: Sequence[Item]) -> Step:
        asked = [(item, key) for item in items if item.section == section.id for key in keys_of(item)]
        questions = tuple(self._question(item, key) for item, key in asked)
        return Step(section.id, section.title.said(page_language()), section.intro.said(page_language()), questions)

    def _question(self, item: Item, key: str) -> Question:
        language, value = page_language(), self.answers.get(key)
        low, high = _poles(self.instrument, item, language)
        return Question(
            key=key,
            number=self.numbers[key],
            item=item,
            text=item.text.said(language),
            hint=item.hint.said(language),
            time="" if not item.retrospective else _("Before") if key == item.then_id else _("Now"),
            choices=tuple(_choices(self.instrument, item, value, language)),
            low=low,
            high=high,
            value="" if value is None else value,
            error=self.errors.get(key, ""),
        )


def steps(instrument: Instrument, answers: Mapping[str, Any], errors: Mapping[str, str] | None = None) -> list[Step]:
    """The steps that these answers lead to, each with at least one question."""
    return _steps(_Filled(instrument, answers, errors or {}, numbers_of(instrument)), shown_items(instrument, answers))


def whole_sheet(instrument: Instrument) -> list[Step]:
    """Every question, whatever was answered before it: for paper, on which nothing moves."""
    return _steps(_Filled(instrument, {}, {}, numbers_of(instrument)), instrument.in_order)


def _steps(filled: _Filled, items: Sequence[Item]) -> list[Step]:
    made = [filled.step(section, items) for section in _sections(filled.instrument)]
    return [step for step in made if step.questions]


def numbers_of(instrument: Instrument) -> dict[str, int]:
    """The same question has the same number on every page and on paper, whatever is shown."""
    keys = [key for item in instrument.in_order for key in keys_of(item)]
    return {key: number for number, key in enumerate(keys, 1)}


def _sections(instrument: Instrument) -> list[Section | _Loose]:
    """What stands in no section comes first, as a step without a title."""
    loose = [_Loose()] if any(not item.section for item in instrument.items) else []
    return [*loose, *instrument.sections]


def _poles(instrument: Instrument, item: Item, language: str) -> tuple[str, str]:
    """The item's own, else the words of the first and last point: what a scale's poles mean is told of its score.

    Of a reversed question the score runs the other way, so the scale's poles would stand at the wrong ends.
    """
    if item.kind != "scale":
        return "", ""
    scale = instrument.scale(item.scale)
    low, high = item.low or scale.label(scale.min), item.high or scale.label(scale.max)
    if not (low or high or item.reverse):
        low, high = scale.low_pole, scale.high_pole
    return low.said(language), high.said(language)


def _choices(instrument: Instrument, item: Item, value: Any, language: str) -> list[Choice]:
    if item.kind == "scale":
        scale = instrument.scale(item.scale)
        return [Choice(str(n), scale.label(n).said(language), n, value == n) for n in scale.points]
    given = value if isinstance(value, list) else [value]
    named = [(option.id, option.text.said(language)) for option in item.options]
    if item.kind == "yes-no":
        named = [(YES, _("Yes")), (NO, _("No"))]
    if item.kind == "pledge":
        named = [(YES, _("I pledge this"))]
    return [Choice(code, words, number, code in given) for number, (code, words) in enumerate(named, 1)]
