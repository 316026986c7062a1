"""The first run: a person, an initiative, perhaps its goal."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.issue_packs import Pack
from commonweal.agenda.operations.goal import GoalDraft, set_goal
from commonweal.agenda.operations.packs import take_pack
from commonweal.agenda.operations.parts import write_part
from commonweal.governance import operations as governance
from commonweal.governance.drafts import PlaceDraft
from commonweal.governance.models import Initiative
from commonweal.people import operations as people
from commonweal.people.models import Person
from commonweal.trail.operations import record


@dataclass(frozen=True)
class FounderDraft:
    name: str
    email: str
    password: str
    language: str = "en"


@dataclass(frozen=True)
class InitiativeDraft:
    name: str
    slug: str
    place_name: str
    time_zone: str


@dataclass(frozen=True)
class AgendaDraft:
    """What the founder says of the problem and of those whom it is about, and a pack to begin with."""

    problem: str = ""
    people: str = ""
    pack: Pack | None = None


@transaction.atomic
def found_the_first(
    *,
    by: None,
    founder: FounderDraft,
    initiative: InitiativeDraft,
    goal: GoalDraft | None,
    agenda: AgendaDraft = AgendaDraft(),  # noqa: B008 - frozen
    at: datetime,
) -> tuple[Person, Initiative]:
    """The first run: a person, the initiative of which they keep the data, its goal and the first words of its agenda.

    Works once only.
    """
    if not rules.may_found_the_first(by):
        raise PermissionDenied
    person = people.add_person(by=by, email=founder.email, name=founder.name, language=founder.language, at=at)
    people.set_password(by=by, person=person, password=founder.password, at=at)
    founded = governance.found_initiative(
        by=person,
        name=initiative.name,
        slug=initiative.slug,
        place_name=initiative.place_name,
        time_zone=initiative.time_zone,
        at=at,
    )
    # The place that was just named is the first to have figures; its districts can follow.
    whole = PlaceDraft(slugify(initiative.place_name)[:40] or "all", initiative.place_name)
    governance.set_places(by=person, initiative=founded, places=[whole], at=at)
    if goal is not None:
        set_goal(by=person, initiative=founded, goal=goal, at=at)
    _begin_the_agenda(person, founded, agenda, goal, at)
    record(by=person, verb="agenda.found_the_first", subject=founded, at=at, initiative=founded.pk)
    return person, founded


def _begin_the_agenda(
    person: Person, initiative: Initiative, agenda: AgendaDraft, goal: GoalDraft | None, at: datetime
) -> None:
    """What was typed on the first page stands in the draft already; nobody is asked twice."""
    by_when = _("Until %(period)s") % {"period": goal.due_period} if goal and goal.due_period else ""
    wanted = ((person.language == "es" and goal.text_es) or goal.text_en).strip() if goal else ""
    texts = {
        "problem": agenda.problem,
        "people": agenda.people,
        "place": initiative.place_name if agenda.problem or agenda.people or agenda.pack else "",
        "time": by_when,
        # Most people write the year into the sentence.
        "goal_target": wanted if goal and goal.due_period in wanted else "\n".join(filter(None, (wanted, by_when))),
    }
    for part, text in texts.items():
        if text.strip():
            words = {f"text_{person.language}": text}
            write_part(by=person, initiative=initiative, part=part, words=words, started_from="", at=at)
    if agenda.pack is not None:
        take_pack(by=person, initiative=initiative, pack=agenda.pack, at=at)
