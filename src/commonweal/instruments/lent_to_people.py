"""What the room of people cannot know by itself: what somebody was asked here, and what goes when they go."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from commonweal.governance.models import Initiative
from commonweal.instruments.models import AnswerLink, Invitation, Sheet, Survey
from commonweal.instruments.operations import close_survey
from commonweal.people.models import Organisation, Person
from commonweal.people.operations.erasing import Traces


def forget_answers(traces: Traces, at: datetime) -> None:  # noqa: ARG001 - the same for every room
    """Somebody was erased: what they answered under their name goes, and what colleagues said of them, at their wish.

    What has no name, nobody could find.
    """
    Sheet.objects.filter(survey__about_person=traces.key).delete()
    Sheet.objects.filter(invitation__person=traces.key).delete()
    AnswerLink.objects.filter(invitation__person=traces.key).delete()


def end_asking(
    by: Any,  # noqa: ARG001 - the same for every room
    person: Person,
    at: datetime,
    initiative: Initiative | None = None,
) -> list[str]:
    """Whoever left is asked no more: silent invitations of open surveys go, and their links with them.

    Colleagues whom they asked about themselves are asked no more either.
    """
    there = {} if initiative is None else {"survey__initiative": initiative}
    silent = Invitation.objects.filter(person=person, has_answered=False, survey__closed_at=None, **there)
    ended = [f"instruments.invitation {one.pk}" for one in silent]
    silent.delete()
    own = Survey.objects.filter(about_person=person, closed_at=None)
    for survey in own if initiative is None else own.filter(initiative=initiative):
        # One whose key is missing keeps nobody here, and nobody reads it in any case.
        with suppress(ValidationError):
            close_survey(by=None, survey=survey, at=at)
            ended.append(f"instruments.survey {survey.pk}")
    return ended


def named_sheets(person: Person) -> list[Model]:
    """For the person's own export: what stands under their name."""
    return list(Sheet.objects.filter(invitation__person=person))


def asked_both(row: Model, kept: Model) -> bool:
    """Both entries of one person were asked in one survey: the kept one's invitation stays."""
    if not isinstance(row, Invitation) or not isinstance(kept, Person | Organisation):
        return False
    same = Invitation.objects.filter(survey=row.survey_id)
    if isinstance(kept, Person):
        return same.filter(person=kept, organisation=row.organisation_id).exists()
    return same.filter(organisation=kept, person=row.person_id).exists()


def lend() -> None:
    """Registered when the room starts."""
    from commonweal.governance.lent_to_people import ENDINGS_IN_ONE
    from commonweal.people.operations.erasing import ERASERS
    from commonweal.people.operations.leaving import ENDINGS
    from commonweal.people.operations.merging import CLASHES
    from commonweal.people.queries.everything import FINDERS

    lent: list[tuple[list[Any], Any]] = [
        (ERASERS, forget_answers),
        (ENDINGS, end_asking),
        (ENDINGS_IN_ONE, end_asking),
        (FINDERS, named_sheets),
        (CLASHES, asked_both),
    ]
    for registry, what in lent:
        if what not in registry:
            registry.append(what)
