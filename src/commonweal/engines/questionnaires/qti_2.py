"""QTI 2.0 to 2.2: one item a file, with interactions in its body and the right responses declared."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from commonweal.engines.questionnaires.bank import Answer, Question
from commonweal.engines.questionnaires.incoming import NotCarried, Place
from commonweal.engines.questionnaires.xml_trees import Element

_OPEN = ("textEntryInteraction", "extendedTextInteraction", "sliderInteraction")
_CHOICES = {"choiceInteraction": "simpleChoice", "inlineChoiceInteraction": "inlineChoice"}
_GAP = " _____ "
_NUMBERS = ("float", "integer")


def questions_of_item(item: Element) -> Iterator[Question]:
    title = item.get("title") or item.get("identifier")
    place = Place("element", title[:60])
    body = item.child("itemBody") or Element("itemBody", {}, item.line)
    interactions = list(_interactions(body))
    lost = tuple(_lost(item, place, len(interactions)))
    text = _html(body)
    if not interactions:
        yield Question(place, "words", text, name=item.get("title"), html=True)
    for part, interaction in enumerate(interactions, start=1):
        prompt = interaction.child("prompt")
        asked = f"{text}<p>{_html(prompt)}</p>" if prompt is not None else text
        form = _form(item, interaction)
        yield Question(
            place=place,
            form=form,
            text=asked,
            answers=tuple(_answers(item, interaction, form)),
            name=item.get("title"),
            id=item.get("identifier") if len(interactions) == 1 else f"{item.get('identifier')}-{part}",
            kind=interaction.name,
            not_carried=lost if part == 1 else (),
            html=True,
        )


def _interactions(element: Element) -> Iterator[Element]:
    for child in element.children:
        if child.name.endswith("Interaction"):
            yield child
        else:
            yield from _interactions(child)


def _form(item: Element, interaction: Element) -> str:
    declared = _declaration(item, interaction)
    if interaction.name in _OPEN:
        return "number" if declared is not None and declared.get("baseType") in _NUMBERS else "text"
    if interaction.name == "matchInteraction":
        return "pairs"
    if interaction.name not in _CHOICES:
        return "other"
    cardinality = declared.get("cardinality") if declared is not None else ""
    several = cardinality == "multiple" or (not cardinality and interaction.get("maxChoices") not in ("", "1"))
    return "choices" if several else "choice"


def _declaration(item: Element, interaction: Element) -> Element | None:
    wanted = interaction.get("responseIdentifier")
    return next((found for found in item.own("responseDeclaration") if found.get("identifier") == wanted), None)


def _answers(item: Element, interaction: Element, form: str) -> Iterator[Answer]:
    declared = _declaration(item, interaction)
    correct = declared.first("correctResponse") if declared is not None else None
    right = [value.words().strip() for value in correct.all("value")] if correct is not None else []
    marks = {
        entry.get("mapKey"): _number(entry.get("mappedValue"))
        for entry in (declared.all("mapEntry") if declared is not None else ())
    }
    if form in ("text", "number"):
        for value in dict.fromkeys([*right, *(key for key, mark in marks.items() if mark > 0)]):
            yield Answer(escape(value), 1.0)
    elif form == "pairs":
        yield from _pairs(interaction, right)
    elif form in ("choice", "choices"):
        best = max(marks.values(), default=0.0) or 1.0
        for choice in interaction.all(_CHOICES[interaction.name]):
            name = choice.get("identifier")
            # Where the right response is declared, marks only say how much of it each part is worth.
            credit = float(name in right) if right else marks.get(name, 0.0) / (1.0 if form == "choices" else best)
            comments = [_html(comment) for comment in choice.all("feedbackInline", "feedbackBlock")]
            yield Answer(_html(choice), credit, " ".join(comments))


def _pairs(interaction: Element, right: list[str]) -> Iterator[Answer]:
    sets = interaction.own("simpleMatchSet")
    if len(sets) != 2:
        return
    goes_with = dict(pair.split(maxsplit=1) for pair in right if len(pair.split()) == 2)
    others = {choice.get("identifier"): _html(choice) for choice in sets[1].all("simpleAssociableChoice")}
    used = set()
    for choice in sets[0].all("simpleAssociableChoice"):
        other = goes_with.get(choice.get("identifier"), "")
        used.add(other)
        yield Answer(_html(choice), 1.0, pair=others.get(other, ""))
    for name, words in others.items():
        if name not in used:
            yield Answer("", 0.0, pair=words)


def _lost(item: Element, place: Place, parts: int) -> Iterator[NotCarried]:
    if parts > 1:
        yield NotCarried(place, "pairs", {"count": parts})
    for comment in item.own("modalFeedback"):
        yield NotCarried(place, "comment", {"answer": " ".join(comment.words().split())[:60]})


def _html(element: Element) -> str:
    """What people see of it, without the interactions and their answers; a gap stands where one is in a line."""
    pieces = [escape(element.text)]
    for child in element.children:
        if child.name in ("textEntryInteraction", "inlineChoiceInteraction"):
            pieces.append(_GAP)
        elif not child.name.endswith("Interaction") and child.name not in ("feedbackInline", "feedbackBlock"):
            given = "".join(
                f' {name}="{escape(child.get(name))}"' for name in ("src", "alt", "data") if child.get(name)
            )
            pieces.append(f"<{child.name}{given}>{_html(child)}</{child.name}>")
        pieces.append(escape(child.tail))
    return "".join(pieces)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
