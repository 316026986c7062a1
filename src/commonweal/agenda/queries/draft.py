"""The draft of the agenda as it stands now: its parts in order, each with its words, its source and what is said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.functional import Promise

from commonweal.agenda import rules
from commonweal.agenda.languages import spoken
from commonweal.agenda.models import Comment, Goal, Outcome, Strategy, Wording
from commonweal.agenda.models.parts import source_name
from commonweal.agenda.queries.goal import goal_of
from commonweal.agenda.sections import FIXED, OUTCOME, SECTIONS, STRATEGY, Section
from commonweal.governance.models import Initiative

FIELDS = ("name_en", "name_es", "text_en", "text_es")
#: How many strategies may be active at once, where the initiative set no number of its own.
DEFAULT_CAP = 7


@dataclass(frozen=True)
class DraftPart:
    """One part with what it says now; `wording` is None while nobody has written it."""

    key: str
    label: str | Promise
    help: str | Promise
    lines: bool
    wording: Wording | None
    open_comments: int = 0
    outcome: Outcome | None = None
    strategy: Strategy | None = None

    @property
    def name(self) -> str:
        return self.wording.name if self.wording else ""

    @property
    def text(self) -> str:
        return self.wording.text if self.wording else ""

    @property
    def in_lines(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    @property
    def is_written(self) -> bool:
        return bool(self.name or self.text)

    @property
    def is_strategy(self) -> bool:
        return self.strategy is not None


@dataclass(frozen=True)
class DraftSection:
    section: Section
    parts: list[DraftPart]

    @property
    def is_one_text(self) -> bool:
        """Its heading says already what its only part is."""
        return len(self.section.parts) == 1

    @property
    def written(self) -> list[DraftPart]:
        return [part for part in self.parts if part.is_written]


@dataclass(frozen=True)
class Draft:
    initiative: Initiative
    goal: Goal | None
    sections: list[DraftSection]

    @property
    def parts(self) -> list[DraftPart]:
        return [part for section in self.sections for part in section.parts]

    @property
    def unwritten(self) -> list[DraftPart]:
        return [part for part in self.parts if not part.is_written]


def words_now(initiative: Initiative) -> dict[str, Wording]:
    """The newest wording of every part."""
    newest: dict[str, Wording] = {}
    for wording in Wording.objects.filter(initiative=initiative).order_by("number"):
        newest[wording.part] = wording
    return newest


def draft_of(reader: Any, initiative: Initiative, at: datetime) -> Draft:
    """All parts, in the order in which the agenda is read. Retired outcomes and strategies are not in it."""
    words = words_now(initiative) if rules.may_read_draft(reader, initiative, at) else {}
    said = open_threads(initiative)
    outcomes, strategies = outcomes_of(initiative), strategies_of(initiative, retired=False)
    sections = [DraftSection(section, list(_parts(section, outcomes, strategies, words, said))) for section in SECTIONS]
    return Draft(initiative, goal_of(reader, initiative), sections)


def _parts(
    section: Section,
    outcomes: list[Outcome],
    strategies: list[Strategy],
    words: Mapping[str, Wording],
    said: Mapping[str, int],
) -> Iterator[DraftPart]:
    for part in section.parts:
        yield DraftPart(part.key, part.label, part.help, part.lines, words.get(part.key), said.get(part.key, 0))
    if section.key == OUTCOME:
        for outcome in outcomes:
            key = outcome.part
            label = Outcome.Horizon(outcome.horizon).label
            yield DraftPart(key, label, section.help, False, words.get(key), said.get(key, 0), outcome=outcome)
    if section.key == STRATEGY:
        for strategy in strategies:
            key = strategy.part
            label = Strategy.Status(strategy.status).label
            yield DraftPart(key, label, section.help, False, words.get(key), said.get(key, 0), strategy=strategy)


def outcomes_of(initiative: Initiative) -> list[Outcome]:
    """Those that stand, the nearest first."""
    order = list(Outcome.Horizon)
    found = Outcome.objects.filter(initiative=initiative, retired_at=None)
    return sorted(found, key=lambda outcome: (order.index(Outcome.Horizon(outcome.horizon)), outcome.position))


def strategies_of(initiative: Initiative, *, retired: bool = True) -> list[Strategy]:
    found = Strategy.objects.filter(initiative=initiative).select_related("group", "initiative")
    if not retired:
        found = found.exclude(status=Strategy.Status.RETIRED)
    return list(found.prefetch_related("outcomes"))


def open_threads(initiative: Initiative) -> dict[str, int]:
    """How many threads of each part wait for an answer or an end."""
    threads = Comment.objects.filter(initiative=initiative, answers=None, resolved_at=None)
    return dict(threads.values_list("part").annotate(Count("pk")).values_list("part", "pk__count"))


def part_exists(initiative: Initiative, key: str) -> bool:
    """Whether there is such a part, written or not."""
    return key in FIXED or part_of_something(initiative, key) is not None


def part_of_something(initiative: Initiative, key: str) -> Outcome | Strategy | None:
    """The outcome or the strategy of which these are the words."""
    kind, _dash, number = key.partition("-")
    if not (number.isascii() and number.isdigit()) or len(number) > 15:
        return None
    if kind == OUTCOME:
        return Outcome.objects.filter(initiative=initiative, pk=int(number)).first()
    if kind == STRATEGY:
        return Strategy.objects.filter(initiative=initiative, pk=int(number)).select_related("group").first()
    return None


def held_words(initiative: Initiative, key: str) -> dict[str, str]:
    """What the part says now, field by field; empty texts where nobody has written it."""
    newest = Wording.objects.filter(initiative=initiative, part=key).first()
    return {name: getattr(newest, name) if newest else "" for name in FIELDS}


def wordings_of(initiative: Initiative, key: str) -> list[Wording]:
    """All that it ever said, newest first."""
    return list(Wording.objects.filter(initiative=initiative, part=key))


def threads_of(initiative: Initiative, key: str) -> list[Comment]:
    """What is said about a part: each thread with its answers, the open ones first."""
    first = Comment.objects.filter(initiative=initiative, part=key, answers=None).prefetch_related("answered_by")
    return sorted(first, key=lambda comment: comment.resolved_at is not None)


def label_of(initiative: Initiative, key: str) -> str:
    """What the part is called on pages."""
    if key in FIXED:
        return str(FIXED[key].label)
    words = held_words(initiative, key)
    return spoken(words["name_en"], words["name_es"]) or spoken(words["text_en"], words["text_es"])[:80]


@dataclass(frozen=True)
class Share:
    """How many of the written parts come from one source, by who wrote the words that hold now."""

    source: str
    label: str
    parts: int
    of: int


def shares_by_source(draft: Draft) -> list[Share]:
    """Who wrote what holds now. The largest first; a source that wrote nothing is named too."""
    written = [part.wording for part in draft.parts if part.wording and part.is_written]
    asked = [source for source in Wording.Source if source != Wording.Source.SYSTEM]
    counts = {source: sum(1 for wording in written if wording.written_from == source) for source in asked}
    set_up = sum(1 for wording in written if wording.written_from == Wording.Source.SYSTEM)
    found = [
        Share(source, source_name(draft.initiative.pk, source), count, len(written)) for source, count in counts.items()
    ]
    if set_up:
        found.append(Share("system", str(Wording.Source.SYSTEM.label), set_up, len(written)))
    return sorted(found, key=lambda share: -share.parts)


def backbone_sets_it(draft: Draft) -> bool:
    """The warning sign: more than half of what holds now was written from the backbone's seats."""
    share = next(share for share in shares_by_source(draft) if share.source == Wording.Source.BACKBONE)
    return share.parts * 2 > share.of


def active_count(initiative: Initiative) -> int:
    return Strategy.objects.filter(initiative=initiative, status=Strategy.Status.ACTIVE).count()


def most_active(initiative: Initiative) -> int:
    """How many strategies the initiative lets be active at once."""
    frame = getattr(initiative, "agenda_frame", None)
    return frame.most_active if frame else DEFAULT_CAP
