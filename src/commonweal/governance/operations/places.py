"""What can be done to the places of an initiative: set them, say what lies in what and when, draw them."""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance import rules
from commonweal.governance.drafts import LiesIn, PlaceDraft
from commonweal.governance.models import Initiative, Place, PlacePart
from commonweal.governance.place_periods import overlap
from commonweal.lib.languages import page_language
from commonweal.lib.periods import PeriodError, period_end, period_value
from commonweal.trail.operations import record


@transaction.atomic
def set_places(*, by: Any, initiative: Initiative, places: Sequence[PlaceDraft], at: datetime) -> list[Place]:
    """Add these places or change those with the same code; places that are not named stay. All of them or none."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    check_places(initiative, places)
    first_free = initiative.places.count()
    stored = {place.code: place for place in initiative.places.all()}
    for number, draft in enumerate(places):
        place = stored.get(draft.code) or Place(initiative=initiative, code=draft.code, position=first_free + number)
        place.name, place.kind = draft.name.strip(), draft.kind.strip()
        for field in ("population", "tile_row", "tile_column", "boundary"):
            if getattr(draft, field) is not None:
                setattr(place, field, getattr(draft, field))
        place.save()
        stored[draft.code] = place
    for draft in places:
        _put_lines(stored[draft.code], draft.lines, stored)
    record(
        by=by,
        verb="governance.set_places",
        subject=initiative,
        at=at,
        initiative=initiative.pk,
        details={"places": [draft.code for draft in places]},
    )
    return [stored[draft.code] for draft in places]


def check_places(initiative: Initiative, places: Sequence[PlaceDraft]) -> None:
    """Every whole is known, no code comes twice, and no place lies in itself, however far round."""
    codes = [draft.code for draft in places]
    problems = [_("The code “%s” comes twice.") % code for code in sorted({c for c in codes if codes.count(c) > 1})]
    known = set(codes) | set(initiative.places.values_list("code", flat=True))
    inside: dict[str, set[str]] = {code: set() for code in known}
    for whole, part in PlacePart.objects.filter(part__initiative=initiative).values_list("whole__code", "part__code"):
        inside[part].add(whole)
    for draft in places:
        if not draft.code.strip() or not draft.name.strip():
            problems.append(_("Every place needs a code and a name: “%s”.") % (draft.code or draft.name))
        if "/" in draft.code or not draft.code.isprintable():
            problems.append(_("A code is part of an address and takes no slash: “%s”.") % draft.code)
        for line in draft.lines:
            if line.whole not in known:
                problems.append(
                    _("“%(part)s” lies in “%(whole)s”, which is not a place here.")
                    % {"part": draft.code, "whole": line.whole}
                )
        problems += problems_of_lines(draft.lines)
        inside[draft.code] = {line.whole for line in draft.lines} & known
    problems += [_("“%s” lies in itself.") % code for code in codes if lies_in_itself(code, inside)]
    if problems:
        raise ValidationError(problems)


def lies_in_itself(code: str, inside: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    to_visit = list(inside.get(code, ()))
    while to_visit:
        whole = to_visit.pop()
        if whole == code:
            return True
        if whole not in seen:
            seen.add(whole)
            to_visit.extend(inside.get(whole, ()))
    return False


def problems_of_lines(lines: Sequence[LiesIn]) -> list[str]:
    """Periods that cannot be read or run backwards, and the same whole twice at one time."""
    problems = []
    for line in lines:
        try:
            since = period_value(line.since) if line.since else -math.inf
            until = period_end(line.until) if line.until else math.inf
        except PeriodError as fault:
            problems.append(fault.message(page_language()))
            continue
        if since >= until:
            problems.append(_("“%(whole)s”: the last period lies before the first.") % {"whole": line.whole})
    if problems:
        return problems
    for number, line in enumerate(lines):
        for other in lines[:number]:
            if line.whole == other.whole and overlap((line.since, line.until), (other.since, other.until)):
                problems.append(_("“%(whole)s” is named twice for the same time.") % {"whole": line.whole})
    return problems


@transaction.atomic
def place_in(*, by: Any, place: Place, lines: Sequence[LiesIn], at: datetime) -> Place:
    """Say in which places one lies, and in which periods. What is not named any longer is taken off."""
    initiative = place.initiative
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    check_places(initiative, [PlaceDraft(place.code, place.name, place.kind, wholes=tuple(lines))])
    _put_lines(place, lines, {other.code: other for other in initiative.places.all()})
    told = [{"whole": line.whole, "since": line.since, "until": line.until} for line in lines]
    record(
        by=by,
        verb="governance.place_in",
        subject=place,
        at=at,
        initiative=initiative.pk,
        details={"code": place.code, "lines": told},
    )
    return place


def _put_lines(place: Place, lines: Sequence[LiesIn], stored: Mapping[str, Place]) -> None:
    PlacePart.objects.filter(part=place).delete()
    PlacePart.objects.bulk_create(
        PlacePart(whole=stored[line.whole], part=place, since=line.since, until=line.until) for line in lines
    )


@transaction.atomic
def set_boundaries(*, by: Any, initiative: Initiative, boundaries: Mapping[str, dict], at: datetime) -> int:
    """Draw the places: GeoJSON geometries by the code of a place that exists."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    places = {place.code: place for place in initiative.places.filter(code__in=boundaries)}
    if unknown := sorted(set(boundaries) - set(places)):
        raise ValidationError([_("There is no place with the code “%s”.") % code for code in unknown])
    for code, place in places.items():
        place.boundary = boundaries[code]
        place.save(update_fields=["boundary"])
    record(
        by=by,
        verb="governance.set_boundaries",
        subject=initiative,
        at=at,
        initiative=initiative.pk,
        details={"places": sorted(places)},
    )
    return len(places)


@transaction.atomic
def remove_place(*, by: Any, place: Place, at: datetime) -> None:
    """Take a place off the list. Figures keep its code, so that adding the code again brings them back."""
    initiative = place.initiative
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    details = {"code": place.code, "name": place.name, "wholes": [part.whole.code for part in place.wholes.all()]}
    record(by=by, verb="governance.remove_place", subject=place, at=at, initiative=initiative.pk, details=details)
    place.delete()
