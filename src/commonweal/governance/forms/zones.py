"""In which time zone a place lies: the near ones by their names, and any other."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

NEAR_ZONES = [
    ("America/New_York", _("Eastern time")),
    ("America/Chicago", _("Central time")),
    ("America/Denver", _("Mountain time")),
    ("America/Phoenix", _("Arizona")),
    ("America/Los_Angeles", _("Pacific time")),
    ("America/Anchorage", _("Alaska")),
    ("Pacific/Honolulu", _("Hawaii")),
    ("America/Puerto_Rico", _("Puerto Rico")),
]


#: Chosen, it asks for the name of the zone.
ELSEWHERE = "elsewhere"
TIME_ZONES = [*NEAR_ZONES, (ELSEWHERE, _("Another one"))]


class ZoneForm(forms.Form):
    """A form that asks for a place's time zone among other things."""

    time_zone = forms.ChoiceField(
        label=_("Its time zone"), help_text=_("Due times are written in it."), choices=TIME_ZONES
    )
    other_zone = forms.CharField(
        label=_("The name of another time zone"),
        help_text=_("Such as America/Mexico_City or Europe/Madrid."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """However it is written: europe/madrid is a place too."""
        given = super().clean() or self.cleaned_data
        if given.get("time_zone") == ELSEWHERE:
            asked = given.get("other_zone", "").strip().replace(" ", "_").lower()
            found = next((zone for zone in available_timezones() if zone.lower() == asked), None)
            if found is None:
                self.add_error("other_zone", _("Write a continent and a city, such as Europe/Madrid."))
            given["time_zone"] = found
        return given
