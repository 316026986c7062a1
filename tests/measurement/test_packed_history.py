"""Figures that come in again from archives: our own packages, others' packages, and folders of Open SDG."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commonweal.engines.measures.findings import UnreadableFile
from commonweal.governance.models import Group, Initiative, Place, Seat
from commonweal.lib.archives import packed
from commonweal.measurement.models import Measure, Receipt
from commonweal.measurement.operations.definitions import (
    DimensionDraft,
    MeasureDraft,
    define_dimension,
    define_measure,
)
from commonweal.measurement.operations.history import import_history, look_at_history
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.queries.facts import facts_of
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.people.models import Person
from commonweal.publication.package import release_package
from commonweal.publication.queries import content_of
from tests.cast import NOW, SINCE
from tests.measurement.accepted_facts import accepted, fact
from tests.measurement.data_work import ENROLLED, FINISHED

#: Who was asked in a round is known where the round was held, and not where its figures come in again.
COVERAGE = ("partners_in", "partners_asked")


@dataclass
class Site:
    initiative: Initiative
    analyst: Person


@contextmanager
def another_site(slug: str) -> Iterator[Site]:
    """An initiative with the same places and definitions and no figures, gone afterwards."""
    with transaction.atomic():
        initiative = Initiative.objects.create(slug=slug, name="Fork", place_name="Fork County", founded_at=NOW)
        analyst = Person.objects.create(email=f"{slug}@example.org", name=slug, joined_at=NOW)
        backbone = Group.objects.create(initiative=initiative, code="b", name_en="B", kind=Group.Kind.BACKBONE)
        Seat.objects.create(group=backbone, role=Seat.Role.DATA_MANAGER, person=analyst, since=SINCE)
        named = [("county", "Fork County"), ("east", "Eastside"), ("west", "Westside")]
        county, *parts = [
            Place.objects.create(initiative=initiative, code=c, name=n, position=c != "county") for c, n in named
        ]
        for part in parts:
            county.parts.create(part=part)
        ages = DimensionDraft(code="age", name_en="Age", categories=[("young", "Young", ""), ("old", "Old", "")])
        define_dimension(by=analyst, initiative=initiative, dimension=ages, at=NOW)
        for code, definition in (("P1", ENROLLED), ("P2", FINISHED)):
            split = replace(definition, dimensions=["age"])
            draft = MeasureDraft(code=code, level="performance", definition=split)
            define_measure(by=analyst, initiative=initiative, measure=draft, at=NOW)
        yield Site(initiative, analyst)
        transaction.set_rollback(True)


def package_of(site: Site, at: datetime) -> bytes:
    release = publish(by=site.analyst, initiative=site.initiative, at=at)
    return release_package(1, release.made_at, content_of(release))


def figures_in(package: bytes) -> list[dict[str, str]]:
    with ZipFile(io.BytesIO(package)) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("figures.csv").decode())))
    return [{name: text for name, text in row.items() if name not in COVERAGE} for row in rows]


def take_in(site: Site, content: bytes, **more: Any) -> Any:
    file = IncomingFile("package.zip", content, **{"cadence": "every", "source": "A package"} | more)
    return import_history(by=site.analyst, initiative=site.initiative, file=file, organisation=None, at=NOW)


WHOLE: dict[str, str] = {}
PLACES = ({"place": "east"}, {"place": "west"})
AGES = ({"age": "young"}, {"age": "old"})
STATUSES = ("reported", "reported", "reported", "estimated", "missing", "not_applicable", "suppressed")


@st.composite
def figures(draw: Any, left_over: Sequence[int] = (0,)) -> list[dict[str, Any]]:
    """A count and a share for some periods: of the whole, of its places, or of groups with the whole that holds them.

    Some are small, some are not there. A whole is never less than its parts: such figures contradict themselves.
    """
    rows: list[dict[str, Any]] = []
    for period in draw(st.lists(st.sampled_from(["2022", "2023", "2024", "2025"]), min_size=1, unique=True)):
        parts: Sequence[dict[str, str]] = draw(st.sampled_from([(), PLACES, AGES]))
        told = [row for way in parts for row in _pair(draw, period, way, draw(st.sampled_from(STATUSES)))]
        if parts != PLACES:
            told += _whole_of(period, told, draw(st.sampled_from(left_over)))
        rows += told
    return [{"age": "all", **row} for row in rows]


def _pair(draw: Any, period: str, way: dict[str, str], status: str) -> list[dict[str, Any]]:
    if status not in ("reported", "estimated"):
        return [fact(code, period, None, status=status, **way) for code in ("P1", "P2")]
    base = draw(st.integers(1, 3000))
    return _reported(period, float(draw(st.integers(0, base))), float(base), status=status, **way)


def _reported(period: str, numerator: float, base: float, **more: Any) -> list[dict[str, Any]]:
    share = fact("P2", period, 100 * numerator / base, numerator=numerator, denominator=base, **more)
    return [fact("P1", period, base, **more), share]


def _whole_of(period: str, parts: Sequence[dict[str, Any]], rest: int) -> list[dict[str, Any]]:
    shares = [row for row in parts if row["measure"] == "P2" and row["denominator"]]
    base = sum(row["denominator"] for row in shares) + rest
    return _reported(period, sum(row["numerator"] for row in shares), base) if base else []


FEW = settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


def published_twice(rows: list[dict[str, Any]]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The figures of a release, and those of another site that took its package in and released it."""
    with another_site("here") as here, another_site("there") as there:
        accepted(here.initiative, [*rows, {"age": "all", **fact("P1", "2021", 1000.0)}])
        first = package_of(here, NOW + timedelta(days=1))
        take_in(there, first)
        return figures_in(first), figures_in(package_of(there, NOW + timedelta(days=1)))


