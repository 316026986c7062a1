"""The map of who works with whom, the pages on which an organization changes what it says, and the file of ties."""

import csv
import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from commonweal.cli import network
from commonweal.governance.models import Initiative
from commonweal.instruments.models import NetworkWave, Tie, TieRating, TieStatement
from commonweal.instruments.operations.ties import (
    OfferDraft,
    TieDraft,
    say_nothing_changed,
    say_offer,
    say_tie,
    take_wave,
)
from commonweal.instruments.queries.ties import network_on
from commonweal.instruments.sealed_ratings import opened
from commonweal.instruments.tie_picture import RADIUS, picture_of
from commonweal.people.models import Organisation
from tests.instruments.networking import ALL_QUESTIONS, organisations, says, speaker_of

pytestmark = [pytest.mark.covers("B11", "F-INT-1", "F-PRI-7"), pytest.mark.django_db]
MAP, FILE, OWN = "/desk/fork/network/", "/desk/fork/network/files.zip", "/desk/fork/network/own/"
#: Told apart from every other number on a page.
POINTS = {"reliability": 1, "mission": 2, "openness": 3, "power": 4, "involvement": 1, "resources": 2}


@pytest.fixture
def now():
    """Pages ask for the time themselves."""
    return timezone.now() - timedelta(minutes=5)


@pytest.fixture
def seven(initiative: Initiative) -> list[Organisation]:
    return organisations(initiative, 7)


@pytest.fixture
def tied(seven, now) -> list[Organisation]:
    """Alder works with Birch, Cedar and Dogwood; Birch says so too; Elm with Fir; Ginkgo with nobody."""
    alder, birch, cedar, dogwood, elm, fir, _ginkgo = seven
    for one, other in ((alder, birch), (alder, cedar), (alder, dogwood), (birch, alder), (elm, fir)):
        says(one, other, now, 3)
    return seven


