"""`commonweal gains`: two tests of one class in, what was learned over matched pairs out."""

import json
import re
import subprocess
import sys

import pytest

from commonweal.cli import gains, items, score
from commonweal.engines.psychometrics.item_change import mcnemar_midp

KEY = "item,correct,concept\nq1,a,backbone\nq2,b,indicators\nq3,c,\n"
KEYS = [
    "n_pre", "n_post", "n_pairs", "attrition", "mean_pre", "mean_post", "change", "change_low", "change_high",
    "normalised_gain", "gain_low", "gain_high", "d_av", "hedges_g", "items", "words",
]  # fmt: skip


def tidy(**sheets: dict[str, str]) -> str:
    """A letter for each question, a dot for a blank."""
    rows = [
        f"{person},{phase},q{place},{'' if letter == '.' else letter}\n"
        for phase, people in sheets.items()
        for person, letters in people.items()
        for place, letter in enumerate(letters, start=1)
    ]
    return "person,phase,item,answer\n" + "".join(rows)


CLASS = tidy(
    pre={"Ana": "axx", "Ben": "xbx", "Cleo": "xxx", "Dan": "abx", "Eva": "xxc", "Fay": "a.x", "Gil": "axx"},
    post={"Ana": "abx", "Ben": "xbc", "Cleo": "axx", "Dan": "abc", "Eva": "abc", "Fay": "abx", "Hal": "abc"},
)


@pytest.fixture
def run(tmp_path, capsys):
    def command(content, *options, key=KEY):
        path, right = tmp_path / "responses.csv", tmp_path / "key.csv"
        path.write_text(content, encoding="utf-8")
        right.write_text(key, encoding="utf-8")
        status = gains.main([str(path), "--key", str(right), *options])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


def answered(run, content, *options, **more):
    status, out, err = run(content, "--json", *options, **more)
    assert (status, err) == (0, "")
    return json.loads(out)


@pytest.mark.covers("G7", "F-TRN-4", "F-TRN-6")
def test_every_key_of_the_contract_is_there(run):
    found = answered(run, CLASS)
    assert set(KEYS) - set(found) == set()
    assert [set(item) for item in found["items"]] == [{"item", "concept", "pre", "post", "gained", "lost", "p"}] * 3


@pytest.mark.covers("G7")
def test_scores_are_points_of_matched_pairs_only(run):
    found = answered(run, CLASS)
    assert [found[key] for key in ("n_pre", "n_post", "n_pairs", "attrition")] == [7, 7, 6, 1 / 7]
    assert [found[key] for key in ("mean_pre", "mean_post", "change")] == pytest.approx([1, 13 / 6, 7 / 6])
    assert found["normalised_gain"] == pytest.approx((7 / 6) / 2)


def test_a_blank_question_is_wrong_and_a_blank_sheet_is_absent(run):
    blank = CLASS.replace("Fay,pre,q1,a", "Fay,pre,q1,").replace("Fay,pre,q3,x", "Fay,pre,q3,")
    assert answered(run, blank)["n_pairs"] == 5
    assert answered(run, CLASS)["items"][1]["gained"] == 3


def test_each_question_has_its_shift(run):
    found = answered(run, CLASS)["items"][2]
    wanted = {"item": "q3", "concept": None, "pre": 1 / 6, "post": 0.5, "gained": 2, "lost": 0}
    assert found == {**wanted, "p": mcnemar_midp(2, 0)}


def test_answers_match_without_regard_to_capitals_and_people_too(run):
    assert answered(run, CLASS.replace("Ana,post", " ANA ,Post").replace(",abx", ",ABX")) == answered(run, CLASS)


def test_other_phases_are_named_and_left_out(run):
    status, out, err = run(CLASS + "Ana,retention,q1,a\nBen,quiz,q1,a\n", "--json")
    assert (status, err) == (0, "Not used, because only pre and post are compared: quiz, retention.\n")
    assert json.loads(out) == answered(run, CLASS)


def test_questions_without_a_right_answer_are_named_and_left_out(run):
    status, out, err = run(CLASS + "Ana,pre,q7,a\n", "--json")
    assert (status, err) == (0, "Not used, because the key has no right answer for it: q7.\n")
    assert json.loads(out) == answered(run, CLASS)


def test_another_form_at_the_second_test_is_told(run):
    _, _, err = run("\n".join(line for line in CLASS.splitlines() if ",post,q2" not in line))
    assert err == "Nobody answered q2 at post. Was it another form? Then points cannot be compared.\n"


def test_a_first_test_alone_has_no_pairs(run):
    status, out, err = run(tidy(pre={"Ana": "abc"}), "--json")
    found = json.loads(out)
    assert (status, err) == (
        0,
        "The file has no answers with the phase post. Write pre and post in the column phase.\n",
    )
    assert [found[key] for key in ("n_pre", "n_post", "n_pairs", "attrition")] == [1, 0, 0, 1]
    assert {found[key] for key in ("mean_pre", "change", "normalised_gain", "gain_low", "d_av", "hedges_g")} == {None}


