"""What an instrument that cannot be used says of itself, in English and in Spanish."""

WORDS: dict[str, dict[str, str]] = {
    "not-toml": {
        "en": "The file cannot be read as TOML ({why}). Correct that place and try again.",
        "es": "El archivo no se puede leer como TOML ({why}). Corrija ese lugar e inténtelo de nuevo.",
    },
    "not-utf-8": {
        "en": "The file is not text in UTF-8. Save it as UTF-8 and try again.",
        "es": "El archivo no es texto en UTF-8. Guárdelo como UTF-8 e inténtelo de nuevo.",
    },
    "too-large": {
        "en": "The file is larger than {limit}. Split it into several questionnaires.",
        "es": "El archivo es mayor que {limit}. Divídalo en varios cuestionarios.",
    },
    "absent": {
        "en": "{path} is missing. Add it.",
        "es": "Falta {path}. Agréguelo.",
    },
    "unknown": {
        "en": "{path} has something unknown: {names}. Known are: {known}.",
        "es": "{path} tiene algo desconocido: {names}. Se conocen: {known}.",
    },
    "not-text": {
        "en": "{path} must be a text that is not empty; it is {value}.",
        "es": "{path} debe ser un texto que no esté vacío; es {value}.",
    },
    "not-words": {
        "en": '{path} must hold its words by language, such as {{en = "…", es = "…"}}; it is {value}.',
        "es": '{path} debe tener sus palabras por idioma, como {{en = "…", es = "…"}}; es {value}.',
    },
    "no-language": {
        "en": "{path} is missing: every text stands in {languages}. Write it, or change languages.",
        "es": "Falta {path}: cada texto se escribe en {languages}. Escríbalo o cambie languages.",
    },
    "not-id": {
        "en": "{path} cannot be {value}. Use letters, digits, hyphens and underscores, 60 at most.",
        "es": "{path} no puede ser {value}. Use letras sin tilde, dígitos, guiones y guiones bajos, 60 como máximo.",
    },
    "not-a-number": {
        "en": "{path} must be a number; it is {value}.",
        "es": "{path} debe ser un número; es {value}.",
    },
    "not-whole": {
        "en": "{path} must be a whole number from {low} to {high}; it is {value}.",
        "es": "{path} debe ser un número entero de {low} a {high}; es {value}.",
    },
    "not-a-share": {
        "en": "{path} must be a share from 0 to 1; it is {value}.",
        "es": "{path} debe ser una proporción de 0 a 1; es {value}.",
    },
    "not-true-or-false": {
        "en": "{path} must be true or false; it is {value}.",
        "es": "{path} debe ser true o false; es {value}.",
    },
    "not-a-list": {
        "en": "{path} must be a list.",
        "es": "{path} debe ser una lista.",
    },
    "not-a-table": {
        "en": "{path} must be a table with names and values.",
        "es": "{path} debe ser una tabla con nombres y valores.",
    },
    "not-one-of": {
        "en": "{path} cannot be {value}. Choose from: {known}.",
        "es": "{path} no puede ser {value}. Elija entre: {known}.",
    },
    "twice": {
        "en": "{path} has {value} twice. Give each its own.",
        "es": "{path} tiene {value} dos veces. Dé a cada uno el suyo.",
    },
    "empty": {
        "en": "{path} is empty. Name at least one.",
        "es": "{path} está vacío. Nombre al menos uno.",
    },
    "min-above-max": {
        "en": "{path}: min ({low}) must be below max ({high}). To turn a question round, use reverse on it.",
        "es": "{path}: min ({low}) debe ser menor que max ({high}). Para invertir una pregunta, use reverse en ella.",
    },
    "one-pole": {
        "en": "{path} has one pole only. A scale has two ends: add {missing}.",
        "es": "{path} tiene un solo polo. Una escala tiene dos extremos: agregue {missing}.",
    },
    "same-poles": {
        "en": "{path}: both poles say “{words}”. Say what the low end and the high end mean.",
        "es": "{path}: los dos polos dicen «{words}». Diga qué significan el extremo bajo y el alto.",
    },
    "poles-reversed": {
        "en": "{path}: the label of {value} says what the other pole says (“{words}”). Exchange poles or labels.",
        "es": "{path}: la etiqueta de {value} dice lo del otro polo («{words}»). Intercambie polos o etiquetas.",
    },
    "label-outside": {
        "en": "{path}: there is a label for {value}, outside {low} to {high}. Correct the label or the range.",
        "es": "{path}: hay una etiqueta para {value}, fuera de {low} a {high}. Corrija la etiqueta o el rango.",
    },
    "scale-without-items": {
        "en": "{path} has no questions. Give it one, or take the scale out.",
        "es": "{path} no tiene preguntas. Asígnele una o quite la escala.",
    },
    "unknown-scale": {
        "en": "{path} names the scale {value}, which is not there. Known are: {known}.",
        "es": "{path} nombra la escala {value}, que no existe. Se conocen: {known}.",
    },
    "unknown-section": {
        "en": "{path} names the section {value}, which is not there. Known are: {known}.",
        "es": "{path} nombra la sección {value}, que no existe. Se conocen: {known}.",
    },
    "unknown-item": {
        "en": "{path} names the question {value}, which is not there.",
        "es": "{path} nombra la pregunta {value}, que no existe.",
    },
    "later-item": {
        "en": "{path} depends on {value}, which is asked later. Put {value} before it.",
        "es": "{path} depende de {value}, que se pregunta después. Ponga {value} antes.",
    },
    "loop": {
        "en": "{path} goes round in a circle: {loop}. Take one of these conditions out.",
        "es": "{path} da vueltas en círculo: {loop}. Quite una de estas condiciones.",
    },
    "condition-kind": {
        "en": "{path} compares {value}, whose answers ({kind}) cannot be compared in this way.",
        "es": "{path} compara {value}, cuyas respuestas ({kind}) no se pueden comparar de esta manera.",
    },
    "condition-value": {
        "en": "{path} waits for {value}, which {item} never answers. It can be: {known}.",
        "es": "{path} espera {value}, que {item} nunca responde. Puede ser: {known}.",
    },
    "one-comparison": {
        "en": "{path} needs exactly one of: is, is_not, at_least, at_most.",
        "es": "{path} necesita exactamente uno de: is, is_not, at_least, at_most.",
    },
    "does-not-fit": {
        "en": "{path} does not fit a question of the kind {kind}. Take it out, or change the kind.",
        "es": "{path} no corresponde a una pregunta del tipo {kind}. Quítelo o cambie el tipo.",
    },
    "needs-scale": {
        "en": "{path} is missing: a question of the kind scale names its scale.",
        "es": "Falta {path}: una pregunta del tipo scale nombra su escala.",
    },
    "needs-options": {
        "en": "{path} needs at least two options for a question of the kind {kind}.",
        "es": "{path} necesita al menos dos opciones para una pregunta del tipo {kind}.",
    },
    "too-many-options": {
        "en": "{path} has more than {limit} options. Shorten the list.",
        "es": "{path} tiene más de {limit} opciones. Acorte la lista.",
    },
    "too-long": {
        "en": "{path} has more than {limit} characters. Shorten it.",
        "es": "{path} tiene más de {limit} caracteres. Acórtelo.",
    },
    "gate-outside": {
        "en": "{path}: {value} is outside the scale ({low} to {high}). Correct the gate.",
        "es": "{path}: {value} está fuera de la escala ({low} a {high}). Corrija el umbral.",
    },
    "gate-order": {
        "en": "{path}: present ({present}) must be above cultivate ({cultivate}).",
        "es": "{path}: present ({present}) debe ser mayor que cultivate ({cultivate}).",
    },
    "no-title": {
        "en": "{path} is missing: a questionnaire without a title can be scored, not asked.",
        "es": "Falta {path}: un cuestionario sin título se puede calificar, no preguntar.",
    },
    "nothing-asked": {
        "en": "The questionnaire has no questions. Add at least one under [[items]].",
        "es": "El cuestionario no tiene preguntas. Agregue al menos una en [[items]].",
    },
}