def text_of(answer) -> str:
    page = re.sub(r"(?s)<(script|style|head).*?</\1>", " ", answer.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_map_says_in_a_sentence_what_it_shows(tied, chair, signed_in):
    page = text_of(signed_in(chair).get(MAP))
    assert (
        "19% of possible ties exist. Alder holds 75% of them; if it left, 3 would lose contact. Ginkgo has no tie."
        in page
    )


def test_ties_told_by_the_other_side_too_are_counted_of_all_that_were_told(tied, chair, signed_in):
    page = text_of(signed_in(chair).get(MAP))
    assert "Of all told ties, told by the other side too 2 of 5" in page


def test_who_has_not_answered_is_named_with_what_that_means(tied, chair, signed_in):
    page = text_of(signed_in(chair).get(MAP))
    assert (
        "3 of 7 organizations have answered in the past six months. A missing answer looks like a missing tie." in page
    )
    assert "Who has not answered Cedar, Dogwood, Fir, Ginkgo" in page


def test_all_that_have_answered_are_told_without_a_warning(initiative, tied, chair, signed_in, now):
    for one in tied:
        say_nothing_changed(by=None, initiative=initiative, organisation=one, at=now)
    page = text_of(signed_in(chair).get(MAP))
    assert "All 7 organizations have answered in the past six months." in page
    assert "Who has not answered" not in page


def test_the_map_has_a_circle_for_each_and_a_line_for_each_tie(initiative, tied):
    picture = str(picture_of(network_on(initiative, timezone.localdate())))
    assert picture.count("<circle") == 7
    assert sorted(re.findall(r'class="tie (\w+)"', picture)) == ["both", "one", "one", "one"]
    assert re.findall(r'class="node holds"><title>(\w+)', picture) == ["Alder"]
    assert re.findall(r'class="node alone"><title>(\w+)', picture) == ["Ginkgo"]


def test_the_map_is_the_same_each_time_and_no_circle_covers_another(initiative, tied):
    found = network_on(initiative, timezone.localdate())
    assert picture_of(found) == picture_of(network_on(initiative, timezone.localdate()))
    middles = [tuple(map(int, place)) for place in re.findall(r'cx="(\d+)" cy="(\d+)"', str(picture_of(found)))]
    near = [
        (one, other)
        for i, one in enumerate(middles)
        for other in middles[i + 1 :]
        if (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 < (2 * RADIUS) ** 2
    ]
    assert (len(middles), near) == (7, [])


def test_a_name_cannot_become_part_of_the_picture(initiative, tied):
    Organisation.objects.filter(code="alder").update(name="<script>alert(1)</script>")
    assert "<script>" not in str(picture_of(network_on(initiative, timezone.localdate())))


def test_the_table_says_what_the_map_shows(tied, chair, signed_in):
    page = signed_in(chair).get(MAP).content.decode()
    rows = re.findall(r'(?s)<th scope="row">(\w+)</th>.*?data-label="Works with">([^<]*)</td>', page)
    assert dict(rows) == {
        "Alder": "Birch, Cedar, Dogwood", "Birch": "Alder", "Cedar": "Alder", "Dogwood": "Alder", "Elm": "Fir",
        "Fir": "Elm", "Ginkgo": "nobody yet",
    }  # fmt: skip


def test_without_a_tie_there_is_no_map(seven, chair, signed_in):
    page = signed_in(chair).get(MAP).content.decode()
    assert "No ties yet" in page
    assert "network-map" not in page


def test_introductions_are_told_with_their_rule(tied, chair, signed_in):
    page = text_of(signed_in(chair).get(MAP))
    assert "Found by a rule: no tie yet, and two shared partners or one sector." in page
    assert "Birch and Elm Both are of one sector: education." in page


def test_the_map_of_a_day_before_is_empty(tied, chair, signed_in):
    before = (timezone.localdate() - timedelta(days=2)).isoformat()
    page = signed_in(chair).get(MAP, {"on": before}).content.decode()
    assert "No ties yet" in page


def test_what_has_changed_since_a_kept_day(initiative, tied, analyst, signed_in):
    early = timezone.now() - timedelta(days=30)
    Tie.objects.filter(target__code="birch").update(since=early.date())
    take_wave(by=analyst, initiative=initiative, at=early)
    page = text_of(signed_in(analyst).get(MAP))
    assert "New ties: 3. Ended: 0. Still there: 1." in page
    assert "New: Alder and Cedar" in page


def test_the_data_manager_keeps_today_once(tied, analyst, chair, signed_in):
    client = signed_in(analyst)
    assert "Kept for today." in text_of(client.post("/desk/fork/network/waves/", follow=True))
    assert "This was done today already." in text_of(client.post("/desk/fork/network/waves/", follow=True))
    assert signed_in(chair).post("/desk/fork/network/waves/").status_code == 404
    assert NetworkWave.objects.count() == 1


def files_in(answer) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: list(csv.reader(io.StringIO(archive.read(name).decode("utf-8")))) for name in archive.namelist()}


def test_the_files_hold_ties_organizations_and_no_rating(tied, chair, signed_in):
    files = files_in(signed_in(chair).get(FILE))
    assert {name: rows[0] for name, rows in files.items() if name != "codebook.csv"} == {
        "ties.csv": ["from", "to", "frequency", "kinds", "since"],
        "organizations.csv": ["node", "group", "code", "brings", "looked_on"],
    }
    assert [row[:4] for row in files["ties.csv"][1:]] == [
        ["Alder", "Birch", "month", "data"], ["Alder", "Cedar", "month", "data"],
        ["Alder", "Dogwood", "month", "data"], ["Birch", "Alder", "month", "data"], ["Elm", "Fir", "month", "data"],
    ]  # fmt: skip
    assert len(files["codebook.csv"]) == 1 + 5 + 5


def test_the_files_of_another_day(tied, chair, signed_in):
    before = (timezone.localdate() - timedelta(days=2)).isoformat()
    assert len(files_in(signed_in(chair).get(FILE, {"on": before}))["ties.csv"]) == 1


# ---- What an organization changes ------------------------------------------------------------------


def test_who_speaks_for_one_organization_is_there_at_once(tied, signed_in):
    answer = signed_in(speaker_of(tied[0])).get(MAP, follow=True)
    assert [address for address, _status in answer.redirect_chain] == [OWN, f"{OWN}alder/"]
    assert "You work with Birch About once a month · We share data Change" in text_of(answer)


def test_who_says_that_they_work_with_us_is_offered(tied, signed_in):
    page = text_of(signed_in(speaker_of(tied[2])).get(f"{OWN}cedar/"))
    assert "They say they work with you Alder Health Add" in page.replace("health", "Health")


def test_a_press_says_that_nothing_has_changed(tied, signed_in):
    client = signed_in(speaker_of(tied[6]))
    answer = client.post(f"{OWN}ginkgo/unchanged/", follow=True)
    assert "Noted: your ties are still so." in text_of(answer)
    assert TieStatement.objects.filter(organisation=tied[6]).count() == 1


def test_only_what_has_changed_is_written(tied, signed_in):
    client = signed_in(speaker_of(tied[0]))
    before = Tie.objects.count()
    same = {"frequency": "month", "kinds": ["data"]}
    assert client.post(f"{OWN}alder/birch/", same).status_code == 302
    assert (Tie.objects.count(), TieRating.objects.filter(replaced_at=None).count()) == (before, 5)
    client.post(f"{OWN}alder/birch/", {**same, "frequency": "week", "rate_openness": "1"})
    rating = TieRating.objects.get(rater=tied[0], rated=tied[1], replaced_at=None)
    assert opened(rating.sealed) == {**dict.fromkeys(ALL_QUESTIONS, 3), "openness": 1}


def test_a_tie_can_be_ended(tied, signed_in):
    signed_in(speaker_of(tied[0])).post(f"{OWN}alder/birch/", {"frequency": "none"})
    assert Tie.objects.filter(source=tied[0], target=tied[1], until=None).exists() is False


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kinds": ["data"]}, "Choose one of these."),
        ({"frequency": "none", "rate_power": "3"}, "You rated it, so say how often you work together."),
        ({"frequency": "hourly"}, "hourly"),
        ({"frequency": "week", "rate_power": "9"}, "9"),
    ],
)
def test_what_cannot_be_is_said_at_its_question_and_nothing_is_stored(seven, signed_in, given, words):
    answer = signed_in(speaker_of(seven[0])).post(f"{OWN}alder/birch/", given)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert (Tie.objects.count(), TieRating.objects.count()) == (0, 0)


