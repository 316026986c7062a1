"""Opening a survey, and typing in what came on paper."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.engines.questionnaires import Instrument, forms_of
from commonweal.governance.models import Group
from commonweal.instruments.operations import SurveyDraft
from commonweal.instruments.queries.audience import RESPONDENTS
from commonweal.instruments.wording import FOR_WHO_ASKS, HOW_FAR, SHORT

#: No code of a group begins with it.
EVERYBODY, ROOM, SLIPS = "+everybody", "+room", "+slips"
TWO_WEEKS = timedelta(days=14)


class OpenForm(forms.Form):
    """Whom to ask until when, in which mode; the names of the fields are those of `SurveyDraft` where they can be."""

    group = forms.ChoiceField(label=gettext_lazy("Whom to ask"), widget=forms.RadioSelect)
    mode = forms.ChoiceField(
        label=gettext_lazy("How answers stand"), widget=forms.RadioSelect,
        help_text=gettext_lazy("Nobody can change this once the survey is open."),
    )  # fmt: skip
    form = forms.ChoiceField(
        label=gettext_lazy("Which form"), widget=forms.RadioSelect,
        help_text=gettext_lazy("Both ask about the same in other words: one before, the other after."),
    )  # fmt: skip
    closes_on = forms.DateField(
        label=gettext_lazy("Last day"), widget=forms.DateInput(attrs={"type": "date", "class": "short"})
    )
    splits = forms.MultipleChoiceField(
        label=gettext_lazy("Groups that results may be told apart by"), required=False,
        widget=forms.CheckboxSelectMultiple, choices=list(RESPONDENTS.items()),
        help_text=gettext_lazy("Only groups with enough answers are shown apart. Each person is told beforehand."),
    )  # fmt: skip
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=160, required=False)
    title_es = forms.CharField(label=gettext_lazy("Title in Spanish"), max_length=160, required=False)

    def __init__(
        self,
        data: Any,
        *,
        instrument: Instrument,
        groups: Sequence[tuple[Group | None, int, int]],
        today: date,
        chosen: str,
    ) -> None:
        titles = {"title_en": instrument.title.en, "title_es": instrument.title.es}
        first = {"mode": instrument.modes[0], "closes_on": (today + TWO_WEEKS).isoformat(), "group": chosen, **titles}
        super().__init__(data, initial=first)
        if codes := forms_of(instrument):
            words = _("Form %(code)s")
            cast(forms.ChoiceField, self.fields["form"]).choices = [(code, words % {"code": code}) for code in codes]
            self.initial["form"] = codes[0]
        else:
            del self.fields["form"]
        if instrument.raters == "peer":
            # A colleague's group would tell who it was.
            del self.fields["splits"]
        self.instrument = instrument
        self.groups = {group.code: group for group, _people, _organisations in groups if group}
        cast(forms.ChoiceField, self.fields["group"]).choices = [
            *(
                (group.code if group else EVERYBODY, _asked(group, people, organisations))
                for group, people, organisations in groups
                if people > 0
            ),
            *(_rooms([group for group, _people, _organisations in groups]) if can_be_in_room(instrument) else []),
        ]
        cast(forms.ChoiceField, self.fields["mode"]).choices = [
            (mode, f"{SHORT[mode]}. {FOR_WHO_ASKS[mode]}") for mode in instrument.modes
        ]
        if can_be_in_room(instrument):
            self.fields["group"].help_text = HOW_FAR

    def draft(self) -> SurveyDraft:
        given = self.cleaned_data
        by_slips = given["group"].startswith(SLIPS)
        in_room, whom = by_slips or given["group"].startswith(ROOM), given["group"]
        whom = whom.removeprefix(ROOM).removeprefix(SLIPS)
        return SurveyDraft(
            code=self.instrument.code, mode=given["mode"], closes_on=given["closes_on"],
            group=self.groups.get(whom), splits=given.get("splits", []), in_room=in_room, by_slips=by_slips,
            form=given.get("form", ""),
            title_en=given["title_en"], title_es=given["title_es"],
        )  # fmt: skip


def _asked(group: Group | None, people: int, organisations: int) -> str:
    """Organizations are asked through whoever speaks for them."""
    names: dict[str, Any] = {"group": group.name if group else _("Everybody who has a seat"), "n": people}
    if organisations:
        names["people"] = ngettext("%(n)s person", "%(n)s people", people) % {"n": people}
        names["n"] = organisations
        words = ngettext(
            "%(group)s: %(n)s organization today, through %(people)s who may speak for it",
            "%(group)s: %(n)s organizations today, through %(people)s who may speak for them",
            organisations,
        )
        return words % names
    return ngettext("%(group)s: %(n)s person today", "%(group)s: %(n)s people today", people) % names


def _rooms(groups: Sequence[Group | None]) -> list[tuple[str, str]]:
    """Who asks everybody asks in any room; a chair asks in their group's."""
    if None in groups:
        return [
            (SLIPS, _("Whoever has a slip: printed, with a code on each that serves once")),
            (ROOM, _("Whoever has the code: one for all, on a wall or by mail")),
        ]
    ways = {
        SLIPS: _("%(group)s: whoever has a slip, printed, with a code on each that serves once"),
        ROOM: _("%(group)s: whoever has the code, one for all, on a wall or by mail"),
    }
    return [
        (f"{way}{group.code}", words % {"group": group.name})
        for group in groups
        if group
        for way, words in ways.items()
    ]


def can_be_in_room(instrument: Instrument) -> bool:
    return set(instrument.modes) != {"named"} and instrument.raters == "self"


class CountForm(forms.Form):
    people = forms.IntegerField(
        label=gettext_lazy("How many people had the code"), min_value=1, max_value=100_000, required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip
