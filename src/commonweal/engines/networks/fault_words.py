"""Why nothing can be said of a network, and what to do, in English and Spanish."""

FAULTS: dict[str, dict[str, str]] = {
    "no-column": {
        "en": "The file of {file} has no column {name}. Add it, or name it with --map.",
        "es": "El archivo de {file} no tiene la columna {name}. Agréguela o indíquela con --map.",
    },
    "unknown-column": {
        "en": "{name} is not one of our columns: {known}. Correct --map.",
        "es": "{name} no es una de nuestras columnas: {known}. Corrija --map.",
    },
    "no-weight": {
        "en": "Row {row}, weight: {weight} is not a number of nought or more. Correct it, or leave it out.",
        "es": "Fila {row}, weight: {weight} no es un número de cero o más. Corríjalo o déjelo en blanco.",
    },
    "no-nodes": {
        "en": "The file has no ties. Give one row or more beneath the header, or a file of nodes.",
        "es": "El archivo no tiene vínculos. Ponga al menos una fila debajo del encabezado o un archivo de nodos.",
    },
    "no-group": {
        "en": "No group is given for {node}. Give each node its group.",
        "es": "{node} no tiene grupo. Indique el grupo de cada nodo.",
    },
    "beyond-scale": {
        "en": "{answer} does not lie between {lowest} and {highest}. Correct the answer.",
        "es": "{answer} no está entre {lowest} y {highest}. Corrija la respuesta.",
    },
    "below-nought": {
        "en": "Amounts cannot be below nought. Correct the amounts.",
        "es": "Las cantidades no pueden ser menores que cero. Corríjalas.",
    },
    "nobody-holds": {
        "en": "Nobody holds anything. Give one amount above nought.",
        "es": "Nadie tiene nada. Indique al menos una cantidad mayor que cero.",
    },
}
