"""Receives a file of any size without ever holding more than the limit."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from commonweal.engines.measures.sources import too_large as file_too_large
from commonweal.lib.languages import page_language
from commonweal.measurement.operations.too_large import TooLarge

MEGABYTE = 1 << 20
#: What the other fields of the form and the borders of its parts may take.
BESIDE_THE_FILE = MEGABYTE
HEAD_OF_THE_BODY = 4096


class LimitedUpload(TemporaryFileUploadHandler):
    """Counts what really arrives; a length that was not told, or told wrongly, does not help."""

    def __init__(self, request: HttpRequest, limit: int) -> None:
        super().__init__(request)
        self.limit = limit
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > self.limit:
            self.request.upload_was_too_large = TooLarge(self.received, self.file_name or "-")  # type: ignore[union-attr]
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
            request.upload_was_too_large = TooLarge(announced, _announced_name(request))  # type: ignore[attr-defined]
            # No form is read, so there is no token to check: all that follows is a row that says it was refused.
            return view(request, *args, **kwargs)
        request.upload_handlers = [LimitedUpload(request, limit)]
        return checked(request, *args, **kwargs)

    return csrf_exempt(receive)


def _announced_name(request: HttpRequest) -> str:
    """The name stands in the head of the body, before the file itself."""
    try:
        head = request.read(HEAD_OF_THE_BODY)
    except UnreadablePostError:
        head = b""
    named = re.search(rb'filename="([^"\r\n]*)"', head)
    return named.group(1).decode("utf-8", "replace") if named else "-"


def too_large(request: HttpRequest) -> TooLarge | None:
    """What is known of a file that was over the limit."""
    if not hasattr(request, "upload_was_too_large"):
        len(request.FILES)  # reads the body, if nobody has read it yet
    return getattr(request, "upload_was_too_large", None)


def too_large_words(upload: TooLarge) -> str:
    """One line for the page."""
    return file_too_large(upload.size, settings.MAX_UPLOAD_BYTES).message(page_language())
