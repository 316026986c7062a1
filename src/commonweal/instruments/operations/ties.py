"""What an organization says of its ties. Nothing is overwritten, and the trail never holds a rating."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.engines.networks.scores import HIGHEST, LOWEST, TRUST, VALUE
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.instruments import rules
from commonweal.instruments.models import NetworkOffer, NetworkWave, Tie, TieRating, TieStatement, WaveScore
from commonweal.instruments.queries.tie_scores import ratings_that_hold, worked_out
from commonweal.instruments.sealed_ratings import closed, opened
from commonweal.instruments.sealing import LostKeyError
from commonweal.instruments.tie_questions import frequencies, kinds, offers
from commonweal.people.models import Organisation
from commonweal.trail.operations import record

A_DAY = timedelta(days=1)
LOST = gettext_lazy("The key to the ratings so far is missing. Bring the folder “urns” back from the backup.")


@dataclass(frozen=True)
class TieDraft:
    """`frequency` empty: the two do not work together. A rating that is not given stays as it was."""

    frequency: str = ""
    kinds: Sequence[str] = ()
    ratings: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class OfferDraft:
    brings: Sequence[str] = ()
    seeking: str = ""


@transaction.atomic
def say_tie(
    *, by: Any, initiative: Initiative, organisation: Organisation, other: Organisation, tie: TieDraft, at: datetime
) -> TieStatement:
    """What one organization says of its work with another, from today; what it said before stays as history."""
    today = _may_speak(by, initiative, organisation, at)
    _check(initiative, organisation, other, tie, today)
    _write_tie(initiative, organisation, other, tie, today)
    _write_rating(initiative, organisation, other, tie, at)
    return _state(by, initiative, organisation, "instruments.say_tie", at)


@transaction.atomic
def say_nothing_changed(*, by: Any, initiative: Initiative, organisation: Organisation, at: datetime) -> TieStatement:
    """Somebody has looked: all ties are still so, also where there are none."""
    _may_speak(by, initiative, organisation, at)
    return _state(by, initiative, organisation, "instruments.say_nothing_changed", at)


@transaction.atomic
def say_offer(
    *, by: Any, initiative: Initiative, organisation: Organisation, offer: OfferDraft, at: datetime
) -> NetworkOffer:
    """What an organization brings and whom it seeks, from today; the one before stays as history."""
    today = _may_speak(by, initiative, organisation, at)
    if strange := next((code for code in offer.brings if code not in dict(offers())), None):
        raise ValidationError(
            {"brings": _("“%(given)s” is not one of the answers. Choose from the list.") % {"given": strange}}
        )
    NetworkOffer.objects.filter(initiative=initiative, organisation=organisation, until=None).update(
        until=today - A_DAY
    )
    made = NetworkOffer.objects.create(
        initiative=initiative, organisation=organisation, brings=sorted(set(offer.brings)),
        seeking=offer.seeking.strip(), since=today,
    )  # fmt: skip
    record(by=by, verb="instruments.say_offer", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def take_wave(*, by: Any, initiative: Initiative, at: datetime) -> NetworkWave:
    """Look at the network together today: its scores are worked out now, and kept as far as they may be shown."""
    if not rules.may_take_wave(by, initiative, at):
        raise PermissionDenied
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    today = seats.today(initiative, at)
    if NetworkWave.objects.filter(initiative=initiative, on__gte=today).exists():
        raise ValidationError(_("This was done today already. The next one needs another day."))
    rows = ratings_that_hold(initiative, today)
    try:
        scores = worked_out(initiative, rows)
    except LostKeyError as error:
        raise ValidationError(LOST) from error
    wave = NetworkWave.objects.create(
        initiative=initiative, on=today, taken_at=at, taken_by=getattr(by, "actor_id", None),
        held=sorted(row.pk for row in rows),
    )  # fmt: skip
    WaveScore.objects.bulk_create(
        WaveScore(wave=wave, organisation_id=one.organisation, scale=one.scale, low=one.low, raters=one.raters)
        for one in scores
    )
    record(by=by, verb="instruments.take_wave", subject=wave, at=at, initiative=initiative.pk)
    return wave


def _may_speak(by: Any, initiative: Initiative, organisation: Organisation, at: datetime) -> date:
    """Two who speak for one organization at once do it one after the other."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    today = seats.today(initiative, at)
    if not rules.may_speak_for(by, initiative, organisation, today):
        raise PermissionDenied
    return today


