"""An instrument: the questions of one questionnaire as data, in its file and in memory.

The file is TOML. A small one, without a title, can be scored but not asked:

    code = "big-five"
    version = "1"
    floor = 5
    [[scales]]
    id = "open"
    min = 1
    max = 6
    [[items]]
    id = "O1"
    scale = "open"
    reverse = false

One that is asked says more (every text by language; all others are optional):

    code = "readiness"                      # letters, digits, hyphens, underscores
    version = "1"
    floor = 5                               # no result of fewer answers
    licence = "Apache-2.0"
    sources = ["F-PRE-1"]
    minutes = 6
    languages = ["en", "es"]                # this is the default: every text stands in both
    modes = ["anonymous", "named"]          # anonymous, pseudonymous, named; the first is the default
    raters = "self"                         # about whom it speaks: self, peer, organisation
    title = {en = "…", es = "…"}            # or title.en = "…", title.es = "…"
    purpose = {en = "…", es = "…"}
    [[scales]]                              # id, min, max, title needed
    id = "urgency"
    title = {…}
    min = 1
    max = 5
    score = "mean"                          # or "sum"
    min_answered = 0.8
    labels = [{value = 1, en = "…", es = "…"}]
    low_pole = {…}                          # what a low score means, once reversed questions are turned
    high_pole = {…}
    styles = [{id = "shared", title = {…}, text = {…}}]
    [[sections]]                            # asked in this order; items without a section come first
    id = "about"
    title = {…}
    intro = {…}
    show_if = {item = "role", is = ["chair"]}
    [[items]]
    id = "u1"
    section = "about"
    kind = "scale"                          # choice, choices, text, number, yes-no, pledge, ties
    scale = "urgency"
    reverse = false
    required = false
    text = {…}
    hint = {…}
    low = {…}                               # poles of this item only
    high = {…}
    options = [{id = "a", en = "…", es = "…", correct = true, misconception = {…}}]
    min = 0                                 # of a number; also max, whole = true
    concept = "ratios"
    explanation = {…}
    form = "A"                              # of two parallel forms
    sources = []
    show_if = [{item = "u0", at_least = 3}] # is, is_not, at_least, at_most; all of a list must hold
    advice = {…}                            # what to do where answers are low
    plan = {days = 60, owner = {…}}         # takes the advice into a work plan: by when, in whose hands
    retrospective = false                   # asked as "then" and "now"
    [gates.urgency]                         # on the median: present, cultivate, else absent
    present = 4.0
    cultivate = 2.5
    [access]
    results = "members"                     # or data-managers, respondents

Nothing else may stand in it. `reading.read_instrument` and `writing.write_instrument` go between file and memory.
"""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.engines.questionnaires.coherence import (
    asking_order,
    check_conditions,
    check_gates,
    check_languages,
    check_names,
    texts_of,
)
from commonweal.engines.questionnaires.faults import (
    InstrumentError,
    need_id,
    need_one_of,
    need_text,
    need_texts,
    need_whole,
)
from commonweal.engines.questionnaires.parts import NO_WORDS, Gate, Item, Scale, Section, Text

LANGUAGES = ("en", "es")
MODES = ("anonymous", "pseudonymous", "named")
RATERS = ("self", "peer", "organisation")
RESULTS = ("members", "data-managers", "respondents")
MOST_ITEMS = 1_000


@dataclass(frozen=True)
class Instrument:
    """The questions, their scales and how they are asked; see the module for the file."""

    code: str
    version: str
    items: tuple[Item, ...]
    scales: tuple[Scale, ...] = ()
    sections: tuple[Section, ...] = ()
    title: Text = NO_WORDS
    purpose: Text = NO_WORDS
    floor: int = 5
    licence: str = ""
    sources: tuple[str, ...] = ()
    minutes: int | None = None
    languages: tuple[str, ...] = LANGUAGES
    modes: tuple[str, ...] = ("anonymous",)
    raters: str = "self"
    gates: tuple[Gate, ...] = ()
    results: str = "members"

    def __post_init__(self) -> None:
        need_id("code", self.code)
        need_text("version", self.version)
        need_whole("floor", self.floor, 1, 1_000)
        if self.minutes is not None:
            need_whole("minutes", self.minutes, 1, 600)
        if self.licence:
            need_text("licence", self.licence)
        need_texts("sources", self.sources)
        for name, known in (("languages", LANGUAGES), ("modes", MODES)):
            self._need_some(name, known)
        need_one_of("raters", self.raters, RATERS)
        need_one_of("access.results", self.results, RESULTS)
        if not self.items:
            raise InstrumentError("items", "nothing-asked")
        need_whole("items", len(self.items), 1, MOST_ITEMS)
        check_names(self.scales, self.sections, self.items)
        check_gates(self.gates, self.scales)
        check_conditions(self.scales, self.sections, self.items)
        if self.title:
            self._check_what_is_asked()

    def _need_some(self, name: str, known: tuple[str, ...]) -> None:
        values = need_texts(name, getattr(self, name))
        if not values:
            raise InstrumentError(name, "empty")
        for value in values:
            need_one_of(name, value, known)

    def _check_what_is_asked(self) -> None:
        for name in ("title", "purpose"):
            check_languages(name, getattr(self, name), name == "title", self.languages)
        for item in self.items:
            need_id("items.id", item.id)
        for scale in self.scales:
            need_id("scales.id", scale.id)
        for path, text, needed in texts_of(self.scales, self.sections, self.items):
            check_languages(path, text, needed, self.languages)

    @property
    def can_be_asked(self) -> bool:
        """Only what has a title has been checked for the words that people need."""
        return bool(self.title)

    @property
    def in_order(self) -> tuple[Item, ...]:
        """The questions in the order of asking."""
        return asking_order(self.sections, self.items)

    def item(self, item_id: str) -> Item:
        return next(item for item in self.items if item.id == item_id)

    def scale(self, scale_id: str) -> Scale:
        return next(scale for scale in self.scales if scale.id == scale_id)

    def items_of(self, scale_id: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.scale == scale_id)

    def items_in(self, section_id: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.section == section_id)

    def gate(self, scale_id: str) -> Gate | None:
        return next((gate for gate in self.gates if gate.scale == scale_id), None)
