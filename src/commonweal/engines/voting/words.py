"""What a count of ballots says to a person, in English and Spanish."""

from dataclasses import dataclass
from fractions import Fraction

from commonweal.engines.voting.motions import NO, OBJECT, YES
from commonweal.engines.voting.results import (
    APPROVAL,
    CHOOSING,
    CONDORCET,
    CONSENT,
    GRADIENTS,
    MAJORITY,
    SCORE,
    TWO_THIRDS,
    Result,
)

RULES: dict[str, dict[str, str]] = {
    MAJORITY: {"en": "majority", "es": "mayoría"},
    TWO_THIRDS: {"en": "two thirds", "es": "dos tercios"},
    CONSENT: {"en": "consent", "es": "consentimiento"},
    GRADIENTS: {"en": "gradients of agreement", "es": "grados de acuerdo"},
    APPROVAL: {"en": "approval", "es": "aprobación"},
    SCORE: {"en": "score", "es": "puntaje"},
    CONDORCET: {"en": "order of preference", "es": "orden de preferencia"},
}
#: What each rule asks for, said before anybody votes.
ASKS: dict[str, dict[str, str]] = {
    MAJORITY: {
        "en": "Carried with more yes than no. Abstentions are not votes.",
        "es": "Se aprueba con más síes que noes. Las abstenciones no son votos.",
    },
    TWO_THIRDS: {
        "en": "Carried with two thirds or more of the votes cast. Abstentions are not votes.",
        "es": "Se aprueba con dos tercios o más de los votos emitidos. Las abstenciones no son votos.",
    },
    CONSENT: {
        "en": "Carried when nobody objects.",
        "es": "Se aprueba cuando nadie objeta.",
    },
    GRADIENTS: {
        "en": "Shows how far each person goes along. The group then says what follows.",
        "es": "Muestra hasta dónde acompaña cada persona. Después el grupo dice qué sigue.",
    },
    APPROVAL: {
        "en": "Mark every option you can live with. The most marks win.",
        "es": "Marque cada opción que pueda aceptar. Gana la que tenga más marcas.",
    },
    SCORE: {
        "en": "Give options points. The highest mean wins; an option without your points is left out.",
        "es": "Dé puntos a las opciones. Gana la media más alta; la opción que deje vacía no cuenta.",
    },
    CONDORCET: {
        "en": "Rank the options. The one that beats every other wins, else Schulze’s method decides.",
        "es": "Ordene las opciones. Gana la que vence a cada otra; si no la hay, decide el método de Schulze.",
    },
}
#: What a ballot says in a vote on one proposal, as a line of the count.
CHOICE_WORDS: dict[str, dict[str, str]] = {
    YES: {"en": "yes", "es": "sí"},
    NO: {"en": "no", "es": "no"},
    OBJECT: {"en": "objections", "es": "objeciones"},
}
_WORDS: dict[str, dict[str, str]] = {
    "carried": {"en": "Carried", "es": "Aprobada"},
    "not-carried": {"en": "Not carried", "es": "No aprobada"},
    "for": {"en": "{yes} for, {no} against", "es": "{yes} a favor, {no} en contra"},
    "objections-0": {"en": "no objection", "es": "ninguna objeción"},
    "objections-1": {"en": "1 objection", "es": "1 objeción"},
    "objections": {"en": "{n} objections", "es": "{n} objeciones"},
    "abstained-1": {"en": "1 abstained and is not counted", "es": "1 se abstuvo y no se cuenta"},
    "abstained": {"en": "{n} abstained and are not counted", "es": "{n} se abstuvieron y no se cuentan"},
    "no-quorum": {
        "en": "No quorum: {here} took part, {quorum} were needed.",
        "es": "Sin cuórum: participaron {here} y hacían falta {quorum}.",
    },
    "needed": {"en": "It needed {needed} for.", "es": "Necesitaba {needed} a favor."},
    "gradients": {
        "en": "{valid} gave a level: {levels}. {doubt} at level 7 or beyond. The group says what follows.",
        "es": "Niveles indicados, {valid}: {levels}. {doubt} en el nivel 7 o más. El grupo dice qué sigue.",
    },
    "level": {"en": "{n} at level {level}", "es": "{n} en el nivel {level}"},
    "approval": {
        "en": "{winner} is chosen, with {most} of {valid} votes.",
        "es": "Gana {winner}, con {most} de {valid} votos.",
    },
    "score": {
        "en": "{winner} is chosen, with a mean of {most} points.",
        "es": "Gana {winner}, con una media de {most} puntos.",
    },
    "beats": {
        "en": "{winner} beats every other option and is chosen.",
        "es": "{winner} vence a cada una de las otras opciones y gana.",
    },
    "schulze": {
        "en": "No option beats every other; by Schulze’s method, {winner} is chosen.",
        "es": "Ninguna opción vence a todas; por el método de Schulze gana {winner}.",
    },
    "tie": {
        "en": "Tied: {tied}. Nothing is chosen.",
        "es": "Empate: {tied}. No gana ninguna.",
    },
    "no-votes": {"en": "No votes were cast.", "es": "No se emitió ningún voto."},
    "duplicates": {
        "en": "Two ballots of one voter: {voters}. Keep one each, then count again.",
        "es": "Dos votos de una misma persona: {voters}. Deje uno de cada una y cuente otra vez.",
    },
    "answered-1": {"en": "1 of {roll} answered", "es": "Respondió 1 de {roll}"},
    "answered": {"en": "{n} of {roll} answered", "es": "Respondieron {n} de {roll}"},
    "yes-no": {"en": "{yes} yes, {no} no", "es": "{yes} sí, {no} no"},
    "consents": {"en": "{yes} consent", "es": "{yes} consienten"},
    "consents-1": {"en": "1 consents", "es": "1 consiente"},
    "chose": {"en": "{n} chose", "es": "{n} eligieron"},
    "chose-1": {"en": "1 chose", "es": "1 eligió"},
    "short-abstained": {"en": "{n} abstained", "es": "{n} se abstuvieron"},
    "short-abstained-1": {"en": "1 abstained", "es": "1 se abstuvo"},
    "aside": {"en": "{n} stepped aside", "es": "{n} se apartaron"},
    "aside-1": {"en": "1 stepped aside", "es": "1 se apartó"},
    "left-out": {
        "en": "{n} with an interest on record did not count",
        "es": "{n} con un interés registrado no contaron",
    },
    "left-out-1": {
        "en": "1 with an interest on record did not count",
        "es": "1 con un interés registrado no contó",
    },
    "needed-majority": {"en": "A majority needed {needed}: {end}.", "es": "La mayoría exigía {needed}: {end}."},
    "needed-two-thirds": {"en": "Two thirds needed {needed}: {end}.", "es": "Dos tercios exigían {needed}: {end}."},
    "needed-consent": {
        "en": "Consent allows no objection: {end}.",
        "es": "El consentimiento no admite objeciones: {end}.",
    },
    "end-carried": {"en": "carried", "es": "aprobada"},
    "end-not": {"en": "not carried", "es": "no aprobada"},
    "pairs-won": {
        "en": "One to one, each option wins so many pairs:",
        "es": "Una a una, cada opción gana tantos pares:",
    },
    "listed": {"en": "{option}: {count}", "es": "{option}: {count}"},
}


