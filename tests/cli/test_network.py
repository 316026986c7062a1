"""`commonweal network`: ties in, figures of the network with their sentence out."""

import json

import pytest
import xlsxwriter

from commonweal.cli import network

pytestmark = pytest.mark.covers("B11")
KEYS = {
    "n", "ties", "density", "degree_centralisation", "isolates", "reciprocity", "articulation_points", "degree",
    "betweenness",
}  # fmt: skip
TIES = "from,to\nClinic,Library\nClinic,School\nSchool,Museum\n"


@pytest.fixture
def run(capsys, tmp_path):
    def command(ties, *arguments, nodes=None):
        path, others = tmp_path / "ties.csv", tmp_path / "nodes.csv"
        path.write_bytes(ties if isinstance(ties, bytes) else ties.encode())
        extra = []
        if nodes is not None:
            others.write_text(nodes, "utf-8")
            extra = ["--nodes", str(others)]
        status = network.main([str(path), *arguments, *extra])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


def answered(run, ties, *arguments, nodes=None):
    status, out, err = run(ties, *arguments, "--json", nodes=nodes)
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert set(found) >= KEYS
    return found


def test_a_chain(run):
    found = answered(run, TIES)
    assert {key: found[key] for key in KEYS} == {
        "n": 4, "ties": 3, "density": 0.5, "degree_centralisation": pytest.approx(1 / 3), "isolates": [],
        "reciprocity": None, "articulation_points": ["Clinic", "School"],
        "degree": {"Clinic": 2, "Library": 1, "Museum": 1, "School": 2},
        "betweenness": {"Clinic": 2, "Library": 0, "Museum": 0, "School": 2},
    }  # fmt: skip


def test_a_readable_answer_with_its_sentence(run):
    status, out, err = run("from,to\nHub,a\nHub,b\nHub,c\n", nodes="node\nHub\na\nb\nc\nd\n")
    assert (status, err) == (0, "")
    assert out == (
        "30% of possible ties exist. Hub holds 100% of them; if it left, 3 would lose contact. d has no tie.\n"
        "5 nodes, 3 ties; density 0.30; degree centralization 0.75.\n"
        "Without one of these a part would fall apart: Hub.\n"
        "  node  ties  between others\n"
        "  Hub      3             3.0\n"
        "  a        1             0.0\n"
        "  b        1             0.0\n"
        "  c        1             0.0\n"
        "  d        0             0.0\n"
    )


def test_the_answer_speaks_spanish_too(run):
    status, out, err = run("from,to\na,b\nb,a\n", "--directed", "--lang", "es")
    assert (status, err) == (0, "")
    assert out == (
        "Existe el 100\N{NO-BREAK SPACE}% de los vínculos posibles. Todos tienen la misma cantidad.\n"
        "2 nodos, 2 vínculos; densidad: 1.00; reciprocidad: 1.00.\n"
        "  nodo  vínculos  entre otros\n"
        "  a            2          0.0\n"
        "  b            2          0.0\n"
    )


def test_ties_that_stand_twice_and_loops_are_told_and_not_counted(run):
    status, out, err = run("from,to,weight\na,b,1\nb,a,3\na,b,\nc,c,1\n", "--json")
    assert (status, json.loads(out)["ties"]) == (0, 1)
    assert err == (
        "2 ties were told more than once and count once.\n1 tie led back to where it began and was left out.\n"
    )


def test_with_directions_a_tie_and_its_return_are_two(run):
    found = answered(run, "from,to\na,b\nb,a\na,c\n", "--directed")
    assert (found["ties"], found["density"], found["reciprocity"]) == (3, 0.5, pytest.approx(2 / 3))
    assert found["degree"] == {"a": 3, "b": 2, "c": 1}


def test_nodes_without_ties_are_isolates(run):
    found = answered(run, TIES, nodes="node,group\nClinic,x\nLibrary,x\nSchool,y\nMuseum,y\nZoo,\n")
    assert (found["n"], found["isolates"], found["modularity"]) == (5, ["Zoo"], None)


def test_given_groups_are_weighed(run):
    found = answered(run, TIES, nodes="node,group\nClinic,x\nLibrary,x\nSchool,y\nMuseum,y\n")
    assert found["modularity"] == pytest.approx(2 / 3 - 2 * (3 / 6) ** 2)


