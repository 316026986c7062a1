"""`commonweal items`: answers and perhaps a key in, each question's difficulty, fit and flag out."""

import json

import pytest

from commonweal.cli import items

TEST = "person,q1,q2,q3,q4\n" + "".join(
    f"p{i},{'a' if i > 10 else 'b'},{'b' if i > 14 else 'c'},{'C' if i > 18 else 'd'},{'d' if i < 12 else 'a'}\n"
    for i in range(40)
)
KEY = "item,correct,concept\nq1,a,backbone\nq2,b,indicators\nq3,c,backbone\nq4,d,funding\n"
SCALE = "person,s1,s2,s3\n" + "".join(f"p{i},{1 + i % 5},{1 + i % 5},{5 - i % 5}\n" for i in range(40))


@pytest.fixture
def run(tmp_path, capsys):
    def command(content, *options, key=None):
        path, right = tmp_path / "answers.csv", tmp_path / "key.csv"
        path.write_text(content, encoding="utf-8")
        right.write_text(key or "", encoding="utf-8")
        status = items.main([str(path), *(["--key", str(right)] if key else []), *options])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


def answered(run, content, *options, **more):
    status, out, err = run(content, "--json", *options, **more)
    assert (status, err) == (0, "")
    return json.loads(out)


@pytest.mark.covers("G7", "G8")
def test_every_key_of_the_contract_is_there(run):
    found = answered(run, TEST, key=KEY)
    assert {"alpha", "alpha_low", "alpha_high", "items"} - set(found) == set()
    assert [{"item", "n", "difficulty", "item_rest", "flag"} - set(item) for item in found["items"]] == [set()] * 4


@pytest.mark.covers("G7")
def test_a_wrong_key_is_flagged_and_named(run):
    found = answered(run, TEST, key=KEY)
    assert [item["flag"] for item in found["items"]] == [None, None, None, "wrong-key?"]
    assert found["against"] == ["q4"]


def test_difficulty_is_the_share_who_were_right(run):
    found = answered(run, TEST, key=KEY)
    assert [item["difficulty"] for item in found["items"]] == [29 / 40, 25 / 40, 21 / 40, 12 / 40]


@pytest.mark.covers("G9")
def test_a_forgotten_reversal_is_flagged_and_named(run):
    found = answered(run, SCALE)
    assert [item["flag"] for item in found["items"]] == [None, None, "reversed?"] or found["against"] == ["s3"]
    assert found["items"][2]["flag"] == "reversed?"
    assert found["against"] == ["s3"]


def test_without_a_key_difficulty_is_of_the_greatest_answer_or_of_the_one_given(run):
    found = answered(run, SCALE.replace("p4,5,5,1", "p4,5,5,"))
    assert found["items"][0]["difficulty"] == pytest.approx(3 / 5)
    assert answered(run, SCALE, "--maximum", "10")["items"][0]["difficulty"] == pytest.approx(3 / 10)


def test_a_blank_is_missing_and_alpha_is_of_who_answered_all(run):
    found = answered(run, TEST.replace("p39,a", "p39,"), key=KEY)
    assert (found["items"][0]["n"], found["items"][1]["n"], found["complete"]) == (39, 40, 39)


def test_alpha_stays_away_below_30_people(run):
    few = "\n".join(TEST.splitlines()[:30])
    found = answered(run, few, key=KEY)
    assert (found["complete"], found["alpha"], found["alpha_low"]) == (29, None, None)


def test_a_question_that_does_not_vary_has_no_fit(run):
    found = answered(run, SCALE.replace(",1\n", ",5\n").replace(",2\n", ",5\n").replace(",3\n", ",5\n").replace(
        ",4\n", ",5\n"))  # fmt: skip
    assert (found["items"][2]["item_rest"], found["items"][2]["flag"]) == (None, "too-easy")


def test_a_row_an_answer_is_the_same(run):
    head, *rows = (line.split(",") for line in TEST.splitlines())
    tidy = "person,item,answer\n" + "".join(
        f"{row[0]},{item},{answer}\n" for row in rows for item, answer in zip(head[1:], row[1:], strict=True)
    )
    assert answered(run, tidy, key=KEY) == answered(run, TEST, key=KEY)


def test_only_some_questions_can_be_asked_for(run):
    found = answered(run, SCALE, "--items", "s1,s2")
    assert [item["item"] for item in found["items"]] == ["s1", "s2"]


def test_a_file_without_a_column_of_people_is_of_one_person_a_row(run):
    bare = "\n".join(line.partition(",")[2] for line in SCALE.splitlines())
    assert answered(run, bare) == answered(run, SCALE)


def test_a_question_of_the_key_without_answers_is_named(run):
    status, _, err = run(TEST, key=KEY + "q9,a,\n")
    assert (status, err) == (0, "The file has no answers to q9.\n")


FAULTS = {
    "words": (SCALE.replace("p3,4", "p3,yes"), None,
              "Row 5, s1: yes is not a number. Correct it, or name the questions with --items."),
    "key without answers": (TEST, "item,answer\nq1,a\n",
                            "The key needs the columns item and correct, and a row for each question. "
                            "It has no correct."),
    "key twice": (TEST, KEY + "Q1,b,\n", "Row 6 of the key: Q1 stands twice. Keep one of the two."),
    "key half empty": (TEST, KEY + "q5,,\n",
                       "Row 6 of the key: q5 has no right answer. Fill it in, or take the row out."),
    "no question of the key": (SCALE, KEY, "The file has no column for q1, q2, q3, q4. "
                               "Add it, or name yours with --map YOURS=q1, q2, q3, q4."),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_judged_is_one_line(run, name):
    content, key, line = FAULTS[name]
    assert run(content, key=key) == (2, "", line + "\n")


def test_the_answer_is_a_table_with_a_sentence(run):
    lines = run(TEST, key=KEY)[1].splitlines()
    assert lines[0].endswith("q4 runs the other way than the rest: reverse it, or correct its key.")
    assert lines[2].split() == ["question", "people", "easy", "with", "the", "others"]
    assert lines[6].endswith("those who know more answer it “wrong”: check the key")


@pytest.mark.parametrize("people", [1, 4])
def test_of_a_handful_of_people_no_question_is_flagged(run, people):
    status, out, _ = run("person,q1,q2\n" + "".join(f"p{number},1,1\n" for number in range(people)), "--json")
    found = json.loads(out)
    assert (status, [item["flag"] for item in found["items"]]) == (0, [None, None])
    many = "1 person" if people == 1 else "4 people"
    assert found["words"].startswith(f"{many} answered everything: too few")


def test_words_say_why_there_is_no_alpha_where_all_answer_alike(run):
    _, out, _ = run("person,q1,q2\n" + "".join(f"p{number},1,1\n" for number in range(30)), "--json")
    assert json.loads(out)["words"] == (
        "How well the questions hang together cannot be said: it needs two questions and answers that differ."
    )
