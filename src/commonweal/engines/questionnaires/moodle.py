"""Moodle XML: a quiz with its questions, their names, texts in HTML, marks and comments."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.engines.questionnaires.bank import Answer, Question, import_bank
from commonweal.engines.questionnaires.html_words import words_of
from commonweal.engines.questionnaires.incoming import Imported, Naming, NotCarried, Place
from commonweal.engines.questionnaires.xml_trees import Element, tree_of

_FORMS = {
    "multichoice": "choice",
    "truefalse": "truth",
    "shortanswer": "text",
    "essay": "text",
    "numerical": "number",
    "matching": "pairs",
    "description": "words",
}


def import_moodle(content: bytes, naming: Naming) -> Imported:
    return import_bank(_questions(tree_of(content)), naming, "moodle")


def _questions(quiz: Element) -> Iterator[Question]:
    concept = ""
    for number, element in enumerate(quiz.own("question"), start=1):
        kind = element.get("type")
        if kind == "category":
            concept = _text(element.child("category")).rpartition("/")[2].strip()
            continue
        name = words_of(_text(element.child("name"))).text
        yield _question(element, Place("element", f"{number} ({name})" if name else str(number)), name, concept)


def _question(element: Element, place: Place, name: str, concept: str) -> Question:
    kind = element.get("type")
    form = _FORMS.get(kind, "other")
    if kind == "multichoice" and _text(element.child("single"), own=True).lower() in ("false", "0"):
        form = "choices"
    asked = element.child("questiontext")
    return Question(
        place=place,
        form=form,
        text=_text(asked),
        answers=_pairs(element) if form == "pairs" else tuple(_answers(element, form)),
        name=name,
        id=_text(element.child("idnumber"), own=True),
        concept=concept,
        explanation=_text(element.child("generalfeedback")),
        kind=kind,
        not_carried=tuple(_lost(element, place, form)),
        html=asked is None or asked.get("format") in ("", "html", "moodle_auto_format"),
    )


def _answers(element: Element, form: str) -> Iterator[Answer]:
    answers = element.own("answer")
    if form == "truth":
        # They are in any order in the file; here true comes first.
        answers = sorted(answers, key=lambda answer: _text(answer).strip().lower() != "true")
    for answer in answers:
        text = _text(answer)
        tolerance = _text(answer.child("tolerance"), own=True)
        if form == "number" and tolerance not in ("", "0"):
            text = f"{text} ± {tolerance}"
        yield Answer(text, _credit(answer), _text(answer.child("feedback")))


def _credit(answer: Element) -> float:
    try:
        return float(answer.get("fraction") or 0) / 100
    except ValueError:
        return 0.0


def _pairs(element: Element) -> tuple[Answer, ...]:
    return tuple(Answer(_text(sub), 1.0, pair=_text(sub.child("answer"))) for sub in element.own("subquestion"))


def _lost(element: Element, place: Place, form: str) -> Iterator[NotCarried]:
    if form == "other":
        return
    points = _text(element.child("defaultgrade"), own=True)
    if points and form != "words" and points.rstrip("0").rstrip(".") not in ("1", ""):
        yield NotCarried(place, "points", {"points": points.rstrip("0").rstrip(".")})
    for hint in element.own("hint"):
        yield NotCarried(place, "clue", {"text": words_of(_text(hint)).text[:60]})
    named = {file.get("name") for file in element.all("file")}
    shown = element.words()
    for name in sorted(named):
        # A picture in the text is named where it stands.
        if f"@@PLUGINFILE@@/{name}" not in shown:
            yield NotCarried(place, "media", {"name": name[:60]})


def _text(element: Element | None, *, own: bool = False) -> str:
    """Moodle puts words in an element `text` of their own; some fields have them right inside."""
    if element is None:
        return ""
    if own and not element.children:
        return element.text.strip()
    inner = element.child("text")
    return (inner.words() if inner is not None else element.text).strip()
