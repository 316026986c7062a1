"""What a facilitator types about a roundtable, and what people type on their phones in the room."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.governance.models import Group, Initiative
from commonweal.instruments.content import pack
from commonweal.instruments.queries.pledges import CODE, pledged
from commonweal.lib.languages import page_language
from commonweal.lib.own_codes import LAST_OF_MONTH, first_two, last_two
from commonweal.people.models import Organisation, Sector
from commonweal.training.models import Roundtable
from commonweal.training.operations.roundtable_promises import ActionDraft
from commonweal.training.operations.roundtable_rooms import Arrival, FeedbackDraft
from commonweal.training.operations.roundtables import MOST_DOTS, MOST_PEOPLE, MOST_TABLES, OnPaper, RoundtableDraft
from commonweal.training.own_codes import name_part, own_code
from commonweal.training.roundtable_agreements import WORDINGS
from commonweal.ui.days import DayField

SHORT, SOME_LINES = {"class": "short"}, {"rows": 3}
ONE_WORD = {"class": "short", "autocomplete": "off", "autocapitalize": "off"}


def guidelines() -> list[tuple[str, str]]:
    """The four guidelines of the pledge, in the words of its pack."""
    return [(item.id, item.text.said(page_language())) for item in pledged(pack(CODE))]


class RoundtableForm(forms.Form):
    number = forms.IntegerField(
        label=gettext_lazy("Number of the roundtable"), min_value=1, max_value=9999,
        widget=forms.NumberInput(attrs=SHORT),
        help_text=gettext_lazy("Your own count: the first one that stands here may be your 34th."),
    )  # fmt: skip
    held_on = DayField(label=gettext_lazy("Day"))
    topic_en = forms.CharField(label=gettext_lazy("Topic in English"), max_length=160)
    topic_es = forms.CharField(label=gettext_lazy("Topic in Spanish"), max_length=160, required=False)
    place = forms.CharField(label=gettext_lazy("Room"), max_length=160, required=False)
    tables = forms.IntegerField(
        label=gettext_lazy("Number of tables"), min_value=1, max_value=MOST_TABLES,
        widget=forms.NumberInput(attrs=SHORT), help_text=gettext_lazy("About eight people sit at a table."),
    )  # fmt: skip
    dots_each = forms.IntegerField(
        label=gettext_lazy("Dots for each phone"), min_value=1, max_value=MOST_DOTS,
        widget=forms.NumberInput(attrs=SHORT),
    )  # fmt: skip

    def __init__(self, data: Any, *, first: RoundtableDraft, keeps_number: bool = False) -> None:
        super().__init__(data, initial=vars(first))
        self.first = first
        if keeps_number:
            del self.fields["number"]

    def draft(self) -> RoundtableDraft:
        return RoundtableDraft(**{"number": self.first.number, **self.cleaned_data})


def first_draft(initiative: Initiative, on: date) -> RoundtableDraft:
    """The next number, with as many tables and dots as last time."""
    last = initiative.roundtables.first()
    if last is None:
        return RoundtableDraft(1, on, "")
    return RoundtableDraft(last.number + 1, on, "", place=last.place, tables=last.tables, dots_each=last.dots_each)


def draft_of(roundtable: Roundtable) -> RoundtableDraft:
    return RoundtableDraft(
        roundtable.number, roundtable.held_on, roundtable.topic_en, roundtable.topic_es, roundtable.place,
        roundtable.tables, roundtable.dots_each,
    )  # fmt: skip


class PaperForm(forms.Form):
    """What phones did not tell."""

    counted = forms.IntegerField(
        label=gettext_lazy("People in the room, as you counted them"), min_value=0, max_value=MOST_PEOPLE,
        required=False, widget=forms.NumberInput(attrs=SHORT),
        help_text=gettext_lazy("Everybody, with and without a phone. Leave it empty where nobody counted."),
    )  # fmt: skip
    answered = forms.IntegerField(
        label=gettext_lazy("Feedback sheets on paper"), min_value=0, max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs=SHORT),
    )  # fmt: skip
    learned = forms.IntegerField(
        label=gettext_lazy("Of these sheets, so many learned something new"), min_value=0, max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs=SHORT),
    )  # fmt: skip
    organisations = forms.MultipleChoiceField(
        label=gettext_lazy("Organizations that were there and no phone said"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Groups that were there and no phone said"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, data: Any, *, roundtable: Roundtable, there: tuple[list[Organisation], list[Group]]) -> None:
        noted = roundtable.presences.filter(people=0)
        first = {
            "counted": roundtable.counted, "answered": roundtable.paper_answered, "learned": roundtable.paper_learned,
            "organisations": [str(key) for key in noted.values_list("organisation", flat=True) if key],
            "groups": [str(key) for key in noted.values_list("group", flat=True) if key],
        }  # fmt: skip
        super().__init__(data, initial=first)
        told = roundtable.presences.filter(people__gt=0)
        on_phones = (set(told.values_list("organisation", flat=True)), set(told.values_list("group", flat=True)))
        self.there: dict[str, dict[str, Any]] = {}
        every: Sequence[Sequence[Organisation] | Sequence[Group]] = there
        for name, those, said in zip(("organisations", "groups"), every, on_phones, strict=True):
            self.there[name] = {str(one.pk): one for one in those if one.pk not in said}
            named = [(key, _named(one)) for key, one in self.there[name].items()]
            cast(forms.MultipleChoiceField, self.fields[name]).choices = named
            if not named:
                del self.fields[name]

    def told(self) -> OnPaper:
        given = self.cleaned_data
        chosen = {name: [every[key] for key in given.get(name, [])] for name, every in self.there.items()}
        return OnPaper(given["counted"], given["answered"], given["learned"], **chosen)


def _named(one: Organisation | Group) -> str:
    return one.name if isinstance(one, Group) else str(one)


class CameForm(forms.Form):
    """What changed because of what people said."""

    words_en = forms.CharField(
        label=gettext_lazy("What came of it, in English"), widget=forms.Textarea(attrs=SOME_LINES), required=False,
        max_length=2000, help_text=gettext_lazy("Begin with thanks. Name what changed, what did not, and why."),
    )  # fmt: skip
    words_es = forms.CharField(
        label=gettext_lazy("What came of it, in Spanish"), widget=forms.Textarea(attrs=SOME_LINES), required=False,
        max_length=2000,
    )  # fmt: skip


class ArrivalForm(forms.Form):
    """Three small answers that make a code, for whom one comes, and the four guidelines."""

    code1 = forms.CharField(
        label=gettext_lazy("First two letters of your mother's first name"), max_length=80,
        widget=forms.TextInput(attrs=ONE_WORD),
    )  # fmt: skip
    code2 = forms.IntegerField(
        label=gettext_lazy("Day of the month on which you were born"), min_value=1, max_value=LAST_OF_MONTH,
        widget=forms.TextInput(attrs=ONE_WORD | {"inputmode": "numeric", "maxlength": 2}),
    )  # fmt: skip
    code3 = forms.CharField(
        label=gettext_lazy("Last two letters of the street where you grew up"), max_length=80,
        widget=forms.TextInput(attrs=ONE_WORD),
        help_text=gettext_lazy("Whole names are fine too: we take the two letters."),
    )  # fmt: skip
    come_for = forms.ChoiceField(
        label=gettext_lazy("For whom do you come?"), required=False,
        help_text=gettext_lazy("It is added to a count. Nothing leads from it to your code."),
    )  # fmt: skip
    group = forms.ChoiceField(label=gettext_lazy("In which group do you work?"), required=False)
    signed = forms.MultipleChoiceField(
        label=gettext_lazy("What I bring"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose what you mean to keep. Leave the rest open."),
    )  # fmt: skip

    def __init__(self, data: Any, *, there: tuple[list[Organisation], list[Group]]) -> None:
        super().__init__(data)
        self.organisations = {str(one.pk): one for one in there[0]}
        self.groups = {str(one.pk): one for one in there[1]}
        cast(forms.ChoiceField, self.fields["come_for"]).choices = [
            ("", _("I would rather not say")),
            ("resident", _("for myself: I live here")),
            *((key, str(one)) for key, one in self.organisations.items()),
        ]
        cast(forms.ChoiceField, self.fields["group"]).choices = [
            ("", _("in none, or I would rather not say")), *((key, one.name) for key, one in self.groups.items())
        ]  # fmt: skip
        cast(forms.MultipleChoiceField, self.fields["signed"]).choices = guidelines()

    def clean_code1(self) -> str:
        return name_part(first_two(self.cleaned_data["code1"]))

    def clean_code3(self) -> str:
        return name_part(last_two(self.cleaned_data["code3"]))

    def arrival(self) -> Arrival:
        given = self.cleaned_data
        return Arrival(
            code=own_code((given["code1"], str(given["code2"]), given["code3"])),
            organisation=self.organisations.get(given["come_for"]),
            sector=Sector.RESIDENTS if given["come_for"] == "resident" else "",
            group=self.groups.get(given["group"]), signed=given["signed"],
        )  # fmt: skip


class FeedbackForm(forms.Form):
    """Three questions of the pack on events, in its words."""

    learned = forms.ChoiceField(widget=forms.RadioSelect)
    what = forms.CharField(required=False, max_length=500, widget=forms.Textarea(attrs=SOME_LINES))
    change = forms.CharField(required=False, max_length=500, widget=forms.Textarea(attrs=SOME_LINES))

    #: Our field, and the pack's question.
    ASKED = {"learned": "learned", "what": "learned-what", "change": "change"}

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        asked = {item.id: item.text.said(page_language()) for item in pack("event-feedback").items}
        for name, item in self.ASKED.items():
            self.fields[name].label = asked[item]
        cast(forms.ChoiceField, self.fields["learned"]).choices = [("yes", _("Yes")), ("no", _("No"))]

    def draft(self) -> FeedbackDraft:
        given = self.cleaned_data
        return FeedbackDraft(given["learned"] == "yes", given["what"], given["change"])


class ActionForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What will you do in the next three months?"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    group = forms.ChoiceField(label=gettext_lazy("In the work of which group?"), required=False)
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("Your e-mail address"))
    agrees = forms.BooleanField(
        error_messages={"required": gettext_lazy("Without your agreement we keep neither name nor promise.")}
    )

    def __init__(self, data: Any, *, groups: Sequence[Group]) -> None:
        super().__init__(data)
        self.groups = {str(one.pk): one for one in groups}
        cast(forms.ChoiceField, self.fields["group"]).choices = [
            ("", _("of none")), *((key, one.name) for key, one in self.groups.items())
        ]  # fmt: skip
        self.fields["agrees"].label = WORDINGS[-1]
        actions = next(item for item in pack("event-feedback").items if item.id == "actions")
        said = [one.text.said(page_language()) for one in actions.options if one.id != "other"]
        self.fields["text"].help_text = _("Others said, for example: %(actions)s.") % {"actions": "; ".join(said)}

    def draft(self) -> ActionDraft:
        given = self.cleaned_data
        group = self.groups.get(given["group"])
        return ActionDraft(given["text"], given["name"], given["email"], given["agrees"], group)
