"""What was answered, as one table: the only way in which readings, exports and work plans see answers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import Http404

from commonweal.commitments.rules import works_at
from commonweal.engines import questionnaires
from commonweal.engines.questionnaires import Instrument, shown_items
from commonweal.governance import rules as seats
from commonweal.instruments import rules
from commonweal.instruments.models import Sheet, Survey
from commonweal.instruments.queries.audience import told_apart
from commonweal.instruments.queries.surveys import slips_out
from commonweal.people.models import Organisation

OF_SHEETS = ("invitation__person", "invitation__organisation")


@dataclass(frozen=True)
class Answers:
    """A column for each item, a row for each sheet; rows stand in an order that says nothing.

    `columns[item.id][row]` is the answer, None where none was given; what an item about the time before was answered
    stands under `item.then_id`. `groups[row]` is the group of the respondent, empty where it is not told.
    """

    survey: Survey
    instrument: Instrument
    columns: Mapping[str, tuple[Any, ...]]
    #: `asked[item.id][row]`: whether the item was shown there at all. None of what was not asked is no answer missing.
    asked: Mapping[str, tuple[bool, ...]]
    groups: tuple[str, ...]
    #: Of how many people; None where nobody knows, as in a room whose people were not counted.
    n_invited: int | None
    #: How many sent answers. There may be more of these than rows: fewer than the floor are neither shown nor kept.
    n_answered: int
    #: A pseudonym that is the same in each survey of the initiative, for pseudonymous surveys; else empty strings.
    codes: tuple[str, ...]
    #: Names, for data managers and of named surveys alone; else empty strings.
    names: tuple[str, ...]
    #: For whom a sheet answers, of named surveys that ask organizations: to data managers; to others one's own sheet,
    #: and those of one's organization once there are the floor's number of them. Else None.
    organisations: tuple[Organisation | None, ...]

    @property
    def n(self) -> int:
        """The rows."""
        return len(self.groups)

    @property
    def is_withheld(self) -> bool:
        """Fewer answered than the floor, so there is nothing to read."""
        return self.n == 0 and self.n_answered > 0

    @cached_property
    def splits(self) -> tuple[str, ...]:
        """The groups that may be told apart, each with the floor's number of sheets at least."""
        return tuple(sorted({group for group in self.groups if group}))

    def of_group(self, item: str, group: str) -> tuple[Any, ...]:
        """One item's answers of one group."""
        return tuple(value for value, of in zip(self.columns[item], self.groups, strict=True) if of == group)


def answers_of(reader: Any, survey: Survey, at: datetime) -> Answers:
    """The answers of a survey, as far as this reader may see them; raises Http404 where they do not exist for them.

    Of an anonymous or pseudonymous survey nothing exists before its close, for anybody.
    """
    if not rules.may_read_results(reader, survey, at):
        raise Http404
    with_names = survey.mode == Survey.Mode.NAMED and rules.may_run(reader, survey, at)
    sheets = _sheets(survey, with_names=with_names)
    return replace(
        _answers(survey, sheets, with_names=with_names),
        codes=tuple(sheet.code_hash for sheet in sheets),
        organisations=_organisations(reader, survey, sheets, at),
    )


def answers_for_everybody(survey: Survey) -> Answers:
    """As somebody may know them who knows nobody here: no names, no codes, no organizations, nothing below the floor.

    For what becomes public through a release; whoever asks for it has been asked who they are.
    """
    return _answers(survey, _sheets(survey, with_names=False), with_names=False)


def _sheets(survey: Survey, *, with_names: bool) -> list[Sheet]:
    """Fewer than the floor are told to whoever sees names anyway, and to nobody else."""
    found = list(Sheet.objects.filter(survey=survey, state=Sheet.State.SENT).select_related(*OF_SHEETS))
    return found if with_names or len(found) >= survey.floor else []


def _answers(survey: Survey, sheets: Sequence[Sheet], *, with_names: bool) -> Answers:
    instrument = survey.questions
    told = set(survey.splits)
    if not with_names:
        told = told_apart((sheet.respondents for sheet in sheets), survey.floor, survey.splits)
    by_invitation = survey.invitations.filter(has_answered=True).count()
    return Answers(
        survey=survey,
        instrument=instrument,
        columns={key: tuple(sheet.answers.get(key) for sheet in sheets) for key in keys_of(instrument)},
        asked=_asked(instrument, sheets),
        groups=tuple(sheet.respondents if sheet.respondents in told else "" for sheet in sheets),
        n_invited=_asked_in_all(survey),
        n_answered=by_invitation + survey.without_invitation,
        codes=("",) * len(sheets),
        names=tuple(str(sheet.invitation.person) if with_names and sheet.invitation else "" for sheet in sheets),
        organisations=(None,) * len(sheets),
    )


def _asked_in_all(survey: Survey) -> int | None:
    """None where nobody counted the room."""
    if survey.by_slips:
        return slips_out(survey)
    return survey.people_in_room if survey.is_open_in_room else survey.invitations.count()


def _organisations(
    reader: Any, survey: Survey, sheets: Sequence[Sheet], at: datetime
) -> tuple[Organisation | None, ...]:
    if survey.mode != Survey.Mode.NAMED:
        return (None,) * len(sheets)
    on, own = seats.today(survey.initiative, at), getattr(reader, "pk", None)
    asked = [sheet.invitation for sheet in sheets if sheet.invitation]
    counts = Counter(one.organisation for one in asked)
    manages = rules.may_run(reader, survey, at)
    # Who knows the whole and their own organization's would know the rest, too.
    large = {of for of, n in counts.items() if n >= survey.floor and len(sheets) - n not in range(1, survey.floor)}
    told = {of for of in counts if manages or (of in large and works_at(reader, of, on))}
    return tuple(one.organisation if one.organisation in told or one.person_id == own else None for one in asked)


def _asked(instrument: Instrument, sheets: Sequence[Sheet]) -> dict[str, tuple[bool, ...]]:
    shown = [{item.id for item in shown_items(instrument, sheet.answers)} for sheet in sheets]
    return {item.id: tuple(item.id in one for one in shown) for item in instrument.in_order}


def keys_of(instrument: Instrument) -> list[str]:
    """Under which the answers of a sheet stand, in the order of asking."""
    return [key for item in instrument.in_order for key in questionnaires.keys_of(item)]
