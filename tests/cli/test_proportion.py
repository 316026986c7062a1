"""`commonweal proportion`: K of N in, Wilson's interval and a sentence out."""

import json

import pytest

from commonweal.cli import proportion
from commonweal.engines.rates.proportions import wilson


@pytest.fixture
def run(capsys):
    def command(*arguments):
        status = proportion.main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


def answered(run, *arguments):
    status, out, err = run(*arguments, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


@pytest.mark.covers("E7")
def test_a_share_has_wilsons_interval(run):
    found = answered(run, 15, 148)
    assert (found["p"], found["low"], found["high"]) == (15 / 148, *wilson(15, 148))


def test_among_a_known_number_of_people_the_interval_is_narrower(run):
    found = answered(run, 45, 100, "--population", 300)
    assert (found["p"], found["low"], found["high"]) == pytest.approx((0.45, 0.372500719808, 0.530004446668))


def test_of_everybody_there_is_nothing_left_to_be_unsure_of(run):
    found = answered(run, 7, 12, "--population", 12)
    assert (found["p"], found["low"], found["high"]) == (7 / 12, 7 / 12, 7 / 12)


@pytest.mark.parametrize("population", [[], ["--population", 0], ["--population", 30]])
def test_of_nobody_there_is_no_share(run, population):
    found = answered(run, 0, 0, *population)
    assert (found["p"], found["low"], found["high"]) == (None, None, None)
    assert found["words"] == "Nobody answered."


def test_nobody_said_yes_is_0_and_not_missing(run):
    found = answered(run, 0, 45)
    assert (found["p"], found["low"], found["reliability"], found["reasons"]) == (0, 0, "caution", ["none-or-all"])


def test_those_who_did_not_answer_could_all_have_said_no_or_yes(run):
    found = answered(run, 45, 60, "--population", 120)
    assert (found["lowest"], found["highest"]) == (45 / 120, 105 / 120)


def test_the_level_is_taken(run):
    found = answered(run, 5, 100, "--level", 0.998)
    assert (found["low"], found["high"]) == wilson(5, 100, 0.998)


SENTENCES = {
    ("45", "60", "--population", "120"): "45 of 60 who answered (75%) said yes. "
    "Among all 120, likely 66.5–81.9%. 50% answered.",
    ("300", "1000"): "300 of 1,000 who answered (30%) said yes. Likely between 27.2% and 32.9%.",
    ("7", "12"): "7 of 12 who answered said yes. Among many, likely 32 to 81 of every 100. "
    "Too few cases to publish a reliable figure.",
    ("5", "10", "--population", "12"): "5 of 10 who answered said yes. Among all 12, likely 5 to 7 people. "
    "Too few cases to publish a reliable figure.",
    ("49", "52", "--population", "57"): "49 of 52 who answered (94.2%) said yes. "
    "Among all 57, likely 92–94.7%. 91.2% answered.",
    ("12", "12", "--population", "12"): "12 of 12 who answered said yes. All 12 answered.",
    ("45", "60", "--population", "120", "--lang", "es"): "45 de 60 que respondieron (75 %) dijeron que sí. "
    "Entre las 120 personas, probablemente 66.5–81.9 %. Respondió el 50 %.",
}  # fmt: skip


@pytest.mark.parametrize("arguments", SENTENCES)
def test_the_answer_is_a_sentence(run, arguments):
    assert run(*arguments) == (0, SENTENCES[arguments] + "\n", "")


COULD_NOT = {
    ("3", "2"): "3 of 2 cannot be. Give first how many said yes, then how many answered.",
    ("3", "5", "--population", "4"): "5 answers of 4 people cannot be. Correct --population.",
    ("0", "5", "--population", "0"): "5 answers of 0 people cannot be. Correct --population.",
    ("x", "5"): "Argument K: 'x' is not a whole number of people.",
    ("2.5", "5"): "Argument K: '2.5' is not a whole number of people.",
    ("2",): "The following arguments are required: N.",
    ("2", "5", "--level", "1"): "Argument --level: '1' does not lie between 0 and 1.",
    ("3", "2", "--lang", "es"): "3 de 2 no es posible.",
    ("x", "2", "--lang", "es"): "Argumento K: 'x' no es un número entero de personas.",
}


@pytest.mark.parametrize("arguments", COULD_NOT)
def test_what_cannot_be_is_one_line_and_status_2(run, arguments):
    status, out, err = run(*arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(COULD_NOT[arguments])


def test_the_example_of_the_help_runs(run):
    arguments = proportion.EXAMPLE.split("commonweal proportion ")[1].split()
    status, out, err = run(*arguments)
    assert (status, err) == (0, "")
    assert out
