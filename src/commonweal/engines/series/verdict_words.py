"""The verdict in words: a chip and a plain sentence, in English and Spanish."""

from collections.abc import Mapping

from commonweal.engines.series.breakpoint import Break
from commonweal.engines.series.figure_words import MONEY, early, small
from commonweal.engines.series.target import Judgement
from commonweal.engines.series.trend import ENOUGH_POINTS, Trend
from commonweal.lib.period_words import period_words

LABELS: dict[str, dict[str, str]] = {
    "met": {"en": "Goal met", "es": "Meta cumplida"},
    "too-early": {"en": "Too early to say", "es": "Demasiado pronto"},
    "getting-worse": {"en": "Getting worse", "es": "Empeora"},
    "on-track": {"en": "On track", "es": "Vamos bien"},
    "behind": {"en": "Behind", "es": "Con retraso"},
    "either-way": {"en": "Could go either way", "es": "Podría ir en ambos sentidos"},
    "no-clear-change": {"en": "No clear change", "es": "Sin cambio claro"},
    "rising": {"en": "Rising", "es": "Sube"},
    "falling": {"en": "Falling", "es": "Baja"},
    "unusual": {"en": "Unusual: ask why", "es": "Inusual: pregunte por qué"},
}

SENTENCES: dict[str, dict[str, str]] = {
    "met": {"en": "{label}.", "es": "{label}."},
    "too-early": {
        "en": "{label}. We have {figures} and judge from {enough}.",
        "es": "{label}. Hay {figures}; juzgamos a partir de {enough}.",
    },
    "getting-worse": {"en": "{label}. {got}{but}.", "es": "{label}. {got}{but}."},
    "getting-worse-needed": {"en": "{label}. {needed}. {got}{but}.", "es": "{label}. {needed}. {got}{but}."},
    "needed": {"en": "{label}. {needed}. {got}{but}.", "es": "{label}. {needed}. {got}{but}."},
    "late": {
        "en": "{label}. The goal was for {by}, and it is not reached.",
        "es": "{label}. La meta era para {by} y no se ha alcanzado.",
    },
    "no-clear-change": {
        "en": "{label}. The small ups and downs since {since} could be chance.",
        "es": "{label}. Las pequeñas subidas y bajadas desde {since} pueden ser azar.",
    },
    "moving": {"en": "{label}. {got} since {since}{but}.", "es": "{label}. {got} desde {since}{but}."},
}

PACES: dict[str, dict[str, str]] = {
    "need-rise": {"en": "It needs to rise {pace} a year", "es": "Debe subir {pace} al año"},
    "need-fall": {"en": "It needs to fall {pace} a year", "es": "Debe bajar {pace} al año"},
    "did-rise": {"en": "It has risen {pace}", "es": "Ha subido {pace}"},
    "did-fall": {"en": "It has fallen {pace}", "es": "Ha bajado {pace}"},
    "did-rise-a-year": {"en": "It has risen {pace} a year", "es": "Ha subido {pace} al año"},
    "did-fall-a-year": {"en": "It has fallen {pace} a year", "es": "Ha bajado {pace} al año"},
    "did-stay": {"en": "It has not moved", "es": "No se ha movido"},
    "before-rise": {"en": "Before, it rose {pace} a year", "es": "Antes subía {pace} al año"},
    "before-fall": {"en": "Before, it fell {pace} a year", "es": "Antes bajaba {pace} al año"},
    "after-rise": {"en": "since then it has risen {pace}", "es": "desde entonces ha subido {pace}"},
    "after-fall": {"en": "since then it has fallen {pace}", "es": "desde entonces ha bajado {pace}"},
    "tiny": {"en": "less than {least}", "es": "menos de {least}"},
}

#: The pace is the median of all changes; where the two ends say the opposite, a reader is told both in one sentence.
BUT_THE_ENDS: dict[str, dict[str, str]] = {
    "below": {
        "en": ", all figures together, though the last is below the first",
        "es": ", vistas todas las cifras, aunque la última es menor que la primera",
    },
    "above": {
        "en": ", all figures together, though the last is above the first",
        "es": ", vistas todas las cifras, aunque la última es mayor que la primera",
    },
}

#: Said where neighbouring figures are more alike than chance makes them.
ALIKE = {
    "en": "Neighbouring figures are much alike, so this looks surer than it is.",
    "es": "Las cifras seguidas se parecen mucho, así que parece más seguro de lo que es.",
}
TURNED = {
    "about": {"en": "It turned in about {at}.", "es": "Cambió de rumbo hacia {at}."},
    "between": {
        "en": "It turned in about {at} (likely {low} to {high}).",
        "es": "Cambió de rumbo hacia {at} (probablemente de {low} a {high}).",
    },
}

#: The unit beside a pace, singular and plural; a percentage moves by points.
UNITS: dict[str, dict[str, tuple[str, str]]] = {
    "percent": {"en": ("point", "points"), "es": ("punto", "puntos")},
    "%": {"en": ("point", "points"), "es": ("punto", "puntos")},
}

