"""Whatever comes in a file: it becomes questions, or one line that says why not. Nothing else ever happens."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal.engines.questionnaires import instrument_from, plain, read_instrument, write_instrument
from commonweal.engines.questionnaires.importing import import_questions
from commonweal.engines.questionnaires.incoming import Imported, Naming, QuestionFileError
from tests.engines.questionnaires.files import MEETINGS
from tests.engines.questionnaires.test_other_banks import CHOICES, MOODLE, item
from tests.engines.questionnaires.test_xlsform import BOTH, YES_NO, workbook

GIFT = """$CATEGORY: top/a

::T::Why {=a#x ~%50%b ####g}

// [id:3]
How {#3:2~#no}

Pair {=a -> b =c -> d}

T{T#a#b}"""
AIKEN = "What?\nA) one\nB) two\nANSWER: B\n"
FORM = workbook(
    {
        "survey": [[*BOTH, "relevant", "constraint"], ["select_one yn", "a", "A?", "¿A?"],
                   ["integer", "b", "B?", "¿B?", "${a} = 'yes'", ". > 3"]],
        "choices": YES_NO,
    }
)  # fmt: skip
FILES = [text.encode() for text in (GIFT, AIKEN, MOODLE, item(CHOICES, "A"), MEETINGS)]
#: Signs that mean something in one of the formats.
PIECES = [
    "{",
    "}",
    "=",
    "~",
    "#",
    "%",
    "::",
    "->",
    "\\",
    "\n\n",
    "<",
    ">",
    "&",
    "]]>",
    "${",
    "(",
    "'",
    '"',
    "[",
    "\x00",
]


def taken(content: bytes) -> None:
    """Questions that can be written down and read again, or a line in both languages."""
    found = imported_or_why_not(content)
    if isinstance(found, QuestionFileError):
        assert found.message("en").strip()
        assert "\n" not in found.message("es")
        return
    assert read_instrument(write_instrument(found.instrument)) == found.instrument
    assert instrument_from(plain(found.instrument)) == found.instrument
    for gone in found.not_carried:
        assert all(gone.where(lang) and gone.what(lang) and gone.why(lang) for lang in ("en", "es"))


def imported_or_why_not(content: bytes) -> Imported | QuestionFileError:
    try:
        return import_questions(content, Naming("any", "Any"))
    except QuestionFileError as problem:
        return problem


@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    taken(content)


@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    taken(text.encode("utf-8", "surrogatepass"))


@given(st.lists(st.sampled_from([*PIECES, "a", "TRUE", "A) x\n", "ANSWER: A\n", "[html]", "<b>", " "]), max_size=40))
def test_any_row_of_signs(pieces: list[str]) -> None:
    taken("".join(pieces).encode())


@given(st.sampled_from(FILES), st.data())
@settings(max_examples=300)
def test_good_file_with_a_piece_put_in_or_taken_out(content: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(start + 30, len(content))))
    taken(content[:start] + data.draw(st.sampled_from(PIECES)).encode() + content[end:])


@given(st.data())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_workbook_with_a_part_changed(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(FORM)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(name for name in parts if name.startswith("xl/"))))
    start = data.draw(st.integers(0, len(parts[name])))
    parts[name] = parts[name][:start] + data.draw(st.sampled_from(PIECES)).encode() + parts[name][start + 3 :]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    taken(out.getvalue())


@given(st.integers(0, len(FORM)))
def test_workbook_cut_short(length: int) -> None:
    taken(FORM[:length])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Q?{T}\n\n" * 3_000, "There are more than 1000 questions"),
        ("a{" + "=b" * 100_000 + "}", "Line 1: This question has more than 500 answers."),
        ("a" * 6_000 + "{}", "items.q1.text has more than 5000 characters."),
        ("Q\nA) a\nB) b\nANSWER: A\n" * 3_000, "There are more than 1000 questions"),
    ],
    ids=["questions", "answers", "characters", "questions in Aiken"],
)
def test_more_than_anybody_would_ask_is_refused(text: str, message: str) -> None:
    found = imported_or_why_not(text.encode())
    assert isinstance(found, QuestionFileError)
    assert found.message("en").startswith(message)
