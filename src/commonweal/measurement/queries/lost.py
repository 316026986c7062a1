"""What a release loses to protect people: numbers and people hidden, why, and splits that stay out altogether.

For the data manager's eyes only: a public page has one mark for all that is hidden.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.measurement.queries.figures import Figures
from commonweal.measurement.queries.protected import LeftOut, people_in
from commonweal.people.models import Organisation

Content = Mapping[str, Any]
SMALL, DOMINANCE, SOURCE = "small", "dominance", "source"


@dataclass(frozen=True)
class HiddenCell:
    """A figure that stays behind, why, and the people behind it."""

    code: str
    measure: Mapping[str, str]
    dimension: str
    period: str
    part: str
    category: Mapping[str, str]
    reason: str
    people: float


@dataclass(frozen=True)
class HiddenWhole:
    """A figure for all places together that does not go out: it came in hidden in a part, or it is hidden by us."""

    code: str
    measure: Mapping[str, str]
    period: str
    reason: str
    #: Whose hand-in hides a part of it.
    hidden_by: Sequence[str] = ()


@dataclass(frozen=True)
class Lost:
    """All of it. The same person stands in each split once, so people are told as a share of those in all splits."""

    cells: Sequence[HiddenCell]
    #: Numbers in splits, and people in them, shown and hidden.
    numbers: int
    people: float
    left_out: Sequence[LeftOut]
    wholes: Sequence[HiddenWhole] = ()

    @property
    def small(self) -> int:
        return sum(cell.reason == SMALL for cell in self.cells)

    @property
    def dominated(self) -> int:
        return sum(cell.reason == DOMINANCE for cell in self.cells)

    @property
    def primary(self) -> int:
        """Hidden for what they are, and not for what they would give away."""
        return self.small + self.dominated

    @property
    def complement(self) -> int:
        return len(self.cells) - self.primary

    @property
    def people_hidden(self) -> float:
        return sum(cell.people for cell in self.cells)

    @property
    def share_of_numbers(self) -> float:
        return 100 * len(self.cells) / self.numbers if self.numbers else 0.0

    @property
    def share_of_people(self) -> float:
        return 100 * self.people_hidden / self.people if self.people else 0.0


def lost_in(content: Content, figures: Figures) -> Lost:
    """Of the splits that go out; those left out are named apart."""
    cells, numbers, people = [], 0, 0.0
    names = {measure["code"]: measure for measure in content["measures"]}
    for code, splits in figures.splits.items():
        for split in splits if code in names else ():
            for cell in split["cells"]:
                if cell["hidden"]:
                    key = (code, split["definition"], split["period"], split["dimension"], cell["code"])
                    cells.append(_hidden(names[code], split, cell, figures.lost[key]))
                    people += cells[-1].people
                numbers += bool(cell["hidden"] or cell["value"] is not None)
                people += people_in(names[code]["kind"], cell)
    left_out = [each for each in figures.left_out if each.measure in names]
    return Lost(cells, numbers, people, left_out, list(_wholes(content, figures)))


def _wholes(content: Content, figures: Figures) -> Iterator[HiddenWhole]:
    names = dict(Organisation.objects.values_list("code", "name")) if figures.hidden_at_source else {}
    for measure in content["measures"]:
        for point in measure["series"]:
            if point["status"] == "suppressed":
                code, period = measure["code"], point["period"]
                partners = figures.hidden_at_source.get((code, period))
                ours = DOMINANCE if "guarded" in measure else SMALL
                hidden_by = [names.get(partner, partner) for partner in partners or () if partner]
                yield HiddenWhole(code, measure["name"], period, ours if partners is None else SOURCE, hidden_by)


def _hidden(measure: Content, split: Content, cell: Content, people: float) -> HiddenCell:
    where = (measure["code"], measure["name"], split["dimension"], split["period"])
    return HiddenCell(*where, cell["code"], cell["name"], cell["hidden"], people)
