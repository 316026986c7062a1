"""What is said to a person whose answer cannot be taken, in English and in Spanish."""

WORDS: dict[str, dict[str, str]] = {
    "required": {
        "en": "Please answer this question.",
        "es": "Responda esta pregunta, por favor.",
    },
    "required-pledge": {
        "en": "Please tick the box if you agree; otherwise this cannot be sent.",
        "es": "Marque la casilla si está de acuerdo; si no, esto no se puede enviar.",
    },
    "not-a-point": {
        "en": "Choose a whole number from {low} to {high}.",
        "es": "Elija un número entero de {low} a {high}.",
    },
    "not-an-option": {
        "en": "“{value}” is not one of the answers here. Choose from the list, each once.",
        "es": "«{value}» no es una de las respuestas. Elija de la lista, cada una una sola vez.",
    },
    "several": {
        "en": "Choose one answer only.",
        "es": "Elija una sola respuesta.",
    },
    "not-a-list": {
        "en": "These answers could not be read. Choose them again.",
        "es": "No se pudieron leer estas respuestas. Elíjalas de nuevo.",
    },
    "not-a-number": {
        "en": "Write a number, such as 12 or 3.5.",
        "es": "Escriba un número, como 12 o 3,5.",
    },
    "not-whole": {
        "en": "Write a whole number, such as 12.",
        "es": "Escriba un número entero, como 12.",
    },
    "below": {
        "en": "The number must be at least {limit}.",
        "es": "El número debe ser al menos {limit}.",
    },
    "above": {
        "en": "The number must be at most {limit}.",
        "es": "El número debe ser como máximo {limit}.",
    },
    "not-text": {
        "en": "This answer could not be read. Write it again.",
        "es": "No se pudo leer esta respuesta. Escríbala de nuevo.",
    },
    "too-long": {
        "en": "This answer has {length} characters; {limit} fit. Please shorten it.",
        "es": "Esta respuesta tiene {length} caracteres; caben {limit}. Acórtela, por favor.",
    },
    "unknown": {
        "en": "There is no question {key} here. Take its answer out.",
        "es": "Aquí no hay ninguna pregunta {key}. Quite su respuesta.",
    },
}
