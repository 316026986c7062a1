"""What the auditor says, in English and Spanish."""

WORDS = {
    "between": {
        "en": "{cell} ({table}): a reader can work out that it is between {low} and {high}. "
        "Hide one more figure of the same sum.",
        "es": "{cell} ({table}): se puede deducir que está entre {low} y {high}. Oculte otra cifra de la misma suma.",
    },
    "exactly": {
        "en": "{cell} ({table}): a reader can work out that it is exactly {low}. Hide one more figure of the same sum.",
        "es": "{cell} ({table}): se puede deducir que es exactamente {low}. Oculte otra cifra de la misma suma.",
    },
    "shown-elsewhere": {
        "en": "{cell} ({table}): it is hidden here and shown as {low} in {elsewhere}. Hide it there as well.",
        "es": "{cell} ({table}): aquí está oculta y en {elsewhere} se muestra como {low}. Ocúltela también allí.",
    },
    "all-safe": {
        "en": "{hidden} hidden figures, and none can be worked out more closely than {level} apart.",
        "es": "{hidden} cifras ocultas, y ninguna se puede deducir con un margen menor de {level}.",
    },
    "one-safe": {
        "en": "1 hidden figure, and it cannot be worked out more closely than {level} apart.",
        "es": "1 cifra oculta, y no se puede deducir con un margen menor de {level}.",
    },
    "nothing-hidden": {
        "en": "No figure is hidden, so there is nothing to work out.",
        "es": "No hay ninguna cifra oculta, así que no hay nada que deducir.",
    },
    "some-exposed": {
        "en": "{exposed} of {hidden} hidden figures can be worked out too closely. Do not release these files.",
        "es": "{exposed} de {hidden} cifras ocultas se pueden deducir con demasiada precisión. "
        "No publique estos archivos.",
    },
    "proved": {
        "en": "{proved} were proved safe by examples; their range is at least as wide as the one shown.",
        "es": "{proved} se demostraron seguras con ejemplos; su margen es al menos tan amplio como el que se muestra.",
    },
    "unfinished": {
        "en": "The time was over for {unfinished} of them, which may be known more closely. Allow more time.",
        "es": "Se acabó el tiempo para {unfinished} de ellas, que quizá se puedan deducir mejor. Dé más tiempo.",
    },
    "all-unproved": {
        "en": "{hidden} hidden figures, and not all could be proved safe.",
        "es": "{hidden} cifras ocultas, y no se pudo demostrar que todas sean seguras.",
    },
    "not-whole": {
        "en": "Some figures are not whole numbers, so all ranges are those of real numbers.",
        "es": "Algunas cifras no son números enteros, así que todos los márgenes son de números reales.",
    },
    "sum": {
        "en": "The tables contradict each other: {cell} is {total}, its parts come to {parts}. Correct one.",
        "es": "Las tablas se contradicen: {cell} es {total} y sus partes suman {parts}. Corrija una de ellas.",
    },
    "sum-impossible": {
        "en": "The tables contradict each other: no whole numbers from 0 up fit the sum of {cell}. "
        "Correct it, or one of its parts.",
        "es": "Las tablas se contradicen: ningún número entero desde 0 cumple la suma de {cell}. "
        "Corríjala, o una de sus partes.",
    },
    "not-placed": {
        "en": "The hierarchy of {name} does not say where these rows lie: {codes}. "
        "Put each under Total or under one of its parts.",
        "es": "La jerarquía de {name} no dice dónde están estas filas: {codes}. "
        "Ponga cada una bajo Total o bajo una de sus partes.",
    },
    "two-values": {
        "en": "The tables contradict each other: {cell} is {first} in {first_table} and {second} in {second_table}. "
        "Correct one of them.",
        "es": "Las tablas se contradicen: {cell} es {first} en {first_table} y {second} en {second_table}. "
        "Corrija una de ellas.",
    },
    "cell-twice": {
        "en": "{table}: {cell} stands twice. Keep one of the two rows.",
        "es": "{table}: {cell} aparece dos veces. Deje una de las dos filas.",
    },
    "negative": {
        "en": "{table}: {cell} is {value}, and figures to be audited start at 0. Correct it, or leave its rows out.",
        "es": "{table}: {cell} es {value}, y las cifras que se auditan empiezan en 0. Corríjala o quite sus filas.",
    },
    "hidden-with-value": {
        "en": "{table}: {cell} is marked as hidden and shows {value}. Empty the value, or take the mark away.",
        "es": "{table}: {cell} está marcada como oculta y muestra {value}. Vacíe el valor o quite la marca.",
    },
    "too-large": {
        "en": "{table}: {cell} is {value}, too large to add up exactly. Use a larger unit.",
        "es": "{table}: {cell} es {value}, demasiado grande para sumar con exactitud. Use una unidad mayor.",
    },
    "no-cells": {
        "en": "There are no figures to audit. Name at least one file with rows.",
        "es": "No hay cifras que auditar. Indique al menos un archivo con filas.",
    },
    "no-dimensions": {
        "en": "{table} has figures and no column that says what they are of. Add one, such as place.",
        "es": "{table} tiene cifras y ninguna columna que diga de qué son. Añada una, por ejemplo place.",
    },
    "unknown-split": {
        "en": "The hierarchy splits {name}, which is no column here. There are: {known}.",
        "es": "La jerarquía divide {name}, que aquí no es una columna. Hay estas: {known}.",
    },
    "bad-level": {
        "en": "The level is a whole number from 1, not {level}.",
        "es": "El nivel es un número entero desde 1, no {level}.",
    },
}
