"""Calling levels and roles by other words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance import rules
from commonweal.governance.models import Initiative, OwnName
from commonweal.governance.models.naming import forget_names
from commonweal.governance.terms import TERMS
from commonweal.trail.operations import record

LONGEST = 60


@transaction.atomic
def name_terms(*, by: Any, initiative: Initiative, names: Mapping[str, tuple[str, str]], at: datetime) -> list[OwnName]:
    """By code, in English and in Spanish; both empty is our own word again. What is not named stays as it is."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    unknown = sorted(set(names) - set(TERMS))
    if unknown:
        raise ValidationError(_("“%(code)s” is not one of the words.") % {"code": unknown[0]})
    before = {own.code: [own.name_en, own.name_es] for own in initiative.own_names.all()}
    for code, (english, spanish) in names.items():
        if max(len(english), len(spanish)) > LONGEST:
            raise ValidationError({code: _("This is too long. Keep to 60 letters.")})
        if english.strip() or spanish.strip():
            words = {"name_en": english.strip(), "name_es": spanish.strip()}
            OwnName.objects.update_or_create(initiative=initiative, code=code, defaults=words)
        else:
            OwnName.objects.filter(initiative=initiative, code=code).delete()
    forget_names()
    details = {"before": before}
    record(by=by, verb="governance.name_terms", subject=initiative, at=at, initiative=initiative.pk, details=details)
    return list(initiative.own_names.all())
