"""What a phone in the room is shown: the session behind a code, and what waits for this participant."""

from commonweal.training.models import Assessment, Participant, Session
from commonweal.training.syllabus import Question, syllabus_from


def session_by_code(code: str) -> Session | None:
    """The running session of this code."""
    sessions = Session.objects.filter(room_code=code, ended_at=None).exclude(room_code="")
    return sessions.select_related("series__initiative", "series__syllabus").first()


def participant_of(session: Session, number: int) -> Participant | None:
    return session.series.participants.filter(number=number, left_on=None).first()


def waiting(session: Session, participant: Participant) -> Assessment | None:
    """The first assessment of this session that is open and that this participant has not answered."""
    answered = participant.attempts.values("assessment")
    running = session.assessments.exclude(opened_at=None).filter(closed_at=None)
    return running.exclude(pk__in=answered).first()


def form_of(assessment: Assessment, participant: Participant) -> str:
    """Half of the cohort begins with form A, half with form B, and each ends with the other one."""
    forms = sorted(assessment.content)
    if len(forms) == 1:
        return forms[0]
    begins_with = forms[(participant.number - 1) % 2]
    if assessment.phase == Assessment.Phase.PRE:
        return begins_with
    return next(form for form in forms if form != begins_with)


def questions_of(assessment: Assessment, participant: Participant) -> list[Question]:
    syllabus = syllabus_from(assessment.series.syllabus.content)
    return [syllabus.by_id[item] for item in assessment.content[form_of(assessment, participant)]]
