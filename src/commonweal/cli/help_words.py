"""Help in the language that was asked for: what argparse and the commands say in English, and the same in Spanish."""

import argparse
import re

_LAYOUT = (
    (r"^usage: ", "uso: "),
    (r"^positional arguments:", "argumentos:"),
    (r"^options:", "opciones:"),
    (r"^example \(copy all lines\):", "ejemplo (copie todas las líneas):"),
    (r"^example:", "ejemplo:"),
    (r"^Example, which runs as it stands:", "Ejemplo, que funciona tal cual:"),
)
_COLUMNS = re.compile(r"columns (.+); - is stdin")
#: What each command is for, by its English line.
COMMANDS = {
    "What could a reader still work out: the range of every hidden figure over all released files together.":
        "Qué podría deducir aún quien lee: el rango de cada cifra oculta en todos los archivos publicados juntos.",
    "Is a change real or chance: run chart, XmR, p, c and u charts with their signals.":
        "¿El cambio es real o azar?: gráfico de rachas, XmR, p, c y u con sus señales.",
    "How far groups are apart: each one's rate and its gap to a reference, and the gaps in one number each.":
        "Qué tan lejos están los grupos: la tasa de cada uno, su brecha con una referencia y las brechas en un número.",
    "What comes next if it goes on as before: a fixed model, its intervals, and a sentence.":
        "Qué viene si sigue como hasta ahora: un modelo fijo, sus intervalos y una frase.",
    "How sure a share is: K of N with Wilson's interval, among all people or among a known number of them.":
        "Qué tan segura es una proporción: K de N con el intervalo de Wilson, entre todos o un total conocido.",
    "Hides small numbers in a table, and the least more that keeps them hidden.":
        "Oculta las cifras pequeñas de una tabla y lo mínimo que hace falta para que sigan ocultas.",
    "Facts added up by each measure's own rule, with who is in and what disagrees.":
        "Suma los datos con la regla de cada medida; dice quién está y qué no concuerda.",
    "What a questionnaire's answers come to: each scale's score, its spread, and how far people agree.":
        "A qué llegan las respuestas de un cuestionario: el puntaje de cada escala y cuánto coinciden las personas.",
    "Which questions of a test or scale are good: how easy, whether they go with the others, which look wrongly keyed.":
        "Qué preguntas de una prueba o escala son buenas: su facilidad, si van con las demás y si su clave falla.",
    "What people learned between two tests: pairs only, with the interval, who left, and each question's shift.":
        "Qué se aprendió entre dos pruebas: solo pares, con su intervalo, quién se fue y el cambio de cada pregunta.",
    "What ballots decide: votes counted by a rule that was fixed before, with quorum and a sentence.":
        "Qué deciden las papeletas: votos contados con una regla fijada antes, con quórum y una frase.",
    "Is the pace the one that the goal needs: the verdict, its figures and a sentence.":
        "¿El ritmo es el que pide la meta?: el veredicto, sus cifras y una frase.",
    "Does a series rise or fall: Mann-Kendall's test and Theil-Sen's slope, with a sentence.":
        "¿Una serie sube o baja?: la prueba de Mann-Kendall y la pendiente de Theil-Sen, con una frase.",
    "Who is tied to whom: density, centralisation, isolates and brokers of a network, with a sentence.":
        "Quién tiene vínculos con quién: densidad, centralización, nodos aislados e intermediarios, con una frase.",
    "Writes everything into one file, also while the site runs.":
        "Escribe todo en un archivo, también mientras el sitio funciona.",
    "Builds the demo initiative on the first run, and serves it.":
        "Construye la iniciativa de demostración la primera vez y la sirve.",
    "Prints everything behind a published figure.": "Muestra todo lo que hay detrás de una cifra publicada.",
    "Puts a backup back, also while the site runs; what was there is kept aside.":
        "Repone una copia de respaldo, también mientras el sitio funciona; lo que había se guarda aparte.",
    "Serves the site: prepares its data, starts web server and worker.":
        "Sirve el sitio: prepara sus datos e inicia el servidor y el trabajo de fondo.",
    "Does the work in the background: mail, charts, purges. `serve` starts it by itself.":
        "Hace el trabajo de fondo: correo, gráficos, borrados. `serve` lo inicia solo.",
    "Check a partner's file against what was asked for, and name each problem by sheet, row and column.":
        "Revisa el archivo de una organización con lo que se pidió y nombra cada problema por hoja, fila y columna.",
}  # fmt: skip
USAGE = {"en": "usage: commonweal NAME [options]\n\n", "es": "uso: commonweal NOMBRE [opciones]\n\n"}
LIST = {
    "en": """\
An initiative's site:
{site}
On files alone, without a site:
{files}
`commonweal NAME --help` says more, with an example.
""",
    "es": """\
El sitio de una iniciativa:
{site}
Sobre archivos, sin un sitio:
{files}
`commonweal NOMBRE --help --lang es` dice más, con un ejemplo.
""",
}
OPTIONS = {
    "show this help message and exit": "muestra esta ayuda y termina",
    "CSV, XLSX or Parquet files; - is stdin": "archivos CSV, XLSX o Parquet; - es la entrada estándar",
    "what lies within what": "qué está dentro de qué",
    "how wide and how high a range must reach, 10": "qué tan ancho y alto debe ser un rango, 10",
    "only these columns say what a figure is of, with commas":
        "solo estas columnas dicen de qué es una cifra, con comas",
    "a missing part of a total may be anything, or adds nobody because totals are of reported figures":
        "la parte que falta de un total puede ser cualquiera, o no suma a nadie si el total es de lo informado",
    "the most time that may be spent, 480": "el tiempo máximo, 480",
    "the exact range of every figure, however long it takes": "el rango exacto de cada cifra, tarde lo que tarde",
    "person and a column a question, or person, item, answer; - is stdin":
        "person y una columna por pregunta, o person, item, answer; - es la entrada estándar",
    "the questions and scales; - is stdin": "las preguntas y las escalas; - es la entrada estándar",
    "only these questions, with commas": "solo estas preguntas, con comas",
    "the most an answer can be; else the most it was":
        "lo máximo que puede ser una respuesta; si no, lo máximo que fue",
    "the sheet of a workbook": "la hoja de un libro de Excel",
    "p and u read numerator and denominator": "p y u leen numerator y denominator",
    "which way is better": "hacia dónde es mejor",
    "a value to meet, on an XmR chart; wants --direction": "un valor por alcanzar, en un gráfico XmR; pide --direction",
    "whom the others are compared with; else the best group": "con quién se comparan los demás; si no, el mejor grupo",
    "of intervals, 0.95 unless said otherwise": "de los intervalos; 0.95 si no se dice otra cosa",
    "of the interval, 0.95 unless said otherwise": "del intervalo; 0.95 si no se dice otra cosa",
    "which of their columns is which of ours": "cuál de sus columnas es cuál de las nuestras",
    "one JSON object instead of sentences": "un objeto JSON en lugar de frases",
    "one JSON object instead of a sentence": "un objeto JSON en lugar de una frase",
    "print one JSON object": "escribe un objeto JSON",
    "the counts as one JSON object": "las cuentas como un objeto JSON",
    "the same as --format json": "lo mismo que --format json",
    "language of words": "idioma de las palabras",
    "language of messages": "idioma de los mensajes",
    "how many periods ahead": "cuántos periodos hacia adelante",
    "a fixed model; none is chosen for you": "un modelo fijo; ninguno se elige por usted",
    "how many said yes": "cuántas personas dijeron que sí",
    "how many answered": "cuántas respondieron",
    "of how many in all, such as those who came": "de cuántas en total, como las que asistieron",
    "dimensions with Total rows, value and perhaps n, top1, top2; - is stdin":
        "dimensiones con filas Total, value y quizá n, top1, top2; - es la entrada estándar",
    "where the protected table goes; - is stdout": "adónde va la tabla protegida; - es la salida estándar",
    "10 unless said otherwise": "10 si no se dice otra cosa",
    "earlier releases of the same cells": "publicaciones anteriores de las mismas celdas",
    "rule for top1 and top2; p:10 unless said otherwise": "regla para top1 y top2; p:10 si no se dice otra cosa",
    "for seeking a cheaper choice, 60 by default":
        "para buscar una opción con menos pérdida; 60 si no se dice otra cosa",
    "defines the measures": "define las medidas",
    "place,period,partner or dimensions, with commas": "place,period,partner o dimensiones, con comas",
    "csv unless said otherwise": "csv si no se dice otra cosa",
    "of the value, for the sentence; percent moves by points":
        "del valor, para la frase; un porcentaje se mueve por puntos",
    "of paces in the sentence": "de los ritmos en la frase",
    "the rule": "la regla",
    "how many may vote": "cuántas personas pueden votar",
    "how many must take part; abstentions count here": "cuántas deben participar; aquí cuentan las abstenciones",
    "of gradients, 8 unless said": "de los grados; 8 si no se dice otra cosa",
    "all nodes, also those without ties: columns node, group":
        "todos los nodos, también los que no tienen vínculos: columnas node, group",
    "a tie from A to B is none from B to A": "un vínculo de A a B no lo es de B a A",
    "where it began": "dónde empezó",
    "the goal and its date": "la meta y su fecha",
    "how many people the figure speaks of": "de cuántas personas habla la cifra",
    "look for one turn, from 12 points on": "busca un giro, desde 12 puntos",
    "a .csv, .xlsx or .parquet file; - is standard input":
        "un archivo .csv, .xlsx o .parquet; - es la entrada estándar",
    "of a file of totals: how many points were possible; it needs no key":
        "de un archivo de totales: cuántos puntos eran posibles; no necesita clave",
    "what is asked for": "lo que se pide",
    "write the file back with a note on each problem": "escribe el archivo con una nota en cada problema",
}  # fmt: skip


class BilingualParser(argparse.ArgumentParser):
    """Its help speaks the language that was asked for, before anything else was read."""

    lang = "en"

    def format_help(self) -> str:
        if self.lang == "es":
            self.description = COMMANDS.get(self.description or "", self.description)
            for action in self._actions:
                action.help = in_spanish(action.help or "")
        shown = super().format_help()
        for english, spanish in _LAYOUT if self.lang == "es" else ():
            shown = re.sub(english, spanish, shown, flags=re.MULTILINE)
        return shown


def in_spanish(words: str) -> str:
    """What an option is for; what has no Spanish stays as it is, and a test names it."""
    if columns := _COLUMNS.fullmatch(words):
        named = columns[1].replace(" and perhaps ", " y quizá ").replace(" or ", " o ").replace(" as ", " como ")
        return f"columnas {named}; - es la entrada estándar"
    return OPTIONS.get(words, words)
