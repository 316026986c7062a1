"""Trust and value as others say it: only in steps, only of enough raters, and never what one says of another."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.engines.networks.scores import TRUST, VALUE, Rating, Score, mean_of, score_of, scores_received
from commonweal.engines.networks.showing import FEWEST_RATERS, band_of, may_show
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.instruments.models import NetworkWave, TieRating, TieStatement, WaveScore
from commonweal.instruments.sealed_ratings import opened
from commonweal.people.models import Organisation

QUESTIONS = {WaveScore.Scale.TRUST: TRUST, WaveScore.Scale.VALUE: VALUE}
#: The organisation, None for the whole network, and the scale.
What = tuple[int | None, str]


@dataclass(frozen=True)
class WorkedOut:
    """A score before it is kept: `low` is None where it may not be shown."""

    organisation: int | None
    scale: str
    low: float | None
    raters: int | None


@dataclass(frozen=True)
class ShownScore:
    """A score for who may read it: between `low` and `high`, of so many raters, of the day `on`."""

    scale: str
    low: float
    high: float
    raters: int
    on: date


def worked_out(initiative: Initiative, rows: Sequence[TieRating]) -> list[WorkedOut]:
    """The scores of a wave that is taken now, of each organization and of the network, hidden where they must be."""
    now, speakers = _ratings(rows), _speakers(initiative)
    waves = NetworkWave.objects.filter(initiative=initiative)
    earlier = [(_shown(wave), _ratings(TieRating.objects.filter(pk__in=wave.held))) for wave in waves]
    found = []
    for organisation in [None, *sorted({rating.rated for rating in now})]:
        for scale, questions in QUESTIONS.items():
            key = None if organisation is None else int(organisation)
            then = [
                _by_speaker(_said(old, organisation, questions), speakers)
                for shown, old in earlier
                if (key, scale) in shown
            ]
            said = _by_speaker(_said(now, organisation, questions), speakers)
            score = _score(now, organisation, questions)
            shown = score.mean is not None and score.raters >= FEWEST_RATERS and may_show(said, then)
            low = band_of(score.mean) if shown and score.mean is not None else None
            found.append(WorkedOut(key, scale, low, score.raters if shown else None))
    return found


def ratings_that_hold(initiative: Initiative, on: date) -> list[TieRating]:
    """Between organizations that take part that day."""
    there = initiative.participations.filter(seats.in_term(on), organisation__merged_into=None).values("organisation")
    return list(TieRating.objects.filter(initiative=initiative, replaced_at=None, rater__in=there, rated__in=there))


def _ratings(rows: Iterable[TieRating]) -> list[Rating]:
    return [Rating(str(row.rater_id), str(row.rated_id), opened(row.sealed)) for row in rows]


def _said(ratings: Iterable[Rating], organisation: str | None, questions: Iterable[str]) -> Mapping[str, Hashable]:
    """By rater, all that counts towards a score."""
    asked = tuple(questions)
    found: dict[str, set[Hashable]] = {}
    for rating in ratings:
        answers = tuple(rating.answers.get(question) for question in asked)
        if organisation in (None, rating.rated) and any(answer is not None for answer in answers):
            found.setdefault(rating.rater, set()).add((rating.rated, answers))
    return {rater: frozenset(said) for rater, said in found.items()}


def _speakers(initiative: Initiative) -> dict[str, str]:
    """By organization, who spoke for it last."""
    spoke = TieStatement.objects.filter(initiative=initiative).exclude(said_by=None).order_by("said_at", "pk")
    return {str(organisation): str(by) for organisation, by in spoke.values_list("organisation", "said_by")}


def _by_speaker(said: Mapping[str, Hashable], speakers: Mapping[str, str]) -> Mapping[str, Hashable]:
    """Organizations for which one person speaks count as one: else somebody could invent four and know the fifth."""
    found: dict[str, set[Hashable]] = {}
    for rater, words in said.items():
        found.setdefault(speakers.get(rater, rater), set()).add((rater, words))
    return {speaker: frozenset(all_said) for speaker, all_said in found.items()}


def _score(ratings: list[Rating], organisation: str | None, questions: Iterable[str]) -> Score:
    if organisation is not None:
        return score_of(
            [scores_received(ratings, question).get(organisation, Score(None, 0)) for question in questions]
        )
    if len({rating.rated for rating in ratings}) < FEWEST_RATERS:
        return Score(None, 0)
    return score_of([_of_network(ratings, question) for question in questions])


def _of_network(ratings: list[Rating], question: str) -> Score:
    """The mean of all answers, and of how many organizations they are."""
    answered = [rating for rating in ratings if rating.answers.get(question) is not None]
    raters = {rating.rater for rating in answered}
    return Score(mean_of(rating.answers[question] for rating in answered), len(raters))


def _shown(wave: NetworkWave) -> set[What]:
    kept = WaveScore.objects.filter(wave=wave, low__isnull=False)
    return set(kept.values_list("organisation", "scale"))


def network_scores(initiative: Initiative, until: date) -> list[ShownScore]:
    """Of the whole network, the last of each scale that could be shown. For members."""
    return _last(initiative, None, until)


def own_scores(initiative: Initiative, organisation: Organisation, until: date) -> list[ShownScore]:
    """What others say of an organization: for those who speak for it, who are asked for in `own_organisation`."""
    return _last(initiative, organisation, until)


def _last(initiative: Initiative, organisation: Organisation | None, until: date) -> list[ShownScore]:
    found: dict[str, ShownScore] = {}
    kept = WaveScore.objects.filter(
        wave__initiative=initiative, wave__on__lte=until, organisation=organisation, low__isnull=False
    )
    for score in kept.select_related("wave").order_by("wave__on"):
        low = float(score.low or 0)
        found[score.scale] = ShownScore(score.scale, low, low + 0.5, score.raters or 0, score.wave.on)
    return [found[scale] for scale in QUESTIONS if scale in found]


def rated_on(initiative: Initiative, organisation: Organisation, other: Organisation) -> date | None:
    """The day on which one last rated the other, for the one; what it chose is not shown, not even to itself."""
    held = TieRating.objects.filter(initiative=initiative, rater=organisation, rated=other, replaced_at=None).first()
    return seats.today(initiative, held.said_at) if held else None
