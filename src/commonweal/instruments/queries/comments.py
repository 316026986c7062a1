"""What people wrote in their own words, and what it is about.

Each question stands alone, its comments in the order of a hash of their words: neither the page nor what is kept says
which comments came from one sheet.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.engines.questionnaires import Item
from commonweal.instruments import rules
from commonweal.instruments.models import CommentCode, Survey
from commonweal.instruments.queries.answers import Answers, answers_of
from commonweal.instruments.queries.results import floor_of


@dataclass(frozen=True, order=True)
class Comment:
    """The same words are one comment, however many wrote them."""

    key: str
    text: str
    n: int
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Comments:
    """Of one question. `is_hidden` where fewer than the floor wrote something."""

    item: Item
    comments: tuple[Comment, ...]
    is_hidden: bool
    #: Every code in use in this survey.
    known: tuple[str, ...]
    #: All questions with words of people's own, and how many wrote something to each.
    questions: tuple[tuple[Item, int], ...]

    @property
    def uncoded(self) -> int:
        return sum(not comment.codes for comment in self.comments)


def key_of(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()


def comments_of(reader: Any, survey: Survey, item: str, at: datetime) -> Comments:
    """For whoever runs the survey; the first question with words of people's own where none is named."""
    if not rules.may_run(reader, survey, at):
        raise Http404
    answers = answers_of(reader, survey, at)
    questions = tuple(questions_with_words(answers))
    found = next((one for one, _n in questions if one.id == item or not item), None)
    if found is None:
        raise Http404
    codes = _codes(survey)
    written = _written(answers, found.id)
    hidden = 0 < sum(written.values()) < floor_of(answers)
    comments = sorted(
        Comment(key_of(text), text, n, tuple(sorted(codes[found.id][key_of(text)]))) for text, n in written.items()
    )
    known = sorted({code for of in codes.values() for given in of.values() for code in given})
    return Comments(found, () if hidden else tuple(comments), hidden, tuple(known), questions)


def written_comments(answers: Answers) -> Iterator[tuple[Item, tuple[Comment, ...]]]:
    """By question, in an order of their words; nothing where fewer than the floor wrote."""
    codes = _codes(answers.survey)
    for item, n in questions_with_words(answers):
        if n and n >= floor_of(answers):
            written = _written(answers, item.id).items()
            found = [Comment(key_of(text), text, k, tuple(sorted(codes[item.id][key_of(text)]))) for text, k in written]
            yield item, tuple(sorted(found))


def questions_with_words(answers: Answers) -> list[tuple[Item, int]]:
    """And how many wrote something to each."""
    asked = [item for item in answers.instrument.in_order if item.kind == "text"]
    return [(item, sum(_written(answers, item.id).values())) for item in asked]


def coded(answers: Answers) -> dict[str, list[tuple[str, int]]]:
    """By question: how many comments are about what, the most first; nothing of fewer than the floor."""
    codes = _codes(answers.survey)
    told = {}
    for item, n in questions_with_words(answers):
        if n and n >= floor_of(answers):
            counted: Counter[str] = Counter()
            for text, times in _written(answers, item.id).items():
                counted.update(dict.fromkeys(codes[item.id][key_of(text)], times))
            told[item.id] = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return told


def _written(answers: Answers, item: str) -> Mapping[str, int]:
    return Counter(str(text).strip() for text in answers.columns[item] if text and str(text).strip())


def _codes(survey: Survey) -> Mapping[str, Mapping[str, set[str]]]:
    """By question, by comment."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for given in CommentCode.objects.filter(survey=survey):
        found[given.item][given.text_hash].add(given.code)
    return found
