"""A printed page, or a few: words as data, a layout beside the room that owns it, and a tagged PDF out of both.

It is made once for what it says and kept under the hash of that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from commonweal.lib.files import sha256_of, store
from commonweal.ui.fonts import font_folders

PAPERS = {"a4": "a4", "letter": "us-letter"}
SIZES = ("10pt", "9.3pt", "8.6pt", "8pt")


class NotYetInstalled(Exception):  # noqa: N818 (a state, not a failure)
    """The typesetter is fetched after the first page is up, and is not there yet."""


def printed_page(
    layout: Path, page: Mapping[str, Any], paper: str, sizes: tuple[str, ...] = SIZES, pages: int = 1
) -> bytes:
    """The PDF, in the largest type with which everything stands on one page, or on so many.

    The layout reads `page` out of sys.inputs as data, never as markup, and says `<pages>`.
    """
    told = json.dumps({**page, "paper": PAPERS[paper]}, ensure_ascii=False, sort_keys=True)
    text = layout.read_text(encoding="utf-8")
    kept = settings.COMMONWEAL_HOME / "printed" / f"{sha256_of((text + told).encode())}.pdf"
    if not kept.exists():
        made = store(_set(layout, told, sizes, pages), kept.parent)
        made.path.rename(kept)
    return kept.read_bytes()


def _set(layout: Path, told: str, sizes: tuple[str, ...], pages: int) -> bytes:
    try:
        import typst
    except ImportError as absent:
        raise NotYetInstalled from absent
    fonts = [str(folder) for folder in font_folders()]
    for size in sizes:
        words = {"page": told, "size": size}
        sheet = typst.Compiler(str(layout), str(layout.parent), fonts, ignore_system_fonts=True, sys_inputs=words)
        if json.loads(sheet.query("<pages>", field="value", one=True)) <= pages:
            break
    made = sheet.compile(format="pdf", pdf_standards=["ua-1"])
    assert isinstance(made, bytes)
    return made
