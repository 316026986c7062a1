"""What stands beside a percent above 100, so that nobody takes it for a slip."""

from django.utils.translation import gettext as _

from commonweal.engines.measures.comparable import counts_more_than_all
from commonweal.pages.reading import Reading
from commonweal.ui import formats


def above_the_whole(reading: Reading) -> str:
    """Of which periods more were reported than there are in all."""
    found = [
        formats.period(point["period"], reading.lang)
        for point in reading.measure["series"]
        if counts_more_than_all(reading.measure["kind"], point)
    ]
    if not found:
        return ""
    return _("%(periods)s: reported above 100%%, with a reason.") % {"periods": formats.listed(found, reading.lang)}
