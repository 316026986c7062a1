"""A small instrument that uses every part, as its file, with a way to change one place of it."""

from commonweal.engines.questionnaires import Instrument, read_instrument

MEETINGS = """
code = "meetings"
version = "1"
floor = 5
licence = "Apache-2.0"
sources = ["F-CON-2"]
minutes = 4
modes = ["anonymous", "named"]
raters = "organisation"
title = {en = "Our meetings", es = "Nuestras reuniones"}
purpose = {en = "How they go", es = "Cómo van"}

[[scales]]
id = "use"
title = {en = "Use", es = "Utilidad"}
min = 1
max = 5
min_answered = 0.5
low_pole = {en = "Useless", es = "Inútil"}
high_pole = {en = "Useful", es = "Útil"}
labels = [{value = 1, en = "Not at all", es = "Nada"}, {value = 5, en = "Fully", es = "Del todo"}]
styles = [{id = "calm", title = {en = "Calm", es = "Tranquilo"}, text = {en = "Slow", es = "Lento"}}]

[[sections]]
id = "about"
title = {en = "About you", es = "Sobre usted"}

[[sections]]
id = "chairs"
title = {en = "For chairs", es = "Para presidentes"}
intro = {en = "Only you", es = "Solo usted"}
show_if = {item = "role", is = ["chair"]}

[[items]]
id = "role"
section = "about"
kind = "choice"
required = true
text = {en = "Your role?", es = "¿Su función?"}
options = [{id = "chair", en = "Chair", es = "Presidencia"}, {id = "guest", en = "Guest", es = "Invitado"}]

[[items]]
id = "times"
section = "about"
kind = "number"
min = 0
max = 12
whole = true
text = {en = "How often?", es = "¿Cuántas veces?"}

[[items]]
id = "useful"
section = "about"
scale = "use"
text = {en = "They are useful.", es = "Son útiles."}
show_if = [{item = "times", at_least = 1}, {item = "role", is_not = ["guest"]}]

[[items]]
id = "tiring"
section = "chairs"
scale = "use"
reverse = true
retrospective = true
text = {en = "They are a waste.", es = "Son una pérdida."}
advice = {en = "Meet less.", es = "Reúnanse menos."}

[gates.use]
present = 4.0
cultivate = 2.5

[access]
results = "respondents"
"""

#: What the command `score` needs and no more.
SMALL = """
code = "big-five"
version = "1"
floor = 5
[[scales]]
id = "open"
min = 1
max = 6
[[items]]
id = "O1"
scale = "open"
[[items]]
id = "O2"
scale = "open"
reverse = true
"""


def meetings() -> Instrument:
    return read_instrument(MEETINGS)


def changed(before: str, after: str, text: str = MEETINGS) -> str:
    """The file with one place changed, which must be there."""
    assert text.count(before) == 1, before
    return text.replace(before, after)
