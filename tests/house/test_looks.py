"""What looks at pages finds what it is there to find."""

from pathlib import Path
from typing import Any

import pytest

from tests.looks import faults, trouble

WELL = '<html lang="en"><title>A page</title><main><h1>A page</h1>{}</main></html>'
BUTTON = '<button style="width: 10px; height: 10px; padding: 0; border: 0" aria-label="{}"></button>'
PLANTED = {
    "color-contrast": WELL.format('<p style="color: #aaa; background: #fff">Pale words.</p>'),
    "label": WELL.format("<input type='text'>"),
    "html-has-lang": WELL.format("").replace(' lang="en"', ""),
    "target-size": WELL.format(BUTTON.format("one") + BUTTON.format("two")),
    "image-alt": WELL.format("<img src='data:,'>"),
    "region": WELL.format("").replace("<main>", "<p>Outside of all parts.</p><main>"),
    "scrolls sideways": WELL.format('<p style="width: 3000px">Wide.</p>'),
}


def test_looks_find_each_fault_that_was_planted(chromium: Any, tmp_path: Path) -> None:
    page = chromium.new_context(base_url=tmp_path.as_uri()).new_page()
    found = {}
    for fault, words in {"": WELL.format(""), **PLANTED}.items():
        page.set_content(words)
        found[fault] = [one if isinstance(one, str) else one[0] for one in faults(page)]
    page.context.close()
    assert found == {"": []} | {fault: [fault] for fault in PLANTED}


@pytest.mark.django_db(transaction=True)
def test_looks_tell_where_one_came_to_instead(chromium: Any, live_server: Any, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("initiative")
    page = chromium.new_context(base_url=live_server.url).new_page()
    went = [trouble(page, address) for address in ("/no/such/page/", "/home/", "/sign-in/")]
    as_expected = trouble(page, "/no/such/page/", 404)
    page.context.close()
    assert went == [
        ["/no/such/page/", 404, f"{live_server.url}/no/such/page/"],
        ["/home/", 200, f"{live_server.url}/sign-in/?next=/home/"],
        ["/sign-in/"],
    ]
    assert as_expected == ["/no/such/page/"]
