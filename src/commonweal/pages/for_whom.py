"""For whom? Each way to split a measure: who fares worst, by how much, every group's figure, and how it moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.pages.cells import cell_words, counts_alone, is_unsure, no_program
from commonweal.pages.gaps import NOT_A_GROUP, Gap, chart_of, gaps_of
from commonweal.pages.reading import SHOWN, Content, Reading, in_words
from commonweal.pages.splits import newest_splits, way_title, way_titles
from commonweal.ui import formats
from commonweal.ui.charts import TOO_FEW, Chart, MapArea, MapChart, Measured
from commonweal.ui.charts.map import bounds_of


@dataclass(frozen=True)
class Beside:
    """One group beside the reference: how many times its rate, and how many more or fewer in each 1,000 people."""

    name: str
    times: str
    more: str


@dataclass(frozen=True)
class GroupVerdict:
    """The verdict on one group, by its own target where it has one."""

    name: str
    verdict: str
    aim: str
    sentence: str


@dataclass(frozen=True)
class Row:
    """One group or place of a split, as the table prints it."""

    name: str
    figure: str
    between: str
    people: str


@dataclass(frozen=True)
class Split:
    """One way a measure is split: a table first, then a picture where one is possible."""

    title: str
    period: str
    rows: tuple[Row, ...]
    has_intervals: bool
    has_people: bool
    note: str
    caution: str
    sentences: tuple[str, ...]
    map: MapChart | None
    key: tuple[tuple[str, str], ...]
    reference: str = ""
    beside: tuple[Beside, ...] = ()
    verdicts: tuple[GroupVerdict, ...] = ()

    @property
    def aims(self) -> list[GroupVerdict]:
        return [one for one in self.verdicts if one.aim]

    @property
    def others(self) -> list[GroupVerdict]:
        return [one for one in self.verdicts if not one.aim]


@dataclass(frozen=True)
class ForWhom:
    """The whole section: the widest gaps on one scale, then each way to split with all its groups."""

    splits: tuple[Split, ...]
    gap: Chart | None
    lead: str

    @property
    def maps(self) -> list[MapChart]:
        return [split.map for split in self.splits if split.map]


def for_whom(content: Content, reading: Reading) -> ForWhom:
    gaps = gaps_of(reading)
    splits = tuple(_split(content, reading, split, gaps) for split in newest_splits(reading.measure))
    titles = way_titles(content, reading.measure, reading.lang)
    first = gaps[0] if gaps else None
    drawn = [gap for gap in gaps if gap.is_percent]
    rows = [_row_title(titles, gap) for gap in drawn]
    return ForWhom(
        splits=splits,
        gap=chart_of(drawn, drawn[0].title, reading.place, rows) if drawn else None,
        lead=first.lead if first else "",
    )


def _row_title(titles: dict[str, str], gap: Gap) -> str:
    return f"{titles[gap.split['dimension']]}, {formats.period(gap.split['period'], gap.reading.lang)}"


def _no_gap(reading: Reading) -> str:
    """Why nobody is said to fare worse, although there are groups."""
    if reading.measure["kind"] not in {"count", "percent", "rate"}:
        return _("A gap is worked out for shares and rates of people only.")
    if reading.measure["kind"] == "count":
        return _("These are totals. They do not say how many people each group has, so no gap is worked out.")
    return _("Fewer than two groups have a figure that can be compared.")


def _split(content: Content, reading: Reading, split: Content, gaps: list[Gap]) -> Split:
    gap = next((each for each in gaps if each.split is split), None)
    period = formats.period(split["period"], reading.lang)
    is_place = split["dimension"] == "place"
    rows = tuple(_row(reading, cell, is_place=is_place) for cell in split["cells"])
    drawn = _map(content, reading, split) if split["dimension"] == "place" else None
    title = way_title(content, split["dimension"], reading.lang)
    return Split(
        title=title,
        period=period,
        rows=rows,
        has_intervals=any(row.between for row in rows),
        has_people=any(row.people for row in rows),
        note=in_words(split["note"], reading.lang),
        caution=" ".join(filter(None, (_counted_before(reading, split), _caution(reading, split)))),
        sentences=_sentences(reading, split, gap),
        map=drawn,
        key=_key(drawn, reading) if drawn else (),
        reference=gap.reference_name if gap else "",
        beside=tuple(_beside(gap)) if gap else (),
        verdicts=tuple(_verdicts(reading, split["dimension"])),
    )


def _sentences(reading: Reading, split: Content, gap: Gap | None) -> tuple[str, ...]:
    """The gap in words and in people, how it moved, and what a reader of the table must know."""
    told = [gap.sentence, gap.gain, gap.moved] if gap else [_no_gap(reading)]
    shared = split.get("shared") or ()
    if shared:
        names = {"names": formats.listed(list(shared), reading.lang)}
        told.append(_("%(names)s: in two of these places at once, so that they come to more than the whole.") % names)
    if any(is_unsure(cell) for cell in split["cells"]):
        told.append(_("Where there are too few cases for a reliable figure, the counts stand alone."))
    return tuple(sentence for sentence in told if sentence)


def _beside(gap: Gap) -> Iterator[Beside]:
    """Every group with a rate beside the reference, in the order of the table."""
    names = {cell["code"]: in_words(cell["name"], gap.reading.lang) for cell in gap.split["cells"]}
    for one in gap.found.get("groups", ()):
        if one["difference"] is None or one["code"] == gap.found["reference"]:
            continue
        yield Beside(
            names[one["code"]],
            _ranged(one["ratio"], one["ratio_low"], one["ratio_high"], 1),
            _ranged(_per_1000(one["difference"]), _per_1000(one["difference_low"]), _per_1000(one["difference_high"])),
        )


def _per_1000(share: float | None) -> float | None:
    return None if share is None else 1000 * share


def _ranged(value: float | None, low: float | None, high: float | None, places: int = 0) -> str:
    if value is None:
        return _("not defined")
    told = _signed(value, places)
    if low is None or high is None:
        return told
    ends = {"value": told, "low": _signed(low, places), "high": _signed(high, places)}
    return _("%(value)s (likely %(low)s to %(high)s)") % ends


def _signed(value: float, places: int) -> str:
    return ("−" if formats.rounded(value, places) < 0 else "") + formats.number(abs(value), places)


def _verdicts(reading: Reading, dimension: str) -> Iterator[GroupVerdict]:
    for one in reading.measure.get("equity", {}).get("groups", ()):
        if one["dimension"] == dimension:
            aim = one["target"]
            words = {"figure": reading.figure(aim["target_value"]), "period": aim["target_period"]} if aim else {}
            yield GroupVerdict(
                in_words(one["name"], reading.lang),
                one["judgement"]["code"],
                _("Its own goal is %(figure)s by %(period)s.") % words if aim else "",
                " ".join(
                    in_words(words, reading.lang)
                    for words in (one["judgement"]["words"], *(each["words"] for each in one.get("unusual", ())[:1]))
                ),
            )


#: The names of the numbers behind a gap, for those who ask how we know.
SUMMARY = (
    ("bgv", gettext_lazy("Between-group variance (BGV)")),
    ("bgsd", gettext_lazy("Between-group standard deviation (BGSD)")),
    ("idisu", gettext_lazy("Index of disparity, each group alike (IDISU)")),
    ("idisw", gettext_lazy("Index of disparity, weighted by people (IDISW)")),
    ("mdb", gettext_lazy("Mean difference from the best group (MDB)")),
    ("par", gettext_lazy("Population attributable risk (PAR)")),
    ("paf", gettext_lazy("Population attributable fraction (PAF)")),
    ("theil_index", gettext_lazy("Theil index")),
    ("mld", gettext_lazy("Mean log deviation (MLD)")),
    ("sii", gettext_lazy("Slope index of inequality (SII)")),
    ("rii", gettext_lazy("Relative index of inequality (RII)")),
)


def gaps_known(content: Content, reading: Reading) -> list[tuple[str, str]]:
    """How gaps are worked out, and how far all groups are apart in one number each; what is not defined is left out."""
    equity = reading.measure.get("equity")
    if not equity or not equity["gaps"]:
        return []
    found = [(_("How gaps are worked out"), _how(equity))]
    titles = way_titles(content, reading.measure, reading.lang)
    for gap in equity["gaps"]:
        known = [(name, gap["summary"][code]) for code, name in SUMMARY if gap["summary"].get(code) is not None]
        told = "; ".join(f"{name} {formats.number(value, 4)}" for name, value in known)
        name = _("How far groups are apart: %(split)s") % {"split": titles[gap["dimension"]].lower()}
        found.append((name, told))
    return found


def _how(equity: Content) -> str:
    return _(
        "Ranges of 95 in 100. Ratio by logarithms, difference after Newcombe, each share after Wilson. "
        "Whether a share is sure enough follows the rules of the NCHS. Rules of version %(version)s."
    ) % {"version": equity["rule"]}


def _counted_before(reading: Reading, split: Content) -> str:
    """Its groups do not come to the figure above: that one is counted in a newer way."""
    if split.get("definition") in (None, reading.measure["definition_version"]):
        return ""
    return _("These groups were still counted the way it was done before. Nothing is compared with the figure above.")


def _caution(reading: Reading, split: Content) -> str:
    """Where the split is not of the figure above: another period, or not everybody's."""
    if told := reading.incomplete_in(split["period"]):
        return told
    latest = reading.latest
    if latest is None or latest.period == split["period"]:
        return ""
    return _("The newest split is of %(period)s; the figure above is of %(newest)s.") % {
        "period": formats.period(split["period"], reading.lang),
        "newest": formats.period(latest.period, reading.lang),
    }