@pytest.mark.django_db
@pytest.mark.covers("H10", "B4")
@FEW
@given(rows=figures())
def test_publication_then_reimport_is_the_identity(rows: list[dict[str, Any]]) -> None:
    first, again = published_twice(rows)
    assert again == first


@pytest.mark.django_db
@FEW
@given(rows=figures(left_over=(3, 400)))
def test_reimport_of_groups_with_a_remainder_shows_nothing_else(rows: list[dict[str, Any]]) -> None:
    """What stated no group has no group to come in under: more is hidden, or the release is refused; never less."""
    try:
        first, again = published_twice(rows)
    except ValidationError:
        return
    assert [row for row in again if row["value"] and row not in first] == []


def zipped(**files: str) -> bytes:
    return packed({name.replace("__", "/") + ".csv": text.encode() for name, text in files.items()})


def as_package(table: str, **more: str) -> bytes:
    resources = [{"name": name, "path": f"{name}.csv"} for name in ("figures", *more)]
    texts = {f"{name}.csv": text for name, text in {"figures": table, **more}.items()}
    described = json.dumps({"name": "others", "resources": resources})
    return packed({"datapackage.json": described.encode(), **{name: text.encode() for name, text in texts.items()}})


@pytest.fixture
def site(initiative: Initiative, analyst: Person, enrolled: Measure, finished: Measure, places: list[Place]) -> Site:
    return Site(initiative, analyst)


def figures_of(submission: Any) -> list[tuple[str, str, float | None]]:
    return [(each.key.measure, each.key.period, each.value) for each in facts_of(submission)]


def test_package_of_others_needs_no_column_of_ours(site: Site) -> None:
    content = as_package("measure,period,place,value\nP1,2019,county,12\nP1,2020-Q1,county,14\n")
    assert figures_of(take_in(site, content)) == [("P1", "2019", 12.0), ("P1", "2020-Q1", 14.0)]


def test_problem_is_told_at_the_row_of_the_packed_table(site: Site, at: datetime) -> None:
    table = "measure,period,place,definition,value\nP1,2018,county,1,9\nP1,2019,county,2,12\nP1,2020,moon,2,14\n"
    file = IncomingFile("package.zip", as_package(table), cadence="year", source="others")
    reading = look_at_history(by=site.analyst, initiative=site.initiative, file=file, organisation=None, at=at)
    assert [(problem.row, problem.code) for problem in reading.errors] == [(4, "unknown-place")]
    assert Receipt.objects.get().file_name == "package.zip"


def test_figures_by_an_older_definition_are_asked_for_by_its_date(site: Site) -> None:
    table = "measure,period,place,definition,value\nP1,2018,county,1,9\nP1,2019,county,2,12\n"
    dates = "measure,version,made_at\nP1,1,2020-01-01T00:00:00+00:00\nP1,2,2024-01-01T00:00:00+00:00\n"
    content = as_package(table, versions=dates)
    assert figures_of(take_in(site, content)) == [("P1", "2019", 12.0)]
    assert figures_of(take_in(site, content, as_of="2023-06-01T00:00:00+00:00")) == [("P1", "2018", 9.0)]


def test_same_package_again_changes_nothing(site: Site) -> None:
    content = as_package("measure,period,place,value\nP1,2019,county,12\n")
    assert take_in(site, content) == take_in(site, content)


