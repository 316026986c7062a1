"""What is asked in a series is laid down when it is opened, and stays."""

from typing import Any

from commonweal.training.models import Assessment, Series, Session
from commonweal.training.scales import efficacy, looking_back, since
from commonweal.training.syllabus import FORMS, Syllabus


def content_of(series: Series, session: Session | None, phase: str, syllabus: Syllabus) -> dict[str, Any]:
    """Of tests, the questions' ids by form. One asks all parts in two forms; a quiz asks form A of the session before.

    The follow-up is short: of each concept the first question of either form, and people get the form they ended with.
    """
    if phase == Assessment.Phase.QUIZ and session is not None:
        before = series.sessions.get(number=session.number - 1)
        return {"A": [question.id for question in syllabus.of_parts(before.parts, "A")]}
    if phase == Assessment.Phase.FOLLOW_UP:
        first = {form: [syllabus.of_concept(concept.id, form)[0] for concept in syllabus.concepts] for form in FORMS}
        return {form: [question.id for question in questions] for form, questions in first.items()}
    if phase == Assessment.Phase.EFFICACY:
        return efficacy()
    if phase == Assessment.Phase.LOOKING_BACK:
        return looking_back(syllabus)
    if phase == Assessment.Phase.SINCE:
        return since()
    parts = [part.id for part in syllabus.parts]
    return {form: [question.id for question in syllabus.of_parts(parts, form)] for form in FORMS}
