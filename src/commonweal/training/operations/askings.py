"""What is asked in a series is laid down when it is opened, and stays."""

from typing import Any

from commonweal.training.formats import first_questions, questions_of_test
from commonweal.training.models import Assessment, Series, Session
from commonweal.training.scales import efficacy, looking_back, since
from commonweal.training.syllabus import Syllabus, syllabus_from


def content_of(series: Series, session: Session | None, phase: str, syllabus: Syllabus) -> dict[str, Any]:
    """Of tests, the questions' ids by form. One on all parts has two forms; a quiz asks form A.

    The follow-up is short: of each concept one question of either form, and people get the form they ended with.
    """
    if phase == Assessment.Phase.QUIZ and session is not None:
        return {"A": _quiz(series, session, syllabus)}
    if phase == Assessment.Phase.FOLLOW_UP:
        return first_questions(syllabus, 1)
    if phase == Assessment.Phase.EFFICACY:
        return efficacy(in_workspace=bool(series.initiative.narrowed_to))
    if phase == Assessment.Phase.LOOKING_BACK:
        return looking_back(syllabus)
    if phase == Assessment.Phase.SINCE:
        return since()
    return questions_of_test(series.format, syllabus)


def quiz_on_what_was_held(session: Session) -> dict[str, Any] | None:
    """Where the session before was called off: a quiz on the ones that took place. None where it asks the right thing.

    Numbers set aside for paper say that sheets may be printed already: then the quiz stays what stands on them.
    """
    series = session.series
    held = series.sessions.filter(number__lt=session.number).exclude(roll_opened_at=None).order_by("-number")
    newest = held.first()
    if newest is None or newest.number == session.number - 1 or series.paper_numbers.exists():
        return None
    return {"A": _asked_of(syllabus_from(series.syllabus.content), newest, held[1] if len(held) > 1 else None)}


def _quiz(series: Series, session: Session, syllabus: Syllabus) -> list[str]:
    before = series.sessions.get(number=session.number - 1)
    return _asked_of(syllabus, before, series.sessions.filter(number=session.number - 2).first())


def _asked_of(syllabus: Syllabus, before: Session, earlier: Session | None) -> list[str]:
    """On the session before; and of each concept of the one before that, one question that was asked a week ago.

    The same question once more says what was kept.
    """
    asked = [question.id for question in syllabus.of_parts(before.parts, "A")]
    taught = [concept for concept in syllabus.concepts if earlier and concept.part in earlier.parts]
    return asked + [syllabus.of_concept(concept.id, "A")[0].id for concept in taught]
