"""What is odd about a logic model: orphans, loops, links that go backwards, jumps; each in plain words."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commonweal.engines.logicmodel import KINDS, Drawing, Graph, Node, draw, findings
from commonweal.engines.logicmodel.drawing import Line

CHAIN = [
    Node("money", "input", "Money"),
    Node("train", "activity", "Training"),
    Node("trained", "output", "People trained"),
    Node("jobs", "outcome", "More jobs"),
    Node("goal", "goal", "Less poverty"),
]
LINKS = [("money", "train"), ("train", "trained"), ("trained", "jobs"), ("jobs", "goal")]


def codes(nodes: list[Node], links: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    return [(found.code, *found.keys) for found in findings(Graph(nodes, links))]


def test_chain_from_input_to_goal_is_in_order() -> None:
    assert codes(CHAIN, LINKS) == []


def test_empty_model_has_nothing_to_mend() -> None:
    assert codes([], []) == []


def test_model_without_a_goal_is_told_so() -> None:
    assert codes(CHAIN[:4], LINKS[:3]) == [("no-goal",), ("leads-nowhere", "jobs")]


def test_line_that_leads_to_nothing_is_an_orphan() -> None:
    assert codes([*CHAIN, Node("report", "output", "A report")], [*LINKS, ("train", "report")]) == [
        ("leads-nowhere", "report")
    ]


def test_line_to_which_nothing_leads_is_an_orphan() -> None:
    assert codes([*CHAIN, Node("homes", "outcome", "Homes")], [*LINKS, ("homes", "goal")]) == [
        ("comes-from-nothing", "homes")
    ]


def test_only_the_last_of_a_chain_that_misses_the_goal_is_named() -> None:
    aside = [Node("print", "activity", "Printing"), Node("flyers", "output", "Flyers")]
    assert codes([*CHAIN, *aside], [*LINKS, ("money", "print"), ("print", "flyers")]) == [("leads-nowhere", "flyers")]


@pytest.mark.parametrize("first", ["train", "trained"])
def test_loop_names_all_that_are_in_it(first: str) -> None:
    nodes = sorted(CHAIN, key=lambda node: node.key != first)
    assert codes(nodes, [*LINKS, ("trained", "train")])[0][1:] in (("train", "trained"), ("trained", "train"))


def test_two_loops_are_two() -> None:
    more = [Node("a", "activity", "A"), Node("b", "activity", "B")]
    found = findings(Graph([*CHAIN, *more], [*LINKS, ("trained", "train"), ("a", "b"), ("b", "a"), ("a", "trained")]))
    assert [one.keys for one in found if one.code == "loop"] in (
        [("train", "trained"), ("a", "b")],
        [("a", "b"), ("train", "trained")],
    )


def test_link_that_goes_backwards_without_a_loop_is_named() -> None:
    nodes = [*CHAIN, Node("late", "output", "Late")]
    links = [*LINKS, ("jobs", "late"), ("late", "goal")]
    assert codes(nodes, links) == [("backwards", "jobs", "late"), ("jump", "late", "goal")]


def test_jump_over_a_kind_is_asked_about_and_is_no_mistake() -> None:
    found = findings(Graph(CHAIN, [*LINKS, ("train", "jobs")]))
    assert [(one.code, one.mends) for one in found] == [("jump", False)]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "“A report” leads to nothing. Say what it leads to, or take it out."),
        ("es", "«A report» no lleva a nada. Diga a qué lleva, o quítela."),
    ],
)
def test_finding_is_a_sentence_that_says_what_to_do(lang: str, sentence: str) -> None:
    nodes = [*CHAIN, Node("report", "output", "A report")]
    assert findings(Graph(nodes, [*LINKS, ("train", "report")]))[0].sentence(lang) == sentence


def test_link_to_a_line_that_is_not_there_is_left_out() -> None:
    assert Graph(CHAIN, [*LINKS, ("jobs", "nowhere")]).links == LINKS


STEPS = [step / 20 for step in range(1, 21)]
NUMBERED = [Node(str(number), KINDS[number % 5], f"Line {number}") for number in range(12)]
PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)).map(lambda pair: (str(pair[0]), str(pair[1]))))


def reaches(graph: Graph, start: str, end: str) -> bool:
    seen, waiting = set(), list(graph.after[start])
    while waiting:
        one = waiting.pop()
        if one == end:
            return True
        if one not in seen:
            seen.add(one)
            waiting += graph.after[one]
    return False


@given(PAIRS)
def test_loops_are_exactly_the_lines_that_lead_back_to_themselves(pairs: list[tuple[str, str]]) -> None:
    graph = Graph(NUMBERED, pairs)
    in_loops = {key for loop in graph.loops() for key in loop}
    assert in_loops == {node.key for node in NUMBERED if reaches(graph, node.key, node.key)}


@given(PAIRS)
def test_any_model_is_drawn_with_every_box_once_and_none_on_another(pairs: list[tuple[str, str]]) -> None:
    drawing = draw(Graph(NUMBERED, pairs))
    assert sorted(box.key for box in drawing.boxes) == sorted(node.key for node in NUMBERED)
    spots = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in drawing.boxes]
    over = [
        (one, two)
        for number, one in enumerate(spots)
        for two in spots[number + 1 :]
        if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
    ]
    assert over == []
    assert all(right <= drawing.width and bottom <= drawing.height for _x, _y, right, bottom in spots)


def test_kinds_stand_from_left_to_right() -> None:
    boxes = {box.key: box.x for box in draw(Graph(CHAIN, LINKS)).boxes}
    assert [key for key, _x in sorted(boxes.items(), key=lambda item: item[1])] == [node.key for node in CHAIN]


def test_outcomes_that_lead_to_outcomes_stand_after_each_other() -> None:
    nodes = [*CHAIN, Node("skills", "outcome", "Skills")]
    boxes = {box.key: box.x for box in draw(Graph(nodes, [*LINKS, ("skills", "jobs")])).boxes}
    assert boxes["skills"] < boxes["jobs"] < boxes["goal"]


@given(PAIRS)
@example([("0", "9")])
def test_no_line_runs_behind_a_box_that_it_does_not_link(pairs: list[tuple[str, str]]) -> None:
    drawing = draw(Graph(NUMBERED, pairs))
    behind = [
        (line.source, line.target, box.key)
        for line in drawing.lines
        for box in drawing.boxes
        if box.key not in (line.source, line.target) and leads_forward(drawing, line)
        if any(box.x < x < box.x + box.width and box.y < y < box.y + box.height for x, y in points_on(line.path))
    ]
    assert behind == []


def test_line_past_a_column_takes_the_gap_nearest_to_its_way() -> None:
    drawing = draw(Graph(CHAIN, [*LINKS, ("train", "jobs")]))
    passed = next(box for box in drawing.boxes if box.key == "trained")
    path = next(line.path for line in drawing.lines if (line.source, line.target) == ("train", "jobs"))
    assert f"{passed.x} {passed.y - 7}H{passed.x + passed.width}C" in path


def leads_forward(drawing: Drawing, line: Line) -> bool:
    left = {box.key: box.x for box in drawing.boxes}
    return left[line.source] < left[line.target]


def points_on(path: str) -> list[tuple[float, float]]:
    """Points along the curves and level stretches of a path."""
    found: list[tuple[float, float]] = []
    for command, text in re.findall(r"([MCH])([^MCH]*)", path):
        numbers = [float(number) for number in text.split()]
        if command == "M":
            found.append((numbers[0], numbers[1]))
        elif command == "H":
            (x1, y), x2 = found[-1], numbers[0]
            found += [(x1 + (x2 - x1) * step / 20, y) for step in range(1, 21)]
        else:
            start = found[-1]
            ends = [start, *zip(numbers[::2], numbers[1::2], strict=True)]
            weights = [((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in STEPS]
            found += [
                (sum(w * x for w, (x, _y) in zip(four, ends, strict=True)),
                 sum(w * y for w, (_x, y) in zip(four, ends, strict=True)))
                for four in weights
            ]  # fmt: skip
    return found
