"""What is said of a file of questions: what cannot be read, and what could not be carried over. English and Spanish."""

Said = dict[str, str]


def _said(en: str, es: str) -> Said:
    return {"en": en, "es": es}


PLACES: dict[str, Said] = {
    "file": _said("The whole file", "Todo el archivo"),
    "line": _said("Line {at}", "Línea {at}"),
    "row": _said("Row {at}", "Fila {at}"),
    "element": _said("Question {at}", "Pregunta {at}"),
    "part": _said("File {at}", "Archivo {at}"),
}

FAULTS: dict[str, Said] = {
    "empty": _said(
        "The file is empty. Choose the file with the questions.",
        "El archivo está vacío. Elija el archivo con las preguntas.",
    ),
    "too-large": _said(
        "The file is larger than {limit}. Send it in parts.",
        "El archivo es mayor que {limit}. Envíelo por partes.",
    ),
    "not-text": _said(
        "This is not a file of questions. Choose GIFT, Aiken, Moodle XML, QTI, XLSForm or TOML.",
        "Este no es un archivo de preguntas. Elija GIFT, Aiken, Moodle XML, QTI, XLSForm o TOML.",
    ),
    "no-questions": _said(
        "There is no question here that can be asked. Choose another file.",
        "Aquí no hay ninguna pregunta que se pueda hacer. Elija otro archivo.",
    ),
    "only-texts": _said(
        "The file holds only texts or categories, no questions. Choose another file.",
        "El archivo contiene solo textos o categorías, ninguna pregunta. Elija otro archivo.",
    ),
    "too-many": _said(
        "There are more than {limit} questions, too many for one questionnaire. Send it in parts.",
        "Hay más de {limit} preguntas, demasiadas para un cuestionario. Envíelo por partes.",
    ),
    "too-many-answers": _said(
        "This question has more than {limit} answers. Shorten the list.",
        "Esta pregunta tiene más de {limit} respuestas. Acorte la lista.",
    ),
    "unclosed": _said(
        "A brace {{ is opened here and never closed. Add the closing brace.",
        "Aquí se abre una llave {{ que nunca se cierra. Agregue la llave de cierre.",
    ),
    "stray-brace": _said(
        "A brace }} closes what was never opened. Take it out, or write \\}}.",
        "Una llave }} cierra lo que nunca se abrió. Quítela o escriba \\}}.",
    ),
    "two-answers": _said(
        "This question has two lists of answers. Put an empty line between two questions.",
        "Esta pregunta tiene dos listas de respuestas. Ponga una línea vacía entre dos preguntas.",
    ),
    "not-a-number": _said(
        "“{value}” is not a number. Write it like 3.14, 3:0.5 or 1..5.",
        "«{value}» no es un número. Escríbalo como 3.14, 3:0.5 o 1..5.",
    ),
    "no-options": _said(
        "The question has no answers. Write them as A) and B) below it.",
        "La pregunta no tiene respuestas. Escríbalas debajo como A) y B).",
    ),
    "no-answer": _said(
        "The line ANSWER: is missing after these answers. Add it with one letter.",
        "Falta la línea ANSWER: después de estas respuestas. Agréguela con una letra.",
    ),
    "answer-not-listed": _said(
        "The right answer is {value}, which is not among the answers. Correct the letter.",
        "La respuesta correcta es {value}, que no está entre las respuestas. Corrija la letra.",
    ),
    "xml-broken": _said(
        "The file is not well-formed XML ({why}). Export it again.",
        "El archivo no es XML bien formado ({why}). Expórtelo de nuevo.",
    ),
    "xml-entities": _said(
        "The file declares entities of its own, which are not read. Export it without them.",
        "El archivo declara entidades propias, que no se leen. Expórtelo sin ellas.",
    ),
    "xml-deep": _said(
        "The file has too many elements, or too many inside each other. Send it in parts.",
        "El archivo tiene demasiados elementos o demasiado anidados. Envíelo por partes.",
    ),
    "zip-broken": _said(
        "The archive cannot be opened ({why}). Export it again.",
        "El archivo comprimido no se puede abrir ({why}). Expórtelo de nuevo.",
    ),
    "zip-password": _said(
        "The archive has a password. Save it without one.",
        "El archivo comprimido tiene contraseña. Guárdelo sin ella.",
    ),
    "zip-too-many": _said(
        "The archive holds {count} files; {limit} are read. Send it in parts.",
        "El archivo comprimido tiene {count} archivos; se leen {limit}. Envíelo por partes.",
    ),
    "zip-too-large": _said(
        "The archive unpacks to more than {limit}. Send it in parts.",
        "El archivo comprimido ocupa al abrirlo más de {limit}. Envíelo por partes.",
    ),
    "zip-without-questions": _said(
        "The archive holds neither QTI questions nor a sheet “survey”. Choose another file.",
        "El archivo comprimido no contiene preguntas QTI ni una hoja «survey». Elija otro archivo.",
    ),
    "unknown-xml": _said(
        "The file begins with <{name}>, which is neither Moodle XML nor QTI. Export it as one of them.",
        "El archivo empieza con <{name}>, que no es Moodle XML ni QTI. Expórtelo en uno de esos formatos.",
    ),
    "unknown-text": _said(
        "No questions in GIFT, Aiken or TOML were found. Check the kind of file.",
        "No se encontraron preguntas en GIFT, Aiken ni TOML. Revise el tipo de archivo.",
    ),
    "no-sheet": _said(
        "The workbook has no sheet “{name}”. An XLSForm needs it.",
        "El libro no tiene la hoja «{name}». Un XLSForm la necesita.",
    ),
    "no-column": _said(
        "The sheet “{sheet}” has no column “{name}”. Add it to the first row.",
        "La hoja «{sheet}» no tiene la columna «{name}». Agréguela a la primera fila.",
    ),
    "no-list": _said(
        "The list “{name}” is not on the sheet “choices”. Add it there, or correct its name.",
        "La lista «{name}» no está en la hoja «choices». Agréguela allí o corrija su nombre.",
    ),
    "name-twice": _said(
        "The name “{name}” stands there twice. Give each question its own.",
        "El nombre «{name}» está dos veces. Dé a cada pregunta el suyo.",
    ),
    "no-name": _said(
        "The question has no name. Write one in the column “name”.",
        "La pregunta no tiene nombre. Escriba uno en la columna «name».",
    ),
    "bad-name": _said(
        "The name “{name}” cannot be used. Use letters, digits and underscores, 60 at most.",
        "El nombre «{name}» no se puede usar. Use letras sin tilde, dígitos y guiones bajos, 60 como máximo.",
    ),
    "group-open": _said(
        "A group is opened here and never closed. Add its end_group.",
        "Aquí se abre un grupo que nunca se cierra. Agregue su end_group.",
    ),
    "group-stray": _said(
        "A group is closed here that was never opened. Take the row out.",
        "Aquí se cierra un grupo que nunca se abrió. Quite la fila.",
    ),
    "no-label": _said(
        "Some questions or answers have no label. Write one for each, in one language at least.",
        "Algunas preguntas o respuestas no tienen etiqueta. Escriba una en cada una, al menos en un idioma.",
    ),
    "instrument": _said("{why_en}", "{why_es}"),
}

