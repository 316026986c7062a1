"""A figure in a sentence: its sign of money or percent, its decimals, and a capital at the sentence's start."""

MONEY = ("money", "$")
PERCENT = {"en": "{figure}%", "es": "{figure} %"}
EARLY = {"en": "Early reading:", "es": "Primera lectura:"}
EARLY_BELOW = 12


def figure_words(value: float, lang: str = "en", unit: str = "", decimals: int = 1) -> str:
    """A value as it is printed: $4.1, 4.1%, 4.1 days. A minus stands before all."""
    figure = f"{abs(value):,.{decimals}f}"
    sign = "−" if value < 0 and float(figure.replace(",", "")) else ""
    if unit in MONEY:
        return f"{sign}${figure}"
    if unit in ("percent", "%"):
        return sign + PERCENT[lang].format(figure=figure)
    return f"{sign}{figure} {unit}".rstrip()


def early(sentence: str, n: int, lang: str = "en") -> str:
    """The sentence as it stands, or from five to eleven points with the prefix that says it is an early reading.

    `sentence` begins as it would inside another one: a month small in Spanish and large in English.
    """
    return f"{EARLY[lang]} {sentence}" if n < EARLY_BELOW else capital(sentence)


def capital(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}"


def small(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}"
