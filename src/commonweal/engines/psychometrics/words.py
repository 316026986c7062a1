"""What scales, questions and changes say to a person, in English and Spanish: no word of a statistician."""

from commonweal.engines.psychometrics.agreement import GROUP_VIEW
from commonweal.engines.psychometrics.change import Change
from commonweal.engines.psychometrics.items import REVERSED, TOO_EASY, TOO_HARD, WRONG_KEY, Analysis, Item
from commonweal.engines.psychometrics.learning import Learning
from commonweal.engines.psychometrics.scales import Scale
from commonweal.engines.psychometrics.spread import Spread

#: Of fewer pairs nothing is said but how many moved which way.
FEWEST_PAIRS = 6
#: From here on it is told who left.
MANY_LEFT = 0.2

WORDS: dict[str, dict[str, str]] = {
    "few-pairs": {
        "en": "Only {n} people answered both times: {up} went up, {same} stayed, {down} went down. "
        "Too few for a verdict.",
        "es": "Solo {n} personas respondieron las dos veces: {up} subieron, {same} quedaron igual y {down} bajaron. "
        "Son muy pocas para un veredicto.",
    },
    "one-pair": {
        "en": "Only one person answered both times. Too few for a verdict.",
        "es": "Solo una persona respondió las dos veces. Es muy poco para un veredicto.",
    },
    "no-pair": {
        "en": "Nobody answered both times, so there is no change to tell.",
        "es": "Nadie respondió las dos veces; no hay cambio que contar.",
    },
    "rose": {
        "en": "Scores rose by {d} points on average (likely between {low} and {high}), "
        "among the {n} who took both tests.",
        "es": "Los puntajes subieron {d} puntos en promedio (probablemente entre {low} y {high}), "
        "entre las {n} personas que hicieron las dos pruebas.",
    },
    "fell": {
        "en": "Scores fell by {d} points on average (likely between {low} and {high}), "
        "among the {n} who took both tests.",
        "es": "Los puntajes bajaron {d} puntos en promedio (probablemente entre {low} y {high}), "
        "entre las {n} personas que hicieron las dos pruebas.",
    },
    "chance": {
        "en": "The average moved by {d} points. With {n} people that could be chance.",
        "es": "El promedio cambió {d} puntos. Con {n} personas podría ser azar.",
    },
    "left": {
        "en": "{k} of {n} did not take the second test; they are not in this number. Their first scores were {how}.",
        "es": "{k} de {n} no hicieron la segunda prueba; no están en esta cifra. Sus primeros puntajes eran {how}.",
    },
    "higher": {"en": "higher", "es": "más altos"},
    "lower": {"en": "lower", "es": "más bajos"},
    "similar": {"en": "similar", "es": "parecidos"},
    "learned": {
        "en": "Of all that was left to learn, the class learned {g}% (likely between {low} and {high}%).",
        "es": "De todo lo que faltaba por aprender, el grupo aprendió el {g} % (probablemente entre {low} y {high} %).",
    },
    "learned-alone": {
        "en": "Of all that was left to learn, the class learned {g}%.",
        "es": "De todo lo que faltaba por aprender, el grupo aprendió el {g} %.",
    },
    "scale": {
        "en": "{name}: {mean} on average, where {low} is lowest and {high} is highest. {people} answered.",
        "es": "{name}: {mean} en promedio, donde {low} es lo más bajo y {high} lo más alto. {people}.",
    },
    "people-1": {"en": "1 person", "es": "Respondió 1 persona"},
    "people": {"en": "{n} people", "es": "Respondieron {n} personas"},
    "middle-half": {
        "en": "The middle half lies between {q1} and {q3}.",
        "es": "La mitad central está entre {q1} y {q3}.",
    },
    "group-view": {"en": "They see it much alike.", "es": "Lo ven de forma muy parecida."},
    "no-group-view": {
        "en": "They see it differently: this average is nobody's view.",
        "es": "Lo ven de forma distinta: este promedio no es la opinión de nadie.",
    },
    "below-floor": {
        "en": "{name}: fewer than {floor} people answered, so nothing is shown.",
        "es": "{name}: respondieron menos de {floor} personas, así que no se muestra nada.",
    },
    "nobody": {
        "en": "{name}: nobody answered enough questions for a score.",
        "es": "{name}: nadie respondió suficientes preguntas para un puntaje.",
    },
    WRONG_KEY: {
        "en": "those who know more answer it “wrong”: check the key",
        "es": "quienes más saben la responden «mal»: revise la clave",
    },
    REVERSED: {
        "en": "it runs against the others: should it be reversed?",
        "es": "va en contra de las demás: ¿debe invertirse?",
    },
    TOO_EASY: {"en": "nearly everybody has it: too easy", "es": "casi todas las personas aciertan: muy fácil"},
    TOO_HARD: {"en": "hardly anybody has it: too hard", "es": "casi nadie acierta: muy difícil"},
    "pulled-down": {
        "en": "pulled down by those that run the other way",
        "es": "la arrastran las que van en sentido contrario",
    },
    "against": {
        "en": "{items} run the other way than the rest: reverse them, or correct their key.",
        "es": "{items} van en sentido contrario a las demás: inviértalas o corrija su clave.",
    },
    "against-1": {
        "en": "{items} runs the other way than the rest: reverse it, or correct its key.",
        "es": "{items} va en sentido contrario a las demás: inviértala o corrija su clave.",
    },
    "together": {
        "en": "Alpha {alpha} (likely between {low} and {high}), from {n} people who answered everything.",
        "es": "Alfa {alpha} (probablemente entre {low} y {high}), de {n} personas que respondieron todo.",
    },
    "no-alpha-1": {
        "en": "1 person answered everything: too few to say how well the questions hang together (30 are needed).",
        "es": "1 persona respondió todo: muy pocas para decir si las preguntas van juntas (hacen falta 30).",
    },
    "no-spread": {
        "en": "How well the questions hang together cannot be said: it needs two questions and answers that differ.",
        "es": "No se puede decir si las preguntas van juntas: hacen falta dos preguntas y respuestas distintas.",
    },
    "no-alpha": {
        "en": "{n} people answered everything: too few to say how well the questions hang together (30 are needed).",
        "es": "{n} personas respondieron todo: muy pocas para decir si las preguntas van juntas (hacen falta 30).",
    },
}


