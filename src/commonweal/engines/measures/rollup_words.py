"""What the roll-up says to people, in English and Spanish."""

WORDS: dict[str, dict[str, str]] = {
    "refused-places-none": {
        "en": "{measure} cannot be added up across places, groups or partners: its definition forbids it. "
        "Ask for one row each, or define its numerator and denominator.",
        "es": "{measure} no puede sumarse entre lugares, grupos u organizaciones: su definición lo prohíbe. "
        "Pida una fila por cada uno, o defina su numerador y su denominador.",
    },
    "refused-places-latest": {
        "en": "{measure} takes the latest figure, and several places, groups or partners have one. "
        "Ask for one row each.",
        "es": "{measure} toma la cifra más reciente, y hay varias de distintos lugares, grupos u organizaciones. "
        "Pida una fila por cada uno.",
    },
    "refused-places-distinct": {
        "en": "{measure} counts different people. The same person may be in several figures and would count twice. "
        "It needs the linked lists.",
        "es": "{measure} cuenta personas distintas. La misma puede estar en varias cifras y se contaría dos veces. "
        "Hacen falta las listas enlazadas.",
    },
    "refused-periods-none": {
        "en": "{measure} cannot be added up over periods: its definition forbids it. Ask for it by period.",
        "es": "{measure} no puede sumarse entre periodos: su definición lo prohíbe. Pídala por periodo.",
    },
    "refused-periods-distinct": {
        "en": "{measure} counts different people. The same person may appear in several periods. Ask for it by period.",
        "es": "{measure} cuenta personas distintas. La misma puede aparecer en varios periodos. Pídala por periodo.",
    },
    "refused-places-mean": {
        "en": "{measure} is a percentage, and percentages are never averaged. "
        "Define its numerator and denominator, and the rule ratio_of_sums.",
        "es": "{measure} es un porcentaje, y los porcentajes nunca se promedian. "
        "Defina su numerador y su denominador, y la regla ratio_of_sums.",
    },
    "refused-periods-mean": {
        "en": "{measure} is a percentage, and percentages are never averaged over periods. Ask for it by period.",
        "es": "{measure} es un porcentaje, y los porcentajes nunca se promedian entre periodos. Pídala por periodo.",
    },
    "unknown-dimension": {
        "en": "The hierarchy splits {name}, which is no column here. There are: {known}.",
        "es": "La jerarquía divide {name}, que aquí no es una columna. Hay estas: {known}.",
    },
    "unknown-header": {
        "en": "No file has a column {name}. Correct the name in --map.",
        "es": "Ningún archivo tiene la columna {name}. Corrija el nombre en --map.",
    },
    "blank-key": {
        "en": "Row {row}, {column}: The cell is empty. Fill it in, or take the row out.",
        "es": "Fila {row}, {column}: La celda está vacía. Complétela o quite la fila.",
    },
    "too-large": {
        "en": "A figure is not finite, or too large to add up: 18 digits fit before the point. Use a larger unit.",
        "es": "Una cifra no es finita, o es demasiado grande para sumarla: caben 18 dígitos antes del punto. "
        "Use una unidad mayor.",
    },
    "unknown-column": {
        "en": "There is no column {name} to roll up by. There are: {known}.",
        "es": "No hay ninguna columna {name} para agrupar. Hay estas: {known}.",
    },
    "missing-column": {
        "en": "The facts have no column {name}. Add it, or name it in the first row.",
        "es": "Los datos no tienen la columna {name}. Añádala o nómbrela en la primera fila.",
    },
    "unknown-measure": {
        "en": "The facts hold {name}, which the collection does not define. Add it there, or take its rows out.",
        "es": "Los datos contienen {name}, que la colección no define. Añádala allí o quite sus filas.",
    },
    "unknown-status": {
        "en": "Some rows of {name} have a status that nobody knows. "
        "Use reported, missing, not_applicable, suppressed or estimated.",
        "es": "Algunas filas de {name} tienen un estado desconocido. "
        "Use reported, missing, not_applicable, suppressed o estimated.",
    },
    "not-a-number": {
        "en": "A value, numerator or denominator is no finite number, or too large to add up. Look for: {name}.",
        "es": "Un valor, numerador o denominador no es un número finito, o es demasiado grande. Busque: {name}.",
    },
    "not-a-number-at": {
        "en": "Row {row}, {column}: {text} is not a number. Correct the cell, or leave it empty.",
        "es": "Fila {row}, {column}: {text} no es un número. Corrija la celda o déjela vacía.",
    },
    "unknown-status-at": {
        "en": "Row {row}, status: {text} is unknown. Use reported, missing, not_applicable, suppressed or estimated.",
        "es": "Fila {row}, status: {text} es desconocido. "
        "Use reported, missing, not_applicable, suppressed o estimated.",
    },
    "column-twice": {
        "en": "Two columns are called {name}. Rename one of them.",
        "es": "Dos columnas se llaman {name}. Cambie el nombre de una.",
    },
    "fact-twice": {
        "en": "Row {row}: {key} stands twice. Keep one of the two.",
        "es": "Fila {row}: {key} aparece dos veces. Deje una de las dos.",
    },
    "no-facts": {
        "en": "There are no facts to roll up. Name at least one file with rows.",
        "es": "No hay datos que agrupar. Indique al menos un archivo con filas.",
    },
    "no-weights": {
        "en": "{measure} is a mean weighted by denominators, and some figures have none: a row stays empty. "
        "Add the denominators.",
        "es": "{measure} es un promedio ponderado por denominadores, y algunas cifras no lo tienen: una fila queda "
        "vacía. Agregue los denominadores.",
    },
    "mismatch": {
        "en": "{measure}, {period}: {parent} says {stated}, its parts come to {parts}. {parent}'s figure is taken.",
        "es": "{measure}, {period}: {parent} indica {stated}, sus partes suman {parts}. Se toma la cifra de {parent}.",
    },
}
