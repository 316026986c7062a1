"""XLSForm: a workbook with the sheets survey, choices and settings, as ODK, Kobo and SurveyCTO read it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from commonweal.engines.questionnaires.bank import made, one_language
from commonweal.engines.questionnaires.faults import InstrumentError
from commonweal.engines.questionnaires.incoming import (
    WHOLE_FILE,
    Imported,
    Naming,
    NotCarried,
    Place,
    QuestionFileError,
)
from commonweal.engines.questionnaires.instrument import LANGUAGES, MODES, MOST_ITEMS, Instrument
from commonweal.engines.questionnaires.parts import NO_WORDS, Condition, Item, Option, Section, Text
from commonweal.engines.questionnaires.workbook import sheets_of
from commonweal.engines.questionnaires.xlsform_conditions import (
    Known,
    NotSimple,
    as_whole,
    bounds_of,
    conditions_of,
    looks_at_blank,
)
from commonweal.engines.questionnaires.xlsform_sheets import Languages, Line, choices_of, languages_of, lines_of
from commonweal.engines.questionnaires.zip_parts import ZipParts

_KINDS = {"text": "text", "string": "text", "integer": "number", "int": "number", "decimal": "number"} | {
    "range": "number", "acknowledge": "pledge", "trigger": "pledge", "date": "text", "time": "text", "datetime": "text",
}  # fmt: skip
_AS_TEXT = ("date", "time", "datetime")
_RECORDED = {"start", "end", "today", "deviceid", "phonenumber", "username", "email", "audit", "simserial"} | {
    "subscriberid", "start-geopoint", "background-audio", "uri:deviceid",
}  # fmt: skip
_SELECT = re.compile(r"select[_ ](one|multiple)\s+(\S+)(\s+or[_ ]other)?", re.IGNORECASE)
_YES = ("yes", "true", "true()", "1", "sí", "si")
_NO = ("", "no", "false", "false()", "0")
#: Columns that are read, and those that say nothing about the question.
_READ = {"type", "name", "required", "relevant", "constraint", "calculation", "parameters", "label", "hint"}
_SILENT = {"constraint_message", "required_message", "body::accept", "instance::odk:tag", "note", "notes", "comment"}
_OTHER = Option("other", Text("Other", "Otro"))


def import_workbook(parts: ZipParts, naming: Naming) -> Imported:
    sheets = sheets_of(parts)
    if "survey" not in sheets:
        raise QuestionFileError("no-sheet", name="survey")
    columns, lines = lines_of(sheets["survey"])
    for name in ("type", "name"):
        if name not in columns:
            raise QuestionFileError("no-column", sheet="survey", name=name)
    _, settings = lines_of(sheets.get("settings", []))
    of_form = settings[0] if settings else Line(0, {})
    languages = languages_of(columns, of_form.get("default_language"), naming.language)
    _, choice_lines = lines_of(sheets.get("choices", []))
    form = _Form(languages, choices_of(choice_lines, languages))
    for line in lines:
        form.add(line)
    return form.imported(naming, of_form.get("form_title"))


@dataclass(frozen=True)
class _Group:
    line: Line
    name: str
    title: Text
    conditions: tuple[Condition, ...]
    repeats: bool = False


class _Form:
    """Reads the survey row by row."""

    def __init__(self, languages: Languages, lists: dict[str, dict[str, Option]]) -> None:
        self._languages, self._lists = languages, lists
        self._lost: list[NotCarried] = []
        self._columns: dict[str, list[int]] = {}
        self._items: dict[str, Item] = {}
        self._options: dict[str, dict[str, Option]] = {}
        self._sections: list[Section] = []
        self._open: list[_Group] = []
        #: The group of the section that is being filled.
        self._filling: _Group | None = None
        self._notes: list[Text] = []
        #: Conditions on what was not there yet: why, is known once the whole form is read.
        self._waiting: list[tuple[Line, str, str]] = []

    def add(self, line: Line) -> None:
        kind = " ".join(line.get("type").split())
        plain = kind.casefold().replace("_", " ")
        if plain in ("end group", "end repeat"):
            self._close(line)
        elif plain in ("begin group", "begin repeat"):
            self._begin(line, repeats=plain == "begin repeat")
        elif kind and not any(group.repeats for group in self._open):
            self._add_row(line, kind)

    def _begin(self, line: Line, *, repeats: bool) -> None:
        name = line.get("name") or f"group-{line.number}"
        inside_repeat = any(group.repeats for group in self._open)
        if repeats and not inside_repeat:
            self._lose(line, "repeat", name=name[:60])
        conditions = () if inside_repeat else self._conditions(line)
        self._open.append(_Group(line, name, self._languages.text(line, "label"), conditions, repeats))

    def _close(self, line: Line) -> None:
        if not self._open:
            raise QuestionFileError("group-stray", line.place)
        self._open.pop()

    def _add_row(self, line: Line, kind: str) -> None:
        low = kind.casefold()
        if low in ("calculate", "hidden"):
            self._lose(line, "computed", name=line.get("name")[:60])
        elif low in _RECORDED:
            self._lose(line, "recorded", kind=kind)
        elif low == "note":
            self._note(line)
        elif low in _KINDS or _SELECT.fullmatch(kind):
            self._question(line, kind)
        else:
            self._lose(line, "kind", kind=kind[:60])

    def _note(self, line: Line) -> None:
        words = self._languages.text(line, "label")
        if words:
            self._notes.append(words)
        if line.get("relevant"):
            self._lose(line, "condition", text=line.get("relevant")[:120])

    def _question(self, line: Line, kind: str) -> None:
        name = line.get("name")
        if not name:
            raise QuestionFileError("no-name", line.place)
        if name in self._items:
            raise QuestionFileError("name-twice", line.place, name=name[:60])
        options = self._options_of(line, kind)
        if _SELECT.fullmatch(kind) and len(options) < 2:
            self._lose(line, "one-answer")
            return
        text = self._languages.text(line, "label") or self._languages.text(line, "hint")
        if not text:
            self._lose(line, "no-words")
            return
        self._keep_account(line)
        self._place_in_section()
        try:
            self._items[name] = self._item(line, kind, text, options)
        except InstrumentError as error:
            words = {"why_en": error.message("en"), "why_es": error.message("es")}
            raise QuestionFileError("instrument", line.place, **words) from error
        self._options[name] = options

    def _item(self, line: Line, kind: str, text: Text, options: dict[str, Option]) -> Item:
        low = kind.casefold()
        select = _SELECT.fullmatch(kind)
        found = ("choice" if select[1].casefold() == "one" else "choices") if select else _KINDS[low]
        if low in _AS_TEXT:
            self._lose(line, "as-text", kind=kind)
        least, most, whole = self._number(line, low) if found == "number" else (None, None, False)
        return Item(
            id=line.get("name"),
            section=self._sections[-1].id if self._sections else "",
            kind=found,
            required=self._required(line),
            text=text,
            hint=self._hint(line),
            options=tuple(options.values()),
            show_if=self._conditions(line),
            min=least,
            max=most,
            whole=whole,
        )

    def _options_of(self, line: Line, kind: str) -> dict[str, Option]:
        select = _SELECT.fullmatch(kind)
        if select is None:
            return {}
        name = select[2].casefold()
        if name not in self._lists:
            raise QuestionFileError("no-list", line.place, name=select[2][:60])
        options = dict(self._lists[name])
        if select[3] and "other" not in options:
            options["other"] = _OTHER
            self._lose(line, "say-which")
        return options

    def _number(self, line: Line, kind: str) -> tuple[float | int | None, float | int | None, bool]:
        """The lowest, the highest, and whether it must be whole."""
        whole = kind in ("integer", "int")
        least: float | int | None = None
        most: float | int | None = None
        if kind == "range":
            told = dict(re.findall(r"(start|end|step)\s*=\s*(-?\d+(?:\.\d+)?)", line.get("parameters")))
            least, most = as_whole(float(told.get("start", 1))), as_whole(float(told.get("end", 10)))
            whole = float(told.get("step", 1)).is_integer() and isinstance(least, int)
        if constraint := line.get("constraint"):
            try:
                least, most = bounds_of(constraint, whole)
            except NotSimple:
                self._lose(line, "constraint", text=constraint[:120])
        return least, most, whole

    def _required(self, line: Line) -> bool:
        said = line.get("required").casefold()
        if said not in (*_YES, *_NO):
            self._lose(line, "required-if", text=line.get("required")[:120])
        return said in _YES

    def _hint(self, line: Line) -> Text:
        """A note before a question is read as its hint, together with its own."""
        own = self._languages.text(line, "hint") if self._languages.text(line, "label") else NO_WORDS
        notes, self._notes = [*self._notes, own], []
        return Text(*("\n".join(filter(None, (getattr(note, each) for note in notes))) for each in LANGUAGES))

    def _conditions(self, line: Line) -> tuple[Condition, ...]:
        text = line.get("relevant")
        if not text or text.casefold() in ("true", "true()", "1"):
            return ()
        known = Known(self._items, self._options)
        try:
            found = conditions_of(text, known)
        except NotSimple:
            self._lose(line, "condition", text=text[:120])
            return ()
        except KeyError as missing:
            self._waiting.append((line, str(missing.args[0]), text[:120]))
            return ()
        if looks_at_blank(found, known):
            self._lose(line, "blank", text=text[:120])
        return found

    def _say_why_not_there(self) -> None:
        for line, name, text in self._waiting:
            code = "looks-at-itself" if name == line.get("name") else "looks-ahead"
            self._lose(line, code if name in self._items else "hidden-by-it", text=text)

    def _place_in_section(self) -> None:
        """A group is a section; what follows it is one again, for questions are asked in the order of the form."""
        group = self._open[-1] if self._open else None
        if group is self._filling and (group is None or self._sections):
            return
        self._filling = group
        number = len(self._sections) + 1
        title = next((each.title for each in reversed(self._open) if each.title), NO_WORDS)
        notes, self._notes = self._notes, []
        intro = Text(*("\n".join(filter(None, (getattr(note, each) for note in notes))) for each in LANGUAGES))
        conditions = tuple(condition for each in self._open for condition in each.conditions)
        self._sections.append(Section(f"part-{number}", title, intro, conditions))

    def _keep_account(self, line: Line) -> None:
        kind = line.get("type").casefold()
        for column, value in line.cells.items():
            base = column.partition("::")[0].strip()
            read = base in _READ or base in _SILENT or column in _SILENT
            unread = (base == "calculation" and value) or (base == "parameters" and kind != "range")
            unread = unread or (base == "constraint" and kind not in ("integer", "int", "decimal", "range"))
            if unread or not read:
                self._columns.setdefault(column, []).append(line.number)

    def _lose(self, line: Line, code: str, **params: object) -> None:
        self._lost.append(NotCarried(line.place, code, params))

    def imported(self, naming: Naming, title: str) -> Imported:
        if self._open:
            raise QuestionFileError("group-open", self._open[-1].line.place)
        if not self._items:
            raise QuestionFileError("no-questions")
        if len(self._items) > MOST_ITEMS:
            raise QuestionFileError("too-many", limit=MOST_ITEMS)
        self._say_why_not_there()
        items = tuple(self._items.values())
        languages = self._complete(items)
        whole = naming.title_or(title)
        items = tuple(replace(each, hint=self._in_all(each.hint, each.id, languages)) for each in items)
        sections = tuple(
            replace(
                each,
                title=_filled(each.title, whole, languages),
                intro=self._in_all(each.intro, each.id, languages),
            )
            for each in self._sections
        )
        instrument = made(
            Instrument,
            code=naming.code,
            version=naming.version,
            title=Text(**dict.fromkeys(languages, whole)),
            items=items,
            sections=sections,
            languages=languages,
            modes=MODES,
        )
        return Imported(instrument, tuple(self._all_lost(languages)), "xlsform")

    def _complete(self, items: Sequence[Item]) -> tuple[str, ...]:
        """The languages in which every question and every answer stands."""
        texts = [text for item in items for text in (item.text, *(option.text for option in item.options))]
        complete = tuple(each for each in LANGUAGES if all(getattr(text, each) for text in texts))
        if not complete:
            raise QuestionFileError("no-label")
        return complete

    def _in_all(self, text: Text, name: str, languages: Sequence[str]) -> Text:
        """A hint or note that stands in one language is shown in it to everybody."""
        if not text or all(getattr(text, each) for each in languages):
            return text
        self._lost.append(NotCarried(WHOLE_FILE, "hint-translation", {"name": name[:60]}))
        return Text(**{each: getattr(text, each) or text.said(each) for each in languages})

    def _why_one(self, language: str) -> NotCarried:
        """The other is not there, or it is not there everywhere."""
        other = next(each for each in LANGUAGES if each != language)
        without = [
            name
            for name, item in self._items.items()
            if not all(getattr(text, other) for text in (item.text, *(option.text for option in item.options)))
        ]
        if len(without) == len(self._items):
            return one_language(language)
        gone = one_language(language)
        return replace(gone, code="not-all-translated", params={**gone.params, "names": ", ".join(without)[:200]})

    def _all_lost(self, languages: Sequence[str]) -> list[NotCarried]:
        lost = [self._why_one(languages[0])] if len(languages) == 1 else []
        lost += [NotCarried(WHOLE_FILE, "language", {"name": name}) for name in self._languages.others]
        for column, rows in self._columns.items():
            lost.append(NotCarried(Place("row", ", ".join(map(str, rows))), "column", {"name": column}))
        lost += [NotCarried(WHOLE_FILE, "note", {"text": note.said("en")[:60]}) for note in self._notes]
        return [*lost, *self._lost, *self._languages.lost]


def _filled(text: Text, whole: str, languages: Sequence[str]) -> Text:
    """A section without a title of its own has that of the form."""
    return Text(**{each: getattr(text, each) or text.said(each) or whole for each in languages})
