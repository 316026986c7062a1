"""How far each group has come, for members: level by level, with what it rests on, over the cycles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.models import GroupWeek, Judgment, ProgressCycle
from commonweal.agenda.rubrics import Criterion, criteria_of
from commonweal.commitments.models import Commitment
from commonweal.governance.models import Decision, Group, Initiative
from commonweal.governance.queries.group_history import State, groups_on
from commonweal.governance.rules import is_member, today
from commonweal.governance.templatetags.own_words import plainly_in
from commonweal.ui.formats import day

#: Groups do the work; who steers and who supports are looked at by other means.
JUDGED = (Group.Kind.WORKING, Group.Kind.COMMUNITY)
#: A longer list is no choice.
MOST_OF_A_KIND = 20


@dataclass(frozen=True)
class Cell:
    """One judgment beside the one before; `before` None where there is none to compare with."""

    judgment: Judgment | None
    before: int | None
    meaning: str = ""
    evidence: tuple[str, str] = ("", "")

    @property
    def move(self) -> str:
        """up, down or same; empty where nothing can be compared."""
        if self.judgment is None or self.before is None:
            return ""
        now = self.judgment.level
        return "up" if now > self.before else "down" if now < self.before else "same"


@dataclass(frozen=True)
class GroupRow:
    """A group with one cell a criterion, in their order."""

    group: Group
    cells: Sequence[tuple[Criterion, Cell]]

    @property
    def judged(self) -> int:
        return sum(cell.judgment is not None for _criterion, cell in self.cells)


@dataclass(frozen=True)
class Trend:
    """One criterion of a group over the cycles, the oldest first; None where it was not judged."""

    criterion: Criterion
    levels: Sequence[int | None]


@dataclass(frozen=True)
class CyclePage:
    cycle: ProgressCycle
    criteria: Sequence[Criterion]
    rows: Sequence[GroupRow]
    may_judge: bool
    may_answer: bool


def cycles(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[ProgressCycle]:
    """What was handed over, for members; what is under way, for those who judge."""
    found = ProgressCycle.objects.filter(initiative=initiative).select_related("initiative")
    if rules.may_judge_progress(reader, initiative, at):
        return found
    if not is_member(reader, initiative, today(initiative, at)):
        return found.none()
    return found.filter(handed_at__isnull=False)


def cycle_for(reader: Any, initiative: Initiative, number: int, at: datetime) -> ProgressCycle:
    found = cycles(reader, initiative, at).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def cycle_page(reader: Any, cycle: ProgressCycle, at: datetime) -> CyclePage:
    criteria = criteria_of(cycle.rubric)
    now, before = _held(cycle), _before(cycle)
    groups = {one.group_id: one.group for one in now.values()} | {
        group.pk: group for group in (groups_to_judge(cycle.initiative, at) if cycle.handed_at is None else [])
    }
    ordered = sorted(groups.values(), key=lambda group: (group.position, group.code))
    is_open = cycle.handed_at is None
    return CyclePage(
        cycle=cycle,
        criteria=list(criteria.values()),
        rows=[_row(cycle.initiative, group, criteria, (now, before)) for group in ordered],
        may_judge=is_open and rules.may_judge_progress(reader, cycle.initiative, at),
        may_answer=not is_open
        and cycle.answered_at is None
        and rules.may_answer_progress(reader, cycle.initiative, at),
    )


def trend_of(reader: Any, group: Group, at: datetime) -> tuple[list[ProgressCycle], list[Trend]]:
    """Over all cycles of the newest edition that were handed over; another edition asks something else."""
    handed = list(cycles(reader, group.initiative, at).filter(handed_at__isnull=False).order_by("number"))
    if not handed:
        return [], []
    edition = handed[-1].rubric
    same = [one for one in handed if one.rubric == edition]
    held = [_held(one) for one in same]
    return same, [
        Trend(criterion, [each[group.pk, code].level if (group.pk, code) in each else None for each in held])
        for code, criterion in criteria_of(edition).items()
    ]


Held = Mapping[tuple[int, str], Judgment]


def _held(cycle: ProgressCycle) -> Held:
    found = Judgment.objects.filter(cycle=cycle, replaced_at=None).select_related("group__initiative")
    return {(one.group_id, one.criterion): one for one in found}


def _before(cycle: ProgressCycle) -> Held:
    """Of the last cycle that was handed over before, by the same edition."""
    earlier = ProgressCycle.objects.filter(
        initiative=cycle.initiative_id, number__lt=cycle.number, rubric=cycle.rubric, handed_at__isnull=False
    ).first()
    return _held(earlier) if earlier else {}


def _row(initiative: Initiative, group: Group, criteria: Mapping[str, Criterion], held: tuple[Held, Held]) -> GroupRow:
    now, before = held
    cells = []
    for code, criterion in criteria.items():
        judgment, earlier = now.get((group.pk, code)), before.get((group.pk, code))
        meaning = criterion.levels[judgment.level - 1] if judgment else ""
        evidence = _evidence(initiative, judgment) if judgment else ("", "")
        cells.append((criterion, Cell(judgment, earlier.level if earlier else None, meaning, evidence)))
    return GroupRow(group, cells)


def groups_to_judge(initiative: Initiative, at: datetime) -> list[Group]:
    """Those that work today; one that pauses is not judged for it."""
    there = groups_on(initiative, today(initiative, at))
    return [one.group for one in there if one.group.kind in JUDGED and one.state == State.ACTIVE]


def evidence_choices(group: Group) -> list[tuple[str, list[tuple[str, str]]]]:
    """Records on which a judgment of this group can rest, under headings."""
    initiative = group.initiative
    decided = Decision.objects.filter(group=group, state=Decision.State.CLOSED)[:MOST_OF_A_KIND]
    promised = Commitment.objects.filter(group=group, ended_at=None).order_by("-due_on")[:MOST_OF_A_KIND]
    weeks = GroupWeek.objects.filter(group=group, replaced_at=None)[:MOST_OF_A_KIND]
    kinds = [
        (_("Decisions"), "decision", [one.number for one in decided]),
        (_("Promises"), "promise", [one.pk for one in promised]),
        (_("Weeks"), "week", [one.pk for one in weeks]),
    ]
    return [
        (heading, [(f"{kind}:{key}", evidence_label(initiative, f"{kind}:{key}")) for key in keys])
        for heading, kind, keys in kinds
        if keys
    ]


def evidence_label(initiative: Initiative, evidence: str) -> str:
    """Empty for what is not here."""
    return _record(initiative, evidence)[0]


def _evidence(initiative: Initiative, judgment: Judgment) -> tuple[str, str]:
    """Its words and its address."""
    if not judgment.evidence:
        return judgment.evidence_url, judgment.evidence_url
    label, url = _record(initiative, judgment.evidence)
    return label or _("a record that is not here any more"), url


def _record(initiative: Initiative, evidence: str) -> tuple[str, str]:
    kind, _colon, key = evidence.partition(":")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return "", ""
    slug, number = initiative.slug, int(key)
    if kind == "decision":
        decision = Decision.objects.filter(initiative=initiative, number=number).first()
        return (decision.question, reverse("governance:decision", args=[slug, number])) if decision else ("", "")
    if kind == "promise":
        promise = Commitment.objects.filter(initiative=initiative, pk=number).first()
        if promise is None:
            return "", ""
        words = plainly_in(promise.text, promise.written_in)
        return words, reverse("commitments:promise", args=[slug, number])
    week = GroupWeek.objects.filter(group__initiative=initiative, pk=number).first() if kind == "week" else None
    if week is None:
        return "", ""
    address = f"{reverse('agenda:between', args=[slug])}?week={week.week.isoformat()}"
    return _("Week of %(week)s.") % {"week": day(week.week)}, address
