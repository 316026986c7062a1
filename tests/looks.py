"""How every page has to look in a real browser, whatever a test came for: open to all senses, no wider than the screen.

All that looks goes through here, so that every page is held against the same rules and no test pays for more than
it reads: only the faults come back from the browser.
"""

from typing import Any
from weakref import WeakSet

from axe_playwright_python.sync_playwright import Axe

#: Every rule but axe's experiments, and the size of what a thumb presses, which axe leaves out unless it is asked.
#: Style sheets and films of other servers are not fetched: our pages have none.
LOOK = """async () => {
  if (!window.axe) return null;
  const rules = {"target-size": {enabled: true}};
  const found = await axe.run({resultTypes: ["violations"], preload: false, rules});
  return {
    faults: found.violations.map(one => [one.id, one.nodes[0].html.slice(0, 100)]),
    isWide: document.documentElement.scrollWidth > innerWidth,
  };
}"""
#: Visitors whose every further page brings axe along: half a megabyte is not sent again for each.
WITH_AXE: WeakSet[Any] = WeakSet()


def faults(page: Any) -> list[Any]:
    """What is wrong with what stands before the reader now: a rule and the first element that breaks it."""
    page.wait_for_load_state()
    if (seen := page.evaluate(LOOK)) is None:
        page.evaluate(Axe().axe_script)
        seen = page.evaluate(LOOK)
    return [*seen["faults"], *(["scrolls sideways"] if seen["isWide"] else [])]


def trouble(page: Any, address: str, status: int = 200) -> list[Any]:
    """Goes there. The address, what is wrong with the page, and where one came to instead."""
    if page.context not in WITH_AXE:
        page.context.add_init_script(Axe().axe_script)
        WITH_AXE.add(page.context)
    answer = page.goto(address)
    has_arrived = answer.status == status and answer.request.redirected_from is None
    return [address, *faults(page), *([] if has_arrived else [answer.status, page.url])]


def faults_unfolded(page: Any) -> list[Any]:
    page.wait_for_load_state()
    fold_out(page)
    return faults(page)


def fold_out(page: Any) -> None:
    """Opens all that a reader can open."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
