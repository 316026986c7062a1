"""What comes next in a new initiative, step by step, until the first release is out."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.agenda.models import Outcome, Strategy
from commonweal.agenda.queries import goal_of
from commonweal.agenda.queries.draft import words_now
from commonweal.agenda.queries.first_groups import groups_now
from commonweal.agenda.queries.versions import in_force
from commonweal.governance import queries as governance
from commonweal.governance import rules
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.queries.charters import charter_in_force
from commonweal.governance.terms import who_steers
from commonweal.pages.row_of_work import Task
from commonweal.people.models import Person
from commonweal.publication.queries import releases

LEADS = (Seat.Role.CHAIR, Seat.Role.CO_CHAIR)
#: Without these a draft says neither why nor where to.
NEEDED_WORDS = ("problem", "vision")


@dataclass(frozen=True)
class Step:
    """One line of the list: what to do, where, and whether it is done."""

    key: str
    words: str
    why: str
    url: str
    minutes: int
    is_done: bool

    @property
    def task(self) -> Task:
        return Task(self.words, self.why, self.url, minutes=self.minutes)


@dataclass(frozen=True)
class SettingUp:
    """All steps of one initiative."""

    initiative: Initiative
    steps: list[Step]

    @property
    def open(self) -> list[Step]:
        return [step for step in self.steps if not step.is_done]

    @property
    def done(self) -> int:
        return len(self.steps) - len(self.open)

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.open)


def setting_up(person: Person, initiative: Initiative, at: datetime) -> SettingUp:
    """For the data manager, in the order in which each step needs the ones before it."""
    steps = [
        Step(
            "goal", _("Write down the big goal"), _("Everything else follows from it."),
            _to("agenda:goal", initiative), 5, goal_of(person, initiative) is not None,
        ),
        Step(
            "places", _("Name the places"), _("Figures belong to a place."),
            _to("governance:places", initiative), 5, governance.places(initiative).exists(),
        ),
        *_people(initiative, at),
        *_agenda(initiative, at),
        *_figures(person, initiative, at),
    ]  # fmt: skip
    return SettingUp(initiative, steps)


def _people(initiative: Initiative, at: datetime) -> list[Step]:
    groups = groups_now(initiative, at)
    kinds = {group.kind for group in groups}
    has_groups = Group.Kind.STEERING in kinds and bool(kinds & {Group.Kind.WORKING, Group.Kind.COMMUNITY})
    leading = Seat.objects.filter(rules.in_term(rules.today(initiative, at)), role__in=LEADS)
    has_chair = leading.filter(group__in=groups, group__kind=Group.Kind.STEERING).exists()
    return [
        Step(
            "groups", _("Form the first groups"), _("Somebody steers, somebody carries each strategy."),
            _to("agenda:first_groups", initiative), 5, has_groups,
        ),
        Step(
            "people", _("Bring in those who lead"),
            _("Chairs of %(steers)s release figures and decide.") % {"steers": who_steers(initiative)},
            _to("agenda:first_people", initiative), 10, has_chair,
        ),
        _charter(initiative, next((one for one in groups if one.kind == Group.Kind.STEERING), None), at),
    ]  # fmt: skip


def _charter(initiative: Initiative, steering: Group | None, at: datetime) -> Step:
    url = _to("agenda:first_groups", initiative)
    if steering is not None:
        url = reverse("governance:write_charter", args=[initiative.slug, steering.code])
    return Step(
        "charter", _("Write the charter of %(steers)s") % {"steers": who_steers(initiative)},
        _("It says who sits there, by which rule it decides, and who has the last word."), url, 10,
        steering is not None and charter_in_force(steering, rules.today(initiative, at)) is not None,
    )  # fmt: skip


def _agenda(initiative: Initiative, at: datetime) -> list[Step]:
    words = words_now(initiative)
    is_said = all(part in words and words[part].text for part in NEEDED_WORDS)
    has_ways = (
        Outcome.objects.filter(initiative=initiative, retired_at=None).exists()
        and Strategy.objects.filter(initiative=initiative).exclude(status=Strategy.Status.RETIRED).exists()
    )
    return [
        Step(
            "agenda", _("Draft the common agenda"),
            _("Problem, vision, an outcome and a strategy: enough to talk about."),
            _to("agenda:agenda", initiative), 15, is_said and has_ways,
        ),
        Step(
            "ratify", _("Ratify the agenda"),
            _("Until %(steers)s says yes, it is a draft.") % {"steers": who_steers(initiative)},
            _to("agenda:versions", initiative), 10, in_force(initiative, at) is not None,
        ),
    ]  # fmt: skip


def _figures(person: Person, initiative: Initiative, at: datetime) -> list[Step]:
    asked = governance.participations(person, initiative, at).exclude(contact_email="")
    return [
        Step(
            "measure", _("Define your first measure"),
            _("A measure says what is counted, for whom, and which way is better."),
            _to("measurement:measure_new", initiative), 10, initiative.measures.exists(),
        ),
        Step(
            "organizations", _("Add the organizations"), _("Each with a data contact can be asked for numbers."),
            _to("governance:organisations", initiative), 5, asked.exists(),
        ),
        Step(
            "round", _("Open your first round"), _("Choose who is asked for which measure, and by when."),
            _to("measurement:round_new", initiative), 10,
            initiative.rounds.exists() or initiative.submissions.exists(),
        ),
        Step(
            "release", _("Publish the first release"), _("Until then nobody outside sees a figure."),
            _to("measurement:publish", initiative), 10, releases(initiative).exists(),
        ),
    ]  # fmt: skip


def _to(name: str, initiative: Initiative) -> str:
    return reverse(name, args=[initiative.slug])