def result_words(result: Result, lang: str = "en") -> str:
    """The result in a sentence or two."""
    if result.quorum_met is False:
        return say("no-quorum", lang, here=result.took_part, quorum=result.quorum)
    if result.method == GRADIENTS:
        return _gradients(result, lang)
    if result.method in CHOOSING:
        return _chosen(result, lang)
    end = say("carried" if result.carried else "not-carried", lang)
    votes = say("for", lang, yes=result.counts[YES], no=result.counts[NO])
    if result.method == CONSENT:
        votes = _of(int(result.counts[OBJECT]), "objections", lang)
    abstained = f"; {_of(result.abstentions, 'abstained', lang)}" if result.abstentions else ""
    short = result.needed is not None and not result.carried
    return f"{end}: {votes}{abstained}." + (" " + say("needed", lang, needed=result.needed) if short else "")


@dataclass(frozen=True)
class Roll:
    """How many could answer; of these, who stepped aside, and whom an interest left out although they said nothing."""

    size: int
    aside: int = 0
    left_out: int = 0


def decision_words(result: Result, roll: Roll, lang: str = "en") -> str:
    """The same for a page of a decision: of how many who could answer, and how many stepped aside or were left out.

    What follows the colon adds up to those who answered; the others stand after semicolons.
    """
    told = _of(result.took_part, "answered", lang, roll=roll.size)
    counted = [_of(result.abstentions, "short-abstained", lang)] if result.abstentions else []
    others = ((roll.aside, "aside"), (roll.left_out, "left-out"))
    apart = "".join(f"; {_of(number, code, lang)}" for number, code in others if number)
    if result.method in CHOOSING or result.method == GRADIENTS:
        split = f": {_of(result.valid, 'chose', lang)}, {counted[0]}" if counted else ""
        tally = "" if result.method == GRADIENTS or not result.valid else " " + _counts(result, lang)
        return f"{told}{split}{apart}.{tally} {result_words(result, lang)}"
    if result.method == CONSENT:
        counted = [_of(int(result.counts[OBJECT]), "objections", lang), *counted]
        counted = [_of(int(result.counts[YES]), "consents", lang), *counted]
    else:
        counted = [say("yes-no", lang, yes=result.counts[YES], no=result.counts[NO]), *counted]
    sentence = f"{told}: {', '.join(counted)}{apart}."
    if result.quorum_met is False:
        return f"{sentence} {result_words(result, lang)}"
    end = say("end-carried" if result.carried else "end-not", lang)
    return f"{sentence} {say(f'needed-{result.method}', lang, needed=result.needed, end=end)}"


