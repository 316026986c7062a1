"""`commonweal tally`: ballots in, the result with its sentence out."""

import json

import pytest
import xlsxwriter

from commonweal.cli import tally

pytestmark = pytest.mark.covers("D6")
KEYS = {"valid", "abstentions", "quorum_met", "counts", "winner", "carried", "words"}


@pytest.fixture
def run(capsys, tmp_path):
    def command(ballots, *arguments):
        path = tmp_path / "ballots.csv"
        path.write_bytes(ballots if isinstance(ballots, bytes) else ballots.encode())
        status = tally.main([str(path), *[str(argument) for argument in arguments]])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


def answered(run, ballots, *arguments):
    status, out, err = run(ballots, *arguments, "--json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert set(found) >= KEYS
    return found


def picked(found, *keys):
    return tuple(found[key] for key in keys)


def choices(*said):
    return "voter,choice\n" + "".join(f"v{i},{choice}\n" for i, choice in enumerate(said))


def test_a_majority(run):
    found = answered(run, choices("yes", "yes", "no", "abstain"), "--method", "majority", "--quorum", 4)
    assert picked(found, "valid", "abstentions", "quorum_met", "winner", "carried") == (3, 1, True, None, True)
    assert found["counts"] == {"yes": 2, "no": 1}


def test_a_motion_that_fails_is_no_problem(run):
    status, out, err = run(choices("yes", "no"), "--method", "two-thirds")
    assert (status, err) == (0, "")
    assert out == "Not carried: 1 for, 1 against. It needed 2 for.\n  yes  1\n  no   1\n"


def test_the_answer_speaks_spanish_too(run):
    status, out, err = run(choices("sí", "no", "abstención"), "--method", "majority", "--lang", "es")
    assert (status, err) == (0, "")
    assert out == (
        "No aprobada: 1 a favor, 1 en contra; 1 se abstuvo y no se cuenta. Necesitaba 2 a favor.\n  sí  1\n  no  1\n"
    )


def test_without_its_quorum_nothing_is_carried(run):
    found = answered(run, choices("yes", "yes"), "--method", "majority", "--eligible", 9, "--quorum", 5)
    assert picked(found, "quorum_met", "carried") == (False, False)


def test_consent_carries_without_an_objection(run):
    assert answered(run, choices("yes", "abstain"), "--method", "consent")["carried"] is True
    found = answered(run, choices("yes", "object"), "--method", "consent")
    assert (found["carried"], found["counts"]) == (False, {"yes": 1, "no": 0, "object": 1})


def test_gradients_give_counts_only(run):
    found = answered(run, choices("1", "3", "8", ""), "--method", "gradients")
    assert picked(found, "valid", "abstentions", "winner", "carried") == (3, 1, None, None)
    assert found["counts"] == {"1": 1, "2": 0, "3": 1, "4": 0, "5": 0, "6": 0, "7": 0, "8": 1}


def test_gradients_of_seven_levels(run):
    found = answered(run, choices("1", "7"), "--method", "gradients", "--levels", 7)
    assert (len(found["counts"]), found["in_doubt"]) == (7, 1)


def test_approval_has_a_row_for_each_mark(run):
    found = answered(run, "voter,option\na,Bus\na,Van\nb,bus \nc,\n", "--method", "approval")
    assert (found["counts"], found["winner"], found["abstentions"]) == ({"Bus": 2, "Van": 1}, "Bus", 1)


def test_score_is_the_mean_over_those_who_scored(run):
    ballots = "voter,option,score\na,Bus,4\na,Van,5\nb,Bus,5\nb,Van,\n"
    found = answered(run, ballots, "--method", "score")
    assert (found["counts"], found["scored"], found["winner"]) == (
        {"Bus": 4.5, "Van": 5.0},
        {"Bus": 2, "Van": 1},
        "Van",
    )


def test_orders_of_preference(run):
    found = answered(run, "voter,ranking\na,A>B=C>D\nb,B>A\nc,A\n", "--method", "condorcet")
    assert picked(found, "winner", "by", "carried") == ("A", "condorcet", True)
    assert found["counts"] == {"A": 3, "B": 2, "C": 1, "D": 0}


def test_a_circle_is_decided_by_schulze(run):
    found = answered(run, "voter,ranking\na,A>B>C\nb,B>C>A\nc,C>A>B\nd,A>B\n", "--method", "condorcet")
    assert picked(found, "winner", "by") == ("A", "schulze")
    assert found["words"] == "No option beats every other; by Schulze’s method, A is chosen."


@pytest.mark.parametrize(
    ("lang", "heading"),
    [("en", "One to one, each option wins so many pairs:"), ("es", "Una a una, cada opción gana tantos pares:")],
)
def test_an_order_of_preference_says_what_its_figures_count(run, lang, heading):
    status, out, _err = run("voter,ranking\na,A>B>C\nb,B>C>A\nc,C>A>B\n", "--method", "condorcet", "--lang", lang)
    assert (status, out.splitlines()[1:]) == (0, [heading, "  A  1", "  B  1", "  C  1"])


def test_a_tie_has_no_winner_and_is_not_carried(run):
    found = answered(run, "voter,ranking\na,A>B\nb,B>A\n", "--method", "condorcet")
    assert picked(found, "winner", "carried", "tied") == (None, False, ["A", "B"])


@pytest.mark.parametrize(
    ("method", "ballots"),
    [
        ("majority", "voter,choice\nAna,yes\nBen,no\nana ,yes\n"),
        ("gradients", "voter,choice\nAna,1\nana,1\n"),
        ("condorcet", "voter,ranking\nAna,A>B\nAna,B>A\n"),
        ("approval", "voter,option\nAna,Bus\nAna,bus\n"),
        ("score", "voter,option,score\nAna,Bus,1\nAna,Bus,\n"),
    ],
)
def test_two_ballots_of_one_voter_are_a_problem(run, method, ballots):
    status, out, err = run(ballots, "--method", method, "--json")
    found = json.loads(out)
    assert (status, err, set(found) >= KEYS, len(found["duplicates"])) == (1, "", True, 1)
    assert picked(found, "valid", "counts", "winner", "carried") == (None, None, None, None)


def test_two_ballots_of_one_voter_are_said_in_words(run):
    status, out, _ = run("voter,choice\nAna,yes\nAna,no\n", "--method", "majority", "--lang", "es")
    assert (status, out) == (
        1, "Dos votos de una misma persona: Ana. Deje uno de cada una y cuente otra vez.\n"
    )  # fmt: skip


def test_a_workbook_with_a_title_above_its_header(capsys, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "ballots.xlsx") as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([["Round of 3 May"], [], ["Voter", "Choice"], [101, 1], [102, 8], [103, None]]):
            sheet.write_row(row, 0, cells)
    assert tally.main([str(tmp_path / "ballots.xlsx"), "--method", "gradients", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert picked(found, "valid", "abstentions", "in_doubt") == (2, 1, 1)


DIALECTS = {
    "semicolons": b"voter;choice\r\na;yes\r\nb;no\r\n",
    "tabs": b"voter\tchoice\na\tyes\nb\tno\n",
    "utf-16": "voter,choice\na,yes\nb,no\n".encode("utf-16"),
    "mark": b"\xef\xbb\xbfVOTER, Choice \na,yes\nb,no\n",
    "windows-1252": "voter;choice\nJos\xe9;s\xed\nb;no\n".encode("cp1252"),
    "title above": b"Vote of 3 May,\n,\nvoter,choice\na,yes\nb,no\n",
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_usual_dialect_is_read(run, dialect):
    assert answered(run, DIALECTS[dialect], "--method", "majority")["counts"] == {"yes": 1, "no": 1}


def test_a_decimal_comma_where_semicolons_separate(run):
    assert answered(run, "voter;option;score\na;Bus;4,5\n", "--method", "score")["counts"] == {"Bus": 4.5}


def test_headers_of_their_own_are_mapped(run):
    found = answered(run, "quien,voto\na,si\n", "--method", "majority", "--map", "quien=voter", "voto=choice")
    assert found["counts"] == {"yes": 1, "no": 0}


COULD_NOT = {
    "a quorum above the roll": (
        choices("yes"), ["--method", "majority", "--eligible", "3", "--quorum", "4"],
        "A quorum of 4 cannot be met by 3 people. Lower it.",
    ),
    "more ballots than voters": (
        choices("yes", "no"), ["--method", "majority", "--eligible", "1"],
        "2 ballots of 1 eligible people cannot be. Correct the file or --eligible.",
    ),
    "an unknown choice": (
        choices("yes", "maybe"), ["--method", "majority"],
        "Row 3: maybe is no choice here. Use one of: yes, no, abstain.",
    ),
    "a level beyond the scale": (
        choices("9"), ["--method", "gradients", "--lang", "es"],
        "Fila 2: 9 no es un nivel. Use números enteros de 1 a 8.",
    ),
    "half a level": (
        choices("2.5"), ["--method", "gradients"], "Row 2: 2.5 is no level. Use whole numbers from 1 to 8."
    ),
    "no voter": (
        "voter,choice\n,yes\n", ["--method", "majority"],
        "Row 2: the voter is missing. Name the voter, or take the row out.",
    ),
    "an option ranked twice": (
        "voter,ranking\na,A>B>a\n", ["--method", "condorcet"],
        "Row 2: A is ranked twice. Rank each option once.",
    ),
    "a hole in the order": (
        "voter,ranking\na,A>>B\n", ["--method", "condorcet"],
        "Row 2: A>>B has an empty place. Write it as A>B=C>D.",
    ),
    "a column of another method": (
        choices("yes"), ["--method", "score"],
        "The ballots have no column option. Add it, or name it with --map.",
    ),
    "only a header": (
        "voter,choice\n", ["--method", "majority"],
        "The file has no ballots. Give one row or more beneath the header.",
    ),
    "no such rule": (
        choices("yes"), ["--method", "stv"],
        "Argument --method: invalid choice: 'stv' (choose from ",
    ),
    "a score that is none": (
        "voter,option,score\na,Bus,many\n", ["--method", "score"],
        "Row 2, score: many is not a number. Correct the cell, or leave it empty.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", COULD_NOT)
def test_what_cannot_be_counted_is_one_line_and_status_2(run, fault):
    ballots, arguments, sentence = COULD_NOT[fault]
    status, out, err = run(ballots, *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(sentence)


def test_an_empty_file_is_one_line_and_status_2(run):
    status, out, err = run("", "--method", "majority")
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_the_example_of_the_help_runs(run):
    ballots = tally.EXAMPLE.split("'")[1].encode().decode("unicode_escape")
    arguments = tally.EXAMPLE.split("tally - ")[1].split()
    assert run(ballots, *arguments)[0] == 0
