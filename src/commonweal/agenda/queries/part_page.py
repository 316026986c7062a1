"""The page of one part: its words until now, and what is said about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.agenda import rules
from commonweal.agenda.models import Comment, Outcome, Strategy, Wording
from commonweal.agenda.queries.authors import names_of
from commonweal.agenda.queries.draft import label_of, part_exists, part_of_something, threads_of, wordings_of
from commonweal.agenda.sections import FIXED
from commonweal.governance.models import Initiative


@dataclass(frozen=True)
class SaidBy:
    comment: Comment
    name: str


@dataclass(frozen=True)
class Thread:
    first: SaidBy
    answers: list[SaidBy]
    may_settle: bool

    @property
    def is_settled(self) -> bool:
        return self.first.comment.resolved_at is not None


@dataclass(frozen=True)
class WrittenBy:
    """A wording, with the one before it, so that what changed can be read."""

    wording: Wording
    before: Wording | None
    name: str


@dataclass(frozen=True)
class PartPage:
    key: str
    label: str
    help: str
    wordings: list[WrittenBy]
    threads: list[Thread]
    may_write: bool
    strategy: Strategy | None
    outcome: Outcome | None

    @property
    def newest(self) -> Wording | None:
        return self.wordings[0].wording if self.wordings else None

    @property
    def open_threads(self) -> list[Thread]:
        return [thread for thread in self.threads if not thread.is_settled]

    @property
    def settled_threads(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.is_settled]


def part_page(reader: Any, initiative: Initiative, key: str, at: datetime) -> PartPage:
    if not rules.may_read_draft(reader, initiative, at) or not part_exists(initiative, key):
        raise Http404
    wordings, comments = wordings_of(initiative, key), threads_of(initiative, key)
    said = [each for comment in comments for each in (comment, *comment.answered_by.all())]
    names = names_of([*(wording.written_by for wording in wordings), *(each.written_by for each in said)])
    something = part_of_something(initiative, key)
    may_write = rules.may_draft(reader, initiative, at)
    return PartPage(
        key,
        label_of(initiative, key),
        str(FIXED[key].help) if key in FIXED else "",
        [
            WrittenBy(wording, before, names[wording.written_by])
            for wording, before in zip(wordings, [*wordings[1:], None], strict=False)
        ],
        [
            Thread(
                SaidBy(comment, names[comment.written_by]),
                [SaidBy(answer, names[answer.written_by]) for answer in comment.answered_by.all()],
                may_write or comment.written_by == getattr(reader, "actor_id", None),
            )
            for comment in comments
        ],
        may_write,
        something if isinstance(something, Strategy) else None,
        something if isinstance(something, Outcome) else None,
    )
