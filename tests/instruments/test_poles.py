"""What stands at the ends of a question: the words of the answer where it is given, of the score where it is read."""

from commonweal.engines.questionnaires import Scale
from commonweal.instruments.content import pack
from commonweal.instruments.forms.sheet import Question, whole_sheet
from commonweal.instruments.reading_charts import points


def question(code: str, key: str) -> Question:
    return next(one for step in whole_sheet(pack(code)) for one in step.questions if one.key == key)


def test_reversed_statement_is_answered_between_the_words_of_its_points() -> None:
    """The scale's poles, “Weak” and “Strong”, would stand at the wrong ends of it."""
    asked = question("design-scan", "place-outside")
    assert asked.item.reverse
    assert (asked.low, asked.high) == ("Strongly disagree", "Strongly agree")


def test_question_with_poles_of_its_own_is_answered_between_them() -> None:
    asked = question("readiness", "champions-single")
    assert (asked.low, asked.high) == ("Hardly anything", "Nearly everything")


def test_score_with_turned_questions_is_read_between_the_scales_poles() -> None:
    """A turned “Strongly agree” counts as 1, and must not be headed “Strongly disagree”."""
    place = pack("design-scan").scale("place")
    assert points(place, turned=True) == ("Weak", "2", "3", "4", "Strong")
    assert points(place, turned=False)[0] == "Strongly disagree"


def test_turned_score_without_poles_says_which_end_is_which() -> None:
    bare = Scale(id="bare", min=1, max=3)
    assert points(bare, turned=True) == ("least favorable", "2", "most favorable")
