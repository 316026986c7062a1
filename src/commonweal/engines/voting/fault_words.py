"""Why ballots cannot be counted, and what to do, in English and Spanish."""

FAULTS: dict[str, dict[str, str]] = {
    "unknown-method": {
        "en": "There is no rule {method}. Use one of: {known}.",
        "es": "No hay ninguna regla {method}. Use una de estas: {known}.",
    },
    "unknown-edition": {
        "en": "A scale of {levels} levels is unknown. Use 7 or 8.",
        "es": "No se conoce una escala de {levels} niveles. Use 7 u 8.",
    },
    "unknown-choice": {
        "en": "{choice} is no choice here. Use one of: {known}.",
        "es": "{choice} no es una opción aquí. Use una de estas: {known}.",
    },
    "unknown-level": {
        "en": "{level} is no level. Use whole numbers from 1 to {edition}.",
        "es": "{level} no es un nivel. Use números enteros de 1 a {edition}.",
    },
    "quorum-above-roll": {
        "en": "A quorum of {quorum} cannot be met by {eligible} people. Lower it.",
        "es": "Un cuórum de {quorum} no se alcanza con {eligible} personas. Redúzcalo.",
    },
    "more-than-roll": {
        "en": "{ballots} ballots of {eligible} eligible people cannot be. Correct the file or --eligible.",
        "es": "{ballots} votos de {eligible} votantes no es posible. Corrija el archivo o --eligible.",
    },
    "no-ballots": {
        "en": "The file has no ballots. Give one row or more beneath the header.",
        "es": "El archivo no tiene votos. Ponga al menos una fila debajo del encabezado.",
    },
    "no-voter": {
        "en": "Row {row}: the voter is missing. Name the voter, or take the row out.",
        "es": "Fila {row}: falta quién vota. Indíquelo o quite la fila.",
    },
    "choice-at": {
        "en": "Row {row}: {choice} is no choice here. Use one of: {known}.",
        "es": "Fila {row}: {choice} no es una opción aquí. Use una de estas: {known}.",
    },
    "level-at": {
        "en": "Row {row}: {level} is no level. Use whole numbers from 1 to {edition}.",
        "es": "Fila {row}: {level} no es un nivel. Use números enteros de 1 a {edition}.",
    },
    "score-without-option": {
        "en": "Row {row}: a score without an option. Name the option, or take the row out.",
        "es": "Fila {row}: hay un puntaje sin opción. Indique la opción o quite la fila.",
    },
    "score-at": {
        "en": "Row {row}: {score} is not a finite number. Correct the score, or leave it empty.",
        "es": "Fila {row}: {score} no es un número finito. Corrija el puntaje o déjelo vacío.",
    },
    "ranked-twice": {
        "en": "Row {row}: {option} is ranked twice. Rank each option once.",
        "es": "Fila {row}: {option} aparece dos veces. Ordene cada opción una sola vez.",
    },
    "gap-in-ranking": {
        "en": "Row {row}: {ranking} has an empty place. Write it as A>B=C>D.",
        "es": "Fila {row}: {ranking} tiene un lugar vacío. Escríbalo como A>B=C>D.",
    },
    "no-column": {
        "en": "The ballots have no column {name}. Add it, or name it with --map.",
        "es": "Los votos no tienen la columna {name}. Añádala o indíquela con --map.",
    },
}
