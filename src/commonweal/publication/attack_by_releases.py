"""What two releases side by side tell of those who came in between, asked before the later one goes out.

Of a share they tell three counts: who came and is counted, who came and is not, and who came at all. The whole may say
how few came late; a part may not.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from commonweal.publication.attack_words import Exposed, moved_by_few
from commonweal.publication.readers_tables import ADDED

Content = Mapping[str, Any]


def exposed_by_moves(content: Content, earlier: Sequence[Content], *, minimum: int) -> Iterator[Exposed]:
    """Parts that moved by fewer people than the minimum since an earlier release showed them."""
    for measure in content["measures"]:
        before = [each for one in earlier for each in one["measures"] if each["code"] == measure["code"]]
        for split in measure["splits"]:
            old = [each for one in before for each in one["splits"] if _is_same(each, split)]
            for cell in split["cells"]:
                then = [row for each in old for row in each["cells"] if row["code"] == cell["code"]]
                if any(_moved_by_few(row, cell, measure["places_rule"], minimum) for row in then):
                    where = (split["period"], split["dimension"], cell["code"])
                    yield Exposed(measure["code"], split["period"], moved_by_few(content, measure, where, minimum))


def _is_same(then: Content, now: Content) -> bool:
    """What was counted by another definition is another figure; releases before there were versions do not say."""
    alike = all(then[name] == now[name] for name in ("period", "dimension"))
    return alike and then.get("definition", now.get("definition")) == now.get("definition")


def _moved_by_few(then: Content, now: Content, rule: str, minimum: int) -> bool:
    counts, before = _counts(now, rule), _counts(then, rule)
    return any(0 < abs(counts[line] - before[line]) < minimum for line in counts.keys() & before.keys())


def _counts(row: Content, rule: str) -> dict[str, float]:
    found = {line: row[line] for line in ("numerator", "denominator") if row[line] is not None}
    if len(found) == 2:
        found["others"] = found["denominator"] - found["numerator"]
    if not found and rule == ADDED and row["value"] is not None:
        found["value"] = row["value"]
    return found