def _row(reading: Reading, cell: Content, *, is_place: bool) -> Row:
    is_shown = not cell["hidden"] and cell["value"] is not None
    between = people = ""
    if is_shown and cell["low"] is not None and cell["high"] is not None:
        ends = {"low": reading.figure(cell["low"]), "high": reading.figure(cell["high"])}
        between = _("%(low)s and %(high)s") % ends
    if is_shown and cell["denominator"] is not None and reading.measure["kind"] in {"percent", "rate", "ratio"}:
        people = formats.number(cell["denominator"], lang=reading.lang)
    return Row(in_words(cell["name"], reading.lang), cell_words(reading, cell, is_place=is_place), between, people)


def _map(content: Content, reading: Reading, split: Content) -> MapChart | None:
    places = {place["code"]: place for place in content["places"]}
    cells = [cell for cell in split["cells"] if cell["code"] != NOT_A_GROUP and cell["code"] in places]
    if not cells:
        return None
    known = [places[cell["code"]] for cell in cells]
    has_tiles = all(p["tile_row"] is not None and p["tile_column"] is not None for p in known)
    has_boundaries = all(p["boundary"] for p in known)
    if not (has_tiles or has_boundaries):
        return None
    areas = tuple(
        _area(reading, cell, place, with_boundary=has_boundaries) for cell, place in zip(cells, known, strict=True)
    )
    measured = Measured(
        finding=_("%(name)s by place, %(period)s")
        % {"name": reading.name, "period": formats.period(split["period"], reading.lang)},
        what=reading.name,
        unit=reading.unit,
        place=reading.place,
        kind=reading.measure["kind"],
        decimals=reading.measure["decimals"],
    )
    return MapChart(measured, areas)


