"""Groups, seats, decisions, interests and promises in a real browser: open to all senses, no wider than a phone."""

from typing import Any

import pytest

from tests.browser import come_in
from tests.looks import trouble

PAGES = [
    "cascade/", "cascade/?on=2024-06-01", "groups/", "groups/steering/", "groups/steering/charter/",
    "groups/steering/charter/write/", "groups/steering/guests/", "groups/{ended_group}/", "roles/", "roles/champion/",
    "seats/{seat}/", "seats/{seat}/handover/", "words/", "directories/", "interests/", "interests/declare/",
    "conflicts/{conflict_kind}/{conflict_key}/", "decisions/", "decisions/due/", "decisions/propose/",
    "decisions/{draft_decision}/", "decisions/{open_decision}/", "decisions/{open_decision}/close/",
    "decisions/{reopened_decision}/", "decisions/{withdrawn_decision}/", "promises/", "promises/add/",
    "promises/{promise}/", "promises/{settled_promise}/", "promises/{promise}/release/",
    "begin/groups/", "begin/people/", "exchange/", "exchange/{resource}/end/", "champions/", "champions/{champion}/",
    "alignment/", "alignment/state/", "alignment/{alignment}/change/", "alignment/{alignment}/withdraw/",
    "who-carries/", "stands-behind/", "decisions/{open_decision}/contest/{contest}/",
    "groups/steering/agenda/", "groups/steering/agenda/add/", "groups/steering/agenda/{item}/change/",
    "groups/steering/agenda/{item}/settle/", "groups/steering/duties/", "groups/steering/packet/",
    "groups/steering/kit/", "between/", "between/steering/week/", "between/steering/ask/",
    "between/{dependency}/answer/", "progress/", "progress/{cycle}/",
    "progress/{open_cycle}/judge/{working}/", "progress/{open_cycle}/hand-over/", "progress/of/{working}/",
    "giving/", "giving/own/", "giving/add/", "giving/add/?kind=money", "giving/{money_line}/", "giving/{gift}/end/",
    "giving/{money_line}/strategy/", "preconditions/", "enough/", "enough/research/", "enough/gifts/{money_line}/",
    "in-time/",
    "giving/currency/", "capacity/", "capacity/add/", "capacity/needed/", "capacity/{post}/end/",
    "opportunities/", "opportunities/add/", "opportunities/{opportunity}/", "opportunities/{opportunity}/public/",
    "opportunities/{opportunity}/cancel/", "asks/", "asks/add/", "asks/{ask}/", "asks/answers/{asked}/",
    "agenda/interviews/", "agenda/interviews/guide/", "agenda/interviews/add/", "agenda/interviews/{interview}/",
    "agenda/interviews/{interview}/withdraw/", "urgency/", "urgency/words/", "urgency/{reason}/off/",
    "who-decides/", "cascade/sectors/",
]  # fmt: skip
#: For who leads the committee, and the residents' table.
OF_THE_CHAIR = ["progress/{cycle}/answer/", "decisions/{waiting_decision}/last-word/"]
#: For everybody.
PUBLIC = ["take-part/", "take-part/?when=weekend", "take-part/{public_opportunity}/"]


@pytest.mark.django_db(transaction=True)
def test_pages_of_agreements_are_open_to_all_senses_and_fit_the_screen(
    chromium: Any, live_server: Any, settings: Any, request: pytest.FixtureRequest
) -> None:
    settings.COMMONWEAL_URL = live_server.url
    things = request.getfixturevalue("things")
    for_who = {
        "analyst": [*(f"/desk/fork/{one}" for one in PAGES), *(f"/fork/{one}" for one in PUBLIC)],
        "chair": [f"/desk/fork/{one}" for one in OF_THE_CHAIR],
    }
    found = []
    for width, scheme, locale in ((360, "light", "es-MX"), (1280, "dark", "en-US")):
        look = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "locale": locale}
        for who, addresses in for_who.items():
            context = chromium.new_context(base_url=live_server.url, bypass_csp=True, **look)
            page = context.new_page()
            come_in(page, live_server, request.getfixturevalue(who))
            found += [[width, *trouble(page, address.format_map(things))] for address in addresses]
            context.close()
    assert [each for each in found if len(each) > 2] == []
