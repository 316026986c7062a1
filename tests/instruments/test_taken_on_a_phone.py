"""Each built-in instrument is taken on a narrow phone, from the mailed link to the page that says thank you."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from commonweal.delivery.models import Message
from commonweal.engines.questionnaires import Item, forms_of, keys_of
from commonweal.governance.models import Group, Initiative, Representative, Seat
from commonweal.instruments import operations
from commonweal.instruments.content import pack, pack_codes
from commonweal.instruments.models import Survey
from commonweal.instruments.operations import SurveyDraft
from commonweal.people.models import Affiliation, Organisation, Person
from tests.cast import SINCE, person

#: Each form of those that have two. Questions about ties to others are asked on the pages of the network, where ties
#: stay from one time to the next.
ASKED = [
    (code, form)
    for code in pack_codes()
    if not any(item.kind == "ties" for item in pack(code).items)
    for form in forms_of(pack(code)) or ("",)
]
WIDTH = 360
MOST_PAGES = 20
#: What stands on a page: each question by its key (the legend without the marks inside it), how wide it is, whether it
#: is the last.
READ = """() => ({
    asked: [...document.querySelectorAll('fieldset.ask')].map(one => [one.id.slice(2),
        [...one.querySelector('legend').childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
            .map(node => node.textContent).join('').trim()]),
    width: document.documentElement.scrollWidth,
    is_last: document.querySelector('[data-forget]') !== null,
    title: document.querySelector('h1').innerText})"""
#: The fourth point of a scale, the first answer of a choice, words in a box, and what a code is made from. What a thumb
#: would not meet where it looks for it comes back: the middle of each is pressed, whatever lies on top there.
ANSWER = """() => {
    const write = (box, words) => { box.value = words; box.dispatchEvent(new Event('input', {bubbles: true})) }
    const missed = [], code = [...document.querySelectorAll('#code input')]
    ;['ma', '07', 'on'].forEach((part, place) => code[place] && write(code[place], part))
    for (const one of document.querySelectorAll('fieldset.ask')) {
        const target = one.querySelectorAll('.points .point')[3] || one.querySelector('.rows label')
        if (!target) { write(one.querySelector('textarea, input'), 'A word of our own.'); continue }
        target.scrollIntoView({block: 'center', behavior: 'instant'})
        const box = target.getBoundingClientRect()
        const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
        if (met && target.contains(met)) met.click()
        if (!target.querySelector('input').checked) missed.push(one.id)
    }
    return missed
}"""


@pytest.fixture
def six(steering: Group, partner_organisation: Organisation) -> list[Person]:
    """Six people who speak for an organization: enough for an anonymous survey, and for one of organizations."""
    seat = Seat.objects.create(group=steering, role=Seat.Role.MEMBER, organisation=partner_organisation, since=SINCE)
    people = [person(f"Voice{number}") for number in range(6)]
    for one in people:
        Affiliation.objects.create(person=one, organisation=partner_organisation, since=SINCE)
        Representative.objects.create(seat=seat, person=one, since=SINCE)
    return people


@pytest.mark.covers(
    "A5", "G10", "G12", "G15", "G20", "E14",
    "F-PRE-1", "F-PRE-2", "F-PRE-3", "F-CON-3", "F-JRN-1", "F-JRN-2", "F-JRN-3", "F-JRN-4", "F-JRN-5",
    "F-PRI-1", "F-PRI-2", "F-PRI-3", "F-PRI-4", "F-PRI-5", "F-PRI-6", "F-PRI-7", "F-PRI-8",
    "F-DES-1", "F-DES-2", "F-DES-3", "F-DES-4", "F-DES-5", "F-DES-6", "F-DES-7",
    "F-CAP-1", "F-CAP-2", "F-CAP-3", "F-CAP-4", "F-CAP-5", "F-CAP-6",
    "F-BBS-1", "F-BBS-2", "F-BBS-3", "F-BBS-4", "F-BBS-5", "F-BBS-6", "F-BBS-7", "F-BBS-8", "F-BBS-9",
    "F-MIS-1", "F-MIS-2", "F-MIS-3", "F-MIS-4", "F-MIS-5",
    "F-SKL-1", "F-SKL-2", "F-SKL-3", "F-SKL-4", "F-SKL-5", "F-SKL-6", "F-SKL-7", "F-SKL-8",
    "F-PIT-1", "F-PIT-2", "F-PIT-3", "F-PIT-4", "F-PIT-5", "F-INT-4", "F-INT-5", "F-INT-6", "F-INT-7",
    "F-RND-2", "F-RND-4", "F-RND-5", "F-RND-6", "F-TRN-4", "F-TRN-6",
)  # fmt: skip
def test_instrument_is_taken_on_a_phone_through_the_mailed_link(
    chromium: Any, live_server: Any, settings: Any, initiative: Initiative, analyst: Person, steering: Group,
    six: list[Person],
) -> None:  # fmt: skip
    """One phone takes them all, every other one in Spanish."""
    settings.EMAIL_HOST, settings.COMMONWEAL_URL = "mail.example", live_server.url
    context = chromium.new_context(viewport={"width": WIDTH, "height": 740}, has_touch=True)
    page, taken, expected = context.new_page(), {}, {}
    for turn, (code, form) in enumerate(ASKED):
        language = ("en", "es")[turn % 2]
        by = six[1] if pack(code).raters == "peer" else analyst
        survey = opened(initiative, by, steering, code, form)
        link = Message.objects.get(to=six[0].email, cause=f"instruments.survey.{survey.pk}").link
        context.set_extra_http_headers({"Accept-Language": language})
        title, asked = answered_to_the_end(page, link)
        answered = survey.invitations.filter(has_answered=True).values_list("person", flat=True)
        taken[code, form] = (link.startswith(f"{live_server.url}/answer/"), title, asked, list(answered))
        questions = {key: getattr(item.text, language) for item in asked_of(code, form) for key in keys_of(item)}
        expected[code, form] = (True, getattr(pack(code).title, language), questions, [six[0].pk])
    context.close()
    assert taken == expected


def asked_of(code: str, form: str) -> tuple[Item, ...]:
    return tuple(item for item in pack(code).in_order if item.form in ("", form))


def opened(initiative: Initiative, by: Person, steering: Group, code: str, form: str) -> Survey:
    now = timezone.now()
    told = SurveyDraft(code, pack(code).modes[0], (now + timedelta(days=7)).date(), group=steering, form=form)
    return operations.open_survey(by=by, initiative=initiative, survey=told, at=now)


def answered_to_the_end(page: Any, link: str) -> tuple[str, dict[str, str]]:
    """The title, and every question that was shown; nothing on the way is wider than the phone."""
    page.goto(link)
    title, asked = page.evaluate(READ)["title"], {}
    for _page in range(MOST_PAGES):
        seen = page.evaluate(READ)
        assert (seen["width"] <= WIDTH, page.url) == (True, page.url)
        if seen["is_last"]:
            return title, asked
        asked |= dict(seen["asked"])
        assert (page.evaluate(ANSWER), page.url) == ([], page.url)
        with page.expect_navigation():
            page.locator("main button.main").click()
    raise AssertionError(f"No thank you after {MOST_PAGES} pages: {page.url}")
