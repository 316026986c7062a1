"""Outcomes and strategies: what comes in, what becomes active, what is tried, what is let go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.models import AgendaFrame, Outcome, Strategy, StrategyState, Trial
from commonweal.agenda.operations.parts import check_words, keep_words
from commonweal.agenda.queries.draft import active_count, most_active
from commonweal.governance.models import Group, Initiative
from commonweal.governance.rules import today
from commonweal.trail.operations import record

#: Long enough to see something, short enough to let it go without a loss.
LONGEST_TRIAL = timedelta(days=183)
LARGEST_CAP = 50


@dataclass(frozen=True)
class OutcomeDraft:
    text_en: str
    text_es: str = ""
    horizon: str = "intermediate"


@dataclass(frozen=True)
class StrategyDraft:
    name_en: str
    name_es: str = ""
    text_en: str = ""
    text_es: str = ""
    group: Group | None = None
    outcomes: Sequence[Outcome] = field(default_factory=tuple)
    origin: str = Strategy.Origin.PLANNED
    key: str = ""

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in ("name_en", "name_es", "text_en", "text_es")}


@transaction.atomic
def add_outcome(*, by: Any, initiative: Initiative, draft: OutcomeDraft, at: datetime) -> Outcome:
    if not rules.may_draft(by, initiative, at):
        raise PermissionDenied
    if draft.horizon not in Outcome.Horizon.values:
        raise ValidationError({"horizon": _("“%(horizon)s” is not a term.") % {"horizon": draft.horizon}})
    words = {"text_en": draft.text_en, "text_es": draft.text_es}
    if not any(text.strip() for text in words.values()):
        raise ValidationError({"text_en": _("Write the outcome in one sentence.")})
    check_words(words)
    made = Outcome.objects.create(initiative=initiative, horizon=draft.horizon, position=initiative.outcomes.count())
    keep_words(by=by, initiative=initiative, part=made.part, words=words, at=at)
    record(by=by, verb="agenda.add_outcome", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def retire_outcome(*, by: Any, outcome: Outcome, at: datetime) -> Outcome:
    """It stands in the draft no longer; versions that have it keep it. Retiring once more takes it up again."""
    if not rules.may_draft(by, outcome.initiative, at):
        raise PermissionDenied
    outcome.retired_at = None if outcome.retired_at else at
    outcome.save(update_fields=["retired_at"])
    record(by=by, verb="agenda.retire_outcome", subject=outcome, at=at, initiative=outcome.initiative_id)
    return outcome


@transaction.atomic
def add_strategy(*, by: Any, initiative: Initiative, draft: StrategyDraft, at: datetime) -> Strategy:
    """A planned strategy is added by those who draft; an idea by anybody who has a seat, with one sentence."""
    is_idea = draft.origin == Strategy.Origin.EMERGENT
    may = rules.may_comment if is_idea else rules.may_draft
    if not may(by, initiative, at):
        raise PermissionDenied
    _check_strategy(draft, initiative)
    made = Strategy.objects.create(
        initiative=initiative,
        key=free_slug(draft.key or draft.name_en or draft.name_es, initiative.strategies.values_list("key", flat=True)),
        origin=draft.origin,
        group=draft.group,
        position=initiative.strategies.count(),
    )
    made.outcomes.set(draft.outcomes)
    StrategyState.objects.create(strategy=made, status=made.status, set_at=at, set_by=getattr(by, "actor_id", None))
    keep_words(by=by, initiative=initiative, part=made.part, words=draft.words, at=at)
    record(by=by, verb="agenda.add_strategy", subject=made, at=at, initiative=initiative.pk)
    return made


def _check_strategy(draft: StrategyDraft, initiative: Initiative) -> None:
    if not (draft.name_en.strip() or draft.name_es.strip()):
        raise ValidationError({"name_en": _("Give it a name of a few words.")})
    check_words(draft.words)
    if draft.origin not in Strategy.Origin.values:
        raise ValidationError(_("It is planned, or an idea on the way."))
    if draft.group is not None and draft.group.initiative_id != initiative.pk:
        raise ValidationError({"group": _("That group belongs to another initiative.")})
    if any(outcome.initiative_id != initiative.pk for outcome in draft.outcomes):
        raise ValidationError({"outcomes": _("That outcome belongs to another initiative.")})


def free_slug(name: str, taken: Iterable[str], otherwise: str = "strategy") -> str:
    """The name as an address, with a number where another has it already."""
    base, known = slugify(name)[:34].strip("-") or otherwise, set(taken)
    number, key = 2, base
    while key in known:
        key, number = f"{base}-{number}", number + 1
    return key


@transaction.atomic
def bind_strategy(
    *, by: Any, strategy: Strategy, group: Group | None, outcomes: Sequence[Outcome], at: datetime
) -> Strategy:
    """Which group carries it, and to which outcomes it leads."""
    if not rules.may_draft(by, strategy.initiative, at):
        raise PermissionDenied
    _check_strategy(StrategyDraft("-", group=group, outcomes=outcomes), strategy.initiative)
    before = {"group": strategy.group_id, "outcomes": [outcome.pk for outcome in strategy.outcomes.all()]}
    strategy.group = group
    strategy.save(update_fields=["group"])
    strategy.outcomes.set(outcomes)
    record(
        by=by,
        verb="agenda.bind_strategy",
        subject=strategy,
        at=at,
        initiative=strategy.initiative_id,
        details={"before": before},
    )
    return strategy


@transaction.atomic
def set_status(*, by: Any, strategy: Strategy, status: str, reason: str = "", at: datetime) -> StrategyState:
    """Begin it, put it back or let it go. One more than the cap becomes active only with a reason."""
    if not rules.may_draft(by, strategy.initiative, at):
        raise PermissionDenied
    if status not in Strategy.Status.values or status == Strategy.Status.TRYING:
        raise ValidationError({"status": _("Choose one of: not begun, under way, let go.")})
    if status == strategy.status:
        raise ValidationError({"status": _("That is what it is already.")})
    above = status == Strategy.Status.ACTIVE and active_count(strategy.initiative) >= most_active(strategy.initiative)
    if above and not reason.strip():
        words = _("%(count)s strategies are under way, as many as you set yourselves. Let one go, or say why one more.")
        raise ValidationError({"reason": words % {"count": active_count(strategy.initiative)}})
    if status == Strategy.Status.RETIRED and not reason.strip():
        raise ValidationError({"reason": _("Say why, so that nobody tries the same again without knowing.")})
    return _enter(by=by, strategy=strategy, status=status, reason=reason, above=above, at=at)


def _enter(
    *, by: Any, strategy: Strategy, status: str, reason: str, above: bool = False, at: datetime
) -> StrategyState:
    strategy.status = status
    strategy.save(update_fields=["status"])
    state = StrategyState.objects.create(
        strategy=strategy,
        status=status,
        set_at=at,
        set_by=getattr(by, "actor_id", None),
        reason=reason.strip()[:500],
        above_the_cap=above,
    )
    record(
        by=by,
        verb="agenda.set_status",
        subject=strategy,
        at=at,
        initiative=strategy.initiative_id,
        details={"status": status},
    )
    return state


@transaction.atomic
def set_most_active(*, by: Any, initiative: Initiative, most: int, at: datetime) -> AgendaFrame:
    """How many strategies may be active at once: few enough to do them well."""
    if not rules.may_set_goal(by, initiative, at):
        raise PermissionDenied
    if not 1 <= most <= LARGEST_CAP:
        raise ValidationError({"most": _("Write a number from 1 to 50.")})
    frame, _made = AgendaFrame.objects.update_or_create(initiative=initiative, defaults={"most_active": most})
    record(by=by, verb="agenda.set_most_active", subject=frame, at=at, initiative=initiative.pk)
    initiative.agenda_frame = frame
    return frame


@transaction.atomic
def start_trial(*, by: Any, strategy: Strategy, looks_at: str, until: date, at: datetime) -> Trial:
    """Try it small and until a day. It takes no place among the active ones."""
    if not rules.may_try(by, strategy, at):
        raise PermissionDenied
    since = today(strategy.initiative, at)
    if strategy.status != Strategy.Status.BACKLOG:
        raise ValidationError(_("Only what has not begun can be tried."))
    if not looks_at.strip():
        raise ValidationError({"looks_at": _("Say what you will look at: then you will know whether it worked.")})
    if not since < until <= since + LONGEST_TRIAL:
        raise ValidationError({"until": _("Choose a day after today, within six months.")})
    trial = Trial.objects.create(strategy=strategy, looks_at=looks_at.strip()[:300], since=since, until=until)
    _enter(by=by, strategy=strategy, status=Strategy.Status.TRYING, reason="", at=at)
    return trial


@transaction.atomic
def end_trial(*, by: Any, trial: Trial, verdict: str, learned: str, at: datetime) -> Trial:
    """What was learned. What is kept goes back among what can begin; what is let go is retired with the reason."""
    strategy = trial.strategy
    if not rules.may_try(by, strategy, at):
        raise PermissionDenied
    if trial.ended_at is not None:
        raise ValidationError(_("This trial has ended already."))
    if verdict not in Trial.Verdict.values:
        raise ValidationError({"verdict": _("Choose: keep it, or let it go.")})
    if not learned.strip():
        raise ValidationError({"learned": _("Write one sentence. What did not work is worth as much.")})
    trial.ended_at, trial.verdict, trial.learned = at, verdict, learned.strip()
    trial.save(update_fields=["ended_at", "verdict", "learned"])
    kept = verdict == Trial.Verdict.KEEP
    status = Strategy.Status.BACKLOG if kept else Strategy.Status.RETIRED
    _enter(by=by, strategy=strategy, status=status, reason=learned, at=at)
    return trial
