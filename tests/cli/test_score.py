"""`commonweal score`: answers and an instrument in, each scale's score, spread and agreement out."""

import io
import json
from pathlib import Path

import pytest
import xlsxwriter

from commonweal.cli import score
from tests.engines.measures.shared_data import shared

INSTRUMENT = """
code = "pulse"
version = "1"
floor = 3
[[scales]]
id = "trust"
title = {en = "Trust", es = "Confianza"}
min = 1
max = 5
labels = [{value = 1, en = "never", es = "nunca"}, {value = 5, en = "always", es = "siempre"}]
[[scales]]
id = "load"
min = 0
max = 10
score = "sum"
[[items]]
id = "t1"
scale = "trust"
[[items]]
id = "t2"
scale = "trust"
reverse = true
[[items]]
id = "l1"
scale = "load"
[[items]]
id = "l2"
scale = "load"
"""
# A title would make it an instrument that is asked, which needs the words of its questions too.
PLAIN = INSTRUMENT.replace('title = {en = "Trust", es = "Confianza"}\n', "")
ANSWERS = "person,t1,t2,l1,l2\nAna,4,2,0,10\nBen,5,1,5,5\nCleo,3,2,10,\n"
KEYS = ["scale", "n", "mean", "sd", "median", "iqr", "alpha", "alpha_low", "alpha_high", "rwg", "words"]


@pytest.fixture
def run(tmp_path, capsys):
    def command(content, *options, instrument=PLAIN):
        answers, questions = tmp_path / "answers.csv", tmp_path / "pulse.toml"
        answers.write_bytes(content if isinstance(content, bytes) else content.encode())
        questions.write_text(instrument, encoding="utf-8")
        status = score.main([str(answers), "--instrument", str(questions), *options])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


def answered(run, content, *options, **more):
    status, out, err = run(content, "--json", *options, **more)
    assert (status, err) == (0, "")
    return {entry["scale"]: entry for entry in json.loads(out)["scales"]}


@pytest.mark.covers("A5", "G9")
def test_each_scale_has_every_key_of_the_contract(run):
    found = answered(run, ANSWERS)
    assert [list(entry) for entry in found.values()] == [KEYS, KEYS]


def test_scores_are_of_turned_answers(run):
    found = answered(run, ANSWERS)["trust"]
    assert (found["n"], found["mean"], found["median"], found["iqr"]) == (3, pytest.approx(25 / 6), 4, 0.75)


def test_who_left_half_of_a_scale_out_has_no_score_and_leaves_the_floor(run):
    found = answered(run, ANSWERS)["load"]
    assert (found["n"], {found[key] for key in KEYS[2:]}) == (2, {None})


def test_below_the_floor_a_sentence_says_so(run):
    few = ANSWERS.replace("Cleo,3,2,10,", "Cleo,3,2,,")
    assert run(few)[1].splitlines()[1] == "load: fewer than 3 people answered, so nothing is shown."


def test_scale_that_enough_answered_in_part_says_that_and_not_that_few_answered(run):
    """As in a file of anonymous answers, whose questions may stand apart."""
    assert run(ANSWERS)[1].splitlines()[1] == (
        "load: nothing is shown, since too few of 3 rows answer 80 of every 100 questions of it. "
        "A file of anonymous answers may hold its questions apart; then the page of results has its figures."
    )


def test_a_sum_is_a_sum(run):
    found = answered(run, ANSWERS + "Dan,3,3,5,5\n")["load"]
    assert (found["n"], found["mean"]) == (3, 10)


def test_alpha_stays_away_below_30_people(run):
    rows = "".join(f"p{i},{1 + i % 5},{5 - i % 4},{i % 11},{(i * 3) % 11}\n" for i in range(30))
    head = "person,t1,t2,l1,l2\n"
    assert answered(run, head + rows)["trust"]["alpha"] is not None
    assert answered(run, head + rows.replace("p7,3,", "p7,,"))["trust"]["alpha"] is None


def test_one_row_an_answer_is_the_same(run):
    head, *rows = (line.split(",") for line in ANSWERS.splitlines())
    tidy = "".join(
        f"{row[0]},{item},{answer}\n" for row in rows for item, answer in zip(head[1:], row[1:], strict=True)
    )
    assert answered(run, "person,item,answer\n" + tidy) == answered(run, ANSWERS)


@pytest.mark.parametrize(
    "content",
    [
        ANSWERS.replace(",", ";").encode("utf-16"),
        ("\ufeff" + ANSWERS.replace(",", "\t")).encode(),
        ANSWERS.replace("Ana", "Añá").encode("cp1252"),
        ("\nThe pulse of March,,,,\n" + ANSWERS.replace("t1", " T1 ")).encode(),
        ANSWERS.replace("4,2,0", "4.0,2,0").encode(),
        ANSWERS.replace(",", ";").replace("4;2;0", "4,0;2;0").encode(),
        ANSWERS.replace("10,\n", "10,NA\n").encode(),
    ],
    ids=["utf-16", "tabs", "windows", "title-above", "decimals", "decimal-comma", "NA"],
)
def test_files_in_any_dialect_are_the_same(run, content):
    assert answered(run, content) == answered(run, ANSWERS)


def test_a_workbook_is_read(run):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(ANSWERS.splitlines()):
            for place, text in enumerate(line.split(",")):
                sheet.write(number, place, int(text) if text.isdigit() else text)
    assert answered(run, out.getvalue()) == answered(run, ANSWERS)