def test_nodes_that_only_ties_name_are_added_and_told(run):
    status, out, err = run(TIES, "--json", nodes="node\nClinic\nLibrary\nSchool\n")
    assert (status, json.loads(out)["n"]) == (0, 4)
    assert err == "1 node of the ties is not in the file of nodes, and was added: Museum.\n"


def test_nodes_with_no_tie_at_all_are_a_network(run):
    found = answered(run, "from,to\n", nodes="node\na\nb\nc\n")
    assert (found["density"], found["degree_centralisation"], found["words"]) == (
        0, 0, "There are no ties between the 3.",
    )  # fmt: skip


def test_one_node_makes_no_network(run):
    found = answered(run, "from,to\n", nodes="node\na\n")
    assert (found["n"], found["density"], found["words"]) == (1, None, "One node makes no network.")


def test_ties_in_another_dialect_and_under_other_names(run):
    found = answered(run, "\ufeffde;a\nClínica;Museo\n".encode("utf-16"), "--map", "de=from", "a=to")
    assert found["degree"] == {"Clínica": 1, "Museo": 1}


def test_ties_from_a_workbook(capsys, tmp_path):
    path = tmp_path / "ties.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("ties")
        for i, row in enumerate([("From", "To"), (1, 2), (2, 3)]):
            sheet.write_row(i, 0, row)
    assert network.main([str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["degree"] == {"1": 1, "2": 2, "3": 1}


@pytest.mark.parametrize(
    ("ties", "nodes", "arguments", "line"),
    [
        ("from,to\n", None, [],
         "The file has no ties. Give one row or more beneath the header, or a file of nodes.\n"),
        ("one,other\na,b\n", None, [], "The file of ties has no column from. Add it, or name it with --map.\n"),
        ("from,to\na,b\n", "name\na\n", [], "The file of nodes has no column node. Add it, or name it with --map.\n"),
        ("from,to\na,\n", None, [], "Row 2, to: The cell is empty. Fill it in, or take the row out.\n"),
        ("from,to\n,b\n", None, [], "Row 2, from: The cell is empty. Fill it in, or take the row out.\n"),
        ("from,to\na,b\n", "node\na\na\n", [], "Row 3: a stands twice. Keep one of the two.\n"),
        ("from,to\na,b\n", None, ["--map", "x=from"], "No file has a column x. Correct the name in --map.\n"),
        ("from,to\na,b\n", None, ["--map", "to=frm"],
         "frm is not one of our columns: from, to, weight, node, group. Correct --map.\n"),
        ("from,to\na,b\n", None, ["--lang", "es", "--loops"],
         "Argumentos desconocidos: --loops. `commonweal network --help` shows an example.\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_line(run, ties, nodes, arguments, line):
    status, out, err = run(ties, *arguments, nodes=nodes)
    assert (status, out) == (2, "")
    assert err == line.replace("shows an example", "muestra un ejemplo" if "es" in arguments else "shows an example")


def test_a_file_that_is_not_there(capsys, tmp_path):
    assert network.main([str(tmp_path / "none.csv"), "--json"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(("weight", "lang", "line"), [
    ("-1", "en", "Row 3, weight: -1 is not a number of nought or more. Correct it, or leave it out.\n"),
    ("x", "es", "Fila 3, weight: x no es un número de cero o más. Corríjalo o déjelo en blanco.\n"),
])  # fmt: skip
def test_a_weight_that_cannot_be_is_one_line_with_its_row(run, weight, lang, line):
    ties = f"from,to,weight\nA,B,1\nB,C,{weight}\n"
    assert run(ties, "--lang", lang) == (2, "", line)


def test_a_weight_may_be_blank_nought_or_have_a_decimal_comma(run):
    assert run("from;to;weight\nA;B;\nB;C;0\nC;D;1,5\n")[0] == 0


def test_where_all_who_have_ties_hold_as_many_nobody_is_said_to_hold_more(run):
    told = run("from,to\nA,B\nB,C\nC,D\nD,A\n", nodes="node\nA\nB\nC\nD\nE\n")[1]
    assert told.splitlines()[0] == ("40% of possible ties exist. All who have ties hold as many of them. E has no tie.")


def test_an_empty_file_is_told_in_words_for_a_command(run):
    assert run("") == (2, "", "This file is empty. Choose an .xlsx or .csv file.\n")
