"""Compares the words in the code with the words in the catalogues."""

import ast
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from gettext import GNUTranslations
from pathlib import Path
from typing import IO, Any

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import templatize

KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def words_in_code(room: Path) -> set[str]:
    found = set()
    for path in sorted(room.rglob("*.py")):
        if "migrations" not in path.parts:
            found |= set(marked(path.read_text(encoding="utf-8")))
    for path in [*room.glob("templates/**/*.html"), *room.glob("templates/**/*.txt")]:
        # A template is indented as its elements are, which no tokenizer of Python follows.
        lines = templatize(path.read_text(encoding="utf-8")).splitlines()
        found |= set(marked("\n".join(line.strip() for line in lines)))
    return found


def marked(source: str) -> Iterator[str]:
    for _line, keyword, words, _comments in extract_python(io.BytesIO(source.encode()), list(KEYWORDS), [], {}):
        parts = [words] if isinstance(words, str) else [word for word in words if word]
        if "pgettext" in (keyword or ""):
            parts = parts[1:]
        if parts:
            yield parts[0]


def in_f_strings(room: Path) -> Iterator[str]:
    for path in sorted(room.rglob("*.py")):
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = ast.walk(text) if isinstance(text, ast.JoinedStr) else ()
            for call in called:
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
                    yield f"{path.relative_to(room.parent)}:{call.lineno}"


def words_of_django() -> set[str]:
    """Words such as the names of languages, which Django has in Spanish already."""
    return set(words_of(catalogue(Path(django.__file__).parent / "conf/locale/es/LC_MESSAGES/django.po")))


def catalogue(path: Path) -> Catalog:
    if not path.exists():
        return Catalog()
    with path.open("rb") as file:
        return read_po(file)


def words_of(words: Catalog) -> dict[str, tuple[str, ...]]:
    """What is translated, by its first form; entries that are guesses, or lack a form, do not count."""
    found = {}
    for message in words:
        forms = _forms(message.string)
        if message.id and not message.fuzzy and all(forms):
            found[_forms(message.id)[0]] = forms
    return found


def untranslated(room: Path) -> list[str]:
    """Words in the code that have no Spanish."""
    have = words_of(catalogue(room / "locale/es/LC_MESSAGES/django.po"))
    return sorted(words_in_code(room) - set(have) - words_of_django())


def clashes(rooms: Iterable[Path]) -> list[str]:
    """Words for which rooms have different Spanish: Django puts all catalogues into one, and the first room wins."""
    spanish: dict[tuple[Any, ...], set[Any]] = defaultdict(set)
    for room in rooms:
        for message in catalogue(room / "locale/es/LC_MESSAGES/django.po"):
            if message.id and message.string:
                spanish[message.context, *_forms(message.id)].add(_forms(message.string))
    return sorted(first for (_context, first, *_plural), texts in spanish.items() if len(texts) > 1)


def _forms(words: str | Sequence[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def stale(room: Path) -> list[str]:
    """Words whose compiled form is not what the catalogue says."""
    folder = room / "locale/es/LC_MESSAGES"
    if not (folder / "django.mo").exists():
        return ["django.mo is missing"] if (folder / "django.po").exists() else []
    fresh = io.BytesIO()
    write_mo(fresh, catalogue(folder / "django.po"))
    fresh.seek(0)
    with (folder / "django.mo").open("rb") as file:
        written, compiled = entries(fresh), entries(file)
    return sorted(str(word) for word in written.keys() | compiled.keys() if written.get(word) != compiled.get(word))


def entries(file: IO[bytes]) -> dict[Any, str]:
    """Without the header, which has dates, and without forms for a plural that the language has no use for here."""
    found = vars(GNUTranslations(file))["_catalog"]
    return {word: text for word, text in found.items() if word and text}
