"""One file of settings. Strict about the environment: an odd value is refused with the remedy, never guessed."""

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent


def env_flag(name: str, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, and is {value!r}.")
    return value == "1"


def env_secret(name: str) -> str | None:
    """A secret stands in NAME, or in the file that NAME_FILE names."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name)


def made_once(path: Path) -> str:
    """The installation's own secret key: made at the first start, kept beside the data."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


COMMONWEAL_HOME = Path(os.environ.get("COMMONWEAL_HOME", "var")).resolve()
COMMONWEAL_URL = os.environ.get("COMMONWEAL_URL", "http://127.0.0.1:8000").rstrip("/")
COMMONWEAL_SIGN_IN_LINKS_FROM_ANYWHERE = env_flag("COMMONWEAL_SIGN_IN_LINKS_FROM_ANYWHERE", default=False)

SECRET_KEY = env_secret("COMMONWEAL_SECRET_KEY") or made_once(COMMONWEAL_HOME / "secret_key")
DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("COMMONWEAL_HOSTS", "*").split(",") if host]


def database_at(address: str) -> dict[str, Any]:
    """SQLite in the home, or the PostgreSQL that COMMONWEAL_DATABASE names: postgresql://USER:PASSWORD@HOST:PORT/NAME."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": COMMONWEAL_HOME / "commonweal.sqlite3",
            # Opening a connection takes longer than a kept page does; a restore copies into the open file.
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                # A read that turns into a write inside a plain BEGIN fails at once under load; IMMEDIATE waits.
                "transaction_mode": "IMMEDIATE",
                "timeout": 25,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(address)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in ("postgresql", "postgres") or not name or "/" in name:
        raise ImproperlyConfigured(
            "COMMONWEAL_DATABASE must read postgresql://USER:PASSWORD@HOST:PORT/NAME, or be empty for SQLite."
        )
    if find_spec("psycopg") is None:
        raise ImproperlyConfigured(
            "COMMONWEAL_DATABASE names a PostgreSQL, and its driver is not installed here. "
            "Start through `python3 manage.py`, which installs it."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        # A database that was started again is noticed before a page needs it.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 10, **dict(parse_qsl(parts.query))},
    }


INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_tasks",
    "django_tasks_db",
    "commonweal.ui",
    "commonweal.trail",
    "commonweal.people",
    "commonweal.delivery",
    "commonweal.governance",
    "commonweal.commitments",
    "commonweal.instruments",
    "commonweal.publication",
    "commonweal.training",
    "commonweal.agenda",
    "commonweal.measurement",
    "commonweal.pages",
    "commonweal.cli",
    # After our rooms, so that our templates of its pages are found first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "commonweal.people.social_accounts.SocialAccounts",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "commonweal.config.middleware.ContentSecurityPolicy",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "commonweal.pages.middleware.KeptPages",
    "commonweal.training.middleware.PollsAtOnce",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "commonweal.governance.middleware.ClockOfThePlace",
    "commonweal.governance.middleware.RightsAskedOnce",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "commonweal.config.middleware.FirstRun",
    "commonweal.config.middleware.StillFetching",
    "commonweal.config.middleware.BackToTheForm",
]

ROOT_URLCONF = "commonweal.config.urls"
WSGI_APPLICATION = "commonweal.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "commonweal.ui.context_processors.face",
            ],
        },
    }
]

DATABASES = {"default": database_at(os.environ.get("COMMONWEAL_DATABASE", ""))}

AUTH_USER_MODEL = "people.Person"
# An address is one person's, by a constraint of its own: a light profile may have none at all.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_ADAPTER = "commonweal.delivery.sign_in.SignInAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
# An address that nobody here has gets no mail at all: otherwise anybody could have us write to anybody.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 180
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_FORMS = {
    "login": "commonweal.people.forms.signing_in.SignInForm",
    "request_login_code": "commonweal.people.forms.signing_in.AskForCodeForm",
    "confirm_login_code": "commonweal.people.forms.signing_in.CodeForm",
}
# A passkey is a way in, beside a code and a password, and no second step: who loses the device still has the code.
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "commonweal.people.passkeys.PasskeysAreAWayIn"
# We ask by ourselves who has just come in: people who came by a link have no password to type again.
MFA_REAUTHENTICATION_REQUIRED = False


def oidc_providers() -> dict[str, Any]:
    """Sign-in through one's own organisation, where the environment names its OpenID Connect server."""
    server = os.environ.get("COMMONWEAL_OIDC_SERVER", "").rstrip("/")
    if not server:
        return {}
    client, secret = os.environ.get("COMMONWEAL_OIDC_CLIENT", ""), env_secret("COMMONWEAL_OIDC_SECRET")
    if urlsplit(server).scheme not in ("http", "https") or not client or not secret:
        raise ImproperlyConfigured(
            "COMMONWEAL_OIDC_SERVER is the address of an OpenID Connect server, such as https://login.example.org. "
            "It needs COMMONWEAL_OIDC_CLIENT and COMMONWEAL_OIDC_SECRET (or COMMONWEAL_OIDC_SECRET_FILE) beside it."
        )
    name = os.environ.get("COMMONWEAL_OIDC_NAME") or urlsplit(server).hostname
    app = {
        "provider_id": "own",
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


SOCIALACCOUNT_PROVIDERS = oidc_providers()
SOCIALACCOUNT_ADAPTER = "commonweal.people.oidc.OwnOrganisation"
# Whom that server knows by a verified address is the person who has the address here; nobody signs up by it.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = COMMONWEAL_HOME / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "commonweal.ui.finders.CutFonts",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

EMAIL_HOST = os.environ.get("COMMONWEAL_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("COMMONWEAL_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("COMMONWEAL_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env_secret("COMMONWEAL_SMTP_PASSWORD") or ""
EMAIL_USE_TLS = env_flag("COMMONWEAL_SMTP_TLS", default=bool(EMAIL_HOST) and EMAIL_PORT == 587)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("COMMONWEAL_FROM", "commonweal@localhost")

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The grid of a round has a box for each partner and measure.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "commonweal.people.views.signing_in.form_is_too_old"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = COMMONWEAL_URL.startswith("https://")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [COMMONWEAL_URL]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "one line": {"()": "commonweal.config.logs.WithoutTrace"},
        "no links": {"()": "commonweal.config.logs.WithoutLinks"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "filters": ["no links"]},
        "one line": {"class": "logging.StreamHandler", "filters": ["one line", "no links"]},
    },
    # Anybody can send a request under a wrong name: that is worth a line, and no trace of our own code.
    "loggers": {"django.security": {"handlers": ["one line"], "propagate": False}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
