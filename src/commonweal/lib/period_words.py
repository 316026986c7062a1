"""A period as it is printed in a sentence: Q3 2019, T3 2019, March 2019, marzo de 2019."""

MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}
QUARTER = {"en": "Q", "es": "T"}
BETWEEN = {"en": " ", "es": " de "}


def period_words(text: str, lang: str = "en") -> str:
    """Years, school years and days are printed as they are written."""
    year, _dash, rest = text.partition("-")
    if rest[:1] in ("Q", "q"):
        return f"{QUARTER[lang]}{rest[1:]} {year}"
    if len(rest) == 2 and rest.isdigit() and 1 <= int(rest) <= 12:
        return f"{MONTHS[lang][int(rest) - 1]}{BETWEEN[lang]}{year}"
    return text
