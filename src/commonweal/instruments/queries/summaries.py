"""What of a closed survey may become public, for whoever may choose it.

It is read from the answers as somebody knows them who knows nobody here, whoever asks for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.governance.models import Initiative
from commonweal.instruments import rules
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.answers import answers_for_everybody
from commonweal.instruments.queries.comments import Comment, written_comments
from commonweal.instruments.queries.results import ChoiceAnswers, Results, ScaleAnswers, ScaleResult, results_from
from commonweal.publication.models import Publication
from commonweal.publication.queries import summaries_that_stand


@dataclass(frozen=True)
class Chosen:
    """What is to become public: scales and questions by code, comments by question and by the hash of their words."""

    scales: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    with_groups: bool = False
    comments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Offer:
    """What there is to choose from; what too few answered is not here."""

    survey: Survey
    results: Results
    comments: tuple[tuple[Any, tuple[Comment, ...]], ...]

    @property
    def scales(self) -> list[ScaleResult]:
        return [one for one in self.results.scales if any(item.spread and item.spread.n for item in one.items)]

    @property
    def choices(self) -> list[ChoiceAnswers]:
        return [one for one in self.results.choices if one.chosen and one.n]

    @property
    def numbers(self) -> list[Any]:
        return [item for item, found in self.results.numbers if found and found.n]

    @property
    def alike(self) -> list[ScaleAnswers]:
        """Where all gave the same answer, everybody knows what each one said."""
        return [one for scale in self.scales for one in scale.items if one.spread and is_alike(one.spread.counts)]


def survey_to_publish(reader: Any, initiative: Initiative, number: int, at: datetime) -> Survey:
    """Raises Http404 for whoever may not publish it."""
    rows = Survey.objects.select_related("version__instrument", "initiative", "group")
    survey = rows.filter(initiative=initiative, pk=number).first()
    if survey is None or not rules.may_publish(reader, survey, at):
        raise Http404
    return survey


def offer(reader: Any, survey: Survey, at: datetime) -> Offer:
    """For whoever may publish it; raises Http404 for everybody else, and where there is nothing to tell."""
    if not rules.may_publish(reader, survey, at):
        raise Http404
    answers = answers_for_everybody(survey)
    if not answers.n:
        raise Http404
    return Offer(survey, results_from(answers), tuple(written_comments(answers)))


def says_the_same(survey: Survey, seal: str) -> Publication | None:
    """The newest release that stands and tells exactly what bears this seal."""
    return summaries_that_stand(survey.initiative, survey.key).filter(content_sha256=seal).first()


def is_alike(counts: Mapping[Any, int]) -> bool:
    """All gave the same answer."""
    return sum(count > 0 for count in counts.values()) == 1
