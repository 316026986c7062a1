"""A facilitator announces a roundtable, opens it, leads it from stage to stage, and ends it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance.models import Group, Initiative
from commonweal.lib.languages import page_language
from commonweal.lib.room_codes import free_code
from commonweal.people.models import Organisation
from commonweal.trail.operations import record
from commonweal.training import rules
from commonweal.training.models import Roundtable, RoundtableNote, RoundtablePresence, RoundtableTheme

MOST_TABLES, MOST_DOTS, MOST_PEOPLE = 60, 10, 5000
#: What phones do while it runs, in the order in which it usually comes.
RUNNING = (
    Roundtable.Stage.ARRIVING,
    Roundtable.Stage.TABLES,
    Roundtable.Stage.DOTS,
    Roundtable.Stage.CLOSING,
)


@dataclass(frozen=True)
class RoundtableDraft:
    """`number` is the initiative's own count: the first one kept here may well be the 34th."""

    number: int
    held_on: date
    topic_en: str
    topic_es: str = ""
    place: str = ""
    tables: int = 7
    dots_each: int = 5


@dataclass(frozen=True)
class OnPaper:
    """What phones did not tell: everybody who came as somebody counted them, and who was there for whom.

    `counted` is None where nobody counted. Feedback sheets on paper are added to those from phones.
    """

    counted: int | None = None
    answered: int = 0
    learned: int = 0
    organisations: Sequence[Organisation] = ()
    groups: Sequence[Group] = ()


