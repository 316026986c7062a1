"""What is wrong with the arguments of a command, in the language that was asked for."""

import re
from collections.abc import Sequence

_SPANISH = (
    (r"[Tt]he following arguments are required: (.+)", r"Faltan estos argumentos: \1"),
    (r"[Uu]nrecognized arguments: (.+)", r"Argumentos desconocidos: \1"),
    (r"[Aa]rgument (\S+): ", r"Argumento \1: "),
    (r"invalid choice: (.+?) \(choose from (.+)\)", r"\1 no es una opción (elija entre \2)"),
    (r"expected one argument", "falta su valor"),
    (r"expected at least one argument", "falta su valor"),
    (r"ignored explicit argument (.+)", r"no lleva valor, y tiene \1"),
    (r"(\S+) is not THEIRS=OURS", r"\1 no es SUYA=NUESTRA"),
    (r"(\S+) is not PERIOD=VALUE", r"\1 no es PERIODO=VALOR"),
    (r"(\S+) is not a number above 0", r"\1 no es un número mayor que 0"),
    (r"(\S+) is not a number", r"\1 no es un número"),
    (r"(\S+) is not a finite number", r"\1 no es un número finito"),
    (r"(\S+) is not a whole number from (\d+) to (\d+)", r"\1 no es un número entero de \2 a \3"),
    (r"(\S+) is not a whole number of people", r"\1 no es un número entero de personas"),
    (r"(\S+) does not lie between 0 and 1", r"\1 no está entre 0 y 1"),
    (r"“(.+)” is not a period. Write it as (.+) or (\S+)\.?", r"«\1» no es un periodo. Escríbalo como \2 o \3"),
    (r"“(.+)” is no day of the calendar\.?", r"«\1» no es un día del calendario"),
)
_HELP = {"en": "`{name} --help` shows an example.", "es": "`{name} --help` muestra un ejemplo."}


def language_of(arguments: Sequence[str]) -> str:
    """The language asked for, known before the arguments are: they may be what is wrong."""
    spanish = "--lang=es" in arguments or ("--lang", "es") in zip(arguments, arguments[1:], strict=False)
    return "es" if spanish else "en"


def usage_fault(message: str, name: str, lang: str) -> str:
    """The parser's words as one sentence, and where an example stands."""
    if lang == "es":
        for english, spanish in _SPANISH:
            message = re.sub(english, spanish, message)
    return f"{message[:1].upper()}{message[1:].rstrip('.')}. {_HELP[lang].format(name=name)}"