def _check(initiative: Initiative, organisation: Organisation, other: Organisation, tie: TieDraft, on: date) -> None:
    problems = {}
    if other == organisation:
        problems["other"] = _("An organization has no tie to itself. Choose another.")
    elif not initiative.participations.filter(seats.in_term(on), organisation=other).exists():
        problems["other"] = _("This organization does not take part. Choose another.")
    if tie.frequency and tie.frequency not in dict(frequencies()):
        problems["frequency"] = _("“%(given)s” is not one of the answers. Choose one.") % {"given": tie.frequency}
    if strange := next((kind for kind in tie.kinds if kind not in dict(kinds())), None):
        problems["kinds"] = _("“%(given)s” is not one of the answers. Choose from the list.") % {"given": strange}
    known = (*TRUST, *VALUE)
    if any(question not in known or not _is_point(answer) for question, answer in tie.ratings.items()):
        # What was given is not repeated: a message may be logged.
        problems["ratings"] = _("A rating is a whole number from 1 to 4. Choose one of the four.")
    if tie.ratings and not tie.frequency:
        problems["frequency"] = _("Say how often you work together, or leave the ratings empty.")
    if problems:
        raise ValidationError(problems)


def _is_point(answer: Any) -> bool:
    return isinstance(answer, int) and not isinstance(answer, bool) and LOWEST <= answer <= HIGHEST


def _write_tie(
    initiative: Initiative, organisation: Organisation, other: Organisation, tie: TieDraft, today: date
) -> None:
    """Only what has changed. What was said and taken back on one day held on no day."""
    held = Tie.objects.filter(initiative=initiative, source=organisation, target=other, until=None)
    before = held.first()
    passing = sorted(set(tie.kinds)) if tie.frequency else []
    if before is not None and (before.frequency, before.kinds) == (tie.frequency, passing):
        return
    if before is not None:
        before.until = today - A_DAY
        before.save(update_fields=["until"])
    if tie.frequency:
        Tie.objects.create(
            initiative=initiative, source=organisation, target=other, frequency=tie.frequency, kinds=passing,
            since=today,
        )  # fmt: skip


def _write_rating(
    initiative: Initiative, organisation: Organisation, other: Organisation, tie: TieDraft, at: datetime
) -> None:
    """A new answer replaces the old one of its question; without a tie there is nothing to rate."""
    held = TieRating.objects.filter(initiative=initiative, rater=organisation, rated=other, replaced_at=None)
    before = held.first()
    try:
        said = opened(before.sealed) if before else {}
    except LostKeyError as error:
        raise ValidationError({"ratings": LOST}) from error
    answers = {**said, **tie.ratings} if tie.frequency else {}
    if answers == said:
        return
    if before is not None:
        before.replaced_at = at
        before.save(update_fields=["replaced_at"])
    if answers:
        TieRating.objects.create(
            initiative=initiative, rater=organisation, rated=other, sealed=closed(answers), said_at=at
        )


def _state(by: Any, initiative: Initiative, organisation: Organisation, verb: str, at: datetime) -> TieStatement:
    made = TieStatement.objects.create(
        initiative=initiative, organisation=organisation, said_on=seats.today(initiative, at), said_at=at,
        said_by=getattr(by, "actor_id", None),
    )  # fmt: skip
    record(by=by, verb=verb, subject=made, at=at, initiative=initiative.pk)
    return made
