"""Levels and roles by the words that an initiative has for them."""

from django import template

from commonweal.governance.models import Initiative
from commonweal.governance.terms import TERMS, name_of_term, who_steers

register = template.Library()


@register.simple_tag
def term(initiative: Initiative, code: str) -> str:
    """`{% term initiative "role.chair" %}`."""
    return name_of_term(initiative, code)


@register.simple_tag
def committee(initiative: Initiative) -> str:
    """`{% committee initiative as steers %}`: the group that steers, by its own name."""
    return who_steers(initiative)


@register.simple_tag
def term_help(code: str) -> str:
    """One line on what it means."""
    return str(TERMS[code].help)
