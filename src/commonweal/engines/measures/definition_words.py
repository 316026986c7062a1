"""What a definition that cannot be used says of itself, in English and in Spanish."""

WORDS: dict[str, dict[str, str]] = {
    "no-file": {
        "en": "The collection {where} cannot be opened ({why}). Check its name and folder.",
        "es": "No se puede abrir la colección {where} ({why}). Revise su nombre y su carpeta.",
    },
    "not-toml": {
        "en": "The collection {where} cannot be read as TOML ({why}). Correct that place and try again.",
        "es": "La colección {where} no se puede leer como TOML ({why}). Corrija ese lugar e inténtelo de nuevo.",
    },
    "absent": {
        "en": "The collection has no {where}. Add it.",
        "es": "A la colección le falta {where}. Agréguelo.",
    },
    "empty": {
        "en": "The list {where} of the collection is empty. Name at least one.",
        "es": "La lista {where} de la colección está vacía. Nombre al menos uno.",
    },
    "not-a-list": {
        "en": 'In the collection, {where} must be a list, such as ["a", "b"].',
        "es": 'En la colección, {where} debe ser una lista, como ["a", "b"].',
    },
    "not-a-table": {
        "en": "In the collection, {where} must be a table with names and values.",
        "es": "En la colección, {where} debe ser una tabla con nombres y valores.",
    },
    "not-text": {
        "en": "In the collection, {where} must be a text that is not empty; it is {value}.",
        "es": "En la colección, {where} debe ser un texto que no esté vacío; es {value}.",
    },
    "not-a-number": {
        "en": "In the collection, {where} must be a number; it is {value}.",
        "es": "En la colección, {where} debe ser un número; es {value}.",
    },
    "not-one-of": {
        "en": "In the collection, {where} cannot be {value}. Choose from: {known}.",
        "es": "En la colección, {where} no puede ser {value}. Elija entre: {known}.",
    },
    "twice": {
        "en": "In the collection, {where} has {value} twice. Keep one of them.",
        "es": "En la colección, {where} tiene {value} dos veces. Deje solo uno.",
    },
    "unknown": {
        "en": "In the collection, {where} has something unknown: {names}. Known are: {known}.",
        "es": "En la colección, {where} tiene algo desconocido: {names}. Se conocen: {known}.",
    },
    "reserved": {
        "en": "A dimension of the collection cannot be called {name}: a column of facts has that name. Rename it.",
        "es": "Una dimensión no puede llamarse {name}: una columna de los datos ya tiene ese nombre. Cámbielo.",
    },
    "key-needs": {
        "en": "The key of the collection must name {name}, because there are {count} of them.",
        "es": "La clave de la colección debe nombrar {name}, porque hay {count}.",
    },
    "min-above-max": {
        "en": "In the collection, the min of {where} ({low}) is above its max ({high}). Exchange or correct them.",
        "es": "En la colección, el min de {where} ({low}) es mayor que su max ({high}). Cámbielos o corríjalos.",
    },
    "decimals": {
        "en": "In the collection, {where} must be a whole number from 0 to 15; it is {value}.",
        "es": "En la colección, {where} debe ser un número entero de 0 a 15; es {value}.",
    },
    "asked-unknown": {
        "en": "In the collection, {partner} is asked for {value}, which is not in its {name}. Add it or correct it.",
        "es": "En la colección se pide {value} a {partner}, pero no está en {name}. Agréguelo o corríjalo.",
    },
}
