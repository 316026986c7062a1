"""The fixed parts of an agenda, in the order in which it is read, each with one line of help."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OUTCOME, STRATEGY = "outcome", "strategy"


@dataclass(frozen=True)
class Part:
    """`lines` says that each line of the text is one of several things."""

    key: str
    label: str | Promise
    help: str | Promise
    lines: bool = False


@dataclass(frozen=True)
class Section:
    """`parts` are the texts of it. The sections of outcomes and strategies have none: theirs come and go."""

    key: str
    label: str | Promise
    help: str | Promise
    parts: tuple[Part, ...] = ()


SECTIONS = (
    Section(
        "problem",
        _("The problem"),
        _("What is wrong, for whom, and why the usual way does not mend it."),
        (
            Part(
                "problem",
                _("The problem"),
                _("Say it in a few sentences that everybody at the table would sign. A number helps."),
            ),
        ),
    ),
    Section(
        "boundaries",
        _("Boundaries"),
        _("What belongs to it, and what does not: so that nobody promises everything."),
        (
            Part("place", _("Place"), _("Which area. Small enough that people can see and feel the change.")),
            Part("people", _("People"), _("Whose life is to change. Say also who is not meant.")),
            Part("issue", _("Issue"), _("Which questions belong to it, and which we leave to others.")),
            Part("time", _("Time"), _("From when to when. A date makes it urgent.")),
        ),
    ),
    Section(
        "vision",
        _("Vision"),
        _("How life looks once it is done."),
        (Part("vision", _("Vision"), _("Two or three sentences, in the present tense, as residents would say it.")),),
    ),
    Section(
        "goal",
        _("The big goal"),
        _("One number that drives all else."),
        (
            Part("goal_measure", _("What is counted"), _("The one measure, in words, and where it comes from.")),
            Part("goal_baseline", _("Where we start"), _("The value and the year that we count from.")),
            Part("goal_target", _("Where we want to be"), _("The value, and by which date.")),
        ),
    ),
    Section(
        "principles",
        _("Principles"),
        _("How we work, also when it is hard."),
        (Part("principles", _("Principles"), _("One in each line."), lines=True),),
    ),
    Section(OUTCOME, _("Outcomes"), _("What changes for people on the way: soon, later, and in the end.")),
    Section(STRATEGY, _("Strategies"), _("The ways that we go. Each has a group that carries it.")),
    Section(
        "assumptions",
        _("Assumptions"),
        _("What must be true for this to work. We look at it again when it is not."),
        (Part("assumptions", _("Assumptions"), _("One in each line."), lines=True),),
    ),
)

FIXED = {part.key: part for section in SECTIONS for part in section.parts}
