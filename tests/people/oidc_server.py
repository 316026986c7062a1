"""A real OpenID Connect server on this machine, as a partner's organisation may run one: allauth's own, in a process.

`python -m tests.people.oidc_server PORT FOLDER REDIRECT_URI` prints "ready" and serves until it is ended.
"""

import sys
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

CLIENT, SECRET = "commonweal", "a secret between the two"
PASSWORD = "five rather plain words"


class Quiet(WSGIRequestHandler):
    def log_message(self, *rest: Any) -> None:
        """Nothing on the terminal."""


def private_key() -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kind = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption()).decode()


def configure(folder: Path) -> None:
    from django.conf import settings

    settings.configure(
        SECRET_KEY="of the other server",
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "idp.sqlite3"}},
        INSTALLED_APPS=[
            "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
            "django.contrib.messages", "allauth", "allauth.account", "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[{
            "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
            "OPTIONS": {"context_processors": [
                "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]},
        }],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        ROOT_URLCONF="tests.people.oidc_server_urls",
        SESSION_COOKIE_NAME="other_session",  # cookies know no ports
        CSRF_COOKIE_NAME="other_csrf",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        IDP_OIDC_PRIVATE_KEY=private_key(),
        STATIC_URL="/static/",
        USE_TZ=True,
    )  # fmt: skip


def add_people(redirect_uri: str) -> None:
    """One account for each case: a known address, an unverified one, and one that nobody has over there."""
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User

    for name, email, verified in (
        ("resident", "resident@example.org", True),
        ("unverified", "chair@example.org", False),
        ("newcomer", "newcomer@example.org", True),
    ):
        user = User.objects.create_user(name, email, PASSWORD)
        EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    Client.objects.create(
        id=CLIENT, secret=make_password(SECRET), name="Commonweal", scopes="openid\nprofile\nemail",
        redirect_uris=redirect_uri, skip_consent=True,
    )  # fmt: skip


def main(port: str, folder: str, redirect_uri: str) -> None:
    configure(Path(folder))
    import django

    django.setup()
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0)
    add_people(redirect_uri)
    server = make_server("127.0.0.1", int(port), get_wsgi_application(), handler_class=Quiet)
    print("ready", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
