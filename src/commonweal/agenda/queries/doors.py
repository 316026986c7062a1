"""Whose initiative a page of the agenda is about; to who may not be there it does not exist."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.agenda import rules
from commonweal.governance.models import Initiative
from commonweal.governance.queries import the_initiative

Rule = Callable[[Any, Initiative, datetime], bool]


def initiative_for(rule: Rule, reader: Any, slug: str, at: datetime) -> Initiative:
    """`rule` is one of those in `agenda.rules`."""
    initiative = the_initiative(slug)
    if reader is None or not rule(reader, initiative, at):
        raise Http404
    return initiative


def initiative_to_draft(reader: Any, slug: str, at: datetime) -> Initiative:
    return initiative_for(rules.may_draft, reader, slug, at)


def initiative_with_draft(reader: Any, slug: str, at: datetime) -> Initiative:
    return initiative_for(rules.may_read_draft, reader, slug, at)


def initiative_with_agenda(reader: Any, slug: str, at: datetime) -> Initiative:
    return initiative_for(rules.may_read, reader, slug, at)
