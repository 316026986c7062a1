"""What can be wrong in the file of a syllabus, in both languages; names from the file stand as they are in it."""

WORDS = {
    "no-text": {
        "en": "This file is not text. Bring the syllabus as a text file that ends in .toml.",
        "es": "Este archivo no es texto. Traiga el programa como archivo de texto que termine en .toml.",
    },
    "unreadable": {
        "en": "Line {line} cannot be read. Look there, and just before, for a missing quotation mark, bracket or =.",
        "es": "La línea {line} no se puede leer. Busque ahí, y justo antes, si falta una comilla, un corchete o un =.",
    },
    "missing": {
        "en": "{where}: {name} is missing.",
        "es": "{where}: falta {name}.",
    },
    "words": {
        "en": "{where}: {name} has to be words in quotation marks.",
        "es": "{where}: {name} debe ser texto entre comillas.",
    },
    "number": {
        "en": "{where}: {name} has to be a whole number from 1 to {most}, without quotation marks.",
        "es": "{where}: {name} debe ser un número entero de 1 a {most}, sin comillas.",
    },
    "unknown-part": {
        "en": "{where}: there is no part called {name}.",
        "es": "{where}: no hay ninguna parte con el nombre {name}.",
    },
    "unknown-concept": {
        "en": "{where}: there is no concept called {name}.",
        "es": "{where}: no hay ningún concepto con el nombre {name}.",
    },
    "unknown-item": {
        "en": "{where}: there is no question called {name}.",
        "es": "{where}: no hay ninguna pregunta con el nombre {name}.",
    },
    "unknown-misconception": {
        "en": "{where}: there is no misconception called {name}.",
        "es": "{where}: no hay ninguna idea equivocada con el nombre {name}.",
    },
    "unknown-form": {
        "en": "{where}: the form is A or B, not {name}.",
        "es": "{where}: la forma es A o B, no {name}.",
    },
    "twice": {
        "en": "{where}: there are two called {name}.",
        "es": "{where}: hay dos con el nombre {name}.",
    },
    "twins": {
        "en": "{where}: its twin has to be of the other form and the same concept, and name it in turn.",
        "es": "{where}: su par debe ser de la otra forma y del mismo concepto, y nombrarla a su vez.",
    },
    "few": {
        "en": "{where}: a concept needs at least {least} questions, and as many in form A as in form B.",
        "es": "{where}: un concepto necesita al menos {least} preguntas, tantas en la forma A como en la B.",
    },
    "same": {
        "en": "{where}: two answers read the same.",
        "es": "{where}: dos respuestas dicen lo mismo.",
    },
    "name": {
        "en": "{where}: the name “{name}” may have letters, digits, hyphens and underscores, 40 at most.",
        "es": "{where}: el nombre «{name}» puede tener letras sin tilde, cifras, guiones y guiones bajos, 40 a lo más.",
    },
    "strange": {
        "en": "{where}: “{name}” is none of {known}.",
        "es": "{where}: «{name}» no es ninguno de {known}.",
    },
    "empty": {
        "en": "{where}: it needs at least one {name}.",
        "es": "{where}: necesita al menos uno de {name}.",
    },
    "large": {
        "en": "{where}: at most {most} are taken.",
        "es": "{where}: se aceptan {most} como máximo.",
    },
    "kind": {
        "en": "{where}: the kind is success or stall.",
        "es": "{where}: kind es success o stall.",
    },
    "place": {
        "en": "{where}: the right answer stands in one of the places {places}.",
        "es": "{where}: la respuesta correcta va en uno de los lugares {places}.",
    },
}


class SyllabusError(ValueError):
    """`where` is the place in the file; `message("en" or "es")` says what is wrong there."""

    def __init__(self, code: str, where: str = "", **params: object) -> None:
        self.code, self.where, self.params = code, where, params
        super().__init__(self.message("en"))

    def message(self, language: str) -> str:
        return WORDS[self.code][language].format(where=self.where, **self.params)
