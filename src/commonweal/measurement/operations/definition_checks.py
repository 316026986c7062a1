"""What a definition must say before it is stored. Each problem names its field and what to do."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Definition
from commonweal.measurement.operations.combining import PARTS_USED, why_not
from commonweal.measurement.operations.drafts import DefinitionDraft

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
PARTS = ("value", "numerator", "denominator")
MOST_DECIMALS = 6
OUR_OWN_ADDRESSES = ("new", "from-file")


def check_code(initiative: Initiative, code: str) -> None:
    code = code.strip()
    if not CODE.fullmatch(code) or code.casefold() in OUR_OWN_ADDRESSES:
        raise ValidationError(
            {"code": _("Write up to 40 letters, digits, points and hyphens, such as J4. Begin with a letter or digit.")}
        )
    # Partners' files are matched without regard to case, so J4 and j4 would be one measure.
    if initiative.measures.filter(code__iexact=code).exists():
        raise ValidationError({"code": _("There is already a measure %(code)s. Choose another code.") % {"code": code}})


def check_definition(draft: DefinitionDraft) -> None:
    problems = _absent_texts(draft) | _unknown_choices(draft)
    if not problems:
        problems = _combining(draft) | _scale(draft)
    if problems:
        raise ValidationError(problems)


def per_of(draft: DefinitionDraft) -> int:
    if draft.per is not None:
        return draft.per
    return 100 if draft.kind == Definition.Kind.PERCENT else 1


def parts_that_must_come(draft: DefinitionDraft) -> tuple[str, ...]:
    """The parts each figure must bring: those asked for, and those that the rules compute with."""
    used = {part for rule in (draft.places_rule, draft.periods_rule) for part in PARTS_USED.get(rule, ())}
    return tuple(part for part in PARTS if part in used or part in draft.requires)


def _absent_texts(draft: DefinitionDraft) -> dict[str, list[str]]:
    asked = {
        "name_en": _("Give it a name."),
        "meaning_en": _("Say in plain words what it means."),
        "unit_en": _("Say what one unit is, such as “% of pupils” or “people”."),
    }
    return {name: [words] for name, words in asked.items() if not getattr(draft, name).strip()}


def _unknown_choices(draft: DefinitionDraft) -> dict[str, list[str]]:
    known = {
        "kind": Definition.Kind.values,
        "direction": Definition.Direction.values,
        "places_rule": Definition.Rule.values,
        "periods_rule": Definition.Rule.values,
    }
    problems = {
        name: [_("Choose one of these.")] for name, values in known.items() if getattr(draft, name) not in values
    }
    if set(draft.requires) - set(PARTS):
        problems["requires"] = [_("A figure can bring a value, a numerator and a denominator.")]
    return problems


def _combining(draft: DefinitionDraft) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    for over in ("places", "periods"):
        words = why_not(draft.kind, getattr(draft, f"{over}_rule"), over)
        if words:
            problems[f"{over}_rule"] = [words]
    if problems:
        return problems
    parts = parts_that_must_come(draft)
    if "numerator" in parts and not draft.numerator_en.strip():
        problems["numerator_en"] = [_("Say who or what is counted above the line: figures bring this part.")]
    if "denominator" in parts and not draft.denominator_en.strip():
        problems["denominator_en"] = [_("Say out of whom or what: figures bring this part.")]
    return problems


def _scale(draft: DefinitionDraft) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    per = per_of(draft)
    if draft.kind == Definition.Kind.PERCENT and per != 100:
        problems["per"] = [_("A percent is out of 100. For another base choose “rate”.")]
    elif not 1 <= per <= 10_000_000:
        problems["per"] = [_("Write a whole number from 1 to 10,000,000, such as 1000.")]
    if draft.minimum is not None and draft.maximum is not None and draft.minimum > draft.maximum:
        problems["maximum"] = [_("The largest possible value lies below the smallest.")]
    if not 0 <= draft.decimals <= MOST_DECIMALS:
        problems["decimals"] = [_("Write a whole number from 0 to %(most)s.") % {"most": MOST_DECIMALS}]
    return problems
