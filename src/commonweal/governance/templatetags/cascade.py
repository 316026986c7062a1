"""Words of the cascade that templates ask for."""

from collections.abc import Iterable
from datetime import date

from babel.dates import format_date
from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.governance.models import Group
from commonweal.governance.models.naming import own_name
from commonweal.governance.queries.cascade import Cascade, Node
from commonweal.people.models import Person
from commonweal.ui import formats

register = template.Library()


@register.filter
def month_of(value: date) -> str:
    """March 2026, marzo de 2026."""
    locale = formats.locale_of()
    return format_date(value, "MMMM y" if locale.language == "en" else "MMMM 'de' y", locale=locale)


@register.filter
def names(people: Iterable[Person]) -> str:
    return formats.listed([person.name for person in people])


@register.filter
def level_name(nodes: list[Node]) -> str:
    """As the initiative itself calls the level, or in our own words."""
    kind, initiative = nodes[0].group.kind, nodes[0].group.initiative_id
    own = own_name(initiative, f"kind.{kind}")
    if own:
        return own[:1].upper() + own[1:]
    return {
        Group.Kind.STEERING: _("Steering committee"),
        Group.Kind.BACKBONE: _("Backbone"),
        Group.Kind.WORKING: _("Working groups"),
        Group.Kind.COMMUNITY: _("Community table"),
    }[Group.Kind(kind)]


@register.filter
def level_does(kind: str) -> str:
    return {
        Group.Kind.STEERING: _("Sets the agenda and its boundaries, and asks how it goes."),
        Group.Kind.BACKBONE: _("Supports and does not command."),
        Group.Kind.WORKING: _("Each designs and tries one main strategy."),
        Group.Kind.COMMUNITY: _("Where the last word lies: residents and partners."),
    }[Group.Kind(kind)]


@register.filter
def in_one_sentence(cascade: Cascade) -> str:
    """How many groups, seats and open seats there are."""
    groups, seats = len(cascade.nodes), sum(len(node.seats) for node in cascade.nodes)
    words = [
        ngettext("%(count)s group", "%(count)s groups", groups) % {"count": groups},
        ngettext("%(count)s seat held", "%(count)s seats held", seats) % {"count": seats},
    ]
    if vacant := len(cascade.open_seats):
        words.append(ngettext("%(count)s open", "%(count)s open", vacant) % {"count": vacant})
    sentence = formats.listed(words) + "."
    if lacking := len(cascade.without_link):
        sentence += " " + ngettext(
            "%(count)s working group has nobody on the steering committee.",
            "%(count)s working groups have nobody on the steering committee.",
            lacking,
        ) % {"count": lacking}
    return sentence