NOT_CARRIED: dict[str, dict[str, Said]] = {
    "one-language": {
        "what": _said("Every text in {missing_en}", "Cada texto en {missing_es}"),
        "why": _said(
            "The file has one language. The questions are asked in it; add the other in the file.",
            "El archivo tiene un solo idioma. Las preguntas se hacen en él; agregue el otro en el archivo.",
        ),
    },
    "not-all-translated": {
        "what": _said("Every text in {missing_en}", "Cada texto en {missing_es}"),
        "why": _said(
            "Some questions or their answers do not have it: {names}. Add it there and bring the file again.",
            "No lo tienen algunas preguntas o sus respuestas: {names}. Agréguelo ahí y traiga el archivo de nuevo.",
        ),
    },
    "hint-translation": {
        "what": _said("The other language of a hint or note: {name}", "El otro idioma de una ayuda o nota: {name}"),
        "why": _said(
            "The file has it in one language only. Everybody reads it in that one.",
            "El archivo la tiene en un solo idioma. Todas las personas la leen en ese.",
        ),
    },
    "language": {
        "what": _said("Texts in “{name}”", "Textos en «{name}»"),
        "why": _said("Questions are asked in English and Spanish.", "Las preguntas se hacen en inglés y español."),
    },
    "picture": {
        "what": _said("Picture “{name}”", "Imagen «{name}»"),
        "why": _said(
            "Questions here are words only. Describe the picture, or do without the question.",
            "Aquí las preguntas son solo palabras. Describa la imagen o prescinda de la pregunta.",
        ),
    },
    "media": {
        "what": _said("Sound, film or attachment “{name}”", "Sonido, video o adjunto «{name}»"),
        "why": _said("Questions here are words only.", "Aquí las preguntas son solo palabras."),
    },
    "accepted": {
        "what": _said("Accepted answers: {answers}", "Respuestas aceptadas: {answers}"),
        "why": _said(
            "A written answer is read by people here and not marked.",
            "Aquí las respuestas escritas las leen personas; no se califican.",
        ),
    },
    "right-number": {
        "what": _said("Right value: {answers}", "Valor correcto: {answers}"),
        "why": _said("A number is asked for here and not marked.", "Aquí se pide un número, pero no se califica."),
    },
    "part-marks": {
        "what": _said("Part marks: {weights}", "Calificación parcial: {weights}"),
        "why": _said(
            "An answer is right or wrong here; what gives the most marks is right.",
            "Aquí una respuesta es correcta o incorrecta; es correcta la que da más puntos.",
        ),
    },
    "points": {
        "what": _said("Worth {points} points", "Vale {points} puntos"),
        "why": _said("Every question counts the same here.", "Aquí cada pregunta vale lo mismo."),
    },
    "comment": {
        "what": _said("Comment on “{answer}”", "Comentario a «{answer}»"),
        "why": _said(
            "Comments have a place for wrong choices, and one as the explanation.",
            "Los comentarios caben en las opciones incorrectas, y uno como explicación.",
        ),
    },
    "pairs": {
        "what": _said("Matching of {count} pairs as one question", "Emparejar {count} pares en una sola pregunta"),
        "why": _said("It is asked as {count} questions instead.", "Se hace como {count} preguntas."),
    },
    "kind": {
        "what": _said("Question of the kind “{kind}”", "Pregunta del tipo «{kind}»"),
        "why": _said(
            "There is nothing like it here. The question was left out.",
            "Aquí no hay nada parecido. La pregunta se omitió.",
        ),
    },
    "no-words": {
        "what": _said("Question without words", "Pregunta sin palabras"),
        "why": _said("It asks nothing in words, so it was left out.", "No pregunta nada con palabras; se omitió."),
    },
    "one-answer": {
        "what": _said("Choice of one answer only", "Elección de una sola respuesta"),
        "why": _said("A choice needs two. The question was left out.", "Elegir requiere dos. La pregunta se omitió."),
    },
    "keys": {
        "what": _said("How answers are marked", "Cómo se califican las respuestas"),
        "why": _said(
            "No single answer is marked as right in a way that is read here. All answers came along.",
            "Ninguna respuesta está marcada como correcta de una forma que aquí se lea. Todas se importaron.",
        ),
    },
    "repeat": {
        "what": _said("Repeated group “{name}”", "Grupo repetido «{name}»"),
        "why": _said(
            "Questions are asked once here. The group was left out with its questions.",
            "Aquí las preguntas se hacen una vez. El grupo se omitió con sus preguntas.",
        ),
    },
    "computed": {
        "what": _said("Calculation “{name}”", "Cálculo «{name}»"),
        "why": _said("Nothing is computed while answering.", "No se calcula nada mientras se responde."),
    },
    "recorded": {
        "what": _said("“{kind}”, recorded by the device", "«{kind}», registrado por el dispositivo"),
        "why": _said("Only what people answer is kept here.", "Aquí solo se guarda lo que las personas responden."),
    },
    "condition": {
        "what": _said("Shown only if {text}", "Se muestra solo si {text}"),
        "why": _said(
            "This condition has no like here. The question is always shown.",
            "Esta condición no tiene equivalente aquí. La pregunta se muestra siempre.",
        ),
    },
    "hidden-by-it": {
        "what": _said("Shown only if {text}", "Se muestra solo si {text}"),
        "why": _said(
            "It looks at a question that was left out. The question is always shown.",
            "Depende de una pregunta omitida. La pregunta se muestra siempre.",
        ),
    },
    "looks-at-itself": {
        "what": _said("Shown only if {text}", "Se muestra solo si {text}"),
        "why": _said(
            "It looks at its own answer. The question is always shown.",
            "Depende de su propia respuesta. La pregunta se muestra siempre.",
        ),
    },
    "looks-ahead": {
        "what": _said("Shown only if {text}", "Se muestra solo si {text}"),
        "why": _said(
            "It looks at a question that comes later. The question is always shown.",
            "Depende de una pregunta posterior. La pregunta se muestra siempre.",
        ),
    },
    "tags": {
        "what": _said("Tags: {names}", "Etiquetas: {names}"),
        "why": _said("Questions have no tags here.", "Aquí las preguntas no llevan etiquetas."),
    },
    "marks": {
        "what": _said("Text marked as {format}", "Texto marcado como {format}"),
        "why": _said(
            "Texts are plain here. Its signs stand as they were written.",
            "Aquí los textos son simples. Sus signos quedan como se escribieron.",
        ),
    },
    "constraint": {
        "what": _said("Accepted only if {text}", "Se acepta solo si {text}"),
        "why": _said("Only a lowest and a highest number are checked.", "Solo se revisan un mínimo y un máximo."),
    },
    "required-if": {
        "what": _said("Required if {text}", "Obligatoria si {text}"),
        "why": _said("A question is required or not. It is not.", "Una pregunta es obligatoria o no. No lo es."),
    },
    "blank": {
        "what": _said("Shown also while blank: {text}", "Se muestra también en blanco: {text}"),
        "why": _said(
            "Here a question left blank fulfils no condition. The rest of it came along.",
            "Aquí una pregunta en blanco no cumple ninguna condición. Lo demás se importó.",
        ),
    },
    "column": {
        "what": _said("Column “{name}”", "Columna «{name}»"),
        "why": _said("There is nothing like it here.", "Aquí no hay nada parecido."),
    },
    "clue": {
        "what": _said("Clue for another try: {text}", "Pista para otro intento: {text}"),
        "why": _said("Every question is answered once here.", "Aquí cada pregunta se responde una vez."),
    },
    "note": {
        "what": _said("Note after the last question: {text}", "Nota después de la última pregunta: {text}"),
        "why": _said("Words stand before questions here.", "Aquí las palabras van antes de las preguntas."),
    },
    "piped": {
        "what": _said("Answer to “{name}” inside a text", "Respuesta a «{name}» dentro de un texto"),
        "why": _said(
            "Texts are the same for everybody. Three dots stand there now.",
            "Los textos son iguales para todos. Ahora hay tres puntos en su lugar.",
        ),
    },
    "as-text": {
        "what": _said("A field for “{kind}”", "Un campo para «{kind}»"),
        "why": _said("It is asked as a text.", "Se pregunta como texto."),
    },
    "say-which": {
        "what": _said("Line to say which other", "Línea para decir cuál otro"),
        "why": _said("“Other” can be chosen, not explained.", "«Otro» se puede elegir, pero no explicar."),
    },
}
