"""Comments are given codes, so that they can be counted."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.instruments import rules
from commonweal.instruments.models import CommentCode, Survey
from commonweal.trail.operations import record

LONGEST, MOST = 60, 8


@transaction.atomic
def code_comments(
    *, by: Any, survey: Survey, item: str, codes: Mapping[str, Sequence[str]], at: datetime
) -> Mapping[str, Sequence[str]]:
    """What each of these comments is about, by the key of its words; what was said before of them is replaced."""
    if by is not None and not (rules.may_run(by, survey, at) and rules.may_read_results(by, survey, at)):
        raise PermissionDenied
    tidy = {key: _tidy(given) for key, given in codes.items()}
    CommentCode.objects.filter(survey=survey, item=item, text_hash__in=tidy).delete()
    CommentCode.objects.bulk_create(
        CommentCode(survey=survey, item=item, text_hash=key, code=code) for key, given in tidy.items() for code in given
    )
    details = {"item": item, "comments": sum(bool(given) for given in tidy.values())}
    record(
        by=by, verb="instruments.code_comments", subject=survey, at=at, initiative=survey.initiative_id, details=details
    )
    return tidy


def _tidy(codes: Sequence[str]) -> list[str]:
    """Once each, without spaces around; capitals do not make another code."""
    found: dict[str, str] = {}
    for code in codes:
        words = " ".join(code.split())
        if len(words) > LONGEST:
            raise ValidationError(_("A code has at most %(most)s letters. Shorten it.") % {"most": LONGEST})
        if words:
            found.setdefault(words.casefold(), words.lower())
    if len(found) > MOST:
        raise ValidationError(_("A comment has at most %(most)s codes.") % {"most": MOST})
    return list(found.values())
