"""What every page's frame needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from commonweal.ui import registry


def face(request: HttpRequest) -> dict[str, Any]:
    """Header, brand and banner, looked up only when a template asks for them."""
    return {
        "header_links": SimpleLazyObject(lambda: registry.header_links(request)),
        "work_strip": SimpleLazyObject(lambda: registry.work_strip(request)),
        "brand": SimpleLazyObject(lambda: registry.brand_of(request)),
        "page_banner": SimpleLazyObject(lambda: registry.banner_of(request) or ""),
    }
