"""An instrument comes into an initiative: a built-in one when it is first used, another when somebody brings it."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from commonweal.engines import questionnaires
from commonweal.governance.models import Initiative
from commonweal.instruments import content, rules
from commonweal.instruments.models import Instrument, InstrumentVersion
from commonweal.trail.operations import record


@transaction.atomic
def keep_instrument(
    *, by: Any, initiative: Initiative, instrument: questionnaires.Instrument, came_from: str = "", at: datetime
) -> InstrumentVersion:
    """The same content is the same version; another content of the same code is the next one."""
    if not rules.may_ask_somebody(by, initiative, at):
        raise PermissionDenied
    return _kept(by, initiative, instrument, came_from, at)


def _kept(
    by: Any, initiative: Initiative, instrument: questionnaires.Instrument, came_from: str, at: datetime
) -> InstrumentVersion:
    built_in = instrument.code in content.pack_codes() and content.pack(instrument.code) == instrument
    kept, _first = Instrument.objects.get_or_create(
        initiative=initiative, code=instrument.code, defaults={"is_built_in": built_in}
    )
    digest = questionnaires.content_hash(instrument)
    known = kept.versions.filter(content_hash=digest).first()
    if known is not None:
        return known
    newest = kept.versions.order_by("-number").first()
    version = InstrumentVersion.objects.create(
        instrument=kept,
        number=newest.number + 1 if newest else 1,
        content=questionnaires.plain(instrument),
        content_hash=digest,
        came_from=came_from[:200],
        made_at=at,
        made_by=getattr(by, "actor_id", None),
    )
    if kept.is_built_in != built_in:
        kept.is_built_in = built_in
        kept.save(update_fields=["is_built_in"])
    record(by=by, verb="instruments.keep_instrument", subject=version, at=at, initiative=initiative.pk)
    return version


def version_to_ask(*, by: Any, initiative: Initiative, code: str, at: datetime) -> InstrumentVersion | None:
    """The newest version of this code; a built-in one is copied at its first use. None where there is none.

    Whether they may ask with it, the caller asks.
    """
    kept = Instrument.objects.filter(initiative=initiative, code=code).first()
    if code in content.pack_codes() and (kept is None or kept.is_built_in):
        return _kept(by, initiative, content.pack(code), "", at)
    return kept.versions.order_by("-number").first() if kept else None
