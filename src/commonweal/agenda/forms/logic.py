"""Forms of the logic model: one line, and a table of all."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.agenda.models import LogicNode, Strategy
from commonweal.agenda.operations.logic import NodeDraft
from commonweal.agenda.queries.logic import outline_of
from commonweal.agenda.queries.logic_table import owner_code
from commonweal.agenda.queries.owners import name_of, owners
from commonweal.governance.editing import EditForm
from commonweal.governance.models import Initiative

KINDS = [(kind.value, kind.label) for kind in reversed(LogicNode.Kind)]


def lines_to_choose(initiative: Initiative) -> list[tuple[str, str]]:
    """All lines, set in as they stand in the outline."""
    return [(str(line.node.pk), "– " * line.depth + line.node.text) for line in outline_of(initiative)]


def _places_to_lead(node: LogicNode) -> list[tuple[str, str]]:
    """Lines of its own kind and of later ones: links go from what we put in to what changes."""
    order = list(LogicNode.Kind)
    held = set(node.links_out.values_list("target_id", flat=True))
    lines = [line.node for line in outline_of(node.initiative)]
    return [
        (str(other.pk), f"{other.text} ({other.get_kind_display()})")
        for other in lines
        if other.pk in held
        or (
            other.pk not in (node.pk, node.parent_id)
            and order.index(LogicNode.Kind(other.kind)) >= order.index(LogicNode.Kind(node.kind))
        )
    ]


class AddLineForm(forms.Form):
    text = forms.CharField(label=_("New line"), max_length=300)
    kind = forms.ChoiceField(label=_("It is"), choices=KINDS)
    below = forms.ChoiceField(label=_("It leads to"), required=False)

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initiative = initiative
        choice = cast(forms.ChoiceField, self.fields["below"])
        choice.choices = [("", _("nothing yet")), *lines_to_choose(initiative)]

    def draft(self, language: str) -> NodeDraft:
        return NodeDraft(self.cleaned_data["kind"], **{f"text_{language}": self.cleaned_data["text"]})

    def line_below(self) -> LogicNode | None:
        key = self.cleaned_data["below"]
        return LogicNode.objects.get(pk=int(key), initiative=self.initiative) if key else None


class NodeForm(EditForm):
    text_en = forms.CharField(label=_("In English"), max_length=300, required=False)
    text_es = forms.CharField(
        label=_("In Spanish"), max_length=300, required=False, widget=forms.TextInput(attrs={"lang": "es"})
    )
    kind = forms.ChoiceField(label=_("It is"), choices=KINDS)
    also_to = forms.MultipleChoiceField(
        label=_("It also leads to"), required=False, widget=forms.CheckboxSelectMultiple
    )
    strategy = forms.ModelChoiceField(
        label=_("Strategy"), queryset=Strategy.objects.none(), required=False, empty_label=_("no strategy")
    )
    owner = forms.ChoiceField(label=_("Who answers for it"), required=False)
    evidence_title = forms.CharField(
        label=_("What speaks for it"), help_text=_("A study, a figure, an experience."), max_length=200, required=False
    )
    evidence_url = forms.CharField(label=_("Where that stands"), max_length=500, required=False)

    def __init__(self, *args: Any, node: LogicNode, at: datetime, **kwargs: Any) -> None:
        initial = {
            "kind": node.kind,
            "also_to": [str(pk) for pk in node.links_out.values_list("target_id", flat=True)],
            "strategy": node.strategy_id,
            "owner": owner_code(node),
            "evidence_title": node.evidence_title,
            "evidence_url": node.evidence_url,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.node, self.owners = node, owners(node.initiative, at)
        also, strategy = self.fields["also_to"], self.fields["strategy"]
        others = _places_to_lead(node)
        cast(forms.MultipleChoiceField, also).choices = others
        if not others:
            del self.fields["also_to"]
        strategy.queryset = node.initiative.strategies.all()  # type: ignore[attr-defined]
        self._offer_owners()

    def _offer_owners(self) -> None:
        kinds = {"group": _("Groups"), "organization": _("Organizations"), "person": _("People with a seat")}
        choices: list[Any] = [("", _("nobody answers for it yet"))]
        for kind, label in kinds.items():
            of_kind = [(code, name_of(owner)) for code, owner in self.owners.items() if code.startswith(f"{kind}:")]
            if of_kind:
                choices.append((label, of_kind))
        held = owner_code(self.node)
        if held and held not in self.owners:
            choices.append((held, _("as it is: somebody who left")))
        cast(forms.ChoiceField, self.fields["owner"]).choices = choices

    def draft(self) -> NodeDraft:
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("started_from", "also_to")}
        code = given.pop("owner")
        return NodeDraft(owner=self.owners.get(code) or self._owner_as_before(code), **given)

    def _owner_as_before(self, code: str) -> Any:
        if not code or code != owner_code(self.node):
            return None
        return self.node.owner_group or self.node.owner_organisation or self.node.owner_person

    def other_targets(self) -> list[LogicNode]:
        keys = [int(key) for key in self.cleaned_data.get("also_to", [])]
        return list(LogicNode.objects.filter(pk__in=keys, initiative=self.node.initiative))


class TableForm(forms.Form):
    file = forms.FileField(label=_("The table"), help_text=_("A .csv or .xlsx file with the columns of our own."))
    take_out = forms.BooleanField(label=_("Take out the lines that are not in the table"), required=False)
