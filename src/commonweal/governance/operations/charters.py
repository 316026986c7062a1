"""Charters: written in versions, each with the reason for it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance import rules
from commonweal.governance.cascade_drafts import CharterDraft, CheckDraft
from commonweal.governance.editing import plain, settle
from commonweal.governance.models import (
    Charter,
    CharterCheck,
    CharterSeats,
    DecisionRule,
    Group,
    LastWord,
    Recusal,
    Seat,
)
from commonweal.governance.queries.charters import adopting_decisions, charters_of, community_tables, texts_of
from commonweal.people.models import Sector
from commonweal.trail.operations import record
from commonweal.ui.formats import day


@transaction.atomic
def write_charter(*, by: Any, group: Group, charter: CharterDraft, at: datetime) -> Charter:
    """A new version, in force from its day on; the one before ends the day before. Versions are never changed."""
    if not rules.may_set_up(by, group.initiative, at):
        raise PermissionDenied
    versions = charters_of(group)
    before = versions[0] if versions else None
    texts = _texts(before, charter)
    _must_be_whole(texts, charter, before)
    _must_be_carried(by, group, charter, before)
    _must_have_a_voice(charter, group)
    if before is not None:
        before.until = charter.since - timedelta(days=1)
        before.save(update_fields=["until"])
    made = Charter.objects.create(
        group=group,
        version=before.version + 1 if before else 1,
        since=charter.since,
        decision_rule=charter.decision_rule,
        quorum=charter.quorum,
        recusal=charter.recusal,
        written_at=at,
        adopted_by=charter.adopted_by,
        last_word=charter.last_word,
        last_word_group=charter.last_word_group if charter.last_word else None,
        **texts,
    )
    CharterSeats.objects.bulk_create(
        CharterSeats(charter=made, role=role, number=number) for role, number in charter.seats.items() if number
    )
    CharterCheck.objects.bulk_create(
        CharterCheck(charter=made, kind=check.kind, sector=check.sector, number=check.number)
        for check in charter.checks
    )
    record(by=by, verb="governance.write_charter", subject=made, at=at, initiative=group.initiative_id)
    return made


def _must_be_carried(by: Any, group: Group, charter: CharterDraft, before: Charter | None) -> None:
    if charter.adopted_by is not None and charter.adopted_by not in adopting_decisions(group):
        raise ValidationError(
            {"adopted_by": _("Choose a decision that was carried, here or in the steering committee.")}
        )
    if by is not None and before is not None and charter.adopted_by is None and _decides_otherwise(before, charter):
        words = _("It changes how the group decides. Name the decision by which that was carried.")
        raise ValidationError({"adopted_by": words})


def _decides_otherwise(before: Charter, charter: CharterDraft) -> bool:
    """Whoever writes a charter down does not change by themselves who decides, by which rule, and who is kept out."""
    held = (before.decision_rule, before.quorum, before.recusal, before.last_word, before.last_word_group)
    speaks = charter.last_word_group if charter.last_word else None
    return held != (charter.decision_rule, charter.quorum, charter.recusal, charter.last_word, speaks)


def _texts(before: Charter | None, charter: CharterDraft) -> dict[str, str]:
    """The words to keep; somebody else's new version since this writer began raises EditedMeanwhileError."""
    known = set(texts_of(None))
    if unknown := set(charter.texts) - known:
        raise ValidationError(_("A charter has no part called %(names)s.") % {"names": ", ".join(sorted(unknown))})
    typed = {**dict.fromkeys(known, ""), **charter.texts}
    if charter.started_from is None:
        return {name: plain(text) for name, text in typed.items()}
    held = texts_of(before)
    reasons = {name: plain(typed.pop(name)) for name in ("reason_en", "reason_es")}
    return settle(charter.started_from, {name: held[name] for name in typed}, typed) | reasons


def _must_be_whole(texts: Mapping[str, str], charter: CharterDraft, before: Charter | None) -> None:
    if not texts["purpose_en"]:
        raise ValidationError({"purpose_en": _("Write what the group is for.")})
    if before is not None and not texts["reason_en"]:
        raise ValidationError({"reason_en": _("Write in a sentence why this version replaces the one before.")})
    if before is not None and charter.since <= before.since:
        words = _("Version %(number)s holds from %(day)s on. Choose a later day.")
        raise ValidationError({"since": words % {"number": before.version, "day": day(before.since)}})
    if charter.decision_rule not in DecisionRule.values:
        raise ValidationError({"decision_rule": _("“%(rule)s” is not a rule.") % {"rule": charter.decision_rule}})
    if charter.recusal not in Recusal.values:
        raise ValidationError({"recusal": _("Say what follows from an interest in the matter.")})
    if charter.quorum < 1:
        raise ValidationError({"quorum": _("At least one person decides.")})
    if unknown := set(charter.seats) - set(Seat.Role.values):
        raise ValidationError(_("“%(role)s” is not a role.") % {"role": sorted(unknown)[0]})
    for check in charter.checks:
        _must_be_a_check(check)


def _must_have_a_voice(charter: CharterDraft, group: Group) -> None:
    """Residents speak through a community table of this initiative, and no group has the last word on itself."""
    speaks = charter.last_word_group
    if charter.last_word and charter.last_word not in LastWord.Kind.values:
        raise ValidationError({"last_word": _("Say what residents have: nothing, an endorsement or a veto.")})
    if charter.last_word and speaks is None:
        raise ValidationError({"last_word_group": _("Say which community table speaks for residents.")})
    if charter.last_word and speaks is not None and speaks not in community_tables(group):
        raise ValidationError(
            {"last_word_group": _("Choose a community table of this initiative, and not this group.")}
        )


def _must_be_a_check(check: CheckDraft) -> None:
    if check.kind not in CharterCheck.Kind.values:
        raise ValidationError(_("“%(kind)s” is not something that is checked.") % {"kind": check.kind})
    if check.kind == CharterCheck.Kind.AT_LEAST and (check.sector not in Sector.values or check.number < 1):
        raise ValidationError(_("Say for which sector, and how many seats at least."))
