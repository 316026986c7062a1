"""Columns that were not recognised: which of theirs is which of ours, and what they said last time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from commonweal.engines.measures import Collection
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.measurement.models import Invitation
from commonweal.measurement.queries.collections import collection_for_invitation
from commonweal.measurement.queries.headings import LANGUAGES, words_of_role
from commonweal.measurement.queries.incoming import EVERY_ROW, IncomingFile
from commonweal.measurement.queries.reading import PARTS, Reading, read_incoming

MOST_TO_CHOOSE_FROM = 200


@dataclass(frozen=True)
class ColumnToChoose:
    """One column that we need, and the headers of theirs among which it may be."""

    role: str
    words: str
    is_needed: bool
    theirs: list[str]
    #: The one of theirs that looks like it.
    guess: str = ""
    #: Without such a column: what every row may be about, and how people call it.
    every_row: Sequence[tuple[str, str]] = ()


def columns_to_choose(reading: Reading, language: str) -> list[ColumnToChoose]:
    theirs = reading.headers
    collection = reading.collection
    optional = {*collection.dimensions, *PARTS, *reading.filled_in}
    if collection.parts_suffice and all(set(PARTS) <= set(measure.requires) for measure in collection.measures):
        optional.add("value")
    names = collection.aliases.get("column", {})
    there = {column.role for column in reading.validated.columns}
    found = []
    for problem in reading.missing_columns:
        role = str(problem.params.get("name", problem.column))
        for needed in ("measure", "value") if role == "measure" else (role,):
            if needed in there:
                continue
            there.add(needed)
            words = words_of_role(needed, language, names)
            guess = reading.unread_periods[0] if needed == "period" and reading.unread_periods else ""
            every_row = _places(collection) if needed == "place" else ()
            found.append(ColumnToChoose(needed, words, needed not in optional, theirs, guess, every_row))
    if found:
        found += [
            ColumnToChoose(part, words_of_role(part, language, names), False, theirs)
            for part in PARTS
            if part not in there and any(part in measure.requires for measure in collection.measures)
        ]
    return sorted(found, key=lambda choice: not choice.is_needed)


def refuse_too_many_to_choose(reading: Reading) -> None:
    """Nobody finds a column of theirs in a list of thousands; a sentence says how the columns are to be called."""
    if not reading.missing_columns or len(reading.headers) <= MOST_TO_CHOOSE_FROM:
        return
    names = {}
    for language in LANGUAGES:
        choices = columns_to_choose(reading, language)
        names[language] = ", ".join(each.words for each in choices if each.is_needed or not choices[0].is_needed)
    count = f"{len(reading.headers):,}"
    raise UnreadableFile("too-many-to-choose", count=count, known=names["en"], known_es=names["es"])


def _places(collection: Collection) -> list[tuple[str, str]]:
    names: dict[str, str] = {}
    for name, code in collection.aliases.get("place", {}).items():
        names.setdefault(code, name)
    return [(EVERY_ROW + code, names.get(code, code)) for code in collection.places]


def with_chosen(mapping: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    """What was chosen now (our column -> theirs), and of what was chosen before all that it does not replace."""
    kept = {theirs: ours for theirs, ours in mapping.items() if ours not in chosen}
    return kept | {theirs: ours for ours, theirs in chosen.items() if theirs}


def remembered_mapping(invitation: Invitation, file: IncomingFile) -> IncomingFile:
    """The choice of last time holds again where the file has the same headers; else the question is put anew."""
    newest = (
        invitation.organisation.submissions.filter(initiative=invitation.round.initiative)
        .exclude(understood__mapping={})
        .order_by("-receipt__sequence")
        .first()
    )
    mapping = newest.understood.get("mapping", {}) if newest else {}
    said = replace(file, mapping=mapping)
    return said if mapping and set(said.columns_named) <= _headers(invitation, file) else file


def _headers(invitation: Invitation, file: IncomingFile) -> set[str]:
    try:
        reading = read_incoming(file, collection_for_invitation(invitation))
    except UnreadableFile:
        return set()
    return {column.header for column in reading.validated.columns}