FIGURES: dict[str, tuple[str, str, str]] = {
    "en": ("no figures", "1 figure", "{n} figures"),
    "es": ("0 cifras", "1 cifra", "{n} cifras"),
}


def label(code: str, lang: str = "en") -> str:
    """The words of the chip."""
    return LABELS[code][lang]


def verdict_words(
    judgement: Judgement,
    lang: str = "en",
    unit: str | Mapping[str, str] = "percent",
    decimals: int = 1,
    decimal_comma: bool = False,
) -> str:
    """One or two plain sentences that say why. `unit` is "percent", "money" (in dollars), or a text, or a text for
    each language."""
    write = _Writer(lang, unit, decimals, decimal_comma)
    words = {
        "label": label(judgement.code, lang),
        "since": period_words(judgement.first_period or "", lang),
        "by": period_words(judgement.target_period or "", lang),
        "enough": str(ENOUGH_POINTS),
        "figures": write.figures(judgement.n),
        "needed": write.needed(judgement.needed_per_year),
        "got": write.got(judgement.got_per_year, a_year=judgement.needed_per_year is None),
        "but": _but(judgement, lang),
    }
    return SENTENCES[_sentence(judgement)][lang].format(**words)


def trend_words(found: Trend, lang: str = "en", unit: str = "", decimals: int = 1, since: str = "") -> str:
    """The sentence of a series without a goal; from five to eleven points it is an early reading."""
    judged = Judgement(found.verdict, None, found.slope, found.slope_low, found.slope_high, None, found.n, since, None)
    told = verdict_words(judged, lang, unit, decimals)
    return told if found.verdict == "too-early" else early(small(told), found.n, lang)


def bent_words(found: Trend, turn: Break, lang: str = "en", unit: str = "", decimals: int = 1) -> str:
    """The sentences of a series that turned: when, and its pace before and after."""
    low, at, high = (int(year) for year in (turn.low, turn.at, turn.high))
    told = TURNED["about" if low == high else "between"][lang].format(at=at, low=low, high=high)
    write = _Writer(lang, unit, decimals, False)
    paces = [
        PACES[f"{when}-{'rise' if slope > 0 else 'fall'}"][lang].format(pace=write.amount(slope, with_unit=True))
        for when, slope in (("before", turn.slope_before), ("after", turn.slope_after))
    ]
    return f"{label(found.verdict, lang)}. {told} {'; '.join(paces)}."


def _but(judgement: Judgement, lang: str) -> str:
    if not judgement.ends_against_pace:
        return ""
    return BUT_THE_ENDS["below" if (judgement.got_per_year or 0) > 0 else "above"][lang]


def _sentence(judgement: Judgement) -> str:
    if judgement.code in ("rising", "falling"):
        return "moving"
    if judgement.code in ("on-track", "behind", "either-way"):
        return "late" if judgement.needed_per_year is None else "needed"
    if judgement.code == "getting-worse" and judgement.needed_per_year is not None:
        return "getting-worse-needed"
    return judgement.code


class _Writer:
    """Numbers with their unit, in one language."""

    def __init__(self, lang: str, unit: str | Mapping[str, str], decimals: int, decimal_comma: bool) -> None:
        self.lang, self.unit, self.decimals, self.comma = lang, unit, decimals, decimal_comma

    def figures(self, n: int) -> str:
        none, one, many = FIGURES[self.lang]
        return none if n == 0 else one if n == 1 else many.format(n=n)

    def needed(self, pace: float | None) -> str:
        if pace is None:
            return ""
        words = PACES["need-rise" if pace > 0 else "need-fall"][self.lang]
        return words.format(pace=self.amount(pace, with_unit=True))

    def got(self, pace: float | None, *, a_year: bool) -> str:
        """With its unit where it stands alone; after the needed pace the bare number is plain enough."""
        if not pace:
            return PACES["did-stay"][self.lang]
        key = ("did-rise" if pace > 0 else "did-fall") + ("-a-year" if a_year else "")
        return PACES[key][self.lang].format(pace=self.amount(pace, with_unit=a_year))

    def amount(self, pace: float, *, with_unit: bool) -> str:
        shown = f"{abs(pace):,.{self.decimals}f}"
        tiny = float(shown.replace(",", "")) == 0  # never "0.0": it has moved, by less than we print
        if tiny:
            shown = f"{10**-self.decimals:,.{self.decimals}f}"
        plural = shown != "1"
        if self.comma:
            shown = shown.translate(str.maketrans(",.", ".,"))
        if self.unit in MONEY:
            text = f"${shown}"
        else:
            text = f"{shown} {self.unit_text(plural)}".rstrip() if with_unit else shown
        return PACES["tiny"][self.lang].format(least=text) if tiny else text

    def unit_text(self, plural: bool) -> str:
        unit = self.unit if isinstance(self.unit, str) else self.unit.get(self.lang, "")
        return UNITS[unit][self.lang][1 if plural else 0] if unit in UNITS else unit
