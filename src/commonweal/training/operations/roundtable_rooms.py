"""What phones in the room do at a roundtable: sign in, write for a table, give dots, say how it was.

Nobody has an account. Who signed in is a code of one's own; a mark of it, another for each thing, counts it once on
whatever phone. When the roundtable ends, nothing leads from the one to the other.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from commonweal.governance.models import Group
from commonweal.instruments.content import pack
from commonweal.instruments.queries.pledges import CODE, pledged
from commonweal.lib.languages import page_language
from commonweal.people.models import Organisation, Sector
from commonweal.trail.operations import record
from commonweal.training.models import (
    Roundtable,
    RoundtableDot,
    RoundtableFeedback,
    RoundtableNote,
    RoundtablePresence,
    RoundtableSignIn,
)
from commonweal.training.operations.roundtables import RUNNING
from commonweal.training.queries.roundtable_rooms import code_hash

MOST_NOTES = 60


@dataclass(frozen=True)
class Arrival:
    """A code of one's own, and for whom one comes, as far as one says it. `signed` are ids of guidelines."""

    code: str
    organisation: Organisation | None = None
    sector: str = ""
    group: Group | None = None
    signed: Collection[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class NoteDraft:
    """`once` marks one sending of the form, `writer` whoever sends it."""

    table: int
    kind: str
    words: str
    once: str
    writer: str = ""


@dataclass(frozen=True)
class FeedbackDraft:
    learned: bool | None
    what: str = ""
    change: str = ""


@dataclass(frozen=True)
class SignedIn:
    """`is_new` is False for somebody who signs in again, and for two people with one code."""

    sign_in: RoundtableSignIn
    is_new: bool


@transaction.atomic
def sign_in(*, by: None, roundtable: Roundtable, arrival: Arrival, at: datetime) -> SignedIn:
    """Also late. For whom somebody came is added to a count that leads back to nobody; raises ValidationError."""
    held = running(roundtable)
    _check_arrival(held, arrival)
    hashed = code_hash(held.initiative, arrival.code)
    known = held.sign_ins.filter(code_hash=hashed).first()
    if known is not None:
        return SignedIn(known, False)
    last = held.sign_ins.last()
    made = RoundtableSignIn.objects.create(
        roundtable=held, code_hash=hashed, number=(last.number if last else 0) + 1, arrived_at=at,
        signed=[item.id for item in pledged(pack(CODE)) if item.id in arrival.signed],
    )  # fmt: skip
    if arrival.organisation is not None:
        _one_more(held, organisation=arrival.organisation)
    elif arrival.sector:
        _one_more(held, sector=arrival.sector)
    if arrival.group is not None:
        _one_more(held, group=arrival.group)
    record(by=by, verb="training.sign_in", subject=held, at=at, initiative=held.initiative_id)
    return SignedIn(made, True)


@transaction.atomic
def write_note(*, by: None, roundtable: Roundtable, note: NoteDraft, at: datetime) -> RoundtableNote:
    """What a table said, by whoever writes for it. The same sending twice is one note; raises ValidationError."""
    held = running(roundtable)
    if (known := held.notes.filter(once=note.once[:40]).first()) is not None:
        return known
    words = " ".join(note.words.split())
    if not 1 <= note.table <= held.tables:
        raise ValidationError(_("There is no table %(table)s here.") % {"table": note.table})
    if note.kind not in RoundtableNote.Kind.values:
        raise ValidationError(_("Say first what it is: a barrier, a support or an idea."))
    if not words:
        raise ValidationError(_("Write what your table said."))
    if len(words) > 300:
        raise ValidationError(_("A note has at most 300 letters. Write two."))
    elsewhere = held.notes.filter(written_by=note.writer, taken_out_at=None).exclude(table=note.table).first()
    if note.writer and elsewhere is not None:
        told = {"table": elsewhere.table}
        raise ValidationError(_("You write for table %(table)s. Somebody who sits here writes for this one.") % told)
    if held.notes.filter(table=note.table, taken_out_at=None).count() >= MOST_NOTES:
        raise ValidationError(_("This table has %(most)s notes. Take one out first.") % {"most": MOST_NOTES})
    made = RoundtableNote.objects.create(
        roundtable=held, table=note.table, kind=note.kind, words=words, written_in=page_language(),
        once=note.once[:40], written_by=note.writer, written_at=at,
    )  # fmt: skip
    record(by=by, verb="training.write_note", subject=held, at=at, initiative=held.initiative_id)
    return made


@transaction.atomic
def take_out_note(*, by: None, roundtable: Roundtable, note: int, writer: str, at: datetime) -> RoundtableNote:
    """Whoever wrote it takes out what is wrong."""
    held = running(roundtable)
    found = _note_by(held, note, writer)
    if found.taken_out_at is None:
        found.taken_out_at = at
        found.save(update_fields=["taken_out_at"])
        record(by=by, verb="training.take_out_note", subject=held, at=at, initiative=held.initiative_id)
    return found


@transaction.atomic
def put_note_back(*, by: None, roundtable: Roundtable, note: int, writer: str, at: datetime) -> RoundtableNote:
    held = running(roundtable)
    found = _note_by(held, note, writer)
    if found.taken_out_at is not None:
        found.taken_out_at = None
        found.save(update_fields=["taken_out_at"])
        record(by=by, verb="training.put_note_back", subject=held, at=at, initiative=held.initiative_id)
    return found


@transaction.atomic
def give_dots(*, by: None, roundtable: Roundtable, voter: str, notes: Collection[int], at: datetime) -> int:
    """Somebody's dots, one on a note; what they gave before is gone. The trail knows that somebody did, not where."""
    held = running(roundtable)
    if held.stage != Roundtable.Stage.DOTS:
        raise ValidationError(_("Dots are not given now. What you gave before is counted."))
    chosen = set(notes)
    if len(chosen) > held.dots_each:
        words = _("You chose %(chosen)s notes and have %(dots)s dots. Take some away.")
        raise ValidationError(words % {"chosen": len(chosen), "dots": held.dots_each})
    there = held.notes.filter(pk__in=chosen, taken_out_at=None)
    if len(there) < len(chosen):
        raise ValidationError(_("A table took out one of these notes. Look again, and give your dots once more."))
    given = RoundtableDot.objects.filter(note__roundtable=held)
    others = given.exclude(voter_hash=voter).values("voter_hash").distinct().count()
    _no_more_than_people(others, held.sign_ins.count())
    given.filter(voter_hash=voter).delete()
    RoundtableDot.objects.bulk_create([RoundtableDot(note=note, voter_hash=voter, given_at=at) for note in there])
    record(by=by, verb="training.give_dots", subject=held, at=at, initiative=held.initiative_id)
    return len(chosen)


@transaction.atomic
def give_feedback(*, by: None, roundtable: Roundtable, voter: str, feedback: FeedbackDraft, at: datetime) -> bool:
    """False where they have said something before: they say this now."""
    held = running(roundtable)
    if held.stage != Roundtable.Stage.CLOSING:
        raise ValidationError(_("The questions on this roundtable are not open now."))
    if feedback.learned is None:
        raise ValidationError({"learned": _("Say yes or no: did you learn something new?")})
    if max(len(feedback.what), len(feedback.change)) > 500:
        raise ValidationError({"what": _("This is longer than there is room for. Keep to about 500 letters.")})
    others = held.feedback.exclude(voter_hash=voter).count()
    _no_more_than_people(others, max(held.sign_ins.count(), held.counted or 0))
    _said, is_new = RoundtableFeedback.objects.update_or_create(
        roundtable=held, voter_hash=voter,
        defaults={
            "learned": feedback.learned, "what": feedback.what.strip(), "change": feedback.change.strip(),
            "written_in": page_language(),
        },
    )  # fmt: skip
    record(by=by, verb="training.give_feedback", subject=held, at=at, initiative=held.initiative_id)
    return is_new


def running(roundtable: Roundtable) -> Roundtable:
    """Its row while phones may send something; raises ValidationError."""
    held = Roundtable.objects.select_for_update().select_related("initiative").get(pk=roundtable.pk)
    if held.stage not in RUNNING:
        raise ValidationError(_("This roundtable takes nothing in now."))
    return held


def _no_more_than_people(others: int, people: int) -> None:
    """So many as people are in the room, and no more."""
    if others >= people:
        raise ValidationError(_("As many phones as there are people have answered. Ask who leads the roundtable."))


def _note_by(roundtable: Roundtable, key: int, writer: str) -> RoundtableNote:
    found = roundtable.notes.exclude(written_by="").filter(pk=key, written_by=writer).first()
    if found is None:
        raise ValidationError(_("Somebody else wrote this note. Ask who leads the roundtable to take it out."))
    return found


def _check_arrival(roundtable: Roundtable, arrival: Arrival) -> None:
    organisation, group = arrival.organisation, arrival.group
    if not arrival.code.strip():
        raise ValidationError(_("Answer all three, so that you get the same code next time."))
    if arrival.sector and arrival.sector not in Sector.values:
        raise ValidationError({"sector": _("Choose one of the answers.")})
    part = roundtable.initiative.participations
    if organisation is not None and not part.filter(organisation=organisation).exists():
        raise ValidationError({"organisation": _("This organization takes no part here. Choose another one, or none.")})
    if group is not None and group.initiative_id != roundtable.initiative_id:
        raise ValidationError({"group": _("This group belongs to another initiative.")})


def _one_more(roundtable: Roundtable, **what: Any) -> None:
    RoundtablePresence.objects.get_or_create(roundtable=roundtable, **what)
    RoundtablePresence.objects.filter(roundtable=roundtable, **what).update(people=F("people") + 1)
