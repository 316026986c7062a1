"""Opening a series from its first day and its format, changing what it is called, and moving one of its sessions."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.lib.languages import page_language
from commonweal.people.models import Organisation
from commonweal.training.formats import SESSIONS, sessions_of
from commonweal.training.models import Series
from commonweal.training.operations import SeriesDraft, When
from commonweal.training.operations.changing_series import SeriesChange
from commonweal.training.syllabus import Syllabus
from commonweal.ui.days import DayField

WEEK, DAY, A_YEAR, FOUR_HOURS = timedelta(weeks=1), timedelta(days=1), timedelta(days=366), timedelta(hours=4)
APART = {Series.Format.TWO_DAYS: DAY}
CLOCK = forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M")


class HoursForm(forms.Form):
    """From when to when, and where."""

    starts = forms.TimeField(label=gettext_lazy("Starts at"), widget=CLOCK)
    ends = forms.TimeField(label=gettext_lazy("Ends at"), widget=CLOCK)
    place = forms.CharField(label=gettext_lazy("Room"), max_length=160, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        starts, ends = given.get("starts"), given.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("A session ends after it starts."))
        return given


class ToldForm(forms.Form):
    """What a series is called, who hosts it, and what is adapted to its place."""

    sponsor = forms.ChoiceField(
        label=gettext_lazy("Host"), required=False,
        help_text=gettext_lazy(
            "Hosts come from the list “Organizations”. One that is added there later can still be chosen."
        ),
    )  # fmt: skip
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=160)
    title_es = forms.CharField(label=gettext_lazy("Title in Spanish"), max_length=160, required=False)
    adaptation_en = forms.CharField(
        label=gettext_lazy("What is adapted to this place, in English"), widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )  # fmt: skip
    adaptation_es = forms.CharField(
        label=gettext_lazy("What is adapted to this place, in Spanish"), widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )  # fmt: skip

    def offer(self, hosts: Sequence[Organisation]) -> None:
        self.hosts = {str(host.pk): host for host in hosts}
        cast(forms.ChoiceField, self.fields["sponsor"]).choices = [
            ("", _("no host")), *((key, str(host)) for key, host in self.hosts.items())
        ]  # fmt: skip

    def clean_title_es(self) -> str:
        """The one that stood there translates the English title that stood there, and no other one."""
        given = self.cleaned_data
        untouched = given["title_es"] == self.initial.get("title_es")
        return "" if untouched and given.get("title_en") != self.initial.get("title_en") else given["title_es"]


class ChangeForm(ToldForm):
    field_order = ("title_en", "title_es", "sponsor", "place")

    place = forms.CharField(label=gettext_lazy("Room"), max_length=160, required=False)

    def __init__(self, data: Any, *, series: Series, hosts: Sequence[Organisation]) -> None:
        names = ("title_en", "title_es", "place", "adaptation_en", "adaptation_es")
        kept = {name: getattr(series, name) for name in names}
        super().__init__(data, initial=kept | {"sponsor": str(series.sponsor_id or "")})
        still = [series.sponsor] if series.sponsor and series.sponsor not in hosts else []
        self.offer([*still, *hosts])

    def change(self) -> SeriesChange:
        given = self.cleaned_data
        return SeriesChange(**{**given, "sponsor": self.hosts.get(given["sponsor"])})


class OpenForm(ToldForm, HoursForm):
    """One form for the whole series: what follows from the format is not asked."""

    field_order = ("syllabus", "format", "first_day", "starts", "ends", "place")

    syllabus = forms.ChoiceField(label=gettext_lazy("Syllabus"), widget=forms.RadioSelect, required=False)
    format = forms.ChoiceField(
        label=gettext_lazy("Format"), widget=forms.RadioSelect,
        choices=[(value, label) for value, label in Series.Format.choices if value in SESSIONS],
        help_text=gettext_lazy(
            "The format decides what is asked when: a test before and after, and quizzes between. "
            "Where all is one session, the tests are short."
        ),
    )  # fmt: skip
    first_day = DayField(label=gettext_lazy("First day"))

    def __init__(
        self, data: Any, *, hosts: Sequence[Organisation], syllabi: Sequence[Syllabus], time_zone: str,
        first: dict[str, Any],
    ) -> None:  # fmt: skip
        super().__init__(data, initial=first)
        self.syllabi = {one.code: one for one in syllabi}
        language = page_language()
        cast(forms.ChoiceField, self.fields["syllabus"]).choices = [
            (code, one.title.in_language(language)) for code, one in self.syllabi.items()
        ]
        self.zone = ZoneInfo(time_zone)
        self.offer(hosts)

    def clean_first_day(self) -> date:
        """A series on paper is written down after it was held; a year back is a slip of the pen."""
        day: date = self.cleaned_data["first_day"]
        if day < timezone.now().astimezone(self.zone).date() - A_YEAR:
            raise forms.ValidationError(_("That is more than a year ago. Look at the year again."))
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        starts, ends = given.get("starts"), given.get("ends")
        if given.get("format") == Series.Format.ONE_SESSION and starts and ends and starts < ends:
            length = datetime.combine(date.min, ends) - datetime.combine(date.min, starts)
            if length < FOUR_HOURS:
                self.add_error("ends", _("One session takes four hours or more. Choose several for shorter ones."))
        return given

    def clean_syllabus(self) -> str:
        return self.cleaned_data["syllabus"] or next(iter(self.syllabi))

    def draft(self) -> SeriesDraft:
        given = self.cleaned_data
        kept = {name: given[name] for name in ("format", "title_en", "title_es", "place", "syllabus")}
        return SeriesDraft(
            **kept, sessions=self.sessions(), sponsor=self.hosts.get(given["sponsor"]),
            adaptation_en=given["adaptation_en"], adaptation_es=given["adaptation_es"],
        )  # fmt: skip

    def sessions(self) -> list[When]:
        given = self.cleaned_data
        apart = APART.get(Series.Format(given["format"]), WEEK)
        number = sessions_of(given["format"], self.syllabi[given["syllabus"]].parts)
        days = [given["first_day"] + each * apart for each in range(number)]
        return [When(*_on(day, given, self.zone), place=given["place"]) for day in days]


class MoveForm(HoursForm):
    field_order = ("day", "starts", "ends", "place", "reason")

    day = DayField(label=gettext_lazy("Day"))
    reason = forms.CharField(label=gettext_lazy("Why it is moved"), max_length=200)

    def __init__(self, data: Any, *, time_zone: str, now: When) -> None:
        self.zone = ZoneInfo(time_zone)
        starts, ends = now.starts_at.astimezone(self.zone), now.ends_at.astimezone(self.zone)
        first = {"day": starts.date(), "starts": starts.time(), "ends": ends.time(), "place": now.place}
        super().__init__(data, initial=first)

    def when(self) -> When:
        given = self.cleaned_data
        return When(*_on(given["day"], given, self.zone), place=given["place"])


def _on(day: date, given: dict[str, Any], zone: ZoneInfo) -> tuple[datetime, datetime]:
    starts: time = given["starts"]
    ends: time = given["ends"]
    return datetime.combine(day, starts, zone), datetime.combine(day, ends, zone)
