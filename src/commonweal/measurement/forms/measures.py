"""Forms of measures: what one means, how its figures are combined, its target, the ways in which it is split."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.governance.models import Initiative
from commonweal.governance.queries import groups
from commonweal.governance.visibility import Visibility
from commonweal.measurement.models import Definition, Measure
from commonweal.measurement.operations.combining import RULE_HELP
from commonweal.measurement.operations.definitions import (
    Care,
    DefinitionDraft,
    DimensionDraft,
    MeasureDraft,
    TargetDraft,
)
from commonweal.measurement.queries.words import read_text
from commonweal.people.models import Organisation

PARTS = [
    ("value", gettext_lazy("the value")),
    ("numerator", gettext_lazy("the numerator")),
    ("denominator", gettext_lazy("the denominator")),
]


def choices_of(values: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(value, capfirst(str(label))) for value, label in values]


def rules_with_help() -> list[tuple[str, str]]:
    return [(rule.value, f"{capfirst(str(rule.label))}. {RULE_HELP[rule]}") for rule in Definition.Rule]


def offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class LongText(forms.CharField):
    widget = forms.Textarea(attrs={"rows": 3})


class InitiativeForm(forms.Form):
    """What can be chosen depends on the initiative."""

    def __init__(self, *args: Any, initiative: Initiative, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initiative = initiative


class DefinitionForm(InitiativeForm):
    #: As the page shows them, so that the summary of what to check reads from top to bottom.
    field_order = [
        *("reason_en", "reason_es", "code", "name_en", "name_es", "meaning_en", "meaning_es", "level", "direction"),
        *("kind", "unit_en", "unit_es", "per", "numerator_en", "numerator_es", "denominator_en", "denominator_es"),
        *("requires", "decimals", "minimum", "maximum", "places_rule", "periods_rule", "dimensions"),
        *("source", "source_es", "source_url", "licence", "group", "owner"),
        *("visibility", "guards_partners", "origin", "headline"),
    ]

    name_en = forms.CharField(label=gettext_lazy("Name, in English"), max_length=120)
    name_es = forms.CharField(label=gettext_lazy("Name, in Spanish"), max_length=120, required=False)
    meaning_en = LongText(
        label=gettext_lazy("What it means, in English"),
        help_text=gettext_lazy("In plain words: who or what is counted, and when. Partners read this."),
    )
    meaning_es = LongText(label=gettext_lazy("What it means, in Spanish"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of number"))
    unit_en = forms.CharField(
        label=gettext_lazy("Unit, in English"),
        max_length=60,
        help_text=gettext_lazy("Such as “% of pupils”, “people” or “per 1,000 people”."),
    )
    unit_es = forms.CharField(label=gettext_lazy("Unit, in Spanish"), max_length=60, required=False)
    per = forms.IntegerField(
        label=gettext_lazy("Per how many"),
        required=False,
        help_text=gettext_lazy("1000 for a rate per 1,000. A percent is per 100, and a count needs nothing here."),
    )
    direction = forms.ChoiceField(label=gettext_lazy("Which way is better"), widget=forms.RadioSelect)
    minimum = forms.FloatField(
        label=gettext_lazy("Smallest possible value"),
        required=False,
        help_text=gettext_lazy("A number beyond these bounds comes back to the partner as an error."),
    )
    maximum = forms.FloatField(label=gettext_lazy("Largest possible value"), required=False)
    decimals = forms.IntegerField(label=gettext_lazy("Decimals shown"), initial=1)
    numerator_en = forms.CharField(
        label=gettext_lazy("Numerator, in English"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Who or what is counted above the line, such as “learners who finished”."),
    )
    numerator_es = forms.CharField(label=gettext_lazy("Numerator, in Spanish"), max_length=200, required=False)
    denominator_en = forms.CharField(
        label=gettext_lazy("Denominator, in English"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Out of whom or what, such as “learners who began”."),
    )
    denominator_es = forms.CharField(label=gettext_lazy("Denominator, in Spanish"), max_length=200, required=False)
    requires = forms.MultipleChoiceField(
        label=gettext_lazy("Parts that must come with each figure"),
        choices=PARTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Parts that the rules below compute with are asked for in any case."),
    )
    places_rule = forms.ChoiceField(
        label=gettext_lazy("To combine places or partners"),
        widget=forms.RadioSelect,
    )
    periods_rule = forms.ChoiceField(label=gettext_lazy("To combine periods"), widget=forms.RadioSelect)
    dimensions = forms.MultipleChoiceField(
        label=gettext_lazy("Split by"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Partners are asked for each group as well as for everybody."),
    )
    source = forms.CharField(label=gettext_lazy("Source, in English"), max_length=300, required=False)
    source_es = forms.CharField(label=gettext_lazy("Source, in Spanish"), max_length=300, required=False)
    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"), max_length=500, required=False, assume_scheme="https"
    )
    licence = forms.CharField(
        label=gettext_lazy("License of the source"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What the source allows, and how it wants to be named."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "kind", choices_of(Definition.Kind.choices))
        offer(self, "direction", choices_of(Definition.Direction.choices))
        offer(self, "places_rule", rules_with_help())
        offer(self, "periods_rule", rules_with_help())
        dimensions = self.initiative.dimensions.all()
        offer(self, "dimensions", [(one.code, read_text(one, "name")) for one in dimensions])

    def definition(self) -> DefinitionDraft:
        names = DefinitionDraft.__dataclass_fields__
        return DefinitionDraft(**{name: value for name, value in self.cleaned_data.items() if name in names})


class CareForm(InitiativeForm):
    group = forms.ChoiceField(label=gettext_lazy("Working group"), required=False)
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Owner"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=gettext_lazy("The organization that answers questions about it."),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who sees it"),
        initial=Visibility.PUBLIC,
        help_text=gettext_lazy("Figures of a measure that is not public stay out of every release."),
    )
    guards_partners = forms.BooleanField(
        label=gettext_lazy("Nobody may work out one partner’s own figure"),
        required=False,
        help_text=gettext_lazy(
            "Releases then hide what fewer than three partners, or one far larger than the others, make up."
        ),
    )
    origin = forms.ChoiceField(label=gettext_lazy("Its figures are"), initial=Measure.Origin.REAL)
    headline = forms.BooleanField(
        label=gettext_lazy("It is the measure of the big goal"),
        required=False,
        help_text=gettext_lazy("Only one measure can be. The one before it steps back."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.groups = {group.code: group for group in groups(self.initiative)}
        named = [(code, read_text(group, "name")) for code, group in self.groups.items()]
        offer(self, "group", [("", _("none yet")), *named])
        offer(self, "origin", choices_of(Measure.Origin.choices))
        offer(self, "visibility", choices_of(Visibility.choices))
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = Organisation.objects.filter(participations__initiative=self.initiative)
        owner.empty_label = _("none yet")

    def care(self) -> Care:
        given = self.cleaned_data
        return Care(
            group=self.groups.get(given["group"]),
            owner=given["owner"],
            origin=given["origin"],
            headline=given["headline"],
            visibility=given["visibility"],
            guards_partners=given["guards_partners"],
        )


class MeasureForm(CareForm, DefinitionForm):
    """Everything at once, for a new measure."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy("Short and lasting, such as J4. Files name the measure by it, and it never changes."),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Level"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("The two levels never mix: nobody alone answers for a whole community."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "level", choices_of(Measure.Level.choices))

    def measure(self) -> MeasureDraft:
        care = self.care()
        return MeasureDraft(
            code=self.cleaned_data["code"],
            level=self.cleaned_data["level"],
            definition=self.definition(),
            group=care.group,
            owner=care.owner,
            origin=care.origin,
            headline=care.headline,
            visibility=care.visibility,
            guards_partners=care.guards_partners,
        )


class NewVersionForm(DefinitionForm):
    reason_en = forms.CharField(
        label=gettext_lazy("Why it changes"),
        max_length=300,
        help_text=gettext_lazy("Readers see this reason where the line breaks."),
    )
    reason_es = forms.CharField(label=gettext_lazy("Why it changes, in Spanish"), max_length=300, required=False)


class TargetForm(InitiativeForm):
    baseline_period = forms.CharField(
        label=gettext_lazy("Counted from the period"),
        max_length=10,
        help_text=gettext_lazy("Such as 2023, 2023-Q1 or 2022/23."),
    )
    baseline_value = forms.FloatField(label=gettext_lazy("Value in that period"))
    target_period = forms.CharField(label=gettext_lazy("To be reached by"), max_length=10)
    target_value = forms.FloatField(label=gettext_lazy("Value to reach"))
    of_big_goal = forms.BooleanField(label=gettext_lazy("This is the target of the big goal"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.goal = getattr(self.initiative, "goal", None)
        if self.goal is None:
            del self.fields["of_big_goal"]

    def target(self) -> TargetDraft:
        given = self.cleaned_data
        return TargetDraft(
            baseline_period=given["baseline_period"],
            baseline_value=given["baseline_value"],
            target_period=given["target_period"],
            target_value=given["target_value"],
            goal=self.goal if given.get("of_big_goal") else None,
        )


class DimensionForm(forms.Form):
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy("Short and lasting, such as age. It heads a column in partners' files."),
    )
    name_en = forms.CharField(label=gettext_lazy("Name, in English"), max_length=80)
    name_es = forms.CharField(label=gettext_lazy("Name, in Spanish"), max_length=80, required=False)
    sensitive = forms.BooleanField(
        label=gettext_lazy("People could be hurt if somebody learned their group"),
        required=False,
        help_text=gettext_lazy("Such as immigration status. Small groups of it are guarded first."),
    )
    ordered = forms.BooleanField(
        label=gettext_lazy("Its groups stand in order, the most disadvantaged first"),
        required=False,
        help_text=gettext_lazy("Such as income. Then readers also learn how steep the slope between them is."),
    )
    categories = forms.CharField(
        label=gettext_lazy("Groups, one in each line"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Code; English name; Spanish name. For example: 65+; 65 and over; 65 y más"),
    )

    def clean_categories(self) -> list[tuple[str, str, str]]:
        lines = [line for line in self.cleaned_data["categories"].splitlines() if line.strip()]
        return [self._category(number, line) for number, line in enumerate(lines, start=1)]

    def _category(self, number: int, line: str) -> tuple[str, str, str]:
        parts = [part.strip() for part in line.split(";")]
        if len(parts) > 3 or not parts[0]:
            words = _("Line %(number)s: write a code, then a name, then a Spanish name, with “;” between.")
            raise forms.ValidationError(words % {"number": number})
        code, name_en, name_es = [*parts, "", ""][:3]
        return code, name_en or code, name_es

    def dimension(self) -> DimensionDraft:
        given = self.cleaned_data
        return DimensionDraft(
            given["code"],
            given["name_en"],
            given["name_es"],
            given["sensitive"],
            given["categories"],
            given["ordered"],
        )