def test_words_of_an_answer_stand_for_its_number(run):
    assert answered(run, ANSWERS.replace("Ben,5,1", "Ben,Always,nunca")) == answered(run, ANSWERS)


def test_columns_can_be_named(run):
    theirs = ANSWERS.replace("t1", "question one")
    assert answered(run, theirs, "--map", "question one=t1") == answered(run, ANSWERS)


def test_columns_that_are_no_question_are_named_on_stderr(run):
    status, _, err = run("age," + ANSWERS.replace("\n", "\n44,", 3))
    assert (status, err) == (0, "Not used: age.\n")


def test_a_scale_that_the_file_does_not_ask_is_told_and_empty(run):
    status, out, err = run("person,t1,t2\nAna,4,2\nBen,5,1\nCleo,3,2\n", "--json")
    assert (status, err) == (0, "The file has no question of these scales: load.\n")
    assert json.loads(out)["scales"][1]["n"] == 0


def test_a_file_without_any_question_of_the_instrument_says_what_was_looked_for(run):
    status, out, err = run("person,x1\nAna,4\nBen,5\n")
    assert (status, out) == (2, "")
    assert err.startswith("The file has none of these columns: t1, t2")
    assert err.endswith("Name yours with --map, or choose another instrument.\n")


def test_all_alike_agree_wholly_and_one_person_cannot(run):
    same = answered(run, "person,t1,t2,l1,l2\n" + "".join(f"p{i},4,2,5,5\n" for i in range(30)))["trust"]
    assert (same["rwg"], same["alpha"], same["sd"]) == (1, None, 0)
    alone = answered(run, "person,t1,t2\nAna,4,2\n", instrument=PLAIN.replace("floor = 3", "floor = 1").partition(
        '[[scales]]\nid = "load"')[0] + PLAIN.partition("[[items]]")[1] + PLAIN.partition("[[items]]")[2].partition(
        '[[items]]\nid = "l1"')[0])["trust"]  # fmt: skip
    assert (alone["n"], alone["mean"], alone["sd"], alone["rwg"]) == (1, 4, None, None)


FAULTS = {
    "outside": (ANSWERS.replace("Ben,5", "Ben,6"), "Row 3, t1: 6 does not lie between 1 and 5. Correct the answer."),
    "no number": (
        ANSWERS.replace("Ben,5", "Ben,often"),
        "Row 3, t1: often is not a number. Correct it, or name the questions with --items.",
    ),
    "twice": (ANSWERS + "ana,1,1,1,1\n", "Row 5: ana stands twice. Keep one of the two."),
    "tidy twice": (
        "person,item,answer\nAna,t1,4\nana,T1,5\n",
        "Row 3: ana, t1 stands twice. Keep one of the two.",
    ),
    "no person": (ANSWERS + ",1,1,1,1\n", "Row 5: It has answers and no person. Fill it in, or take the row out."),
    "one question missing": (
        "person,t1\nAna,4\n",
        "The file has no column for t2. Add it, or name yours with --map YOURS=t2.",
    ),
    "header only": (
        "person,t1,t2\n",
        "The file has no answers. Name one with a row for each person, or for each answer.",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_scored_is_one_line(run, name):
    content, line = FAULTS[name]
    assert run(content) == (2, "", line + "\n")


def test_an_instrument_that_is_wrong_is_one_line(run):
    status, out, err = run(ANSWERS, instrument=PLAIN.replace("max = 5", "max = 1"))
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_the_answer_speaks_spanish(run):
    assert run(ANSWERS, "--lang", "es")[1] == (
        "trust: 4.2 en promedio, donde 1 es lo más bajo y 5 lo más alto. Respondieron 3 personas. "
        "La mitad central está entre 3.8 y 4.5. Lo ven de forma muy parecida.\n"
        "load: no se muestra nada, pues muy pocas de 3 filas responden 80 de cada 100 de sus preguntas. "
        "Un archivo de respuestas anónimas puede separarlas; entonces la página de resultados tiene sus cifras.\n"
    )


@pytest.mark.covers("G9")
def test_bfi_through_the_command_has_the_published_alphas(tmp_path, capsys):
    shared("data", "psychometrics", "bfi.csv")
    keys = shared("data", "psychometrics", "bfi_dictionary.csv").read_text("utf-8").splitlines()[1:26]
    names = {"A": "agree", "C": "conscientious", "E": "extraversion", "N": "neuroticism", "O": "openness"}
    lines = ['code = "bfi"\nversion = "1"\n']
    lines += [f'[[scales]]\nid = "{name}"\nmin = 1\nmax = 6\nmin_answered = 1\n' for name in names.values()]
    for row in keys:
        turned = "true" if ",-1," in row else "false"
        lines.append(f'[[items]]\nid = "{row[:2]}"\nscale = "{names[row[0]]}"\nreverse = {turned}\n')
    instrument = Path(tmp_path / "bfi.toml")
    instrument.write_text("".join(lines), encoding="utf-8")
    answers = str(shared("data", "psychometrics", "bfi.csv"))
    assert score.main([answers, "--instrument", str(instrument), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["scales"]
    wanted = json.loads(shared("data", "expected_examples.json").read_text("utf-8"))["psychometrics_alpha_n"]
    published = wanted["bfi_complete_cases_with_reverse_keying_7_minus_x"]
    assert {entry["scale"]: [round(entry["alpha"], 4), entry["n"]] for entry in told} == published
