"""What was answered in a survey, as it becomes public, and what the door asks before it lets that out.

The room above makes the content; this one trusts none of it. Nothing stands below the floor, no group's figures leave
a small rest, and nothing can be taken away from what was public before so that a few people are left.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.engines.psychometrics.spread import stand_together
from commonweal.publication.content import FORMAT, NotPublishable

#: Nobody publishes of fewer, whatever a survey says.
FLOOR = 5
KIND = "answers"
PARTS = ("initiative", "survey", "groups", "scales", "choices", "numbers", "comments", "gaps", "methods")
#: All who answered, and those of no group that is told apart.
ALL, REST = "", "+rest"

Content = Mapping[str, Any]


class ComesTooClose(NotPublishable):  # noqa: N818 (what the content is)
    """Beside what was public before it would tell of a few people. `question` is its text in both languages."""

    def __init__(self, question: Mapping[str, str]) -> None:
        self.question = question
        super().__init__(f"{question['en']}: beside what was public before, this would tell of a few people.")


@dataclass(frozen=True)
class Counted:
    """How many gave which answer to one question: all, or one group."""

    question: str
    text: Mapping[str, str]
    group: str
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        return sum(self.counts)


def is_of_answers(content: Content) -> bool:
    return content.get("kind") == KIND


def check_answers(content: Content, before: Sequence[Content], *, slug: str) -> None:
    """Refuse what is no whole summary of this initiative, or tells of too few; raises NotPublishable."""
    absent = [part for part in PARTS if part not in content]
    if content.get("format") != FORMAT or absent:
        raise NotPublishable(f"A summary has format {FORMAT} and the parts {', '.join(PARTS)}; absent: {absent}.")
    if content["initiative"]["slug"] != slug:
        raise NotPublishable(f"These are the answers of {content['initiative']['slug']}, not of {slug}.")
    if not any(content[part] for part in ("scales", "choices", "numbers", "comments")):
        raise NotPublishable("Nothing was chosen for this summary.")
    floor = floor_of(content)
    tables = list(tables_of(content))
    _refuse_small(content, tables, floor)
    _refuse_groups_that_stand_together(tables)
    for table in tables:
        _refuse_what_is_left(table, before, content, floor)
    _refuse_small_rests(content, before, floor)


def floor_of(content: Content) -> int:
    return max(FLOOR, content["survey"]["floor"])


def tables_of(content: Content) -> Iterator[Counted]:
    """Every count that it shows, and what follows for who belongs to no group."""
    for scale in content["scales"]:
        for one in scale["questions"]:
            if one["counts"] is not None:
                yield Counted(one["id"], one["text"], ALL, tuple(one["counts"]))
                yield from _groups_of(one)
    for one in content["choices"]:
        for answer in one["answers"] or ():
            # Each answer by itself: of several that may be ticked, the counts come to more than the people.
            name = f"{one['id']}={answer['code']}"
            yield Counted(name, one["text"], ALL, (answer["n"], one["n"] - answer["n"]))


def _groups_of(one: Content) -> Iterator[Counted]:
    if not one["groups"]:
        return
    rest = list(one["counts"])
    for group in one["groups"]:
        yield Counted(one["id"], one["text"], group["code"], tuple(group["counts"]))
        rest = [left - count for left, count in zip(rest, group["counts"], strict=True)]
    if min(rest) < 0:
        raise NotPublishable(f"{one['id']}: the groups come to more than all.")
    yield Counted(one["id"], one["text"], REST, tuple(rest))


def _refuse_small(content: Content, tables: Sequence[Counted], floor: int) -> None:
    for table in tables:
        if 0 < table.n < floor:
            raise NotPublishable(f"{table.question} {table.group}: {table.n} people, which is below {floor}.")
    counted = [*content["choices"], *content["numbers"], *content["comments"]]
    small = [one["id"] for one in counted if one["n"] is not None and 0 < one["n"] < floor]
    if small:
        raise NotPublishable(f"Fewer than {floor} people answered {', '.join(small)}.")


def _refuse_groups_that_stand_together(tables: Sequence[Counted]) -> None:
    """Everybody would know how each of the group stands; of those who are left over, too."""
    for table in tables:
        if table.group != ALL and stand_together(table.counts):
            raise NotPublishable(f"{table.question} {table.group}: all of the group stand on one side.")


def _refuse_what_is_left(table: Counted, before: Sequence[Content], content: Content, floor: int) -> None:
    """Held against each earlier summary of the same questions.

    Of the same survey a figure is the same or it is refused: the difference would be somebody who was erased since.
    Of another survey it is refused where the one looks like the other with a few people more.
    """
    for earlier in before:
        if earlier["survey"]["instrument"] != content["survey"]["instrument"]:
            continue
        is_same = earlier["survey"]["key"] == content["survey"]["key"]
        for known in tables_of(earlier):
            if (known.question, known.group) != (table.question, table.group):
                continue
            differs = known.counts != table.counts
            if (is_same and table.group != REST and differs) or (differs and _is_few_more(known, table, floor)):
                raise ComesTooClose(table.text)


def _is_few_more(one: Counted, other: Counted, floor: int) -> bool:
    """All counts of the one hold those of the other, and fewer than the floor are left."""
    if len(one.counts) != len(other.counts):
        return False
    apart = [a - b for a, b in zip(one.counts, other.counts, strict=True)]
    return abs(sum(apart)) < floor and (min(apart) >= 0 or max(apart) <= 0)


def _refuse_small_rests(content: Content, before: Sequence[Content], floor: int) -> None:
    """Groups that were told at different times are known together: what is left of all must not be small either."""
    told: dict[str, dict[str, Counted]] = {}
    same = [one for one in before if one["survey"]["key"] == content["survey"]["key"]]
    for table in (table for one in (*same, content) for table in tables_of(one) if table.group != REST):
        told.setdefault(table.question, {})[table.group] = table
    for by_group in told.values():
        left = by_group[ALL].n - sum(table.n for group, table in by_group.items() if group != ALL)
        if len(by_group) > 1 and 0 < left < floor:
            raise ComesTooClose(by_group[ALL].text)