def test_another_organizations_pages_are_not_there(tied, signed_in):
    client = signed_in(speaker_of(tied[0]))
    for address in (f"{OWN}birch/", f"{OWN}birch/alder/", f"{OWN}alder/alder/", f"{OWN}alder/nobody/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{OWN}birch/alder/", {"frequency": "week"}).status_code == 404
    assert client.post(f"{OWN}birch/unchanged/").status_code == 404


def test_own_score_is_for_oneself_and_only_from_five_raters_on(initiative, seven, signed_in, now):
    rated, *raters = seven
    speaker = speaker_of(rated)
    for rater in raters[:4]:
        says(rater, rated, now, 3)
    take_wave(by=None, initiative=initiative, at=now - timedelta(days=1))
    page = text_of(signed_in(speaker).get(f"{OWN}alder/"))
    assert "Nothing is shown yet: it takes five organizations, so that nobody can be picked out." in page
    says(raters[4], rated, now, 3)
    take_wave(by=None, initiative=initiative, at=now)
    page = text_of(signed_in(speaker).get(f"{OWN}alder/"))
    assert "Trust: between 3.0 and 3.5 of 4 as 5 organizations said on" in page


@pytest.mark.covers("F-FIT-3")
def test_what_an_organization_brings_and_whom_it_seeks_is_told_to_members(tied, chair, signed_in):
    given = {"brings": ["data", "space"], "seeking": "A <driver> for Saturdays."}
    client = signed_in(speaker_of(tied[0]))
    assert "Kept: what you bring, and whom you seek." in text_of(client.post(f"{OWN}alder/offer/", given, follow=True))
    page = signed_in(chair).get(MAP).content.decode()
    told = re.findall(r"(?s)<dt>([^<]+)</dt><dd>(?:<b>)?([^<]+)", page[page.index('id="brought"') :])
    assert told[:3] == [("Rooms or equipment", "Alder"), ("Data", "Alder"), ("Money", "nobody yet")]
    assert "A &lt;driver&gt; for Saturdays." in page


def test_what_was_brought_before_stays_as_history(initiative, seven, now):
    early = now - timedelta(days=30)
    for brings, at in ((["data"], early), (["space"], now)):
        say_offer(by=None, initiative=initiative, organisation=seven[0], offer=OfferDraft(brings), at=at)
    days = (early.date(), timezone.localdate())
    assert [network_on(initiative, day).offers["Alder"].brings for day in days] == [["data"], ["space"]]


