"""Codes that a phone's camera reads."""

import segno
from django.utils.safestring import SafeString


def qr_of(address: str, css_class: str | None = None) -> SafeString:
    """An inline picture without a size of its own."""
    code = segno.make(address, error="m", micro=False)
    return SafeString(
        code.svg_inline(omitsize=True, border=2, dark="#000000", light="#ffffff", svgclass=css_class, lineclass=None)
    )
