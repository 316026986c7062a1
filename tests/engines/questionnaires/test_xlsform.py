"""XLSForm: a form that the test writes becomes an instrument, and says what of it did not come along."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import xlsxwriter

from commonweal.engines.questionnaires import Condition, Item, Text, shown_items
from commonweal.engines.questionnaires.importing import import_questions
from commonweal.engines.questionnaires.incoming import Imported, Naming, QuestionFileError

Rows = Sequence[Sequence[Any]]
YES_NO = [["list_name", "name", "label::English (en)", "label::Español (es)"]] + [
    ["yn", "yes", "Yes", "Sí"],
    ["yn", "no", "No", "No"],
]
BOTH = ["type", "name", "label::English (en)", "label::Español (es)"]


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


def imported(survey: Rows, choices: Rows = YES_NO, settings: Rows = ()) -> Imported:
    content = workbook({"survey": survey, "choices": choices, "settings": settings})
    return import_questions(content, Naming("form", "A form"))


def fault(survey: Rows, choices: Rows = YES_NO) -> str:
    with pytest.raises(QuestionFileError) as raised:
        imported(survey, choices)
    assert raised.value.message("es") != raised.value.message("en")
    return raised.value.message("en")


def only(found: Imported) -> Item:
    (item,) = found.instrument.items
    return item


def lost(found: Imported) -> list[tuple[str, str]]:
    return [(gone.where("en"), gone.what("en")) for gone in found.not_carried if gone.code != "one-language"]


def test_hint_without_its_translation_is_read_in_the_other_and_told() -> None:
    columns = [*BOTH, "hint::English (en)", "hint::Español (es)"]
    rows = [
        ["text", "one", "Why?", "¿Por qué?", "In your own words.", "En sus palabras."],
        ["text", "two", "How?", "¿Cómo?", "Briefly."],
        ["begin group", "g", "More", "Más"],
        ["note", "n", "Nearly done."],
        ["text", "three", "When?", "¿Cuándo?"],
        ["end group"],
    ]
    found = imported([columns, *rows])
    assert found.instrument.languages == ("en", "es")
    assert [item.hint.es for item in found.instrument.items] == ["En sus palabras.", "Briefly.", ""]
    assert lost(found) == [
        ("The whole file", "The other language of a hint or note: two"),
        ("The whole file", "The other language of a hint or note: part-1"),
    ]


def test_question_without_its_translation_leaves_the_language_out_and_is_named() -> None:
    found = imported([BOTH, ["text", "one", "Why?", "¿Por qué?"], ["text", "two", "How?"]])
    (gone,) = found.not_carried
    assert (found.instrument.languages, gone.what("en")) == (("en",), "Every text in Spanish")
    assert gone.why("en") == (
        "Some questions or their answers do not have it: two. Add it there and bring the file again."
    )


def test_choices_keep_both_languages() -> None:
    found = imported([BOTH, ["select_one yn", "agrees", "Do you agree?", "¿Está de acuerdo?"]])
    item = only(found)
    assert (item.kind, item.text) == ("choice", Text("Do you agree?", "¿Está de acuerdo?"))
    assert [(option.id, option.text.es) for option in item.options] == [("yes", "Sí"), ("no", "No")]
    assert (found.instrument.languages, lost(found)) == (("en", "es"), [])


def test_choice_of_several_is_one() -> None:
    assert only(imported([BOTH, ["select_multiple yn", "which", "Which?", "¿Cuáles?"]])).kind == "choices"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("text", ("text", False)),
        ("integer", ("number", True)),
        ("decimal", ("number", False)),
        ("acknowledge", ("pledge", False)),
        ("date", ("text", False)),
    ],
)
def test_kind_of_answer_comes_along(kind: str, expected: tuple[str, bool]) -> None:
    item = only(imported([BOTH, [kind, "a", "A?", "¿A?"]]))
    assert (item.kind, item.whole) == expected


def test_form_in_one_language_is_asked_in_it() -> None:
    found = imported([["type", "name", "label"], ["text", "a", "Why?"]])
    assert (found.instrument.languages, only(found).text.said("es")) == (("en",), "Why?")
    assert [gone.what("en") for gone in found.not_carried] == ["Every text in Spanish"]


def test_form_says_its_own_language() -> None:
    settings = [["form_title", "default_language"], ["Encuesta", "Español (es)"]]
    content = workbook({"survey": [["type", "name", "label"], ["text", "a", "¿Por qué?"]], "settings": settings})
    made = import_questions(content, Naming("form", "")).instrument
    assert (made.languages, made.title.es) == (("es",), "Encuesta")


def test_other_languages_are_named() -> None:
    found = imported([["type", "name", "label::English", "label::Français (fr)"], ["text", "a", "Why?", "Pourquoi ?"]])
    assert lost(found) == [("The whole file", "Texts in “français (fr)”")]


@pytest.mark.parametrize(("said", "required"), [("yes", True), ("TRUE", True), ("true()", True), ("no", False)])
def test_required_comes_along(said: str, required: bool) -> None:
    assert only(imported([[*BOTH, "required"], ["text", "a", "A?", "¿A?", said]])).required is required


def test_required_under_a_condition_does_not_come_along() -> None:
    found = imported([[*BOTH, "required"], ["text", "a", "A?", "¿A?", "${b} = 1"]])
    assert (only(found).required, lost(found)) == (False, [("Row 2", "Required if ${b} = 1")])


@pytest.mark.parametrize(
    ("relevant", "condition"),
    [
        ("${agrees} = 'yes'", Condition("agrees", is_one_of=("yes",))),
        ('${agrees}="yes"', Condition("agrees", is_one_of=("yes",))),
        ("selected(${agrees}, 'yes')", Condition("agrees", is_one_of=("yes",))),
        ("${agrees} = 'yes' or ${agrees} = 'no'", Condition("agrees", is_one_of=("yes", "no"))),
        ("not(selected(${agrees}, 'no'))", Condition("agrees", is_none_of=("no",))),
        ("${agrees} != 'no'", Condition("agrees", is_none_of=("no",))),
        ("(${age} >= 18)", Condition("age", at_least=18)),
        ("${age} > 17", Condition("age", at_least=18)),
        ("${age} < 18", Condition("age", at_most=17)),
        ("${age} = 18", Condition("age", is_one_of=(18,))),
    ],
)
def test_relevant_comes_along_as_what_is_waited_for(relevant: str, condition: Condition) -> None:
    survey = [[*BOTH, "required", "relevant"]] + [
        ["select_one yn", "agrees", "Agree?", "¿De acuerdo?", "yes"],
        ["integer", "age", "Age?", "¿Edad?", "yes"],
        ["text", "why", "Why?", "¿Por qué?", "", relevant],
    ]
    found = imported(survey)
    assert (found.instrument.item("why").show_if, lost(found)) == ((condition,), [])


def test_relevant_with_and_comes_along_as_all_of_them() -> None:
    survey = [[*BOTH, "required", "relevant"]] + [
        ["select_one yn", "agrees", "Agree?", "¿De acuerdo?", "yes"],
        ["integer", "age", "Age?", "¿Edad?", "yes"],
        ["text", "why", "Why?", "¿Por qué?", "", "${agrees} = 'no' and ${age} >= 18"],
    ]
    made = imported(survey).instrument
    shown = [item.id for item in shown_items(made, {"agrees": "no", "age": 18})]
    hidden = [item.id for item in shown_items(made, {"agrees": "no", "age": 17})]
    assert (shown, hidden) == (["agrees", "age", "why"], ["agrees", "age"])


@pytest.mark.parametrize(
    "relevant",
    ["count-selected(${agrees}) > 1", "${agrees} = ''", "${agrees} = 'yes' or ${age} > 3", "${age} + 1 > 3"],
)
def test_relevant_that_is_not_simple_is_reported(relevant: str) -> None:
    survey = [[*BOTH, "relevant"]] + [
        ["select_one yn", "agrees", "Agree?", "¿De acuerdo?"],
        ["integer", "age", "Age?", "¿Edad?"],
        ["text", "why", "Why?", "¿Por qué?", relevant],
    ]
    found = imported(survey)
    assert (found.instrument.item("why").show_if, lost(found)) == ((), [("Row 4", f"Shown only if {relevant}")])


def test_condition_on_a_question_that_may_stay_blank_says_what_differs() -> None:
    survey = [[*BOTH, "relevant"]] + [
        ["select_one yn", "agrees", "Agree?", "¿De acuerdo?"],
        ["text", "why", "Why?", "¿Por qué?", "${agrees} != 'no'"],
    ]
    assert lost(imported(survey)) == [("Row 3", "Shown also while blank: ${agrees} != 'no'")]


@pytest.mark.parametrize(
    ("kind", "constraint", "bounds"),
    [
        ("integer", ". >= 0 and . <= 120", (0, 120)),
        ("integer", "(. > 0)", (1, None)),
        ("decimal", ".<=2.5", (None, 2.5)),
    ],
)
def test_constraint_on_a_number_comes_along(kind: str, constraint: str, bounds: tuple[object, object]) -> None:
    found = imported([[*BOTH, "constraint"], [kind, "a", "A?", "¿A?", constraint]])
    assert ((only(found).min, only(found).max), lost(found)) == (bounds, [])


def test_constraint_of_another_kind_is_reported() -> None:
    found = imported([[*BOTH, "constraint"], ["integer", "a", "A?", "¿A?", ". mod 2 = 0"]])
    assert lost(found) == [("Row 2", "Accepted only if . mod 2 = 0")]


def test_range_has_its_ends() -> None:
    item = only(imported([[*BOTH, "parameters"], ["range", "a", "A?", "¿A?", "start=0 end=10 step=1"]]))
    assert (item.min, item.max, item.whole) == (0, 10, True)


def test_groups_become_sections_in_the_order_of_the_form() -> None:
    survey = [[*BOTH, "relevant"]] + [
        ["text", "first", "1", "1"],
        ["begin_group", "g", "Group", "Grupo"],
        ["note", "n", "Read this.", "Lea esto."],
        ["text", "second", "2", "2"],
        ["begin group", "h", "Inner", "Interior"],
        ["text", "third", "3", "3"],
        ["end group"],
        ["text", "fourth", "4", "4"],
        ["end_group"],
        ["text", "fifth", "5", "5"],
    ]
    made = imported(survey).instrument
    assert [item.id for item in made.in_order] == ["first", "second", "third", "fourth", "fifth"]
    assert [section.title.en for section in made.sections] == ["Group", "Inner", "Group", "A form"]
    assert made.sections[0].intro.es == "Lea esto."


def test_condition_of_a_group_is_the_condition_of_its_section() -> None:
    survey = [[*BOTH, "relevant"]] + [
        ["select_one yn", "agrees", "Agree?", "¿De acuerdo?"],
        ["begin_group", "g", "Group", "Grupo", "${agrees} = 'yes'"],
        ["text", "why", "Why?", "¿Por qué?"],
        ["end_group"],
    ]
    made = imported(survey).instrument
    assert made.sections[0].show_if == (Condition("agrees", is_one_of=("yes",)),)


def test_repeated_group_is_left_out_with_its_questions() -> None:
    survey = [
        BOTH,
        ["begin_repeat", "child", "Child", "Hijo"],
        ["text", "name", "Name?", "¿Nombre?"],
        ["end_repeat"],
        ["text", "why", "Why?", "¿Por qué?"],
    ]
    found = imported(survey)
    assert ([item.id for item in found.instrument.items], lost(found)) == (
        ["why"],
        [("Row 2", "Repeated group “child”")],
    )


def test_question_that_waits_for_one_left_out_is_always_shown() -> None:
    survey = [
        [*BOTH, "relevant"],
        ["geopoint", "spot", "Where?", "¿Dónde?"],
        ["text", "why", "Why?", "¿Por qué?", "${spot} = 'x'"],
    ]
    found = imported(survey)
    assert lost(found) == [
        ("Row 2", "Question of the kind “geopoint”"),
        ("Row 3", "Shown only if ${spot} = 'x'"),
    ]


def test_what_is_computed_recorded_or_only_looks_is_reported() -> None:
    survey = [[*BOTH, "calculation", "appearance", "default"]] + [
        ["start", "start", "", ""],
        ["calculate", "sum", "", "", "${a} + 1"],
        ["integer", "a", "A?", "¿A?", "", "minimal", "3"],
    ]
    assert lost(imported(survey)) == [
        ("Row 4", "Column “appearance”"),
        ("Row 4", "Column “default”"),
        ("Row 2", "“start”, recorded by the device"),
        ("Row 3", "Calculation “sum”"),
    ]


def test_answer_put_into_a_text_becomes_dots() -> None:
    survey = [["type", "name", "label"], ["text", "a", "Name?"], ["text", "b", "Hello ${a}, why?"]]
    found = imported(survey)
    assert found.instrument.item("b").text.en == "Hello …, why?"
    assert lost(found) == [("Row 3", "Answer to “a” inside a text")]


def test_names_of_choices_that_are_no_ids_are_made_ones() -> None:
    choices = [["list_name", "name", "label"], ["n", 1, "One"], ["n", "1.5", "One and a half"], ["n", "1-5", "Range"]]
    survey = [["type", "name", "label", "relevant"]] + [
        ["select_one n", "much", "How much?"],
        ["text", "why", "Why?", "${much} = '1-5'"],
    ]
    made = imported(survey, choices).instrument
    assert [option.id for option in made.items[0].options] == ["1", "1-5", "1-5-2"]
    assert made.items[1].show_if == (Condition("much", is_one_of=("1-5-2",)),)


@pytest.mark.parametrize(
    ("survey", "message"),
    [
        ([["name", "label"], ["a", "A?"]], "The sheet “survey” has no column “type”."),
        ([BOTH, ["select_one nowhere", "a", "A?", "¿A?"]], "Row 2: The list “nowhere” is not on the sheet “choices”."),
        ([BOTH, ["text", "a", "A?", "¿A?"], ["text", "a", "B?", "¿B?"]], "Row 3: The name “a” stands there twice."),
        ([BOTH, ["text", "", "A?", "¿A?"]], "Row 2: The question has no name."),
        ([BOTH, ["begin_group", "g"], ["text", "a", "A?", "¿A?"]], "Row 2: A group is opened here and never closed."),
        ([BOTH, ["end_group"]], "Row 2: A group is closed here that was never opened."),
        ([BOTH], "There is no question here that can be asked."),
        ([BOTH, ["text", "a", "A?"], ["text", "b", "", "¿B?"]], "Some questions or answers have no label."),
        ([BOTH, ["text", "a b", "A?", "¿A?"]], "items.id cannot be a b."),
    ],
)
def test_bad_form_is_one_line_that_says_where(survey: Rows, message: str) -> None:
    assert fault(survey).startswith(message)


def test_workbook_without_the_sheet_is_refused() -> None:
    with pytest.raises(QuestionFileError) as raised:
        import_questions(workbook({"Sheet1": [["a"]]}), Naming("form", "A form"))
    assert raised.value.message("en") == "The workbook has no sheet “survey”. An XLSForm needs it."


def test_loop_of_conditions_in_a_form_cannot_arise() -> None:
    survey = [[*BOTH, "relevant"]] + [
        ["integer", "a", "A?", "¿A?", "${b} = 1"],
        ["integer", "b", "B?", "¿B?", "${a} = 1"],
    ]
    assert lost(imported(survey)) == [("Row 2", "Shown only if ${b} = 1")]


@pytest.mark.parametrize(
    ("relevant", "why"),
    [
        ("${works} = 'yes'", "It looks at its own answer. The question is always shown."),
        ("${age} > 17", "It looks at a question that comes later. The question is always shown."),
        ("${place} = 'yes'", "It looks at a question that was left out. The question is always shown."),
    ],
)
def test_condition_on_what_is_not_there_yet_says_why_it_did_not_come(relevant: str, why: str) -> None:
    found = imported(
        [
            [*BOTH, "relevant"],
            ["geopoint", "place", "Where?", "¿Dónde?", ""],
            ["select_one yn", "works", "Do you work?", "¿Trabaja?", relevant],
            ["integer", "age", "How old are you?", "¿Qué edad tiene?", ""],
        ]
    )
    assert [gone.why("en") for gone in found.not_carried if gone.place.at == "3"] == [why]
    assert found.instrument.items[0].show_if == ()


def test_title_is_what_somebody_says_then_the_files_own_then_its_name() -> None:
    survey = [BOTH, ["text", "why", "Why?", "¿Por qué?"]]

    def titled(said: str, of_file: str) -> str:
        settings = [["form_title"], [of_file]] if of_file else []
        content = workbook({"survey": survey, "choices": YES_NO, "settings": settings})
        return import_questions(content, Naming("form", said, otherwise="Upload 3")).instrument.title.en

    assert [titled("Ours", "Household survey"), titled("", "Household survey"), titled("", "")] == [
        "Ours", "Household survey", "Upload 3",
    ]  # fmt: skip