@transaction.atomic
def announce_roundtable(*, by: Any, initiative: Initiative, roundtable: RoundtableDraft, at: datetime) -> Roundtable:
    """One that is to come, or one that was: then its numbers are written down from paper. Raises ValidationError."""
    only_who_facilitates(by, initiative, at)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    _check(roundtable)
    if initiative.roundtables.filter(number=roundtable.number).exists():
        words = _("Roundtable %(number)s is written down already. Choose the next number.")
        raise ValidationError({"number": words % {"number": roundtable.number}})
    made = Roundtable.objects.create(
        initiative=initiative, number=roundtable.number, held_on=roundtable.held_on, place=roundtable.place.strip(),
        topic_en=roundtable.topic_en.strip(), topic_es=roundtable.topic_es.strip(), tables=roundtable.tables,
        dots_each=roundtable.dots_each, made_at=at, made_by=getattr(by, "actor_id", None),
    )  # fmt: skip
    record(by=by, verb="training.announce_roundtable", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def change_roundtable(*, by: Any, roundtable: Roundtable, draft: RoundtableDraft, at: datetime) -> Roundtable:
    """Day, place, topic, tables and dots of one that is not over. Its number stays: links stand on it."""
    held = held_by(by, roundtable, at)
    _check(draft)
    if held.stage == Roundtable.Stage.OVER:
        raise ValidationError(_("This roundtable is over."))
    held.held_on, held.place = draft.held_on, draft.place.strip()
    held.topic_en, held.topic_es = draft.topic_en.strip(), draft.topic_es.strip()
    held.tables, held.dots_each = draft.tables, draft.dots_each
    held.save(update_fields=["held_on", "place", "topic_en", "topic_es", "tables", "dots_each"])
    record(by=by, verb="training.change_roundtable", subject=held, at=at, initiative=held.initiative_id)
    return held


@transaction.atomic
def open_roundtable(*, by: Any, roundtable: Roundtable, at: datetime) -> Roundtable:
    """People sign in from now on. One that is open stays open under its code."""
    held = held_by(by, roundtable, at)
    if held.stage == Roundtable.Stage.OVER:
        raise ValidationError(_("This roundtable is over."))
    if held.stage == Roundtable.Stage.PLANNED:
        held.stage, held.opened_at, held.room_code = Roundtable.Stage.ARRIVING, at, free_code(_is_taken)
        held.salt = token_hex(16)
        held.save(update_fields=["stage", "opened_at", "room_code", "salt"])
        record(by=by, verb="training.open_roundtable", subject=held, at=at, initiative=held.initiative_id)
    return held


@transaction.atomic
def go_to_stage(*, by: Any, roundtable: Roundtable, stage: str, at: datetime) -> Roundtable:
    """On to what phones do next, or back: whoever comes late still signs in."""
    held = held_by(by, roundtable, at)
    if stage not in RUNNING:
        raise ValidationError(_("Choose what the phones do next."))
    if held.stage not in RUNNING:
        raise ValidationError(_("Open the roundtable first. One that is over stays over."))
    if held.stage != stage:
        held.stage = stage
        held.save(update_fields=["stage"])
        record(by=by, verb="training.go_to_stage", subject=held, at=at, initiative=held.initiative_id)
    return held


@transaction.atomic
def end_roundtable(*, by: Any, roundtable: Roundtable, at: datetime) -> Roundtable:
    """Nothing comes in from phones after this. What paper tells can still be written down.

    Without its salt no mark of the evening leads back to a code, whoever has the machine and its key.
    """
    held = held_by(by, roundtable, at)
    if held.stage == Roundtable.Stage.PLANNED:
        raise ValidationError(_("Open the roundtable first. One that is over stays over."))
    if held.stage != Roundtable.Stage.OVER:
        held.stage, held.ended_at, held.salt = Roundtable.Stage.OVER, at, ""
        held.save(update_fields=["stage", "ended_at", "salt"])
        record(by=by, verb="training.end_roundtable", subject=held, at=at, initiative=held.initiative_id)
    return held


@transaction.atomic
def count_on_paper(*, by: Any, roundtable: Roundtable, told: OnPaper, at: datetime) -> Roundtable:
    """What stands here takes the place of what paper told before; whom phones counted stays counted."""
    held = held_by(by, roundtable, at)
    _check_paper(held, told)
    held.counted, held.paper_answered, held.paper_learned = told.counted, told.answered, told.learned
    held.save(update_fields=["counted", "paper_answered", "paper_learned"])
    # A row without people is one from paper: phones count somebody in each of theirs.
    held.presences.filter(people=0).delete()
    for organisation in told.organisations:
        RoundtablePresence.objects.get_or_create(roundtable=held, organisation=organisation)
    for group in told.groups:
        RoundtablePresence.objects.get_or_create(roundtable=held, group=group)
    record(by=by, verb="training.count_on_paper", subject=held, at=at, initiative=held.initiative_id)
    return held


@transaction.atomic
def gather_notes(
    *, by: Any, roundtable: Roundtable, notes: Collection[int], theme: RoundtableTheme | str, at: datetime
) -> RoundtableTheme | None:
    """These notes say one thing: under a theme that is there, or a new one in words. Empty words let them go again."""
    held = held_by(by, roundtable, at)
    found = RoundtableNote.objects.filter(roundtable=held, pk__in=notes)
    if not found:
        raise ValidationError(_("Choose the notes that say one thing."))
    if isinstance(theme, str):
        theme = " ".join(theme.split())[:120]
        known = held.themes.filter(words__iexact=theme).first()
        into = known or (
            RoundtableTheme.objects.create(roundtable=held, words=theme, written_in=page_language(), made_at=at)
            if theme
            else None
        )
    else:
        into = held.themes.get(pk=theme.pk)
    found.update(theme=into)
    # Themes that nothing stands under are gone from the wall.
    held.themes.filter(notes=None).delete()
    record(by=by, verb="training.gather_notes", subject=held, at=at, initiative=held.initiative_id)
    return into


@transaction.atomic
def take_off_wall(*, by: Any, roundtable: Roundtable, notes: Collection[int], at: datetime) -> int:
    """Notes that do not belong there, by who facilitates; whoever wrote one can put it back."""
    held = held_by(by, roundtable, at)
    taken = RoundtableNote.objects.filter(roundtable=held, pk__in=notes, taken_out_at=None).update(taken_out_at=at)
    if not taken:
        raise ValidationError(_("Choose the notes to take off the wall."))
    record(by=by, verb="training.take_off_wall", subject=held, at=at, initiative=held.initiative_id)
    return taken


@transaction.atomic
def say_what_came(*, by: Any, roundtable: Roundtable, words_en: str, words_es: str, at: datetime) -> Roundtable:
    """What changed because of what people said: they hear it behind the same code, and members on its page."""
    held = held_by(by, roundtable, at)
    held.came_of_it_en, held.came_of_it_es = words_en.strip(), words_es.strip()
    held.save(update_fields=["came_of_it_en", "came_of_it_es"])
    record(by=by, verb="training.say_what_came", subject=held, at=at, initiative=held.initiative_id)
    return held


def held_by(by: Any, roundtable: Roundtable, at: datetime) -> Roundtable:
    """Its row as it is now; nobody else changes it before this transaction ends."""
    only_who_facilitates(by, roundtable.initiative, at)
    return Roundtable.objects.select_for_update().select_related("initiative").get(pk=roundtable.pk)


def only_who_facilitates(by: Any, initiative: Initiative, at: datetime) -> None:
    if by is not None and not rules.may_teach(by, initiative, at):
        raise PermissionDenied


def _check(draft: RoundtableDraft) -> None:
    problems = {}
    if draft.number < 1:
        problems["number"] = _("The first roundtable has the number 1.")
    if not draft.topic_en.strip():
        problems["topic_en"] = _("Say in a few words what it is about.")
    if not 1 <= draft.tables <= MOST_TABLES:
        problems["tables"] = _("There are 1 to %(most)s tables.") % {"most": MOST_TABLES}
    if not 1 <= draft.dots_each <= MOST_DOTS:
        problems["dots_each"] = _("Each phone gives 1 to %(most)s dots.") % {"most": MOST_DOTS}
    if problems:
        raise ValidationError(problems)


def _check_paper(roundtable: Roundtable, told: OnPaper) -> None:
    problems = {}
    here, answered = roundtable.sign_ins.count(), roundtable.feedback.count() + told.answered
    if told.counted is not None and told.counted < here:
        words = _("%(here)s people signed in on phones. Count everybody in the room, phones and all.")
        problems["counted"] = words % {"here": here}
    if told.counted is not None and told.counted > MOST_PEOPLE:
        problems["counted"] = _("More than %(most)s people fit no roundtable.") % {"most": MOST_PEOPLE}
    if told.learned > told.answered:
        problems["learned"] = _("Of %(answered)s sheets, %(learned)s cannot say yes.") % {
            "answered": told.answered, "learned": told.learned,
        }  # fmt: skip
    if "counted" not in problems and answered > max(here, told.counted or 0):
        words = _("%(answered)s answered, and fewer people were there. Count everybody in the room.")
        problems["counted"] = words % {"answered": answered}
    known = Organisation.objects.filter(participations__initiative=roundtable.initiative_id)
    if set(told.organisations) - set(known):
        problems["organisations"] = _("One of these organizations takes no part here.")
    if any(group.initiative_id != roundtable.initiative_id for group in told.groups):
        problems["groups"] = _("This group belongs to another initiative.")
    if problems:
        raise ValidationError(problems)


def _is_taken(code: str) -> bool:
    return Roundtable.objects.filter(room_code=code).exists()
