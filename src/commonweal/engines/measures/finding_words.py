"""The words for problems in a partner's file, in English and in Spanish: what happened, and what to do."""

PLACES: dict[str, dict[str, str]] = {
    "sheet": {"en": "sheet {sheet}", "es": "hoja {sheet}"},
    "row": {"en": "row {row}", "es": "fila {row}"},
    "column": {"en": "column {column}", "es": "columna {column}"},
}

PROBLEMS: dict[str, dict[str, str]] = {
    "unlisted": {
        "en": "And {count:,} more of this kind. Correct the ones above first, then look again.",
        "es": "Y {count:,} más de este tipo. Corrija primero las de arriba y vuelva a mirar.",
    },
    "missing-column": {
        "en": "There is no column {name}. Add it, or say which of your columns it is.",
        "es": "No hay columna {name}. Agréguela o díganos cuál de sus columnas es.",
    },
    "missing-column.measures": {
        "en": "No column holds a measure. Use columns measure and value, or one column for each code: {known}.",
        "es": "Ninguna columna tiene una medida. Use las columnas measure y value, o una por cada código: {known}.",
    },
    "extra-column": {
        "en": "Nobody asked for this column. We leave it out; you need not change anything.",
        "es": "Nadie pidió esta columna. No la usamos; no tiene que cambiar nada.",
    },
    "extra-column.many": {
        "en": "Nobody asked for {count} columns: {known}. We leave them out; you need not change anything.",
        "es": "Nadie pidió {count} columnas: {known}. No las usamos; no tiene que cambiar nada.",
    },
    "duplicate-column": {
        "en": "Two columns are read as {name}: {first} and {second}. Keep one of them.",
        "es": "Dos columnas se leen como {name}: {first} y {second}. Deje solo una.",
    },
    "unknown-place": {
        "en": "We do not know the place “{text}”. Write one of: {known}.",
        "es": "No conocemos el lugar «{text}». Escriba uno de estos: {known}.",
    },
    "unknown-place.near": {
        "en": "We do not know the place “{text}”. Did you mean {near}? Else write one of: {known}.",
        "es": "No conocemos el lugar «{text}». ¿Quiso decir {near}? Si no, escriba uno de estos: {known}.",
    },
    "unknown-period": {
        "en": "The period “{text}” is not open. Write one of: {known}.",
        "es": "El periodo «{text}» no está abierto. Escriba uno de estos: {known}.",
    },
    "unknown-period.read": {
        "en": "We read “{text}” as {period}. Write {period} next time.",
        "es": "Leímos «{text}» como {period}. La próxima vez escriba {period}.",
    },
    "unknown-group": {
        "en": "We do not know the group “{text}”. Write one of: {known}.",
        "es": "No conocemos el grupo «{text}». Escriba uno de estos: {known}.",
    },
    "unknown-group.near": {
        "en": "We do not know the group “{text}”. Did you mean {near}? Else write one of: {known}.",
        "es": "No conocemos el grupo «{text}». ¿Quiso decir {near}? Si no, escriba uno de estos: {known}.",
    },
    "unknown-measure": {
        "en": "We do not know the measure “{text}”. Write one of: {known}.",
        "es": "No conocemos la medida «{text}». Escriba una de estas: {known}.",
    },
    "unknown-measure.near": {
        "en": "We do not know the measure “{text}”. Did you mean {near}? Else write one of: {known}.",
        "es": "No conocemos la medida «{text}». ¿Quiso decir {near}? Si no, escriba una de estas: {known}.",
    },
    "missing-key": {
        "en": "This cell is empty. Fill it in, so that we know where the row belongs.",
        "es": "Esta celda está vacía. Complétela para saber a qué corresponde la fila.",
    },
    "duplicate-key": {
        "en": "This row repeats row {first} ({key}). Keep one of them.",
        "es": "Esta fila repite la fila {first} ({key}). Deje solo una.",
    },
    "not-a-number": {
        "en": "“{text}” is not a number. Write a number, or leave the cell empty if you do not have it.",
        "es": "«{text}» no es un número. Escriba un número, o deje la celda vacía si no lo tiene.",
    },
    "not-a-number.both": {
        "en": "“{text}” can be read as {point} or as {comma}. Write it without a thousands separator.",
        "es": "«{text}» se puede leer como {point} o como {comma}. Escríbalo sin separador de miles.",
    },
    "not-a-number.percent": {
        "en": "“{text}” is a percentage, but {measure} is not counted in percent. Write the number itself.",
        "es": "«{text}» es un porcentaje, pero {measure} no se cuenta en porcentaje. Escriba el número.",
    },
    "not-a-number.required": {
        "en": "{measure} needs a number here. Fill it in.",
        "es": "{measure} necesita un número aquí. Complételo.",
    },
    "below-min": {
        "en": "{value} is below {low}, the lowest that {measure} can be. Check the number.",
        "es": "{value} es menor que {low}, lo mínimo para {measure}. Revise la cifra.",
    },
    "below-min.computed": {
        "en": "{numerator} of {denominator} is {value}, below {low}, the lowest that {measure} can be. Check both.",
        "es": "{numerator} de {denominator} da {value}, menor que {low}, lo mínimo para {measure}. Revise ambas.",
    },
    "above-max": {
        "en": "{value} is above {high}, the highest that {measure} can be. Check the number.",
        "es": "{value} es mayor que {high}, lo máximo para {measure}. Revise la cifra.",
    },
    "above-max.computed": {
        "en": "{numerator} of {denominator} is {value}, above {high}, the highest that {measure} can be. Check both.",
        "es": "{numerator} de {denominator} da {value}, mayor que {high}, lo máximo para {measure}. Revise ambas.",
    },
    "too-many-decimals": {
        "en": "{value} has more than {decimals} decimals. Round it.",
        "es": "{value} tiene más de {decimals} decimales. Redondéelo.",
    },
    "too-many-decimals.none": {
        "en": "We read {value}, and this number has no decimals. Is it {thousands}? Then write it so; else round it.",
        "es": "Leímos {value}, y aquí no caben decimales. ¿Es {thousands}? Escríbalo así; si no, redondee.",
    },
    "too-many-decimals.whole": {
        "en": "We read {value}, and {measure} counts whole things. Is it {thousands}? Then write it so.",
        "es": "Leímos {value}, y {measure} cuenta cosas enteras. ¿Es {thousands}? Entonces escríbalo así.",
    },
    "missing-numerator": {
        "en": "{measure} needs its {part}, and this cell has none. Fill it in.",
        "es": "{measure} necesita su {part} y esta celda no lo tiene. Complétela.",
    },
    "zero-denominator": {
        "en": "The denominator is 0, so there is nothing to divide by. Correct it, or write n/a as the value.",
        "es": "El denominador es 0 y no se puede dividir. Corríjalo, o escriba n/a como valor.",
    },
    "numerator-above-denominator": {
        "en": "{numerator} counted, but only {denominator} in all. Change one of them, or tell us why.",
        "es": "Se contaron {numerator}, pero son solo {denominator} en total. Cambie una cifra o díganos por qué.",
    },
    "numerator-above-denominator.value": {
        "en": "{numerator} counted of {denominator}, with a value of {said}. Correct what is wrong, or tell us why.",
        "es": "Se contaron {numerator} de {denominator}, con un valor de {said}. Corríjalo o díganos por qué.",
    },
    "totals-disagree": {
        "en": "Your total says {value}, but the rows add up to {sum}. Check both; we use the rows.",
        "es": "Su total dice {value}, pero las filas suman {sum}. Revise ambos; usamos las filas.",
    },
    "totals-disagree.parts": {
        "en": "The value is {value}, but {numerator} of {denominator} is {sum}. Change one of them, or tell us why.",
        "es": "El valor es {value}, pero {numerator} de {denominator} da {sum}. Cambie una cifra o díganos por qué.",
    },
    "totals-disagree.groups": {
        "en": "Everybody is {value}, but the groups by {split} add up to {sum}. Change one of them, or tell us why.",
        "es": "En total son {value}, pero los grupos por {split} suman {sum}. Cambie una cifra o díganos por qué.",
    },
    "totals-disagree.groups-fewer": {
        "en": "Everybody is {value}, but all groups by {split} add up to {sum}. "
        "Change one of them, or say who is in no group.",
        "es": "En total son {value}, pero todos los grupos por {split} suman {sum}. "
        "Cambie una cifra o diga quién no está en uno.",
    },
    "bad-date": {
        "en": "“{text}” is not a day of the calendar. Write one of: {known}.",
        "es": "«{text}» no es un día del calendario. Escriba uno de estos periodos: {known}.",
    },
    "bad-date.both": {
        "en": "“{text}” can be {first} or {second}. Write one of: {known}.",
        "es": "«{text}» puede ser {first} o {second}. Escriba uno de estos periodos: {known}.",
    },
    "bad-date.read": {
        "en": "We read the date “{text}” as {period}. Write {period} next time.",
        "es": "Leímos la fecha «{text}» como {period}. La próxima vez escriba {period}.",
    },
    "formula": {
        "en": "This cell holds a formula without a result. Open the file, save it again, or write the number.",
        "es": "Esta celda tiene una fórmula sin resultado. Abra el archivo y guárdelo de nuevo, o escriba el número.",
    },
    "formula.read": {
        "en": "This cell holds a formula. We read its saved result, {text}.",
        "es": "Esta celda tiene una fórmula. Leímos su resultado guardado, {text}.",
    },
    "unreadable-cell": {
        "en": "“{text}” is an error of the program that made the file. Write the number, or leave the cell empty.",
        "es": "«{text}» es un error del programa que hizo el archivo. Escriba el número o deje la celda vacía.",
    },
    "unreadable-cell.nul": {
        "en": "This cell holds a character that is no text (NUL). Type the cell again.",
        "es": "Esta celda tiene un carácter que no es texto (NUL). Escriba la celda de nuevo.",
    },
    "unreadable-cell.long": {
        "en": "This cell holds {length} characters; a cell has at most 32,767. Shorten it.",
        "es": "Esta celda tiene {length} caracteres; una celda admite 32,767. Acórtela.",
    },
    "unreadable-cell.ragged": {
        "en": "This row has more cells than the header. Put quotes around texts and numbers that hold a separator.",
        "es": "Esta fila tiene más celdas que el encabezado. Ponga comillas donde un texto o número lleve separador.",
    },
    "unreadable-cell.status": {
        "en": "We do not know the status “{text}”. Write reported, missing, not applicable, suppressed or estimated.",
        "es": "No conocemos el estado «{text}». Escriba reported, missing, not applicable, suppressed o estimated.",
    },
    "unreadable-cell.contradiction": {
        "en": "The status says {text}, but the row has the number {value}. Change one of them.",
        "es": "El estado dice {text}, pero la fila tiene el número {value}. Cambie uno de los dos.",
    },
    "unreadable-file.line-ends": {
        "en": "The file ends its lines in an old way (CR only). We read it; you need not change anything.",
        "es": "El archivo termina sus líneas a la manera antigua (solo CR). Lo leímos; no tiene que cambiar nada.",
    },
}

