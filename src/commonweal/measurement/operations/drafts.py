"""What a data manager hands over to define something: plain values, not yet stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.agenda.models import Goal
from commonweal.governance.models import Group
from commonweal.governance.visibility import Visibility
from commonweal.people.models import Organisation


@dataclass(frozen=True)
class DimensionDraft:
    """A way to split figures. Each category is (code, English name, Spanish name)."""

    code: str
    name_en: str
    name_es: str = ""
    sensitive: bool = False
    categories: Sequence[tuple[str, str, str]] = ()
    ordered: bool = False


@dataclass(frozen=True, kw_only=True)
class DefinitionDraft:
    """What a measure means. `per` left out is 100 for a percent and 1 for all else."""

    name_en: str
    meaning_en: str
    unit_en: str
    kind: str
    direction: str
    places_rule: str
    periods_rule: str
    name_es: str = ""
    meaning_es: str = ""
    unit_es: str = ""
    numerator_en: str = ""
    numerator_es: str = ""
    denominator_en: str = ""
    denominator_es: str = ""
    per: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 1
    requires: Sequence[str] = ()
    dimensions: Sequence[str] = ()
    source: str = ""
    source_es: str = ""
    source_url: str = ""
    licence: str = ""


@dataclass(frozen=True, kw_only=True)
class MeasureDraft:
    code: str
    level: str
    definition: DefinitionDraft
    group: Group | None = None
    owner: Organisation | None = None
    origin: str = "real"
    headline: bool = False
    visibility: str = Visibility.PUBLIC
    guards_partners: bool = False


@dataclass(frozen=True, kw_only=True)
class Care:
    """Who looks after a measure, whether it is the big goal's, who reads it, and whose figures it guards.

    Changing it changes no figure; from the next release on it may hide more or less.
    """

    group: Group | None = None
    owner: Organisation | None = None
    origin: str = "real"
    headline: bool = False
    visibility: str = Visibility.PUBLIC
    guards_partners: bool = False


@dataclass(frozen=True)
class TargetDraft:
    baseline_period: str
    baseline_value: float
    target_period: str
    target_value: float
    goal: Goal | None = None
