"""What a phone is shown: the room behind a code, and what waits there for this participant."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from string import ascii_lowercase

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from commonweal.training.models import Assessment, Participant, Series, Session
from commonweal.training.queries.late_firsts import is_asked_before, last_test_opened_at
from commonweal.training.syllabus import Question, syllabus_from

#: Answers that wait on a phone without a line still come in for so long after a session is over.
GRACE = timedelta(minutes=20)


@dataclass(frozen=True)
class Room:
    """What a code opens: a session that runs, or the series itself, which asks once more when all are over."""

    code: str
    series: Series
    session: Session | None = None

    @property
    def is_over(self) -> bool:
        """A session that has ended. A series asks once more when all of its sessions have."""
        return self.session is not None and self.session.ended_at is not None

    @property
    def assessments(self) -> QuerySet[Assessment]:
        return self.series.assessments.filter(session=self.session)


def room_by_code(code: str, at: datetime) -> Room | None:
    """The running session of this code, one that was over a moment ago, or the series of it."""
    if (session := session_by_code(code, at)) is not None:
        return Room(code, session.series, session)
    series = Series.objects.filter(room_code=code).exclude(room_code="").select_related("initiative", "syllabus")
    return Room(code, found) if (found := series.first()) is not None else None


def session_by_code(code: str, at: datetime) -> Session | None:
    """A code is free again when its session is over, so one that runs goes first."""
    sessions = Session.objects.filter(room_code=code).exclude(room_code="")
    sessions = sessions.select_related("series__initiative", "series__syllabus")
    return sessions.filter(ended_at=None).first() or sessions.filter(ended_at__gt=at - GRACE).last()


def code_hash(series: Series, code: str) -> str:
    """The same in every series of the initiative; it cannot be reckoned without our key."""
    plain = "".join(code.split()).casefold()
    return salted_hmac(f"training.code.{series.initiative_id}", plain, algorithm="sha256").hexdigest()


def participant_by_code(series: Series, code: str) -> Participant | None:
    """Whoever has this code of one's own in the series."""
    return series.participants.filter(code_hash=code_hash(series, code), left_on=None).first()


def may_be_two(room: Room, code: str) -> bool:
    """Whether one has to ask who comes: the code is in the room already, or somebody has it with a letter more."""
    known = participant_by_code(room.series, code)
    if known is None:
        return False
    lettered = [code_hash(room.series, f"{code}|{letter}") for letter in ascii_lowercase]
    if room.series.participants.filter(code_hash__in=lettered).exists():
        return True
    return room.session is not None and room.session.attendances.filter(participant=known).exists()


def participant_of(room: Room, number: int) -> Participant | None:
    return room.series.participants.filter(number=number, left_on=None).first()


def waiting(room: Room, participant: Participant) -> Assessment | None:
    """The first of this room that is open and not answered. Once the last test is open, nobody is asked the first."""
    answered = participant.attempts.values("assessment")
    running = room.assessments.exclude(opened_at=None).filter(closed_at=None)
    waits = list(running.exclude(pk__in=answered))
    if any(is_asked_before(one) for one in waits) and _last_test_is_open(room):
        waits = [one for one in waits if not is_asked_before(one)]
    return waits[0] if waits else None


def _last_test_is_open(room: Room) -> bool:
    return last_test_opened_at(room.series.assessments.select_related("session")) is not None


def follow_up_told_at(room: Room) -> Assessment | None:
    """In the last session people hear when they are asked once more; in the ones before it would be forgotten."""
    if room.session is None or room.series.sessions.filter(number__gt=room.session.number).exists():
        return None
    return room.series.assessments.filter(session=None).first()


def form_of(assessment: Assessment, participant: Participant) -> str:
    """Half of the cohort begins with form A, half with form B, and each ends with the other one. A scale has none."""
    if not assessment.is_test:
        return ""
    forms = sorted(assessment.content)
    if len(forms) == 1:
        return forms[0]
    begins_with = forms[(participant.number - 1) % 2]
    if assessment.phase == Assessment.Phase.PRE:
        return begins_with
    return next(form for form in forms if form != begins_with)


def questions_of(assessment: Assessment, participant: Participant) -> list[Question]:
    """Of a test, in the order of asking."""
    syllabus = syllabus_from(assessment.series.syllabus.content)
    return [syllabus.by_id[item] for item in assessment.content[form_of(assessment, participant)]]
