"""Who may ask, who may answer, and who may read what was answered."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from commonweal.governance import rules as seats
from commonweal.governance.models import Group, Initiative, Participation
from commonweal.instruments.models import Survey
from commonweal.people.models import Affiliation, Organisation, Person
from commonweal.publication.rules import may_release

#: Results that not everybody in the initiative may read, by the word that the instrument's file uses.
DATA_MANAGERS, RESPONDENTS = "data-managers", "respondents"


def may_ask(by: Any, initiative: Initiative, group: Group | None, at: datetime) -> bool:
    """The data manager asks anybody; the chairs of a group ask their group."""
    if seats.may_set_up(by, initiative, at):
        return True
    return group is not None and group.initiative_id == initiative.pk and seats.may_lead_decisions(by, group, at)


def may_ask_about_oneself(by: Any, initiative: Initiative, group: Group | None, at: datetime) -> bool:
    """What colleagues say of somebody is asked by that person alone, of a group in which they sit."""
    if not isinstance(by, Person) or group is None or group.initiative_id != initiative.pk:
        return False
    return seats.sits_in(by, group, seats.today(initiative, at))


def may_ask_somebody(by: Any, initiative: Initiative, at: datetime) -> bool:
    """Whether there is anybody whom this person may ask."""
    return seats.may_set_up(by, initiative, at) or seats.leads_a_group(by, initiative, seats.today(initiative, at))


def may_run(by: Any, survey: Survey, at: datetime) -> bool:
    """Remind, type in what came on paper, close: who might have opened it."""
    return may_ask(by, survey.initiative, survey.group, at)


def may_close(by: Any, survey: Survey, at: datetime) -> bool:
    """Who runs it, and whoever asked colleagues about themselves: nobody else opened that one."""
    return may_run(by, survey, at) or is_about(by, survey)


def may_see(reader: Any, survey: Survey, at: datetime) -> bool:
    """That it is asked: whoever runs it, was asked, or belongs to those of whom it is asked."""
    if may_run(reader, survey, at) or was_asked(reader, survey) or is_about(reader, survey):
        return True
    on = seats.today(survey.initiative, at)
    if survey.group is not None:
        return seats.sits_in(reader, survey.group, on)
    return seats.is_member(reader, survey.initiative, on)


def may_read_results(reader: Any, survey: Survey, at: datetime) -> bool:
    """As the instrument says it: members (of the group, where one was asked), respondents, or data managers alone.

    Whoever runs a survey reads it. Of an anonymous or pseudonymous one nobody reads anything before it is closed; of
    what colleagues said of somebody, nobody anything once that person takes part no more.
    """
    if (survey.mode != Survey.Mode.NAMED and survey.closed_at is None) or _whom_it_is_about_went(survey, at):
        return False
    if may_run(reader, survey, at) or (survey.closed_at is not None and is_about(reader, survey)):
        return True
    results = (survey.version.content.get("access") or {}).get("results", "members")
    if results == DATA_MANAGERS or survey.closed_at is None:
        return False
    return was_asked(reader, survey) if results == RESPONDENTS else may_see(reader, survey, at)


def may_publish(by: Any, survey: Survey, at: datetime) -> bool:
    """Tell everybody what was answered, after the close: whoever makes figures public."""
    if survey.closed_at is None or not tells_everybody(survey):
        return False
    return may_release(by, survey.initiative, at) and may_read_results(by, survey, at)


def tells_everybody(survey: Survey) -> bool:
    """Before the first question it was said that members read the results, and that figures may become public."""
    content = survey.version.content
    results = (content.get("access") or {}).get("results", "members")
    return results == "members" and content.get("raters") != "peer"


def _whom_it_is_about_went(survey: Survey, at: datetime) -> bool:
    if survey.version.content.get("raters") != "peer":
        return False
    person = survey.about_person
    on = seats.today(survey.initiative, at)
    return person is None or not person.is_active or not seats.is_member(person, survey.initiative, on)


def is_about(reader: Any, survey: Survey) -> bool:
    """Who asked colleagues about themselves reads what they said."""
    key = getattr(reader, "pk", None)
    return key is not None and reader.is_active and survey.about_person_id == key


def was_asked(reader: Any, survey: Survey) -> bool:
    key = getattr(reader, "pk", None)
    return key is not None and reader.is_active and survey.invitations.filter(person=key).exists()


def may_see_network(reader: Any, initiative: Initiative, at: datetime) -> bool:
    """Who works with whom is for members; ratings are for nobody."""
    return seats.has_a_seat(reader, initiative, at)


def may_open_network(reader: Any, initiative: Initiative, at: datetime) -> bool:
    """Members see it; who speaks for an organization that takes part says whom it works with."""
    if may_see_network(reader, initiative, at):
        return True
    return organisations_spoken_for(reader, initiative, seats.today(initiative, at)).exists()


def may_speak_for(by: Any, initiative: Initiative, organisation: Organisation, on: date) -> bool:
    """Says whom an organization works with: whoever works there or speaks in its seat, while it takes part."""
    return by is None or organisations_spoken_for(by, initiative, on).filter(pk=organisation.pk).exists()


def organisations_spoken_for(person: Any, initiative: Initiative, on: date) -> QuerySet[Organisation]:
    """Those that take part on this day, and for which this person speaks."""
    if not isinstance(person, Person) or not person.is_active:
        return Organisation.objects.none()
    there = Participation.objects.filter(seats.in_term(on), initiative=initiative).values("organisation")
    works = Affiliation.objects.filter(seats.in_term(on), person=person).values("organisation")
    speaks = seats.seats_spoken_for(person, on).filter(group__initiative=initiative).values("organisation")
    return Organisation.objects.filter(Q(pk__in=works) | Q(pk__in=speaks), pk__in=there, merged_into=None)


def may_take_wave(by: Any, initiative: Initiative, at: datetime) -> bool:
    return seats.may_set_up(by, initiative, at)