@pytest.mark.covers("B4")
def test_own_release_is_not_taken_in_beside_the_figures_it_was_made_from(site: Site, at: datetime) -> None:
    """Added to what partners sent it would double every total."""
    take_in(site, as_package("measure,period,place,value\nP1,2019,county,12\n"))
    with pytest.raises(UnreadableFile) as refused:
        take_in(site, package_of(site, at))
    told = [refused.value.message(lang).split(". ")[0] for lang in ("en", "es")]
    assert told == ["This is release 1 of this initiative", "Esta es la publicación 1 de esta iniciativa"]


def test_package_without_figures_says_what_is_absent(site: Site) -> None:
    with pytest.raises(UnreadableFile) as refused:
        take_in(site, as_package("name,colour\nA,red\n"))
    assert refused.value.message("en") == (
        "No table in this package has the columns measure, period, value. Choose a package with figures."
    )


@pytest.mark.covers("B4")
def test_open_sdg_folder_brings_the_indicators_that_we_have(site: Site) -> None:
    """The whole comes in; a split that is none of ours stays out, and so does an indicator that is none of ours."""
    content = zipped(
        sdg__data__indicator_P1="Year,Group,Units,Value\n2015,,people,30\n2015,A,people,10\n2016,,people,31\n",
        sdg__data__indicator_9="Year,Value\n2015,7\n",
    )
    assert figures_of(take_in(site, content)) == [("P1", "2015", 30.0), ("P1", "2016", 31.0)]


def test_open_sdg_row_in_error_names_its_file_and_row(site: Site, signed_in: Callable[[Person], Client]) -> None:
    content = zipped(data__indicator_P1="Year,Sex,Value\n2015,M,9\n2015,,30\n2016,,many\n")
    form = {"cadence": "year", "source": "SDG", "file": SimpleUploadedFile("folder.zip", content)}
    page = signed_in(site.analyst).post("/desk/fork/history/", form, follow=True).content.decode()
    assert "file and row indicator_P1.csv, 4" in page


def test_open_sdg_folder_without_a_measure_of_ours_names_its_codes(site: Site) -> None:
    with pytest.raises(UnreadableFile) as refused:
        take_in(site, zipped(**{"data__indicator_9-1": "Year,Value\n2015,7\n"}))
    assert refused.value.message("es").startswith("Ninguna medida tiene aquí uno de los códigos de esta carpeta: 9-1.")


def test_other_archives_stay_unread(site: Site) -> None:
    with pytest.raises(UnreadableFile, match="packed"):
        take_in(site, packed({"letters/a.txt": b"Dear all"}))


@pytest.mark.covers("B4")
def test_published_open_sdg_folders_come_in(shared: Path, site: Site) -> None:
    folders = sorted(path.parent for path in shared.glob("data/open_sdg/*/data") if len(list(path.iterdir())) > 1)
    if not folders:
        pytest.skip("the folders of Open SDG are not among the shared data")
    for folder in folders:
        files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.csv")}
        whole = {name: rows for name, content in files.items() if (rows := _whole_rows(content))}
        name, rows = next((name, rows) for name, rows in whole.items() if len({year for year, _ in rows}) == len(rows))
        code = name.partition("indicator_")[2].removesuffix(".csv")
        draft = MeasureDraft(code=code.replace("-", "."), level="population", definition=replace(ENROLLED, decimals=3))
        define_measure(by=site.analyst, initiative=site.initiative, measure=draft, at=NOW)
        submission = take_in(site, packed(files), cadence="year")
        assert [(period, value) for _, period, value in figures_of(submission)] == rows


def _whole_rows(content: bytes) -> list[tuple[str, float]]:
    """Year and value of the rows that are split in no way, read by the plainest means."""
    written = {"Year", "Value", "Units", "Unit multiplier", "Observation status", "Series"}
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=None)))
    found = [row for row in rows if not any(text for name, text in row.items() if name not in written)]
    return [(row["Year"], float(row["Value"])) for row in found if row["Year"].isdecimal() and row["Value"]]


def test_split_of_which_everything_is_hidden_is_told_as_hidden(site: Site, at: datetime) -> None:
    """It came in hidden, and hidden is something else than not there."""
    told = [fact("P1", "2024", 400.0)]
    told += [fact("P1", "2024", None, status="suppressed", place=place) for place in ("east", "west")]
    accepted(site.initiative, told)
    (measure,) = content_of(publish(by=site.analyst, initiative=site.initiative, at=at))["measures"][:1]
    assert [(cell["code"], cell["status"]) for cell in measure["splits"][0]["cells"]] == [
        ("east", "suppressed"),
        ("west", "suppressed"),
    ]