PARTS: dict[str, dict[str, str]] = {
    "numerator": {"en": "numerator", "es": "numerador"},
    "denominator": {"en": "denominator", "es": "denominador"},
}

LISTING: dict[str, dict[str, str]] = {
    "sheet": {"en": "Sheet", "es": "Hoja"},
    "cell": {"en": "Cell", "es": "Celda"},
    "row": {"en": "Row", "es": "Fila"},
    "column": {"en": "Column", "es": "Columna"},
    "words": {"en": "What to look at", "es": "Qué revisar"},
}

SEND = {"en": "Choose an .xlsx or .csv file.", "es": "Elija un archivo .xlsx o .csv."}
#: To partners of a round, who got a workbook by mail.
SEND_WHAT_WE_MAILED = {
    "en": "Send the Excel file we mailed you, or any .xlsx or .csv.",
    "es": "Envíe el Excel que le mandamos, o un .xlsx o .csv.",
}


def _kind(en: str, es: str) -> dict[str, str]:
    return {"en": f"{en} {SEND['en']}", "es": f"{es} {SEND['es']}"}


FILES: dict[str, dict[str, str]] = {
    "empty": _kind("This file is empty.", "Este archivo está vacío."),
    "header-only": {
        "en": "This file has a header and no rows below it. Fill in at least one row and send it again.",
        "es": "Este archivo tiene encabezado pero ninguna fila. Complete al menos una y envíelo de nuevo.",
    },
    "no-file": {
        "en": "The file {name} cannot be opened ({why}). Check its name and folder.",
        "es": "No se puede abrir el archivo {name} ({why}). Revise su nombre y su carpeta.",
    },
    "pdf": _kind("This file is a PDF.", "Este archivo es un PDF."),
    "picture": _kind("This file is a picture.", "Este archivo es una imagen."),
    "web-page": {
        "en": "This file is a web page, whatever its name says. Open it in Excel and save it as .xlsx.",
        "es": "Este archivo es una página web, diga lo que diga su nombre. Ábralo en Excel y guárdelo como .xlsx.",
    },
    "xls": {
        "en": "This is an old Excel file (.xls). Open it, choose Save as, and send the .xlsx.",
        "es": "Este es un Excel antiguo (.xls). Ábralo, elija Guardar como y envíe el .xlsx.",
    },
    "xlsb": {
        "en": "This is a binary Excel file (.xlsb). Open it, choose Save as, and send the .xlsx.",
        "es": "Este es un Excel binario (.xlsb). Ábralo, elija Guardar como y envíe el .xlsx.",
    },
    "ods": {
        "en": "This is an OpenDocument file (.ods). Open it, choose Save as, and send the .xlsx.",
        "es": "Este es un archivo OpenDocument (.ods). Ábralo, elija Guardar como y envíe el .xlsx.",
    },
    "password": {
        "en": "This workbook is protected by a password. Remove the password, save it, and send it again.",
        "es": "Este libro está protegido con contraseña. Quítela, guárdelo y envíelo de nuevo.",
    },
    "linked": {
        "en": "This workbook takes numbers from other files. In Excel choose Data, Edit links, Break link, and save.",
        "es": "Este libro toma cifras de otros archivos. Elija Datos, Editar vínculos, Romper vínculo, y guárdelo.",
    },
    "archive": {
        "en": "This file is packed (zip or gzip). Unpack it and send the .xlsx or .csv that is in it.",
        "es": "Este archivo está comprimido (zip o gzip). Descomprímalo y envíe el .xlsx o .csv que contiene.",
    },
    "other-kind": _kind("This file is not a table we can read.", "Este archivo no es una tabla que podamos leer."),
    "broken": {
        "en": "This file is damaged or cut off ({why}). Open it, save it again, and send the new one.",
        "es": "Este archivo está dañado o incompleto ({why}). Ábralo, guárdelo de nuevo y envíe el nuevo.",
    },
    "too-large": {
        "en": "This file has {size} MB; we read at most {limit} MB. Send it in parts.",
        "es": "Este archivo tiene {size} MB; leemos {limit} MB como máximo. Envíelo en partes.",
    },
    "unpacks-too-large": {
        "en": "This workbook unpacks to {size} MB; we read at most {limit} MB. Send only the sheet with your numbers.",
        "es": "Este libro se expande a {size} MB; leemos {limit} MB como máximo. Envíe solo la hoja con sus cifras.",
    },
    "too-many-parts": {
        "en": "This workbook has {count} parts; we read at most {limit}. Send only the sheet with your numbers.",
        "es": "Este libro tiene {count} partes; leemos {limit} como máximo. Envíe solo la hoja con sus cifras.",
    },
    "too-many-columns": {
        "en": "This file has {count} columns; a sheet has at most 16,384. Send only the columns we asked for.",
        "es": "Este archivo tiene {count} columnas; una hoja admite 16,384. Envíe solo las columnas que pedimos.",
    },
    "too-many-to-choose": {
        "en": "None of the {count} columns is called {known}. Name yours so, or send only the ones we asked for.",
        "es": "Ninguna de las {count} columnas se llama {known}. Póngales ese nombre o envíe solo las que pedimos.",
    },
    "no-sheet": {
        "en": "There is no sheet {name}. This workbook has: {known}. Choose one of them.",
        "es": "No hay hoja {name}. Este libro tiene: {known}. Elija una de ellas.",
    },
    "no-table": {
        "en": "This workbook has no sheet with cells. Fill in one sheet and send it again.",
        "es": "Este libro no tiene ninguna hoja con celdas. Complete una hoja y envíelo de nuevo.",
    },
    "no-header": {
        "en": "There is no column {name} to map. This file has: {known}. Correct the name.",
        "es": "No hay columna {name} que asignar. Este archivo tiene: {known}. Corrija el nombre.",
    },
    "no-role": {
        "en": "A column cannot be mapped to {name}. Choose one of: {known}.",
        "es": "No se puede asignar una columna a {name}. Elija una de estas: {known}.",
    },
    "took-too-long": {
        "en": "We stopped reading this file after {seconds} seconds. Send only the sheet with your numbers.",
        "es": "Leer este archivo tardó más de {seconds} segundos y paramos. Envíe solo la hoja con sus cifras.",
    },
    "took-too-much": {
        "en": "We stopped reading this file at {limit} MB of memory. Send only the sheet with your numbers.",
        "es": "Leer este archivo ocupó más de {limit} MB de memoria y paramos. Envíe solo la hoja con sus cifras.",
    },
}
