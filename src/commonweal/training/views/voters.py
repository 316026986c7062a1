"""A phone is known by a random mark in a signed cookie: one voter, whoever holds it.

A second phone, or a phone that forgets its cookie, counts anew: nothing here can tell, and the pages say so.
"""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

#: Long enough for the same question before and after a series.
KEPT = timedelta(days=120)


@dataclass(frozen=True)
class Mark:
    """`door` names the page beneath whose address the cookie is sent back."""

    cookie: str
    door: str

    @property
    def salt(self) -> str:
        return f"training.{self.cookie}"

    def read(self, request: HttpRequest) -> str:
        """The mark that we gave this phone, or nothing where there is none or somebody made one up."""
        try:
            return str(signing.loads(request.COOKIES.get(self.cookie, ""), salt=self.salt, max_age=KEPT))
        except signing.BadSignature:
            return ""

    def give(self, request: HttpRequest, response: HttpResponse) -> None:
        mark = signing.dumps(token_urlsafe(16), salt=self.salt)
        response.set_cookie(
            self.cookie, mark, max_age=KEPT, path=reverse(self.door), httponly=True, samesite="Lax",
            secure=request.is_secure(),
        )  # fmt: skip
