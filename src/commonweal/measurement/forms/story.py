"""The form of a measure's story: texts in both languages, and lists of one line each."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.measurement.models import StoryVersion
from commonweal.measurement.operations.story import LONGEST, TEXTS, StoryDraft


class Lines(forms.CharField):
    """A text of several lines, as long as a telling may be."""

    def __init__(self, label: Any, *, rows: int, **more: Any) -> None:
        super().__init__(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=LONGEST, **more)


class StoryForm(forms.Form):
    story_en = Lines(
        gettext_lazy("The story behind the line, in English"),
        help_text=gettext_lazy("Why is it as it is? Causes, and what stands in the way."),
        rows=7,
    )
    story_es = Lines(
        gettext_lazy("The story behind the line, in Spanish"),
        rows=7,
        required=False,
    )
    partners = Lines(
        gettext_lazy("Partners with a role, one in each line"),
        help_text=gettext_lazy(
            "Name; role; role in Spanish. For example: Open Shelf; reads with parents; lee con los padres"
        ),
        rows=5,
        required=False,
    )
    works_en = Lines(
        gettext_lazy("What works, in English"),
        help_text=gettext_lazy("Here or elsewhere, with evidence below if there is some."),
        rows=5,
        required=False,
    )
    works_es = Lines(
        gettext_lazy("What works, in Spanish"),
        rows=5,
        required=False,
    )
    low_cost = Lines(
        gettext_lazy("What we propose at low or no cost, one in each line"),
        help_text=gettext_lazy("In English; in Spanish."),
        rows=4,
        required=False,
    )
    at_cost = Lines(
        gettext_lazy("What else we propose, one in each line"),
        help_text=gettext_lazy("In English; in Spanish."),
        rows=4,
        required=False,
    )
    evidence = Lines(
        gettext_lazy("Evidence, one in each line"),
        help_text=gettext_lazy("Title; address. For example: Study of 2025; https://example.org/study"),
        rows=4,
        required=False,
    )

    def clean_partners(self) -> list[tuple[str, str, str]]:
        return [(name, role, rol) for name, role, rol in self._lines("partners", 3)]

    def clean_low_cost(self) -> list[tuple[str, str]]:
        return [(text, texto) for text, texto in self._lines("low_cost", 2)]

    def clean_at_cost(self) -> list[tuple[str, str]]:
        return [(text, texto) for text, texto in self._lines("at_cost", 2)]

    def clean_evidence(self) -> list[tuple[str, str]]:
        return [(title, url) for title, url in self._lines("evidence", 2)]

    def draft(self) -> StoryDraft:
        given = self.cleaned_data
        proposals = [(*pair, True) for pair in given["low_cost"]] + [(*pair, False) for pair in given["at_cost"]]
        lists = {name: given[name] for name in ("partners", "evidence")}
        return StoryDraft(**{name: given[name] for name in TEXTS}, proposals=proposals, **lists)

    def _lines(self, name: str, parts: int) -> list[list[str]]:
        """Each line in so many parts; what was left out is empty, and a line with more says which one."""
        found = []
        for number, line in enumerate(self.cleaned_data[name].splitlines(), start=1):
            given = [part.strip() for part in line.split(";")]
            if not any(given):
                continue
            if len(given) > parts or not given[0]:
                words = _("Line %(number)s: write at most %(parts)s parts with “;” between, the first one not empty.")
                raise forms.ValidationError(words % {"number": number, "parts": parts})
            found.append([*given, *[""] * (parts - len(given))])
        return found


def held_by(version: StoryVersion | None) -> dict[str, Any]:
    """What the form starts from: the last telling."""
    if version is None:
        return {}
    proposals: dict[bool, list[str]] = {True: [], False: []}
    for each in version.proposals:
        proposals[bool(each["low_cost"])].append(_line(each["text"]["en"], each["text"]["es"]))
    return {
        **{name: getattr(version, name) for name in TEXTS},
        "partners": "\n".join(_line(each["name"], each["role"]["en"], each["role"]["es"]) for each in version.partners),
        "low_cost": "\n".join(proposals[True]),
        "at_cost": "\n".join(proposals[False]),
        "evidence": "\n".join(_line(each["title"], each["url"]) for each in version.evidence),
    }


def _line(*parts: str) -> str:
    return "; ".join(parts).rstrip("; ")
