"""To what somebody agrees who leaves an address with a promise, in dated wordings: an old one is never rewritten."""

from django.utils.translation import gettext_lazy as _

#: The first is version 1.
WORDINGS = (
    _(
        "Members of this initiative see my name and my promise. I get three mails about it: now, after 30 days and "
        "after 90 days."
    ),
)
NEWEST = len(WORDINGS)
