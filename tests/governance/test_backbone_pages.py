"""The backbone's set-up pages: what they store, what they say when a file is odd, and whom they do not exist for."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.delivery.models import Message
from commonweal.governance.models import Group, Initiative, Participation, Place, PlacePart, Seat
from commonweal.people.models import Organisation, Person
from tests.cast import NOW, SINCE

PAGES = ["organizations/", "places/", "groups/", "goal/", "outbox/"]
SQUARE = [[[-81.0, 35.0], [-80.0, 35.0], [-80.0, 36.0], [-81.0, 36.0], [-81.0, 35.0]]]


@pytest.fixture
def data_manager(signed_in: Any, analyst: Person) -> Client:
    return signed_in(analyst)


def upload(client: Client, path: str, content: str | bytes, prefix: str = "upload", **more: Any) -> Any:
    content = content.encode() if isinstance(content, str) else content
    return client.post(f"/desk/fork/{path}", {f"{prefix}-file": SimpleUploadedFile("list.csv", content)} | more)


@pytest.mark.covers("F-CON-5", "F-ROL-7")
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_the_data_manager(data_manager: Client, page: str) -> None:
    assert data_manager.get(f"/desk/fork/{page}").status_code == 200


def strip_at(client: Client, address: str) -> list[list[str]]:
    """The rows beneath the header, each with its words."""
    strip = client.get(address).content.decode().split('aria-label="Your work">')[1].split("</nav>")[0]
    rows = strip.split("<div ")[1:]
    return [[part.split("</a>")[0].split(">")[-1] for part in row.split("<a ")[1:]] for row in rows]


def test_parts_of_the_work_are_named_beneath_the_header_and_the_sections_of_one(data_manager: Client) -> None:
    assert strip_at(data_manager, "/desk/fork/rounds/") == [
        ["Figures", "Agreements", "People and places"],
        ["Rounds", "Measures", "History", "Data files", "Publish", "In time", "Releases"],
    ]


def test_section_and_its_part_are_marked(data_manager: Client) -> None:
    page = data_manager.get("/desk/fork/places/").content.decode()
    strip = page.split('aria-label="Your work">')[1].split("</nav>")[0]
    assert strip.count("aria-current") == 2
    assert 'href="/desk/fork/places/" aria-current="page"' in strip


def test_page_within_a_section_marks_the_section(data_manager: Client) -> None:
    page = data_manager.get("/desk/fork/rounds/new/").content.decode()
    assert 'href="/desk/fork/rounds/" aria-current="true"' in page


def test_few_sections_stand_in_one_row(signed_in: Any, initiative: Initiative, partner: Person) -> None:
    sections = ["Common agenda", "Network", "Roundtables", "Looking back on a year"]
    assert strip_at(signed_in(partner), "/home/") == [sections]


def test_chair_is_shown_the_parts_of_a_chair(signed_in: Any, initiative: Initiative, chair: Person) -> None:
    assert strip_at(signed_in(chair), "/desk/fork/goal/")[0] == ["Figures", "Agreements", "People and places"]


def test_home_has_the_parts_of_the_desk(data_manager: Client) -> None:
    assert strip_at(data_manager, "/home/") == strip_at(data_manager, "/desk/fork/places/")[:1]


def test_who_works_on_two_initiatives_chooses_one_at_home(data_manager: Client, analyst: Person) -> None:
    other = Initiative.objects.create(slug="bend", name="Bend Reads", place_name="Bend", founded_at=NOW)
    group = other.groups.create(code="backbone", name_en="Backbone", kind="backbone")
    Seat.objects.create(group=group, role=Seat.Role.DATA_MANAGER, person=analyst, since=SINCE)
    home = data_manager.get("/home/").content.decode()
    assert "sections-of-work" not in home
    assert '<a class="more" href="/desk/bend/rounds/">The work of Bend Reads</a>' in home


@pytest.mark.parametrize("who", ["partner", "trainer", "resident", "funder", "stranger"])
@pytest.mark.parametrize("page", PAGES)
def test_to_the_others_the_pages_do_not_exist(
    request: pytest.FixtureRequest, signed_in: Any, initiative: Initiative, who: str, page: str
) -> None:
    assert signed_in(request.getfixturevalue(who)).get(f"/desk/fork/{page}").status_code == 404


def test_visitor_is_sent_to_sign_in(client: Client, initiative: Initiative) -> None:
    assert client.get("/desk/fork/places/")["Location"] == "/sign-in/?next=/desk/fork/places/"


@pytest.mark.parametrize(
    ("page", "words"),
    [("organizations/", "No organization yet"), ("places/", "No places yet"), ("outbox/", "No mail yet")],
)
def test_empty_page_says_what_comes_next(data_manager: Client, page: str, words: str) -> None:
    assert words in data_manager.get(f"/desk/fork/{page}").content.decode()


def test_organization_is_added_with_whom_to_ask(data_manager: Client) -> None:
    data_manager.post(
        "/desk/fork/organizations/add/",
        {"name": "Willow Farm", "sector": "business", "contact_name": "Lea", "contact_email": "lea@willow.example",
         "contact_language": "es"},
    )  # fmt: skip
    part = Participation.objects.get()
    assert (part.organisation.code, part.contact_email, part.contact_language) == (
        "willow-farm",
        "lea@willow.example",
        "es",
    )


def test_form_keeps_what_was_typed(data_manager: Client) -> None:
    answer = data_manager.post("/desk/fork/organizations/add/", {"name": "Willow Farm", "contact_email": "lea"})
    assert answer.status_code == 422
    assert 'value="Willow Farm"' in answer.content.decode()
    assert Organisation.objects.count() == 0


@pytest.mark.covers("C11")
def test_list_of_organizations_comes_in_any_column_order(data_manager: Client) -> None:
    table = "Idioma;Correo;Sector;Nombre;Notas\nes;a@x.example;education;Escuela Ñandú;x\n;;;Keel Coaching;\n"
    upload(data_manager, "organizations/upload/", table.encode("cp1252"))
    came = Participation.objects.order_by("organisation__code").values_list(
        "organisation__code", "organisation__name", "organisation__sector", "contact_email", "contact_language"
    )
    assert list(came) == [
        ("escuela-nandu", "Escuela Ñandú", "education", "a@x.example", "es"),
        ("keel-coaching", "Keel Coaching", "service nonprofit", "", "en"),
    ]


def test_every_problem_of_a_list_is_named_and_nothing_stored(data_manager: Client) -> None:
    table = "name,sector,contact_email\nKeel,education,keel\n,education,\nOak,magic,\nKeel,,\n"
    page = upload(data_manager, "organizations/upload/", table).content.decode()
    assert page.count("<b>Row ") == 4
    assert "<b>Row 2, contact_email:</b> “keel” is not an e-mail address." in page
    assert "<b>Row 3, name:</b> empty. Every row needs it." in page
    assert "<b>Row 4, sector:</b> “magic” is not a sector." in page
    assert "<b>Row 5, name:</b> the same organization as in row 2." in page
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The submitted file is empty."),
        (b"\n\n", "The file is empty."),
        (b"sector\neducation\n", "The first row lacks name."),
        (b"name\n", "nothing below it"),
        (b"PK\x03\x04 a workbook", "This is not a CSV file."),
        (b"name\nA\0B\n", "This is not a CSV file."),
    ],
)
def test_odd_file_gets_one_clear_line(data_manager: Client, content: bytes, words: str) -> None:
    answer = upload(data_manager, "organizations/upload/", content)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


@pytest.mark.covers("C11", "F-FIT-6")
def test_contact_changes_and_leaving_asks_first(data_manager: Client, partner_organisation: Organisation) -> None:
    data_manager.post(
        "/desk/fork/organizations/first-rung/contact/",
        {"contact_name": "Tom", "contact_email": "tom@first.example", "contact_language": "en"},
    )
    assert Participation.objects.get().contact_name == "Tom"
    assert "takes part no longer?" in data_manager.get("/desk/fork/organizations/first-rung/leave/").content.decode()
    assert Participation.objects.get().until is None
    data_manager.post("/desk/fork/organizations/first-rung/leave/")
    assert Participation.objects.get().until is not None


@pytest.mark.covers("A7", "F-DES-1")
def test_list_of_places_with_a_neighborhood_in_two_districts(data_manager: Client) -> None:
    table = 'code,name,kind,part_of,population,row,column\nn,North,district,c,,0,1\nc,County,county,,"90,000",,\n'
    table += "s,South,district,c,,1,1\nm,Mill,neighborhood,n|s,800,,\n"
    upload(data_manager, "places/upload/", table)
    assert sorted(PlacePart.objects.values_list("whole__code", "part__code")) == [
        ("c", "n"), ("c", "s"), ("n", "m"), ("s", "m"),
    ]  # fmt: skip
    assert Place.objects.get(code="c").population == 90_000
    assert (Place.objects.get(code="n").tile_row, Place.objects.get(code="m").population) == (0, 800)


def test_problems_of_places_are_named_by_row_and_column(data_manager: Client) -> None:
    table = "code,name,part_of,population\na,A,nowhere,many\na,B,a,5\n"
    page = upload(data_manager, "places/upload/", table).content.decode()
    assert "<b>Row 2, part_of:</b> “nowhere” is the code of no place here or in the file." in page
    assert "<b>Row 2, population:</b> “many” is not a whole number up to 10000000000." in page
    assert "<b>Row 3, code:</b> the same code as in row 2." in page
    assert Place.objects.count() == 0


def boundary(kind: str = "Polygon", coordinates: Any = SQUARE, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def geojson(*features: dict[str, Any]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.mark.covers("A7")
def test_boundaries_find_their_place_by_code_or_name_and_keep_what_it_lies_in(
    data_manager: Client, places: list[Place]
) -> None:
    file = geojson(boundary(code="east"), boundary(NAME="westside"))
    upload(data_manager, "places/boundaries/", file, prefix="boundaries")
    drawn = Place.objects.exclude(boundary=None).values_list("code", flat=True)
    assert list(drawn) == ["east", "west"]
    assert PlacePart.objects.count() == 2


def test_boundaries_may_bring_their_places(data_manager: Client) -> None:
    more = {"boundaries-add_missing": "on"}
    upload(data_manager, "places/boundaries/", geojson(boundary(code="x", name="Xton")), "boundaries", **more)
    assert Place.objects.get().boundary == {"type": "Polygon", "coordinates": SQUARE}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("no json", "This is not a GeoJSON file."),
        ("[" * 100_000, "This is not a GeoJSON file."),
        ("{}", "The file holds no boundaries"),
        (geojson(boundary(code="nowhere")), "no place here has this code or name."),
        (geojson(boundary()), "its properties have neither a code nor a name."),
        (geojson(boundary("Point", [1, 2], code="east")), "a boundary is a Polygon or a MultiPolygon"),
        (geojson(boundary(coordinates=[[[-9_000_000, 4_000_000]] * 4], code="east")), "not longitude and latitude"),
        (geojson(boundary(coordinates=[[["a", 1]] * 4], code="east")), "its points cannot be read."),
        (geojson(boundary(coordinates=[[[1, 1]]], code="east")), "at least four points"),
        (geojson(boundary(code="east"), boundary(code="east")), "a second boundary for the same place."),
    ],
)
def test_odd_boundaries_get_a_clear_line(data_manager: Client, places: list[Place], content: str, words: str) -> None:
    answer = upload(data_manager, "places/boundaries/", content, prefix="boundaries")
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Place.objects.exclude(boundary=None).exists()


def test_removing_a_place_asks_first(data_manager: Client, places: list[Place]) -> None:
    assert "Take Fork County off the list?" in data_manager.get("/desk/fork/places/county/remove/").content.decode()
    assert Place.objects.count() == 3
    data_manager.post("/desk/fork/places/county/remove/")
    assert sorted(Place.objects.values_list("code", flat=True)) == ["east", "west"]


@pytest.mark.covers("C11", "F-FIT-2")
def test_group_and_seat_are_added_and_the_person_is_told_in_their_language(data_manager: Client) -> None:
    data_manager.post("/desk/fork/groups/add/", {"group-name_en": "Early Years", "group-kind": "working"})
    data_manager.post(
        "/desk/fork/seats/add/",
        {"seat-name": "Rosa", "seat-email": "rosa@x.org", "seat-language": "es", "seat-group": "early-years",
         "seat-role": "chair"},
    )  # fmt: skip
    seat = Seat.objects.get(group__code="early-years")
    assert (seat.person.name, seat.role) == ("Rosa", "chair")
    mail = Message.objects.get()
    assert (mail.to, mail.language, mail.subject) == ("rosa@x.org", "es", "Su puesto en Fork County Thrives")


def test_one_time_link_is_shown_once(data_manager: Client, steering: Group) -> None:
    words = {"seat-name": "Rosa", "seat-email": "rosa@x.org", "seat-language": "es", "seat-group": "steering"}
    data_manager.post("/desk/fork/seats/add/", words | {"seat-role": "member"})
    seat = Seat.objects.get(person__name="Rosa")
    page = data_manager.post(f"/desk/fork/seats/{seat.pk}/let-in/").content.decode()
    assert "/sign-in/once/" in page
    assert "/sign-in/once/" not in data_manager.get("/desk/fork/groups/").content.decode()


@pytest.mark.covers("C11", "F-FIT-6")
def test_ending_a_seat_asks_first(data_manager: Client, chair: Person) -> None:
    seat = Seat.objects.get(person=chair)
    assert "End the seat of Chair, chair?" in data_manager.get(f"/desk/fork/seats/{seat.pk}/end/").content.decode()
    data_manager.post(f"/desk/fork/seats/{seat.pk}/end/")
    seat.refresh_from_db()
    assert seat.until is not None


@pytest.mark.covers("D11", "F-FIT-6")
def test_who_leaves_loses_access_the_same_day_and_the_data_stay(
    data_manager: Client, signed_in: Any, backbone: Group, partner_organisation: Organisation, stranger: Person
) -> None:
    seat = Seat.objects.create(group=backbone, role="data-manager", person=stranger, since="2024-01-01")
    leaver = signed_in(stranger)
    assert leaver.get("/desk/fork/organizations/").status_code == 200
    data_manager.post(f"/desk/fork/seats/{seat.pk}/end/")
    assert leaver.get("/desk/fork/organizations/").status_code == 404
    assert Participation.objects.count() == 1
    assert Seat.objects.get(pk=seat.pk).person == stranger


@pytest.mark.covers("C11", "D7", "F-FIT-2")
def test_person_may_come_from_an_organization_that_takes_part(
    data_manager: Client, steering: Group, partner_organisation: Organisation
) -> None:
    words = {"seat-name": "Rosa", "seat-email": "rosa@x.org", "seat-language": "en", "seat-group": "steering"}
    data_manager.post("/desk/fork/seats/add/", words | {"seat-role": "member", "seat-organisation": "first-rung"})
    rosa = Person.objects.get(name="Rosa")
    assert [work.organisation.code for work in rosa.affiliations.all()] == ["first-rung"]


@pytest.mark.parametrize("page", ["/home/", "/desk/fork/places/"])
def test_pages_of_members_carry_the_initiatives_name_and_its_banner(data_manager: Client, page: str) -> None:
    Initiative.objects.update(banner_en="These figures are invented.", banner_es="Estas cifras son inventadas.")
    shown = data_manager.get(page).content.decode()
    assert "These figures are invented." in shown
    assert "Fork County Thrives</a>" in shown
    assert "Estas cifras son inventadas." in data_manager.get(page, headers={"accept-language": "es"}).content.decode()


def test_outbox_shows_links_at_the_address_where_the_site_answers(
    data_manager: Client, initiative: Initiative, settings: Any
) -> None:
    Message.objects.create(
        initiative=initiative.pk, to="a@x.example", subject="S", text="http://127.0.0.1:8000/p/abc/", cause="c",
        created_at=NOW, link="http://127.0.0.1:8000/p/abc/",
    )  # fmt: skip
    settings.COMMONWEAL_URL = "http://127.0.0.1:8603"
    page = data_manager.get("/desk/fork/outbox/").content.decode()
    assert (page.count("http://127.0.0.1:8603/p/abc/"), page.count(":8000")) == (3, 0)
