"""The rounds: partners are asked, hand in their own files, and are read. The last one is still open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from commonweal.cli.demo.calendar import COUNTED_ANEW_FROM, Quarter, Times
from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.generator import Figure, everybody_asked, figures_of
from commonweal.cli.demo.partner_files import written
from commonweal.cli.demo.tables import InventedMeasure, initiative_table
from commonweal.measurement.models import Invitation, Measure, Round, Submission
from commonweal.measurement.operations.intake import Rejected, Unanswered, hand_in
from commonweal.measurement.operations.review import accept_submissions, return_submission
from commonweal.measurement.operations.rounds import RoundDraft, close_round, open_round
from commonweal.measurement.queries.incoming import IncomingFile

#: What a partner answers when its groups fall short of everybody.
NOT_STATED = {
    "en": "Some people did not state their race or ethnicity.",
    "es": "Algunas personas no indicaron su raza o etnia.",
}
#: Silent when each round closed, the oldest first: the last one closes at 37 of 40.
SILENT = ((), ("org-17",), ("org-04", "org-16", "org-32"))
#: In the open round: who sent a file with errors, who counted everybody twice and waits to be read, whom the backbone
#: asked about a figure, whose figures are read.
IN_ERROR = "org-34"
COUNTED_TWICE = "org-20"
ASKED_ABOUT = "org-33"
QUESTION = {
    "en": "Half as many people as last time. Is one of your districts missing?",
    "es": "La mitad de personas que la última vez. ¿Falta alguno de sus distritos?",
}
IN_SO_FAR = 21
READ_SO_FAR = 12


@dataclass(frozen=True)
class Asking:
    """One round to be made: its quarter, how far it lies before the open one, and its days."""

    quarter: Quarter
    before_the_open_one: int
    times: Times


def open_asking(founded: Founded, measures: Mapping[str, Measure], asking: Asking) -> Round:
    asked = {
        founded.organisations[partner]: [measures[measure.code] for measure in wanted]
        for partner, wanted in everybody_asked().items()
    }
    name = str(asking.quarter)
    draft = RoundDraft(name=name, periods=[name], due_at=asking.times.due)
    return open_round(
        by=founded.data_manager, initiative=founded.initiative, draft=draft, asked=asked, at=asking.times.opened
    )


def collect_and_close(
    founded: Founded, round_: Round, asking: Asking, silent: tuple[str, ...], step: Callable[[], None]
) -> None:
    """Everybody but the silent hands in; all is read and accepted; the round closes on its day."""
    invitations = _invitations(round_)
    came: list[Submission] = []
    for number, (partner, invitation) in enumerate(invitations.items()):
        if partner not in silent:
            at = asking.times.opened + timedelta(days=1 + number % 19, minutes=7 * number)
            came.append(hand_in_of(invitation, asking, number, at))
        step()
    accepted_at = asking.times.closed - timedelta(days=1)
    accept_submissions(by=founded.data_manager, submissions=came, at=accepted_at)
    close_round(by=founded.data_manager, round=round_, at=asking.times.closed)


def collect_so_far(founded: Founded, round_: Round, asking: Asking, at: datetime, step: Callable[[], None]) -> None:
    """Some are in and read, some wait to be read, one has errors, one was asked, the others are silent."""
    invitations = _invitations(round_)
    first = [partner for partner in invitations if partner not in (IN_ERROR, ASKED_ABOUT)][:IN_SO_FAR]
    span = at - asking.times.opened
    came: list[Submission] = []
    for number, partner in enumerate(first):
        moment = asking.times.opened + span * (number + 1) / (IN_SO_FAR + 6)
        doubled = partner == COUNTED_TWICE
        came.append(hand_in_of(invitations[partner], asking, number, moment, doubled=doubled))
        step()
    accept_submissions(by=founded.data_manager, submissions=came[:READ_SO_FAR], at=at - span / 8)
    _send_with_errors(invitations[IN_ERROR], asking, at - span / 9)
    doubtful = hand_in_of(invitations[ASKED_ABOUT], asking, 0, at - span / 10, halved=True)
    comment = QUESTION[invitations[ASKED_ABOUT].language]
    return_submission(by=founded.data_manager, submission=doubtful, comment=comment, at=at - span / 20)


def _invitations(round_: Round) -> dict[str, Invitation]:
    found = round_.invitations.select_related("organisation", "round__initiative").order_by("organisation__code")
    return {invitation.organisation.code: invitation for invitation in found}


def hand_in_of(
    invitation: Invitation, asking: Asking, number: int, at: datetime, *, halved: bool = False, doubled: bool = False
) -> Submission:
    ending, content = _file(invitation.organisation.code, asking, number, halved=halved, doubled=doubled)
    file = IncomingFile(f"{asking.quarter}.{ending}", content)
    try:
        return hand_in(by=invitation, place_in_round=invitation, file=file, answers={}, at=at)
    except Unanswered as asked:  # in a small program a few who state no race or ethnicity are a tenth of all
        told = {(one.row or 0, one.column or ""): NOT_STATED[invitation.language] for one in asked.problems}
        return hand_in(by=invitation, place_in_round=invitation, file=file, answers=told, at=at)


def _send_with_errors(invitation: Invitation, asking: Asking, at: datetime) -> None:
    """A district that does not exist and more people than there were: rejected, with a row in the ledger."""
    _, content = _file(invitation.organisation.code, asking, 0)
    lines = content.decode().split("\r\n")
    for number in (2, 3):
        cells = lines[number].split(",")
        cells[2] = "Northgate Mall"
        lines[number] = ",".join(cells)
    file = IncomingFile(f"{asking.quarter}.csv", "\r\n".join(lines).encode())
    try:
        hand_in(by=invitation, place_in_round=invitation, file=file, answers={}, at=at)
    except Rejected:
        return
    raise RuntimeError("A file with a district that does not exist was taken.")


def _file(
    partner: str, asking: Asking, style: int, *, halved: bool = False, doubled: bool = False
) -> tuple[str, bytes]:
    measures = everybody_asked()[partner]
    figures = [figure for measure in measures for figure in _figures(measure, partner, asking)]
    if halved:
        districts = sorted({figure.place for figure in figures})
        figures = [figure for figure in figures if figure.place in districts[: len(districts) // 2]]
    if doubled:
        figures = [_doubled(figure) for figure in figures]
    dimensions = [
        table["code"]
        for table in initiative_table()["dimensions"]
        if any(table["code"] in measure.dimensions for measure in measures)
    ]
    return written(figures, str(asking.quarter), dimensions, style)


def _doubled(figure: Figure) -> Figure:
    if figure.denominator is None:
        return replace(figure, value=2 * figure.value)
    top = None if figure.numerator is None else 2 * figure.numerator
    return replace(figure, numerator=top, denominator=2 * figure.denominator)


def _figures(measure: InventedMeasure, partner: str, asking: Asking) -> list[Figure]:
    counted = measure.counted_anew if asking.before_the_open_one < COUNTED_ANEW_FROM else measure
    return figures_of(counted, partner, measure.made.since - asking.before_the_open_one)
