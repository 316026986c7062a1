"""How easily a text reads: Flesch's scale for English, Fernández Huerta's for Spanish; 100 is easy, 0 is hard."""

import re
from collections.abc import Iterable

_VOWELS = {"en": re.compile(r"[aeiouy]+"), "es": re.compile(r"[aeiouáéíóúü]+")}
_STRONG, _ACCENTED_WEAK = set("aeoáéó"), set("íú")


def reading_ease(texts: Iterable[str], language: str) -> float:
    sentences = [part for text in texts for part in re.split(r"(?<=[.?!])\s+", text) if re.search(r"\w", part)]
    words = [word.lower() for part in sentences for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", part)]
    length = len(words) / len(sentences)
    syllables = sum(_SYLLABLES[language](word) for word in words) / len(words)
    if language == "es":
        return 206.84 - 1.02 * length - 60 * syllables
    return 206.835 - 1.015 * length - 84.6 * syllables


def english_syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end."""
    groups = len(_VOWELS["en"].findall(word))
    silent = word.endswith("e") and not word.endswith(("le", "ee")) or re.search(r"[^td]ed$", word)
    return max(groups - bool(silent), 1)


def spanish_syllables(word: str) -> int:
    """Groups of vowels; two strong vowels side by side, or an accented weak one, are two syllables."""
    groups = _VOWELS["es"].findall(re.sub(r"qu|gu(?=[eiéí])", "k", word))
    pairs = [(first, second) for group in groups for first, second in zip(group, group[1:], strict=False)]
    apart = [pair for pair in pairs if set(pair) <= _STRONG or set(pair) & _ACCENTED_WEAK]
    return max(len(groups) + len(apart), 1)


_SYLLABLES = {"en": english_syllables, "es": spanish_syllables}
