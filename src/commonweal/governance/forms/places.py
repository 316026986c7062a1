"""Places as they are typed, as a table, and as boundaries in GeoJSON."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.governance.drafts import LiesIn, PlaceDraft
from commonweal.governance.forms.tables import Problem, Row, UnreadableTableError, refuse, refuse_problems, rows_of
from commonweal.governance.models import Initiative, Place

HEADINGS = {
    "code": ("código", "clave", "geoid"),
    "name": ("nombre", "place", "lugar"),
    "kind": ("tipo",),
    "part_of": ("part of", "lies in", "parte de", "está en"),
    "population": ("people", "población", "habitantes"),
    "row": ("tile row", "fila"),
    "column": ("tile column", "columna"),
}
LARGEST_TILE = 200


class PlaceForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the place"), max_length=120)
    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("As partners write it in their files. Empty: made from the name."),
        max_length=60,
        required=False,
    )
    kind = forms.CharField(
        label=gettext_lazy("Kind"),
        help_text=gettext_lazy("County, district, neighborhood."),
        max_length=60,
        required=False,
    )
    wholes = forms.MultipleChoiceField(
        label=gettext_lazy("Lies in"),
        help_text=gettext_lazy("One place or several: a neighborhood may lie in two towns."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    population = forms.IntegerField(label=gettext_lazy("People who live there"), min_value=0, required=False)
    tile_row = forms.IntegerField(
        label=gettext_lazy("Row on the tile map"), min_value=0, max_value=LARGEST_TILE, required=False
    )
    tile_column = forms.IntegerField(
        label=gettext_lazy("Column on the tile map"), min_value=0, max_value=LARGEST_TILE, required=False
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(place.code, place.name) for place in initiative.places.all()]
        cast(forms.MultipleChoiceField, self.fields["wholes"]).choices = choices
        if not choices:
            del self.fields["wholes"]

    def draft(self) -> PlaceDraft:
        given = self.cleaned_data
        code = given["code"] or slugify(given["name"])[:60]
        rest = {name: given[name] for name in ("population", "tile_row", "tile_column")}
        return PlaceDraft(code, given["name"], given["kind"], wholes=tuple(given.get("wholes", ())), **rest)


class LiesInForm(forms.Form):
    """One line: in which place, from which period to which."""

    whole = forms.ChoiceField(label=gettext_lazy("Lies in"), required=False)
    since = forms.CharField(
        label=gettext_lazy("From the period"),
        help_text=gettext_lazy("Such as 2019 or 2019-Q3. Empty: always."),
        max_length=10,
        required=False,
    )
    until = forms.CharField(label=gettext_lazy("To the period"), max_length=10, required=False)

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("nothing more")), *((place.code, place.name) for place in places)]
        cast(forms.ChoiceField, self.fields["whole"]).choices = choices

    def line(self) -> LiesIn | None:
        given = self.cleaned_data
        return LiesIn(given["whole"], given["since"].strip(), given["until"].strip()) if given["whole"] else None


class BoundariesForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("GeoJSON file"), error_messages={"required": gettext_lazy("Choose a file.")}
    )
    add_missing = forms.BooleanField(label=gettext_lazy("Add the places that are not here yet"), required=False)


def places_from_csv(content: bytes, initiative: Initiative) -> list[PlaceDraft]:
    rows = rows_of(content, HEADINGS, needed=["code", "name"])
    known = set(initiative.places.values_list("code", flat=True)) | {row.cells["code"] for row in rows}
    first_rows: dict[str, int] = {}
    drafts = []
    for row in rows:
        draft = place_of(row)
        for line in draft.lines:
            whole = line.whole
            if whole not in known:
                row.wrong("part_of", _("“%(whole)s” is the code of no place here or in the file.") % {"whole": whole})
            if whole == draft.code:
                row.wrong("part_of", _("a place cannot lie in itself."))
        if draft.code in first_rows:
            row.wrong("code", _("the same code as in row %(row)s.") % {"row": first_rows[draft.code]})
        first_rows.setdefault(draft.code, row.number)
        drafts.append(draft)
    refuse_problems(rows)
    return drafts


def place_of(row: Row) -> PlaceDraft:
    wholes = [told.strip() for told in row.text("part_of", longest=1000).replace(";", "|").split("|")]
    return PlaceDraft(
        code=row.text("code", needed=True, longest=60),
        name=row.text("name", needed=True),
        kind=row.text("kind", longest=60),
        population=row.whole_number("population", largest=10_000_000_000),
        tile_row=row.whole_number("row", largest=LARGEST_TILE),
        tile_column=row.whole_number("column", largest=LARGEST_TILE),
        wholes=tuple(dict.fromkeys(line_of(told) for told in wholes if told)),
    )


#: "east until 2018", "west since 2019 until 2021"; the code itself may hold spaces.
LINE = re.compile(
    r"(?P<whole>.+?)(?:\s+(?:since|desde)\s+(?P<since>\S+))?(?:\s+(?:until|hasta)\s+(?P<until>\S+))?", re.IGNORECASE
)


def line_of(told: str) -> LiesIn:
    found = LINE.fullmatch(told)
    if found is None:
        return LiesIn(told)
    return LiesIn(found["whole"], found["since"] or "", found["until"] or "")


def boundaries_from_geojson(content: bytes, initiative: Initiative, *, add_missing: bool) -> list[PlaceDraft]:
    """One draft for each feature, matched to a place by its code or, where it has none, by its name."""
    features = features_of(content)
    by_code = {place.code: place for place in initiative.places.prefetch_related("wholes__whole")}
    by_name = {place.name.casefold(): place for place in by_code.values()}
    drafts: dict[str, PlaceDraft] = {}
    problems: list[Problem] = []
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        code, name = code_and_name(properties if isinstance(properties, dict) else {})
        place = by_code.get(code) or by_name.get(name.casefold())
        geometry, trouble = geometry_of(feature)
        if not place and not (add_missing and code and name):
            trouble = trouble or unknown_place(code, name)
        if place and place.code in drafts:
            trouble = trouble or _("a second boundary for the same place.")
        if trouble:
            problems.append(Problem(number, name or code or "?", trouble))
        elif place:
            wholes = tuple(LiesIn(part.whole.code, part.since, part.until) for part in place.wholes.all())
            drafts[place.code] = PlaceDraft(place.code, place.name, place.kind, boundary=geometry, wholes=wholes)
        else:
            drafts[code] = PlaceDraft(code[:60], name[:120], boundary=geometry)
    if problems:
        raise UnreadableTableError(problems)
    return list(drafts.values())


def unknown_place(code: str, name: str) -> str:
    if not code and not name:
        return _("its properties have neither a code nor a name.")
    return _("no place here has this code or name. Add the place first, or tick the box above.")


def code_and_name(properties: Mapping[str, Any]) -> tuple[str, str]:
    lower = {str(key).lower(): value for key, value in properties.items() if isinstance(value, str | int)}
    code = next((str(lower[key]) for key in ("code", "geoid", "id") if key in lower), "")
    # JSON can write half a character, which no page and no file can hold.
    whole = [text.strip().encode("utf-8", "replace").decode() for text in (code, str(lower.get("name", "")))]
    return whole[0], whole[1]


def features_of(content: bytes) -> list[Any]:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        refuse(_("This is not a GeoJSON file. Export the boundaries as GeoJSON, in longitude and latitude."))
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not features:
        refuse(_("The file holds no boundaries: GeoJSON has a list called “features”, with one for each place."))
    return features


def geometry_of(feature: Any) -> tuple[dict[str, Any] | None, str]:
    """The outline with five decimals, which is about a meter; or what is wrong with it."""
    found = feature.get("geometry") if isinstance(feature, dict) else None
    geometry: dict[str, Any] = found if isinstance(found, dict) else {}
    kind = geometry.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        return None, _("a boundary is a Polygon or a MultiPolygon, and this is “%(kind)s”.") % {"kind": kind or "?"}
    polygons: Any = geometry.get("coordinates")
    try:
        polygons = [polygons] if kind == "Polygon" else polygons
        rounded = [[[position_of(position) for position in ring] for ring in polygon] for polygon in polygons]
        if not rounded or any(len(ring) < 4 for polygon in rounded for ring in polygon):
            return None, _("a boundary needs at least four points.")
    except OutOfRangeError:
        return None, _("its numbers are not longitude and latitude. Export it again as WGS 84.")
    except (TypeError, ValueError, IndexError):
        return None, _("its points cannot be read.")
    return {"type": kind, "coordinates": rounded[0] if kind == "Polygon" else rounded}, ""


class OutOfRangeError(Exception):
    """A point that is nowhere on the globe."""


def position_of(position: Any) -> list[float]:
    longitude, latitude = float(position[0]), float(position[1])
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise OutOfRangeError
    return [round(longitude, 5), round(latitude, 5)]
