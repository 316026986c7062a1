"""What the protector says to people, in English and Spanish."""

WORDS: dict[str, dict[str, str]] = {
    "hierarchy-shape": {
        "en": 'The hierarchy names dimensions, and for each its parents: {{"place": {{"Total": ["North", "South"]}}}}. '
        "Write it so.",
        "es": 'La jerarquía nombra dimensiones, y en cada una sus partes: {{"place": {{"Total": ["Norte", "Sur"]}}}}. '
        "Escríbala así.",
    },
    "hierarchy-parts": {
        "en": "The hierarchy gives {node} no list of names. List its parts.",
        "es": "La jerarquía no da a {node} una lista de nombres. Indique sus partes.",
    },
    "hierarchy-circle": {
        "en": "In the hierarchy of {dimension}, {node} lies within itself. Take it out of its own parts.",
        "es": "En la jerarquía de {dimension}, {node} está dentro de sí mismo. Quítelo de sus propias partes.",
    },
    "not-placed": {
        "en": "The hierarchy of {dimension} does not say where these lie: {names}. "
        "Put each under Total or under one of its parts.",
        "es": "La jerarquía de {dimension} no dice dónde están: {names}. "
        "Ponga cada uno bajo Total o bajo una de sus partes.",
    },
    "cell-twice": {
        "en": "The cell {name} stands twice. Keep one of the two rows.",
        "es": "La celda {name} aparece dos veces. Deje una de las dos filas.",
    },
    "tables-disagree": {
        "en": "Two tables give {name} different figures. Correct one of them.",
        "es": "Dos tablas dan a {name} cifras distintas. Corrija una de ellas.",
    },
    "sum-disagrees": {
        "en": "{name} is {total}, but its parts sum to {parts}. Correct the table or the hierarchy.",
        "es": "{name} es {total}, pero sus partes suman {parts}. Corrija la tabla o la jerarquía.",
    },
    "earlier-disagrees": {
        "en": "In an earlier release {name} is {total}, but its parts sum to {parts}. Check it and the hierarchy.",
        "es": "En una publicación anterior {name} es {total}, pero sus partes suman {parts}. "
        "Revise ese archivo y la jerarquía.",
    },
    "gaps-disagree": {
        "en": "The sums around {name} leave no possible figure for what is missing. Correct the table or hierarchy.",
        "es": "Las sumas en torno a {name} no dejan cifra posible para lo que falta. Corrija la tabla o la jerarquía.",
    },
    "cannot-protect": {
        "en": "{count} cells cannot be protected, whatever else is hidden: {names}. "
        "What was published before already gives them away. Combine categories, or hide them under a wider one.",
        "es": "{count} celdas no se pueden proteger, se oculte lo que se oculte: {names}. "
        "Lo ya publicado las delata. Combine categorías o intégrelas en una más amplia.",
    },
    "no-way-found": {
        "en": "For {count} cells no way to protect them was found: {names}. Nothing was written. "
        "Combine categories, or hide them under a wider one.",
        "es": "Para {count} celdas no se halló cómo protegerlas: {names}. No se escribió nada. "
        "Combine categorías o intégrelas en una más amplia.",
    },
    "no-rows": {
        "en": "The table has no rows. Add at least one below its header.",
        "es": "La tabla no tiene filas. Añada al menos una bajo el encabezado.",
    },
    "no-dimensions": {
        "en": "The table has no dimension, only figures. Add a column such as place, with its Total.",
        "es": "La tabla no tiene ninguna dimensión, solo cifras. Añada una columna como lugar, con su Total.",
    },
    "too-many-rows": {
        "en": "The table has more than {limit} rows. Protect parts that share no total, or use fewer categories.",
        "es": "La tabla tiene más de {limit} filas. Protéjala en partes que no compartan totales, "
        "o con menos categorías.",
    },
    "below-nought": {
        "en": "Row {row}, {column}: The figure is below 0. Counts and amounts are 0 or more; correct it.",
        "es": "Fila {row}, {column}: La cifra es menor que 0. Los recuentos e importes son 0 o más; corríjala.",
    },
    "no-people": {
        "en": "{name} has a value, but n does not say how many people stand behind it. Fill in n.",
        "es": "{name} tiene un valor, pero n no dice cuántas personas hay detrás. Complete n.",
    },
    "not-json": {
        "en": "{name} is not JSON. Write it as in the example of `commonweal protect --help`.",
        "es": "{name} no es JSON. Escríbalo como en el ejemplo de `commonweal protect --help`.",
    },
    "two-results": {
        "en": "The table and the JSON object cannot both go to stdout. Give --out a file name.",
        "es": "La tabla y el objeto JSON no pueden ir ambos a stdout. Dé a --out un nombre de archivo.",
    },
    "over-itself": {
        "en": "--out would write over {name}, and what is hidden would be lost. Give it another name.",
        "es": "--out escribiría encima de {name}, y se perdería lo que se oculta. Dele otro nombre.",
    },
    "done": {
        "en": "{suppressed} of {cells} cells are hidden: {primary} that may not be shown, and {complement} that would "
        "give them away. Together they hold {value_lost}.",
        "es": "Se ocultan {suppressed} de {cells} celdas: {primary} que no pueden mostrarse y {complement} que las "
        "delatarían. En conjunto suman {value_lost}.",
    },
    "step-link": {"en": "Reading the sums.", "es": "Se leen las sumas."},
    "step-hide": {
        "en": "Hiding: {done} of about {of} cells are safe.",
        "es": "Ocultando: {done} de unas {of} celdas están a salvo.",
    },
    "step-part": {
        "en": "Hiding part by part: {done} of {of} parts.",
        "es": "Ocultando parte por parte: {done} de {of} partes.",
    },
    "step-improve": {
        "en": "Looking for a cheaper choice: {done} of {of} parts.",
        "es": "Buscando una opción menos costosa: {done} de {of} partes.",
    },
    "step-check": {
        "en": "Checking: {done} of {of} cells.",
        "es": "Comprobando: {done} de {of} celdas.",
    },
}


def said(code: str, lang: str, **params: object) -> str:
    return WORDS[code][lang].format(**params)