def test_what_cannot_be_brought_is_refused(initiative, seven, now):
    with pytest.raises(ValidationError, match="“gossip” is not one of the answers"):
        say_offer(by=None, initiative=initiative, organisation=seven[0], offer=OfferDraft(["gossip"]), at=now)


def test_nobody_else_says_what_it_brings(initiative, seven, analyst, now):
    with pytest.raises(PermissionDenied):
        say_offer(by=analyst, initiative=initiative, organisation=seven[0], offer=OfferDraft(["data"]), at=now)


def test_ties_that_nobody_has_looked_at_wait_at_home(initiative, seven, signed_in, now):
    """Once the network is in use, and until somebody has looked."""
    client = signed_in(speaker_of(seven[0]))
    waiting = "Look at the ties of Alder"
    assert waiting not in text_of(client.get("/home/"))
    says(seven[1], seven[2], now)
    assert waiting in text_of(client.get("/home/"))
    client.post(f"{OWN}alder/unchanged/")
    assert waiting not in text_of(client.get("/home/"))


def test_the_files_are_read_by_the_command(tied, chair, signed_in, tmp_path, capsys):
    with zipfile.ZipFile(io.BytesIO(signed_in(chair).get(FILE).content)) as archive:
        archive.extractall(tmp_path)
    nodes = str(tmp_path / "organizations.csv")
    assert network.main([str(tmp_path / "ties.csv"), "--nodes", nodes, "--directed", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["n"], found["ties"], found["isolates"], found["reciprocity"]) == (7, 5, ["Ginkgo"], 0.4)


# ---- A pair's rating, by every route ---------------------------------------------------------------


def rated_pair(initiative: Initiative, seven: list[Organisation], at, points) -> None:
    draft = TieDraft("month", ("data",), points)
    say_tie(by=None, initiative=initiative, organisation=seven[0], other=seven[1], tie=draft, at=at)


ROUTES = (
    MAP, f"{MAP}?on=2026-01-01", FILE, f"{OWN}alder/", f"{OWN}alder/birch/", f"{OWN}alder/offer/",
    f"{OWN}birch/", f"{OWN}birch/alder/", "/me/data/file/", "/me/", "/desk/fork/directories/",
)  # fmt: skip


@pytest.mark.parametrize("who", ["chair", "analyst", "trainer", "resident", "rater", "rated"])
def test_no_page_and_no_file_changes_with_a_rating(initiative, seven, request, signed_in, now, who):
    """Whatever the one says of the other, every reader reads the same on every page: nothing there depends on it."""
    speakers = {"rater": seven[0], "rated": seven[1]}
    reader = speaker_of(speakers[who]) if who in speakers else request.getfixturevalue(who)
    client = signed_in(reader)

    def read(points, routes=ROUTES) -> dict[str, str]:
        rated_pair(initiative, seven, now, points)
        answers = {address: client.get(address) for address in routes}
        return {
            address: re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
            if answer.status_code == 200 and "zip" not in answer.get("Content-Type", "")
            else f"{answer.status_code} {answer.content!r}"
            for address, answer in answers.items()
        }

    low = read(dict.fromkeys(ALL_QUESTIONS, 1), [OWN + "alder/birch/"])
    take_wave(by=None, initiative=initiative, at=now)
    low_of_wave = read(dict.fromkeys(ALL_QUESTIONS, 1))
    high = read(dict.fromkeys(ALL_QUESTIONS, 4))
    assert {address for address in ROUTES if low_of_wave[address] != high[address]} <= {"/me/data/file/"}
    assert low[OWN + "alder/birch/"] == high[OWN + "alder/birch/"]


def test_the_form_does_not_fill_in_what_was_rated(initiative, seven, signed_in, now):
    rated_pair(initiative, seven, now, POINTS)
    page = signed_in(speaker_of(seven[0])).get(f"{OWN}alder/birch/").content.decode()
    chosen = re.findall(r'<input[^>]*name="(\w+)"[^>]*checked', page)
    assert chosen == ["frequency", "kinds"]
    assert "What you leave empty stays as you said it." in page


def test_before_rating_it_is_said_who_could_find_a_rating_out(seven, signed_in):
    page = signed_in(speaker_of(seven[0])).get(f"{OWN}alder/birch/").content.decode()
    assert ["could invent four" in page, "with its key files" in page, "once five organizations" in page] == [True] * 3
