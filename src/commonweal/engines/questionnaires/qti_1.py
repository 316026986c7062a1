"""QTI 1.2, as Canvas, Blackboard and others write it: items with responses and conditions that give marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from commonweal.engines.questionnaires.bank import Answer, Question
from commonweal.engines.questionnaires.html_words import words_of
from commonweal.engines.questionnaires.incoming import NotCarried, Place
from commonweal.engines.questionnaires.xml_trees import Element

_RESPONSES = ("response_lid", "response_str", "response_num", "response_xy", "response_grp", "response_extension")
#: Kinds of Canvas of which less than half would come over.
_NOT_HERE = ("calculated_question", "file_upload_question", "fill_in_multiple_blanks_question")
_WORDS_ONLY = "text_only_question"
_COMMENTS_FOR_ALL = ("general_fb", "correct_fb")


def questions_of_items(root: Element) -> Iterator[Question]:
    for number, item in enumerate(root.all("item"), start=1):
        title = item.get("title")
        yield from _questions(item, Place("element", f"{number} ({title[:60]})" if title else str(number)))


def _questions(item: Element, place: Place) -> Iterator[Question]:
    kind = _field(item, "question_type")
    presentation = item.first("presentation")
    responses = [] if presentation is None else list(presentation.all(*_RESPONSES))
    if len(responses) > 1:
        # Parts that people left blank ask nothing.
        responses = [response for response in responses if words_of(_material(response)).text]
    text = "" if presentation is None else _material(presentation)
    shared = {"place": place, "name": item.get("title"), "html": True, "kind": kind}
    if kind == _WORDS_ONLY:
        yield Question(form="words", text=text, **shared)  # type: ignore[arg-type]
        return
    if kind in _NOT_HERE or not responses or _unlike(responses):
        names = kind or (responses[0].name if responses else "item")
        yield Question(form="other", text=text, **shared | {"kind": names})  # type: ignore[arg-type]
        return
    lost = tuple(_lost(item, place, len(responses)))
    for part, response in enumerate(responses, start=1):
        part_text = f"{text}<br>{_material(response)}" if len(responses) > 1 else text
        yield Question(
            form=_form(response, kind),
            text=part_text,
            answers=tuple(_answers(item, response, kind)),
            id=item.get("ident") if len(responses) == 1 else f"{item.get('ident')}-{part}",
            explanation=_comment(item, *_COMMENTS_FOR_ALL),
            not_carried=lost if part == 1 else (),
            **shared,  # type: ignore[arg-type]
        )


def _unlike(responses: list[Element]) -> bool:
    choices = [response.name == "response_lid" and bool(list(response.all("response_label"))) for response in responses]
    return not all(choices) if len(responses) > 1 else responses[0].name not in _RESPONSES[:3]


def _form(response: Element, kind: str) -> str:
    if response.name == "response_num" or kind == "numerical_question":
        return "number"
    if response.name == "response_str":
        return "text"
    return "choices" if response.get("rcardinality").lower() in ("multiple", "ordered") else "choice"


def _answers(item: Element, response: Element, kind: str) -> Iterator[Answer]:
    marks = _marks(item, response.get("ident"))
    if _form(response, kind) in ("text", "number"):
        for value, credit in marks.items():
            yield Answer(escape(value), credit)
        return
    best = max(marks.values(), default=0) or 1
    several = _form(response, kind) == "choices"
    for label in response.all("response_label"):
        credit = marks.get(label.get("ident"), 0.0)
        yield Answer(
            text=_material(label),
            credit=float(credit > 0) if several else credit / best,
            comment=_comment(item, *_linked(item, response.get("ident"), label.get("ident"))),
        )


def _marks(item: Element, response: str) -> Mapping[str, float]:
    """The most marks that each answer is part of; what must not be chosen (inside `not`) is left out."""
    marks: dict[str, float] = {}
    for condition in item.all("respcondition"):
        values = [_number(mark.text) for mark in condition.own("setvar")]
        if not values:
            continue
        for value in _wanted(condition.child("conditionvar"), response):
            marks[value] = max(marks.get(value, 0.0), *values)
    return marks


def _wanted(condition: Element | None, response: str) -> Iterator[str]:
    for inner in condition.children if condition else ():
        if inner.name in ("varequal", "vargte", "varlte", "vargt", "varlt", "varsubstring"):
            if inner.get("respident") in (response, ""):
                sign = {"vargte": "≥ ", "vargt": "> ", "varlte": "≤ ", "varlt": "< "}.get(inner.name, "")
                yield sign + inner.text.strip()
        elif inner.name in ("and", "or"):
            yield from _wanted(inner, response)


def _linked(item: Element, response: str, label: str) -> list[str]:
    """Comments shown for one answer and for nothing else."""
    found = []
    for condition in item.all("respcondition"):
        if list(_wanted(condition.child("conditionvar"), response)) == [label]:
            found += [shown.get("linkrefid") for shown in condition.own("displayfeedback")]
    return [link for link in found if link not in _COMMENTS_FOR_ALL]


def _comment(item: Element, *links: str) -> str:
    for link in links:
        for comment in item.all("itemfeedback"):
            if comment.get("ident") == link and words_of(_material(comment)).text:
                return _material(comment)
    return ""


def _lost(item: Element, place: Place, parts: int) -> Iterator[NotCarried]:
    points = _field(item, "points_possible")
    if points and _number(points) not in (0, 1):
        yield NotCarried(place, "points", {"points": f"{_number(points):g}"})
    if parts > 1:
        yield NotCarried(place, "pairs", {"count": parts})
    general = words_of(_comment(item, "general_fb")).text
    for link in ("correct_fb", "general_incorrect_fb"):
        said = words_of(_comment(item, link)).text
        if said and (general or link != "correct_fb"):
            yield NotCarried(place, "comment", {"answer": said[:60]})


def _field(item: Element, label: str) -> str:
    for field in item.all("qtimetadatafield"):
        name, entry = field.child("fieldlabel"), field.child("fieldentry")
        if name is not None and entry is not None and name.text.strip() == label:
            return entry.text.strip()
    return ""


def _material(element: Element) -> str:
    """The words of this element as HTML, without those of the answers inside it."""
    pieces = []
    for child in element.children:
        if child.name == "mattext":
            html = "html" in child.get("texttype")
            pieces.append(child.words() if html else escape(child.words()))
        elif child.name == "matimage":
            pieces.append(f'<img src="{escape(child.get("uri"))}" alt="">')
        elif child.name in ("mataudio", "matvideo", "matapplet", "matapplication"):
            pieces.append(f'<audio src="{escape(child.get("uri"))}"></audio>')
        elif child.name in ("material", "flow", "flow_mat", "flow_label", "mat_extension", "matemtext"):
            pieces.append(_material(child) if child.name != "matemtext" else escape(child.words()))
    return " ".join(piece for piece in pieces if piece.strip())


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