def say(code: str, lang: str, **params: object) -> str:
    told = {name: f"{value:,}" if isinstance(value, int) else value for name, value in params.items()}
    return WORDS[code][lang].format(**told)


def number(value: float, places: int = 1) -> str:
    """Rounded, without noughts at its end and without a minus before nought."""
    text = f"{value:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text.replace("-", "−")


def change_words(change: Change | None, moves: tuple[int, int, int], lang: str) -> str:
    """The verdict on a paired change; `moves` are how many went up, stayed and went down."""
    if change is None:
        return say("no-pair", lang)
    if change.n == 1:
        return say("one-pair", lang)
    up, same, down = moves
    if change.n < FEWEST_PAIRS or change.low is None or change.high is None:
        return say("few-pairs", lang, n=change.n, up=up, same=same, down=down)
    ends = sorted((abs(change.low), abs(change.high)))
    told = {"d": number(abs(change.mean)), "low": number(ends[0]), "high": number(ends[1]), "n": change.n}
    if change.low > 0 or change.high < 0:
        return say("rose" if change.low > 0 else "fell", lang, **told)
    return say("chance", lang, d=number(change.mean), n=change.n)


def learning_words(found: Learning, lang: str) -> str:
    """The verdict, who left, and how much of what was left to learn was learned."""
    told = [change_words(found.change, (found.up, found.same, found.down), lang)]
    if found.attrition is not None and found.attrition > MANY_LEFT and found.leavers:
        how = say(found.leavers, lang)
        told.append(say("left", lang, k=found.n_pre - found.n_pairs, n=found.n_pre, how=how))
    gain = found.gain
    if gain.value is not None and gain.value > 0 and found.n_pairs >= FEWEST_PAIRS:
        told.append(_gain_words(gain.value, gain.low, gain.high, lang))
    return " ".join(told)


def _gain_words(value: float, low: float | None, high: float | None, lang: str) -> str:
    if low is None or high is None:
        return say("learned-alone", lang, g=number(100 * value, 0))
    g, below, above = (number(100 * part, 0) for part in (value, low, high))
    return say("learned", lang, g=g, low=below, high=above)


def scale_words(scale: Scale, name: str, found: Spread, agreement: float | None, lang: str) -> str:
    """A scale's score over people. Below the cut of agreement the mean is not called anybody's view."""
    if found.mean is None:
        return say("nobody", lang, name=name)
    times = len(scale.items) if scale.score == "sum" else 1
    low, high = number(scale.minimum * times), number(scale.maximum * times)
    people = say("people-1" if found.n == 1 else "people", lang, n=found.n)
    told = [say("scale", lang, name=name, mean=number(found.mean), low=low, high=high, people=people)]
    if found.n > 1 and found.q1 is not None and found.q3 is not None:
        told.append(say("middle-half", lang, q1=number(found.q1), q3=number(found.q3)))
    if agreement is not None:
        told.append(say("group-view" if agreement >= GROUP_VIEW else "no-group-view", lang))
    return " ".join(told)


def flag_words(found: Analysis, item: Item, lang: str) -> str:
    """What to look at; a question that only suffers from others that run the other way is told apart from them."""
    if item.flag in (WRONG_KEY, REVERSED) and found.against and item.item not in found.against:
        return say("pulled-down", lang)
    return say(item.flag, lang) if item.flag else ""


def analysis_words(found: Analysis, lang: str, *, fewest: int) -> str:
    """How the questions hang together, and which of them run the other way."""
    alpha = found.alpha
    if found.complete < fewest or alpha.value is None or alpha.low is None or alpha.high is None:
        few = "no-alpha-1" if found.complete == 1 else "no-alpha"
        told = [say(few, lang, n=found.complete) if found.complete < fewest else say("no-spread", lang)]
    else:
        ends = {"alpha": number(alpha.value, 2), "low": number(alpha.low, 2), "high": number(alpha.high, 2)}
        told = [say("together", lang, n=alpha.n, **ends)]
    if found.against:
        code = "against-1" if len(found.against) == 1 else "against"
        told.append(say(code, lang, items=", ".join(found.against)))
    return " ".join(told)
