"""Old figures: the file, and what it does not say of itself."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Definition
from commonweal.measurement.queries.collections import definitions_of
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.words import read_text
from commonweal.people.models import Organisation
from commonweal.ui import formats

CADENCES = [
    ("year", _("years, such as 2013")),
    ("school-year", _("school years, such as 2013/14")),
    ("quarter", _("quarters, such as 2013-Q2")),
    ("month", _("months, such as 2013-05")),
    ("every", _("of several kinds; each row says its own")),
]


class TakeOutForm(forms.Form):
    reason = forms.CharField(
        label=_("Why they are taken out"),
        help_text=_("It stays with the file, for those who work on the figures."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Say why, so that others understand it later.")},
    )


class HistoryForm(forms.Form):
    file = forms.FileField(
        label=_("The old spreadsheet"),
        help_text=_(
            "Any .xlsx or .csv: one row for each figure, or one column for each period. "
            "Also a .zip: a data package with figures, or a folder of Open SDG."
        ),
        allow_empty_file=True,
    )
    cadence = forms.ChoiceField(label=_("Periods in it are"), choices=CADENCES)
    measure = forms.ChoiceField(
        label=_("Measure"),
        required=False,
        help_text=_("Needed where the sheet has a column for each period. Otherwise the file names its measures."),
    )
    organisation = forms.ModelChoiceField(
        label=_("Whose figures they are"),
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=_("the whole community's"),
    )
    as_of = forms.ChoiceField(
        label=_("How they were counted"),
        required=False,
        help_text=_("By another definition they stand beside a visible break, and not in one line with the rest."),
    )
    source = forms.CharField(
        label=_("Where they come from"),
        max_length=300,
        help_text=_("Such as “the county's annual reports, copied by Ana in 2026”. It stays with the figures."),
    )
    missing = forms.CharField(
        label=_("What stands for a missing figure"),
        required=False,
        help_text=_("Separated by spaces, such as -6666 or #Type!. Blank, NA and <Null> are known."),
    )
    suppressed = forms.CharField(
        label=_("What stands for a hidden figure"),
        required=False,
        help_text=_("Separated by spaces, such as -9999. * and <10 are known."),
    )

    def __init__(self, *args: Any, initiative: Initiative, kept: IncomingFile | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: The file that came with an earlier try of this form: nobody has to choose it twice.
        self.kept = kept
        self.fields["file"].required = kept is None
        definitions = definitions_of(initiative.measures.all())
        choices = [(each.measure.code, f"{each.measure.code} {read_text(each, 'name')}") for each in definitions]
        self.fields["measure"].choices = [("", _("the file says it")), *choices]  # type: ignore[attr-defined]
        self.fields["as_of"].choices = [("", _("as today")), *_earlier_counts(initiative)]  # type: ignore[attr-defined]
        partners = Organisation.objects.filter(participations__initiative=initiative)
        self.fields["organisation"].queryset = partners.order_by("name")  # type: ignore[attr-defined]

    def incoming(self) -> IncomingFile:
        name, content = self.brought()
        organisation = self.cleaned_data["organisation"]
        markers = {status: self._tokens(status) for status in ("missing", "suppressed")}
        return IncomingFile(
            name=name,
            content=content,
            cadence=self.cleaned_data["cadence"],
            measure=self.cleaned_data["measure"],
            markers={status: tokens for status, tokens in markers.items() if tokens},
            source=self.cleaned_data["source"],
            organisation=organisation.code if organisation else "",
            as_of=self.cleaned_data["as_of"],
        )

    def brought(self) -> tuple[str, bytes]:
        """The file of this try, or of an earlier one; no bytes where there is none."""
        uploaded: UploadedFile | None = self.cleaned_data.get("file")
        if uploaded is not None:
            uploaded.seek(0)
            return uploaded.name or "-", uploaded.read()
        return (self.kept.name, self.kept.content) if self.kept else ("", b"")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        twice = set(self._tokens("missing")) & set(self._tokens("suppressed"))
        if twice:
            self.add_error("suppressed", _("The same mark cannot stand for both. Keep it in one of the two."))
        return cleaned

    def _tokens(self, name: str) -> tuple[str, ...]:
        return (
            tuple(dict.fromkeys(re.split(r"[\s,]+", self.cleaned_data.get(name, "").strip())))
            if (self.cleaned_data.get(name, "").strip())
            else ()
        )


def _earlier_counts(initiative: Initiative) -> list[tuple[str, str]]:
    """One choice for each change of a definition: the moment just before it."""
    changed = Definition.objects.filter(measure__initiative=initiative, version__gt=1).select_related("measure")
    return [
        (
            (each.made_at - timedelta(microseconds=1)).isoformat(),
            gettext("as before %(day)s, when %(code)s changed")
            % {"day": formats.day(each.made_at), "code": each.measure.code},
        )
        for each in changed.order_by("-made_at")
    ]
