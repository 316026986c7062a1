"""The words for levels, seats and roles: what each means in one line, and its usual name."""

from dataclasses import dataclass

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.models.naming import own_name
from commonweal.governance.queries.role_cards import role_cards


@dataclass(frozen=True)
class Term:
    code: str
    label: str | Promise
    help: str | Promise


def _later(card: str, field: str) -> str:
    """What a card says, in the language of the page that asks."""
    return lazy(lambda: str(getattr(role_cards()[card], field)), str)()


KINDS = {
    Group.Kind.STEERING: _("Decides on goal, agenda and money, and answers for them."),
    Group.Kind.BACKBONE: _("Convenes, counts and holds the work together. It runs no program."),
    Group.Kind.WORKING: _("Carries a strategy: plans, tries, looks at the figures, changes course."),
    Group.Kind.COMMUNITY: _("Those who live it, and whoever else wants a say."),
}
ROLES = {
    Seat.Role.CHAIR: _("Leads the meetings, opens votes and signs what was decided."),
    Seat.Role.CO_CHAIR: _("Shares the chair with somebody from another sector."),
    Seat.Role.MEMBER: _("Sits in the group and votes in it."),
    Seat.Role.DATA_MANAGER: _("Asks for figures, reads them and sets up the site."),
    Seat.Role.DIRECTOR: _("Leads the backbone."),
    Seat.Role.TRAINER: _("Teaches, and brings what was learned back."),
}
CARDS = {f"card.{code}": Term(f"card.{code}", _later(code, "name"), _later(code, "what")) for code in role_cards()}
TERMS = {
    **{f"kind.{kind}": Term(f"kind.{kind}", kind.label, line) for kind, line in KINDS.items()},
    **{f"role.{role}": Term(f"role.{role}", role.label, line) for role, line in ROLES.items()},
    **CARDS,
}
#: Under which heading each stands where they are renamed, by the beginning of its code.
HEADINGS = {"kind": _("Levels"), "role": _("Seats"), "card": _("Roles of the framework")}


def name_of_term(initiative: Initiative, code: str) -> str:
    """What this initiative calls it."""
    return own_name(initiative.pk, code) or str(TERMS[code].label)


def who_steers(initiative: Initiative) -> str:
    """The committee by its own name, where it is the subject of a sentence; before it is formed, what it is called."""
    group = initiative.groups.filter(kind=Group.Kind.STEERING).first()
    return group.name if group else name_of_term(initiative, f"kind.{Group.Kind.STEERING}")


def kinds_to_choose(initiative: Initiative) -> list[tuple[str, str]]:
    """The levels, for a form, in this initiative's words."""
    return [(kind.value, name_of_term(initiative, f"kind.{kind}")) for kind in Group.Kind]


def roles_to_choose(initiative: Initiative) -> list[tuple[str, str]]:
    """For a form, in this initiative's words."""
    return [(role.value, name_of_term(initiative, f"role.{role}")) for role in Seat.Role]
