"""Charters: written in versions, each with the reason for it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
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
    Decision,
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

LANGUAGES = ("en", "es")
NOT_YET = 0
#: The parts that say what a group may do.
POWERS = ("authority", "limits")


@transaction.atomic
def write_charter(*, by: Any, group: Group, charter: CharterDraft, at: datetime) -> Charter:
    """A new version, in force from its day on; the one before ends the day before. Versions are never changed."""
    if not rules.may_set_up(by, group.initiative, at):
        raise PermissionDenied
    versions = charters_of(group)
    before = versions[0] if versions else None
    texts = checked(group, charter, before, texts_of(before))
    _must_be_carried(by, group, charter, before)
    row = write_down(by=by, row=Charter(group=group, version=NOT_YET), charter=charter, texts=texts, at=at)
    made = put_in_force(by=by, made=row, adopted_by=charter.adopted_by, since=charter.since)
    record(by=by, verb="governance.write_charter", subject=made, at=at, initiative=group.initiative_id)
    return made


def write_down(  # noqa: ARG001 - a step of a verb, which has checked who acts
    *, by: Any, row: Charter, charter: CharterDraft, texts: Mapping[str, str], at: datetime
) -> Charter:
    """Its words and numbers. As long as the row has no version they hold nowhere."""
    row.since, row.written_at = charter.since, at
    row.decision_rule, row.quorum, row.recusal = charter.decision_rule, charter.quorum, charter.recusal
    row.last_word = charter.last_word
    row.last_word_group = charter.last_word_group if charter.last_word else None
    for name, text in texts.items():
        setattr(row, name, text)
    row.save()
    row.composition.all().delete()
    row.checks.all().delete()
    CharterSeats.objects.bulk_create(
        CharterSeats(charter=row, role=role, number=number) for role, number in charter.seats.items() if number
    )
    CharterCheck.objects.bulk_create(
        CharterCheck(charter=row, kind=check.kind, sector=check.sector, number=check.number) for check in charter.checks
    )
    return row


def put_in_force(*, by: Any, made: Charter, adopted_by: Decision | None, since: date) -> Charter:  # noqa: ARG001
    """A step too: the next version of its group, from that day on; the one before ends the day before."""
    before = next(iter(charters_of(made.group)), None)
    if before is not None:
        before.until = since - timedelta(days=1)
        before.save(update_fields=["until"])
    made.version, made.since, made.adopted_by = before.version + 1 if before else 1, since, adopted_by
    made.save(update_fields=["version", "since", "adopted_by"])
    return made


def _must_be_carried(by: Any, group: Group, charter: CharterDraft, before: Charter | None) -> None:
    if charter.adopted_by is not None and charter.adopted_by not in adopting_decisions(group):
        raise ValidationError(
            {"adopted_by": _("Choose a decision about this charter that was carried, here or by those who steer.")}
        )
    if by is not None and before is not None and charter.adopted_by is None and _decides_otherwise(before, charter):
        words = _(
            "It changes what the group may do, who sits in it or how it decides. Ask the group, or name its decision."
        )
        raise ValidationError({"adopted_by": words})


def _decides_otherwise(before: Charter, charter: CharterDraft) -> bool:
    """What a group may do, who sits in it and how it decides is not for whoever writes it down to change."""
    held = (before.decision_rule, before.quorum, before.recusal, before.last_word, before.last_word_group)
    speaks = charter.last_word_group if charter.last_word else None
    if held != (charter.decision_rule, charter.quorum, charter.recusal, charter.last_word, speaks):
        return True
    if _composition(before) != _asked_composition(charter):
        return True
    typed = {part: [plain(charter.texts.get(f"{part}_{language}", "")) for language in LANGUAGES] for part in POWERS}
    return any(
        [getattr(before, f"{part}_{language}") for language in LANGUAGES] != words
        for part, words in typed.items()
        if not _is_translated(before, part, words)
    )


def _composition(before: Charter) -> tuple[dict[str, int], set[tuple[str, str, int]]]:
    seats = {line.role: line.number for line in before.composition.all()}
    return seats, {(one.kind, one.sector, one.number) for one in before.checks.all()}


def _asked_composition(charter: CharterDraft) -> tuple[dict[str, int], set[tuple[str, str, int]]]:
    seats = {role: number for role, number in charter.seats.items() if number}
    return seats, {(one.kind, one.sector, one.number) for one in charter.checks}


def _is_translated(before: Charter, part: str, typed: Sequence[str]) -> bool:
    """What stood there stands; the other language, which was empty, was added."""
    held = [getattr(before, f"{part}_{language}") for language in LANGUAGES]
    return any(held) and all(old in ("", new) for old, new in zip(held, typed, strict=True))


def checked(group: Group, charter: CharterDraft, before: Charter | None, held: Mapping[str, str]) -> dict[str, str]:
    """The words to keep; what cannot be a charter is refused, and so is a text that somebody else changed meanwhile."""
    texts = _texts(held, charter)
    _must_be_whole(texts, charter, before)
    _must_have_a_voice(charter, group)
    return texts


def _texts(held: Mapping[str, str], charter: CharterDraft) -> dict[str, str]:
    """The words to keep; somebody else's new version since this writer began raises EditedMeanwhileError."""
    known = set(texts_of(None))
    if unknown := set(charter.texts) - known:
        raise ValidationError(_("A charter has no part called %(names)s.") % {"names": ", ".join(sorted(unknown))})
    typed = {**dict.fromkeys(known, ""), **charter.texts}
    if charter.started_from is None:
        return {name: plain(text) for name, text in typed.items()}
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
