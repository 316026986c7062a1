"""Receives a file of any size without ever holding more than the limit."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from commonweal.engines.measures.findings import UnreadableFile

MEGABYTE = 1 << 20
#: What the other fields of the form and the borders of its parts may take.
BESIDE_THE_FILE = MEGABYTE


class LimitedUpload(TemporaryFileUploadHandler):
    """Counts what really arrives; a length that was not told, or told wrongly, does not help."""

    def __init__(self, request: HttpRequest, limit: int) -> None:
        super().__init__(request)
        self.limit = limit
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > self.limit:
            self.request.upload_was_too_large = self.received  # type: ignore[union-attr]
            raise StopUpload(connection_reset=True)
        super().receive_data_chunk(raw_data, start)


def takes_upload(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse early: by the length that is announced, before a byte is read, and by the bytes as they come.

    The check of the form's token reads the body, so it may only run once our own handler stands in the request.
    """
    checked = csrf_protect(view)

    @wraps(view)
    def receive(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        limit = settings.MAX_UPLOAD_BYTES
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
        if announced > limit + BESIDE_THE_FILE:
            request.upload_was_too_large = announced  # type: ignore[attr-defined]
            # Nothing is read and nothing is changed, so there is no token to check.
            return view(request, *args, **kwargs)
        request.upload_handlers = [LimitedUpload(request, limit)]
        return checked(request, *args, **kwargs)

    return csrf_exempt(receive)


def too_large(request: HttpRequest) -> str | None:
    """One line for the page, where the file was over the limit."""
    if not hasattr(request, "upload_was_too_large"):
        len(request.FILES)  # reads the body, if nobody has read it yet
    size = getattr(request, "upload_was_too_large", None)
    if size is None:
        return None
    limit = settings.MAX_UPLOAD_BYTES
    words = UnreadableFile("too-large", size=f"{size / MEGABYTE:,.0f}", limit=f"{limit / MEGABYTE:,.0f}")
    return words.message(short_language())


def short_language() -> str:
    return (get_language() or "en").split("-")[0]
