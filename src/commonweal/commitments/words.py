"""What became of promises, in words: counts, and never a name."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.commitments.queries import Record
from commonweal.ui.formats import number


def record_words(record: Record) -> str:
    """2 of 9 promises that were due are kept. 3 partly. 1 without a word yet."""
    counts, told = record.counts, []
    if record.due:
        words = ngettext(
            "%(done)s of %(due)s promise that was due is kept.",
            "%(done)s of %(due)s promises that were due are kept.",
            record.due,
        )
        told.append(words % {"done": number(counts["done"]), "due": number(record.due)})
        said = {
            "partly": ngettext("%(n)s partly.", "%(n)s partly.", counts["partly"]),
            "no": ngettext("%(n)s not.", "%(n)s not.", counts["no"]),
            "silent": ngettext("%(n)s without a word yet.", "%(n)s without a word yet.", counts["silent"]),
        }
        told += [text % {"n": number(counts[state])} for state, text in said.items() if counts[state]]
    else:
        told.append(_("Nothing was due yet."))
    if counts["open"]:
        under_way = ngettext("%(n)s is under way.", "%(n)s are under way.", counts["open"])
        told.append(under_way % {"n": number(counts["open"])})
    return " ".join(told)