def duplicate_words(voters: list[str], lang: str = "en") -> str:
    shown = ", ".join(voters[:5]) + (", …" if len(voters) > 5 else "")
    return say("duplicates", lang, voters=shown)


def say(code: str, lang: str, **params: object) -> str:
    return _WORDS[code][lang].format(**params)


def _of(n: int, code: str, lang: str, **params: object) -> str:
    """One person is told in the singular; none too, where there is a word for it."""
    special = f"{code}-{n}"
    return say(special if special in _WORDS else code, lang, n=n, yes=n, **params)


def _gradients(result: Result, lang: str) -> str:
    levels = [say("level", lang, n=n, level=level) for level, n in result.counts.items() if n]
    if not levels:
        return say("no-votes", lang)
    return say("gradients", lang, valid=result.valid, levels=", ".join(levels), doubt=result.in_doubt)


def _chosen(result: Result, lang: str) -> str:
    if not result.valid:
        return say("no-votes", lang)
    if result.winner is None:
        return say("tie", lang, tied=", ".join(result.tied))
    if result.method == CONDORCET:
        return say("schulze" if result.by == "schulze" else "beats", lang, winner=result.winner)
    most = points(result.counts[result.winner])
    return say(result.method, lang, winner=result.winner, most=most, valid=result.valid)


def _counts(result: Result, lang: str) -> str:
    """Every option with its figure, the highest first."""
    if result.method == CONDORCET:
        return ""
    ordered = sorted(result.counts.items(), key=lambda pair: -pair[1])
    return "; ".join(say("listed", lang, option=option, count=points(count)) for option, count in ordered) + "."


def points(number: int | Fraction) -> str:
    """At most one decimal, half to even, from the exact fraction."""
    tenths = round(Fraction(number) * 10)
    return (
        str(tenths // 10) if tenths % 10 == 0 else f"{'-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}"
    )
