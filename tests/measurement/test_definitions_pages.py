import pytest

from commonweal.measurement.models import Dimension, Measure
from commonweal.measurement.operations.definitions import Care, assign_measure

pytestmark = pytest.mark.django_db
TYPED = {
    "code": "J4",
    "level": "performance",
    "name_en": "Hired within 90 days",
    "name_es": "Contratadas en 90 días",
    "meaning_en": "Of those who finished, how many were hired within 90 days.",
    "unit_en": "% of finishers",
    "kind": "percent",
    "direction": "higher",
    "decimals": "1",
    "numerator_en": "people hired",
    "denominator_en": "people who finished",
    "places_rule": "ratio_of_sums",
    "periods_rule": "ratio_of_sums",
    "origin": "real",
    "visibility": "public",
}


@pytest.fixture
def desk(signed_in, analyst):
    return signed_in(analyst)


def test_measures_page_without_measures_says_what_comes_next(desk, initiative):
    assert "Define the first measure" in desk.get("/desk/fork/measures/").content.decode()


@pytest.mark.covers("B4", "F-CON-2", "F-BBF-3")
def test_measure_is_defined_on_a_page(desk, initiative):
    answer = desk.post("/desk/fork/measures/new/", TYPED)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/fork/measures/J4/")
    assert Measure.objects.get(code="J4").definitions.get().name_es == "Contratadas en 90 días"


@pytest.mark.covers("B4")
def test_measure_that_makes_no_sense_comes_back_with_what_was_typed(desk, initiative):
    answer = desk.post("/desk/fork/measures/new/", TYPED | {"places_rule": "sum"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "A percent cannot be added up" in page
    assert 'value="Hired within 90 days"' in page
    assert Measure.objects.count() == 0


@pytest.mark.parametrize(
    ("level", "source"), [("performance", "the partners' own records"), ("population", "not named yet")]
)
def test_page_of_a_measure_names_the_source_as_the_public_page_does(desk, initiative, level, source):
    page = desk.post("/desk/fork/measures/new/", TYPED | {"level": level}, follow=True).content.decode()
    assert f"<dt>Source</dt><dd>{source}</dd>" in page


def test_measure_refused_in_spanish(desk, initiative):
    answer = desk.post("/desk/fork/measures/new/", TYPED | {"places_rule": "sum"}, headers={"accept-language": "es"})
    assert "Un porcentaje no se puede sumar" in answer.content.decode()


def test_measures_page_lists_by_group_and_keeps_retired_ones(
    desk, initiative, steering, enrolled, finished, analyst, at
):
    assign_measure(by=analyst, measure=finished, care=Care(group=steering), at=at)
    desk.post("/desk/fork/measures/P1/retire/")
    page = desk.get("/desk/fork/measures/").content.decode()
    assert page.index("Steering committee") < page.index("Finished the course") < page.index("In nobody’s care yet")
    assert "retired" in page


@pytest.mark.parametrize("count", [1, 3])
def test_measures_page_needs_as_many_queries_for_three_as_for_one(
    desk, initiative, count, django_assert_max_num_queries
):
    for number in range(count):
        desk.post("/desk/fork/measures/new/", TYPED | {"code": f"J{number}"})
    desk.get("/desk/fork/measures/")
    # Seven of them ask which sections of the desk this reader has.
    with django_assert_max_num_queries(17):
        desk.get("/desk/fork/measures/")


@pytest.mark.covers("B4")
def test_new_version_is_kept_with_its_reason(desk, initiative):
    desk.post("/desk/fork/measures/new/", TYPED)
    changed = TYPED | {
        "meaning_en": "Hired within 90 days for 20 hours or more.",
        "reason_en": "Part-time work confused us.",
        "reason_es": "El trabajo parcial nos confundía.",
    }
    desk.post("/desk/fork/measures/J4/version/", changed)
    page = desk.get("/desk/fork/measures/J4/").content.decode()
    assert "Version 2" in page
    assert "Part-time work confused us." in page
    assert "Of those who finished, how many were hired within 90 days." in page
    spanish = desk.get("/desk/fork/measures/J4/", headers={"accept-language": "es"}).content.decode()
    assert ("El trabajo parcial nos confundía." in spanish, "Part-time work confused us." in spanish) == (True, False)


def test_new_version_form_starts_from_the_version_that_holds(desk, initiative):
    desk.post("/desk/fork/measures/new/", TYPED)
    assert 'value="% of finishers"' in desk.get("/desk/fork/measures/J4/version/").content.decode()


def test_target_is_set_on_the_page_of_the_measure(desk, initiative, finished):
    typed = {"baseline_period": "2023", "baseline_value": "60", "target_period": "2030", "target_value": "75"}
    desk.post("/desk/fork/measures/P2/target/", typed)
    assert "From 60.0 in 2023 to 75.0 by 2030." in desk.get("/desk/fork/measures/P2/").content.decode()


def test_target_in_a_wrong_period_comes_back(desk, initiative, finished):
    typed = {"baseline_period": "soon", "baseline_value": "60", "target_period": "2030", "target_value": "75"}
    answer = desk.post("/desk/fork/measures/P2/target/", typed)
    assert answer.status_code == 422
    assert 'value="soon"' in answer.content.decode()


def test_retired_measure_is_taken_up_again_on_its_page(desk, initiative, finished):
    desk.post("/desk/fork/measures/P2/retire/")
    desk.post("/desk/fork/measures/P2/take-up/")
    finished.refresh_from_db()
    assert finished.retired_at is None


def test_dimension_is_defined_by_lines(desk, initiative):
    typed = {"code": "age", "name_en": "Age", "name_es": "Edad", "categories": "0-17; Under 18; Menores\n65+\n"}
    desk.post("/desk/fork/dimensions/new/", typed)
    assert [(one.code, one.name_en, one.name_es) for one in Dimension.objects.get().categories.all()] == [
        ("0-17", "Under 18", "Menores"),
        ("65+", "65+", ""),
    ]


def test_dimension_with_an_odd_line_names_the_line(desk, initiative):
    typed = {"code": "age", "name_en": "Age", "categories": "65+\na;b;c;d"}
    answer = desk.post("/desk/fork/dimensions/new/", typed)
    assert "Line 2: write a code" in answer.content.decode()


def test_measure_that_is_not_there_is_a_404(desk, initiative):
    assert desk.get("/desk/fork/measures/NO/").status_code == 404


def test_summary_of_an_empty_definition_reads_from_top_to_bottom(desk):
    page = desk.post("/desk/fork/measures/new/", {"name_en": ""}).content.decode()
    summary, form = page.split("<h1>", 1)
    named = [part.split('"')[0] for part in summary.split('error-summary"')[1].split('href="#')[1:]]
    places = [form.index(f'id="{name}"') for name in named]
    assert len(places) > 5
    assert places == sorted(places)


def test_ways_to_split_and_versions_are_named_in_the_readers_language(desk, initiative, analyst, enrolled):
    desk.post(
        "/desk/fork/dimensions/new/",
        {"code": "age", "name_en": "Age", "name_es": "Edad", "categories": "young; Under 18; Menores de 18"},
    )
    version = enrolled.definitions.get()
    version.name_es = "Personas inscritas"
    version.save()
    pages = [
        desk.get(f"/desk/fork/{page}", headers={"accept-language": "es"}).content.decode()
        for page in ("dimensions/", f"measures/{enrolled.code}/")
    ]
    assert "Edad</a>" in pages[0]
    assert "Menores de 18" in pages[0]
    assert "Versión 1: Personas inscritas" in pages[1]
