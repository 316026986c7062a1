"""Builds the demo in the order in which a real initiative would have come about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from commonweal.cli.demo.agenda import tell_agenda
from commonweal.cli.demo.asking import ask_all
from commonweal.cli.demo.calendar import (
    CLOSED_ROUNDS,
    COUNTED_ANEW_FROM,
    last_quarter,
    released_at,
    times_of,
    times_of_the_open_one,
)
from commonweal.cli.demo.cascade import seat_everybody
from commonweal.cli.demo.collecting import (
    IN_SO_FAR,
    SILENT,
    Asking,
    collect_and_close,
    collect_so_far,
    open_asking,
)
from commonweal.cli.demo.deciding import decide_all, decide_early, send_late
from commonweal.cli.demo.founding import Founded, found, founded_before
from commonweal.cli.demo.giving import give_invite_and_ask
from commonweal.cli.demo.measuring import define_all, import_old_figures
from commonweal.cli.demo.meetings import meet_all
from commonweal.cli.demo.networking import tie_everybody
from commonweal.cli.demo.people import SLUG, cast
from commonweal.cli.demo.planning import DECLINES, plan_rounds, say_why
from commonweal.cli.demo.promising import declare_all, lend_all, promise_all
from commonweal.cli.demo.recounting import count_anew, count_once_more
from commonweal.cli.demo.roundtables import gather_all
from commonweal.cli.demo.tables import partner_codes
from commonweal.cli.demo.telling import tell_stories
from commonweal.cli.demo.training import teach_all
from commonweal.cli.demo.urgency import say_why_now
from commonweal.governance.models import Initiative
from commonweal.measurement.models import Measure
from commonweal.measurement.operations.publishing import publish

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class DemoResult:
    """`built` is false where the demo was there before, and then nothing was touched."""

    slug: str
    built: bool


def build_demo(progress: Progress, at: datetime) -> DemoResult:
    """All of it; what a start of the command does in two parts, so that the first page need not wait for the second."""
    if Initiative.objects.filter(slug=SLUG).exists():
        return DemoResult(SLUG, built=False)
    build_figures(progress, at)
    build_the_rest(progress, at)
    return DemoResult(SLUG, built=True)


def build_figures(progress: Progress, at: datetime) -> None:
    """What the public pages show: who takes part, what is measured, the rounds, the agenda."""
    steps = _Steps(progress, total=CLOSED_ROUNDS * len(partner_codes()) + IN_SO_FAR + 6)
    beginning = beginning_of(at)
    steps.start("Founding the initiative, with 41 organizations")
    founded = found(SLUG, beginning)
    seat_everybody(founded, beginning, at)
    steps.start("Defining what is measured")
    measures = define_all(founded, last_quarter(at), beginning + timedelta(days=2))
    steps.start("Importing the county's published figures")
    import_old_figures(founded, last_quarter(at), beginning + timedelta(days=3))
    _hold_rounds(founded, measures, steps, at)
    steps.start("Drafting the agenda, and ratifying it")
    tell_agenda(founded, beginning, at)
    steps.say("The scoreboard is ready")


def build_the_rest(progress: Progress, at: datetime) -> None:
    """What people do with the figures. `at` is the moment for which the figures were built."""
    founded = founded_before(SLUG)
    trainer = dict(cast())["Trainer"]
    parts: list[tuple[str, Callable[[], None]]] = [
        ("Counting one measure once more, by its new definition", lambda: count_once_more(founded, at)),
        ("Writing down promises and interests", lambda: _promise(founded, at)),
        ("Asking who works with whom", lambda: tie_everybody(founded, at)),
        ("Deciding in the Steering Committee", lambda: decide_all(founded, at)),
        # Being asked, organizations name who speaks in their seats: groups that decide later have their whole roll.
        ("Asking the members", lambda: ask_all(founded, at)),
        ("Meeting, and telling each other how the week was", lambda: _meet(founded, at)),
        ("Teaching two cohorts", lambda: teach_all(founded, trainer, at)),
        ("Holding roundtables", lambda: gather_all(founded, trainer, at)),
    ]
    steps = _Steps(progress, total=len(parts))
    for words, build in parts:
        steps.say(words)
        build()
        steps.step()
    steps.say("Done")


def beginning_of(at: datetime) -> datetime:
    """Before the first round opens, and early enough for the old figures to be imported by then."""
    return times_of(last_quarter(at).later(-CLOSED_ROUNDS)).opened - timedelta(days=60)


def _promise(founded: Founded, at: datetime) -> None:
    promise_all(founded, at)
    lend_all(founded, at)
    declare_all(founded, at)
    give_invite_and_ask(founded, at)


def _meet(founded: Founded, at: datetime) -> None:
    meet_all(founded, at)
    say_why_now(founded, at)


def _hold_rounds(founded: Founded, measures: dict[str, Measure], steps: "_Steps", at: datetime) -> None:
    open_quarter = last_quarter(at)
    for before, silent in zip(range(CLOSED_ROUNDS, 0, -1), SILENT, strict=True):
        quarter = open_quarter.later(-before)
        asking = Asking(quarter, before, times_of(quarter))
        steps.say(f"Collecting the figures of {quarter} from 40 partners")
        round_ = open_asking(founded, measures, asking)
        if DECLINES in silent:
            say_why(round_, asking.times.due)
        collect_and_close(founded, round_, asking, silent, steps.step)
        if before == 1:
            tell_stories(founded, measures, asking.times.closed)
        if before <= 2:
            steps.start(f"Publishing {quarter}")
            publish(by=founded.chair, initiative=founded.initiative, at=released_at(asking.times))
        if before == 2:
            decide_early(founded, released_at(asking.times))
            send_late(founded, round_, asking)
        if before == COUNTED_ANEW_FROM:
            count_anew(founded, released_at(asking.times) + timedelta(days=20))
    asking = Asking(open_quarter, 0, times_of_the_open_one(open_quarter, at))
    steps.say(f"Opening the round of {open_quarter}")
    round_ = open_asking(founded, measures, asking)
    collect_so_far(founded, round_, asking, at, steps.step)
    plan_rounds(founded, measures, open_quarter.later(1), at)


class _Steps:
    """Counts what is done and says it."""

    def __init__(self, progress: Progress, total: int) -> None:
        self.progress, self.total, self.done, self.text = progress, total, 0, ""

    def say(self, text: str) -> None:
        self.text = text
        self.progress(self.text, self.done, self.total)

    def start(self, text: str) -> None:
        self.say(text)
        self.step()

    def step(self) -> None:
        self.done = min(self.done + 1, self.total)
        self.progress(self.text, self.done, self.total)
