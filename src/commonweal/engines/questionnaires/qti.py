"""QTI 1.2 and 2.x: one XML file, or a package of them in a zip."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.engines.questionnaires.bank import Question, import_bank
from commonweal.engines.questionnaires.incoming import Imported, Naming, Place, QuestionFileError
from commonweal.engines.questionnaires.qti_1 import questions_of_items
from commonweal.engines.questionnaires.qti_2 import questions_of_item
from commonweal.engines.questionnaires.xml_trees import Element, tree_of
from commonweal.engines.questionnaires.zip_parts import ZipParts

ROOTS = {"questestinterop": "qti-1.2", "assessmentItem": "qti-2"}


def import_qti(content: bytes, naming: Naming) -> Imported:
    if content.startswith(b"PK"):
        return import_package(ZipParts(content), naming)
    root = tree_of(content)
    if root.name not in ROOTS:
        raise QuestionFileError("unknown-xml", name=root.name[:60])
    return import_bank(_questions(root), naming, ROOTS[root.name])


def import_package(parts: ZipParts, naming: Naming) -> Imported:
    roots = list(_roots(parts))
    if not roots:
        raise QuestionFileError("zip-without-questions")
    questions = [question for root in roots for question in _questions(root)]
    return import_bank(questions, naming, ROOTS[roots[0].name])


def _questions(root: Element) -> Iterator[Question]:
    return questions_of_items(root) if root.name == "questestinterop" else questions_of_item(root)


def _roots(parts: ZipParts) -> Iterator[Element]:
    """Files with questions, in the order of the manifest, then by name."""
    order: list[str] = []
    for name in parts.names:
        if name.rpartition("/")[2] == "imsmanifest.xml":
            order += [file.get("href") for file in tree_of(parts.read(name)).all("file")]
    named = [name for name in order if name in parts.names]
    for name in dict.fromkeys([*named, *sorted(parts.names)]):
        if not name.lower().endswith(".xml") or name.endswith("imsmanifest.xml"):
            continue
        try:
            root = tree_of(parts.read(name))
        except QuestionFileError as error:
            raise QuestionFileError(error.code, Place("part", name[:80]), **error.params) from error
        if root.name in ROOTS:
            yield root