def test_a_class_that_knew_all_has_no_gain(run):
    full = {"Ana": "abc", "Ben": "abc"}
    found = answered(run, tidy(pre=full, post=full))
    assert (found["normalised_gain"], found["change"], found["d_av"]) == (None, 0, None)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (CLASS + "ana,PRE,q1,b\n", "Row 44: ana, pre, q1 stands twice. Keep one of the two."),
        ("person,phase,item\nAna,pre,q1\n",
         "The file has no column for answer. Add it, or name yours with --map YOURS=answer."),
        ("person,phase,item,answer\n",
         "The file has no answers. Name one with a row for each person, or for each answer."),
        (CLASS + ",pre,q1,a\n", "Row 44: It has answers and no person. Fill it in, or take the row out."),
    ],
    ids=["twice", "no column", "no rows", "nobody"],
)  # fmt: skip
def test_what_cannot_be_compared_is_one_line(run, content, line):
    assert run(content) == (2, "", line + "\n")


def test_the_answer_is_a_verdict_and_a_line_a_question(run):
    lines = run(CLASS)[1].splitlines()
    assert lines[0].startswith("Scores rose by 1.2 points on average (likely between 0.7 and 1.6), among the 6 who")
    assert lines[2:] == [
        "q1: 3 of 6 right before, 5 after; 2 came to know it, 0 no longer had it.",
        "q2: 2 of 6 right before, 5 after; 3 came to know it, 0 no longer had it.",
        "q3: 1 of 6 right before, 3 after; 2 came to know it, 0 no longer had it.",
    ]


TOTALS = "person;antes;después\nAna;12;15,5\nBen;9;\nCleo;;14\nDan;8;14\n"


@pytest.fixture
def of_totals(tmp_path, capsys):
    def command(content, *options):
        path = tmp_path / "totals.csv"
        path.write_text(content, encoding="utf-8")
        status = gains.main([str(path), *options])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


def test_totals_are_read_in_any_dialect_and_a_blank_is_no_test(of_totals):
    status, out, err = of_totals(TOTALS, "--maximum", "20", "--map", "antes=pre", "después=post", "--json")
    found = json.loads(out)
    assert (status, err, set(KEYS) - set(found)) == (0, "", set())
    told = [found[key] for key in ("n_pre", "n_post", "n_pairs", "mean_pre", "mean_post", "items")]
    assert told == [3, 3, 2, 10, 14.75, []]
    assert found["normalised_gain"] == pytest.approx(4.75 / 10)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "Name the right answers with --key KEY. For a file of totals, say with --maximum how many points were"),
        (
            ["--maximum", "20"],
            "With --maximum the file needs a row for each person, with the points in the columns pre",
        ),
        (["--maximum", "10", "--map", "antes=pre", "después=post"], "ana, pre: 12 points do not lie between 0 and 10."),
        (["--maximum", "0"], "Argument --maximum: '0' is not a number of points."),
        (["--maximum", "20", "--key", "key.csv"], "Give --key for answers, or --maximum for totals, and not both."),
    ],
    ids=["nothing said", "no columns", "too many", "none possible", "both"],
)
def test_totals_that_cannot_be_used_say_what_is_needed(of_totals, options, said):
    status, out, err = of_totals(TOTALS, *options)
    assert (status, out, err.count("\n"), err[: len(said)]) == (2, "", 1, said)


@pytest.mark.covers("G7")
def test_known_results_of_hci_before_and_after_come_out_of_the_command(shared, capsys):
    known = json.loads((shared / "data" / "expected_examples.json").read_text("utf-8"))
    wanted = known["psychometrics_alpha_n"]["HCIprepost"]
    file = shared / "data" / "psychometrics" / "HCIprepost.csv"
    columns = ["--map", "score.pre=pre", "score.post=post"]
    assert gains.main([str(file), "--maximum", "20", *columns, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    told = [found[key] for key in ("n_pairs", "mean_pre", "mean_post", "change")]
    assert told == [wanted[key] for key in ("n", "mean_pre", "mean_post", "gain")]
    assert round(found["normalised_gain"], 4) == wanted["class_normalised_gain_of_20"]


@pytest.mark.parametrize("command", [gains, items, score], ids=["gains", "items", "score"])
def test_the_example_of_the_help_runs(command, tmp_path):
    name = command.__name__.rpartition(".")[2]
    code = f"import sys; from commonweal.cli.{name} import main; sys.exit(main())"
    script = re.sub(f"commonweal {name}", f"{sys.executable} -c '{code}'", command.EXAMPLE.partition(":\n")[2])
    done = subprocess.run(["sh", "-ec", script], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout
