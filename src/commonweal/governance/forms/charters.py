"""A charter as it is written, and whom it lets read it."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.governance.cascade_drafts import CharterDraft, CheckDraft, GuestDraft
from commonweal.governance.editing import EditForm
from commonweal.governance.forms.organisations import LANGUAGES
from commonweal.governance.guest_items import choices_of
from commonweal.governance.models import Charter, CharterCheck, DecisionRule, Group, LastWord, Recusal, Seat
from commonweal.governance.queries.charters import PARTS, adopting_decisions, community_tables, texts_of
from commonweal.governance.terms import roles_to_choose
from commonweal.people.models import Sector
from commonweal.ui.days import DayField

FEWEST_SECTORS = 3


def words(label: Any, *, needed: bool = False, hint: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=needed,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class CharterForm(EditForm):
    """A new version, filled in with the one before."""

    purpose_en = words(gettext_lazy("Purpose"), needed=True, hint=gettext_lazy("What the group is for."))
    purpose_es = words(gettext_lazy("Purpose, in Spanish"))
    authority_en = words(gettext_lazy("What it may decide"), hint=gettext_lazy("By itself, without asking anybody."))
    authority_es = words(gettext_lazy("What it may decide, in Spanish"))
    limits_en = words(gettext_lazy("What it may not"), hint=gettext_lazy("And whom it asks then."))
    limits_es = words(gettext_lazy("What it may not, in Spanish"))
    reporting_en = words(gettext_lazy("To whom it reports"), hint=gettext_lazy("What, and how often."))
    reporting_es = words(gettext_lazy("To whom it reports, in Spanish"))
    decision_rule = forms.ChoiceField(label=gettext_lazy("Decides by"), choices=DecisionRule.choices)
    quorum = forms.IntegerField(
        label=gettext_lazy("Quorum"),
        help_text=gettext_lazy("So many people must vote at least."),
        min_value=1,
        max_value=500,
    )
    recusal = forms.ChoiceField(
        label=gettext_lazy("Whoever has an interest in the matter"), choices=Recusal.choices, widget=forms.RadioSelect
    )
    last_word = forms.ChoiceField(
        label=gettext_lazy("What residents have, once the group has carried something"),
        choices=[("", gettext_lazy("no last word: what is carried holds at once")), *LastWord.Kind.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    last_word_group = forms.ChoiceField(
        label=gettext_lazy("Which table speaks for residents?"),
        help_text=gettext_lazy("Only where they have the last word."),
        required=False,
    )
    every_sector = forms.BooleanField(label=gettext_lazy("Every sector that takes part has a seat"), required=False)
    chairs_differ = forms.BooleanField(label=gettext_lazy("The co-chairs come from different sectors"), required=False)
    since = DayField(label=gettext_lazy("In force from"))
    reason_en = words(gettext_lazy("Why this version"), hint=gettext_lazy("What it changes, and why now."), rows=2)
    reason_es = words(gettext_lazy("Why this version, in Spanish"), rows=2)

    adopted_by = forms.ChoiceField(
        label=gettext_lazy("Adopted by the decision"),
        help_text=gettext_lazy("One about this charter, carried in this group or in the steering committee."),
        required=False,
    )

    def __init__(
        self, *args: Any, group: Group, before: Charter | None, is_first: bool, asks: bool = False, **kwargs: Any
    ) -> None:
        held = {name: text for name, text in texts_of(before).items() if not name.startswith("reason")}
        kwargs["initial"] = initial_of(before) | (kwargs.get("initial") or {})
        super().__init__(*args, held=held, **kwargs)
        self.fields["reason_en"].required = not is_first
        #: Whether the group is asked about it: then that decision adopts it, and no other is named.
        self.asks = asks
        if asks:
            self.fields["since"].help_text = _("Or from the day on which the group carries it, if that is later.")
        self.carried = {} if asks else {str(one.number): one for one in adopting_decisions(group)}
        cast(forms.ChoiceField, self.fields["adopted_by"]).choices = [
            ("", gettext_lazy("no decision on record")),
            *((key, f"{key}. {one.question}") for key, one in self.carried.items()),
        ]
        self.tables = {one.code: one for one in community_tables(group)}
        named = [(code, one.name) for code, one in self.tables.items()]
        cast(forms.ChoiceField, self.fields["last_word_group"]).choices = [("", gettext_lazy("none")), *named]
        #: One more than the version before names, so that there is always room for another.
        self.sectors_asked = max(FEWEST_SECTORS, len(kept_for_sectors(before)) + 1)
        for role, label in roles_to_choose(group.initiative):
            self.fields[f"seats_{role}"] = forms.IntegerField(label=label, min_value=0, max_value=100, required=False)
        for place in range(self.sectors_asked):
            choices = [("", gettext_lazy("no sector")), *Sector.choices]
            self.fields[f"sector_{place}"] = forms.ChoiceField(
                label=gettext_lazy("Seats kept for"), choices=choices, required=False
            )
            self.fields[f"at_least_{place}"] = forms.IntegerField(
                label=gettext_lazy("at least"), min_value=1, max_value=100, required=False
            )

    def part(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def text_fields(self) -> list[forms.BoundField]:
        return self.part(*(f"{part}_{language}" for part in PARTS for language in ("en", "es")))

    @property
    def rule_fields(self) -> list[forms.BoundField]:
        return self.part("decision_rule", "quorum", "recusal", "last_word", "last_word_group")

    @property
    def seat_fields(self) -> list[forms.BoundField]:
        return self.part(*(f"seats_{role}" for role in Seat.Role.values))

    @property
    def sector_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"sector_{place}"], self[f"at_least_{place}"]) for place in range(self.sectors_asked)]

    @property
    def check_fields(self) -> list[forms.BoundField]:
        return self.part("every_sector", "chairs_differ")

    @property
    def version_fields(self) -> list[forms.BoundField]:
        return self.part("since", *([] if self.asks else ["adopted_by"]), "reason_en", "reason_es")

    def draft(self) -> CharterDraft:
        given = self.cleaned_data
        return CharterDraft(
            since=given["since"],
            texts={name: given[name] for name in texts_of(None)},
            decision_rule=given["decision_rule"],
            quorum=given["quorum"],
            recusal=given["recusal"],
            seats={role: given[f"seats_{role}"] or 0 for role in Seat.Role.values},
            checks=list(self._checks()),
            started_from=given["started_from"],
            adopted_by=self.carried.get(given["adopted_by"]),
            last_word=given["last_word"],
            last_word_group=self.tables.get(given["last_word_group"]),
        )

    def _checks(self) -> Iterator[CheckDraft]:
        given = self.cleaned_data
        for place in range(self.sectors_asked):
            if given[f"sector_{place}"]:
                yield CheckDraft(CharterCheck.Kind.AT_LEAST, given[f"sector_{place}"], given[f"at_least_{place}"] or 1)
        if given["every_sector"]:
            yield CheckDraft(CharterCheck.Kind.EVERY_SECTOR)
        if given["chairs_differ"]:
            yield CheckDraft(CharterCheck.Kind.CHAIRS_DIFFER)


def initial_of(before: Charter | None) -> dict[str, Any]:
    """What the version before says, apart from its words."""
    if before is None:
        return {"recusal": Recusal.BLOCK, "decision_rule": DecisionRule.CONSENT}
    found: dict[str, Any] = {
        "decision_rule": before.decision_rule,
        "quorum": before.quorum,
        "recusal": before.recusal,
        "last_word": before.last_word,
        "last_word_group": before.last_word_group.code if before.last_word_group else "",
    }
    found |= {f"seats_{line.role}": line.number for line in before.composition.all()}
    for place, check in enumerate(kept_for_sectors(before)):
        found |= {f"sector_{place}": check.sector, f"at_least_{place}": check.number}
    kinds = {check.kind for check in before.checks.all()}
    found["every_sector"] = CharterCheck.Kind.EVERY_SECTOR in kinds
    found["chairs_differ"] = CharterCheck.Kind.CHAIRS_DIFFER in kinds
    return found


def kept_for_sectors(charter: Charter | None) -> list[CharterCheck]:
    return [check for check in charter.checks.all() if check.kind == CharterCheck.Kind.AT_LEAST] if charter else []


class GuestForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the guest"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    language = forms.ChoiceField(
        label=gettext_lazy("Write to them in"), choices=LANGUAGES, widget=forms.RadioSelect, initial="en"
    )
    item = forms.ChoiceField(label=gettext_lazy("What they may read"))
    until = DayField(label=gettext_lazy("Until which day"))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["item"]).choices = choices_of(group)

    def draft(self) -> GuestDraft:
        given = self.cleaned_data
        kind, _blank, key = given["item"].partition(" ")
        return GuestDraft(given["name"], given["email"], given["language"], kind, key, given["until"])
