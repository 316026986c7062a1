"""What every page says: short sentences, no forbidden word, and Spanish that was written and not copied."""

import re
from pathlib import Path

import pytest
from babel.messages import pofile
from babel.messages.catalog import Message

import commonweal

ROOMS = Path(commonweal.__file__).parent
CATALOGUES = sorted(ROOMS.glob("*/locale/es/LC_MESSAGES/django.po"))
PUBLIC_ROOMS = {"ui", "pages"}
PUBLIC = [path for path in CATALOGUES if path.parts[-5] in PUBLIC_ROOMS]
LONGEST = {"public": 20, "staff": 25}
FORBIDDEN = {
    "en": r"significant|p-value|baseline|indicator|stakeholder|leverage|kpi|disaggregated|(?:in)?valid|please|sorry"
    r"|oops|errors?|no data",
    "es": r"significativ[oa]s?|valor p|línea base|indicador(?:es)?|kpi|desagregad[oa]s?|(?:in)?válid[oa]s?|por favor"
    r"|lo sentimos|ups|error(?:es)?|sin datos",
}
# The same word in both languages.
ALIKE = {
    "Total", "total", "Plan", "Error", "No", "no", "CSV", "JSON", "Commonweal", "GeoJSON", "Excel", "URL", "Director",
    "Director:", "director", "English", "Español", "Real", "Local", "local", "Regional", "General", "Base", "Color",
    "Sector", "sector", "Arizona", "Puerto Rico", "Alaska", "Hawaii", "Guam",
    "Final", "Hospital", "Social", "Individual", "idea", "PDF, A4",
}  # fmt: skip
EACH = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])


def messages(path: Path) -> list[Message]:
    with path.open("rb") as source:
        return [message for message in pofile.read_po(source, locale="es") if message.id]


def texts(entry: object) -> list[str]:
    return list(entry) if isinstance(entry, tuple | list) else [str(entry)]


def sentences(text: str) -> list[str]:
    plain = re.sub(r"%\(\w+\)[sd]|\{\w+\}", "x", re.sub(r"<[^>]+>", " ", text))
    return [part for part in re.split(r"[.!?:;]\s+|\n+", plain) if part.strip()]


def longest_for(path: Path) -> int:
    return LONGEST["public" if path.parts[-5] in PUBLIC_ROOMS else "staff"]


def test_there_are_catalogues() -> None:
    assert "ui" in {path.parts[-5] for path in CATALOGUES}


@EACH
def test_spanish_is_complete(path: Path) -> None:
    lacking = [m.id for m in messages(path) if m.fuzzy or not all(texts(m.string)) or not m.string]
    assert lacking == []


@EACH
def test_spanish_is_never_a_copy_of_the_english(path: Path) -> None:
    copies = [
        one
        for message in messages(path)
        for one, other in zip(texts(message.id), texts(message.string), strict=False)
        if one == other and re.search(r"[a-zA-Z]{2}", re.sub(r"%\(\w+\)[sd]", "", one)) and one not in ALIKE
    ]
    assert copies == []


@EACH
def test_sentences_are_short(path: Path) -> None:
    both = [text for m in messages(path) for text in texts(m.id) + texts(m.string)]
    too_long = [s for text in both for s in sentences(text) if len(s.split()) > longest_for(path)]
    assert too_long == []


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.parts[-5])
def test_public_pages_use_no_forbidden_word(path: Path) -> None:
    found = [
        text
        for m in messages(path)
        for lang, side in (("en", texts(m.id)), ("es", texts(m.string)))
        for text in side
        if re.search(rf"\b(?:{FORBIDDEN[lang]})\b", text, re.IGNORECASE)
    ]
    assert found == []


@EACH
def test_compiled_catalogue_is_fresh(path: Path) -> None:
    from gettext import GNUTranslations

    with path.with_suffix(".mo").open("rb") as compiled:
        known = GNUTranslations(compiled)
    singles = [m for m in messages(path) if isinstance(m.id, str) and not m.context]
    assert [m.id for m in singles if known.gettext(m.id) != m.string] == []