def _area(reading: Reading, cell: Content, place: Content, *, with_boundary: bool) -> MapArea:
    """What the table says of the place: its figure, its counts where they stand alone, or why there is none."""
    counts = "" if cell["hidden"] else counts_alone(reading, cell)
    is_shown = not cell["hidden"] and cell["value"] is not None and cell["status"] in SHOWN and not counts
    return MapArea(
        code=place["code"],
        name=place["name"],
        value=cell["value"] if is_shown else None,
        status=TOO_FEW if counts else _map_status(cell, is_shown=is_shown),
        counts=counts,
        row=None if with_boundary else place["tile_row"],
        column=None if with_boundary else place["tile_column"],
        geometry=place["boundary"] if with_boundary else None,
    )


def _map_status(cell: Content, *, is_shown: bool) -> str:
    if cell["hidden"]:
        return "suppressed"
    if is_unsure(cell):
        return TOO_FEW
    return str(cell["status"]) if is_shown or cell["status"] not in SHOWN else "missing"


def _key(drawn: MapChart, reading: Reading) -> tuple[tuple[str, str], ...]:
    """The steps of the map in words, lightest first: a swatch and what it stands for."""
    bounds = bounds_of(drawn)
    words = [(f"m{n + 1}", _("from %(figure)s") % {"figure": reading.figure(b)}) for n, b in enumerate(bounds, 1)]
    if bounds:
        words.insert(0, ("m1", _("below %(figure)s") % {"figure": reading.figure(bounds[0])}))
    absent = {area.status for area in drawn.areas if area.value is None}
    if "suppressed" in absent:
        words.append(("hidden-value", _("not shown")))
    if TOO_FEW in absent:
        words.append(("few-value", _("too few cases")))
    blank = [_("missing")] if "missing" in absent else []
    if "not-applicable" in absent:
        blank.append(no_program() if reading.measure["level"] == "performance" else _("does not apply"))
    if blank:  # both look alike on the map; the table tells which is which
        words.append(("no-value", " / ".join(blank)))
    return tuple(words)
