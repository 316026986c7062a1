"""The product's settings, with a home of its own that goes away, and what would only slow tests down turned off."""

import atexit
import os
import shutil
import tempfile
from typing import Any

# Before the settings are read: they make a secret key in this folder. A process of xdist gets its own.
HOME = tempfile.mkdtemp(prefix="commonweal-tests-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["COMMONWEAL_HOME"] = HOME
# On SQLite, unless a PostgreSQL is named for the tests alone: nobody's data are touched by accident.
os.environ["COMMONWEAL_DATABASE"] = os.environ.pop("COMMONWEAL_TEST_DATABASE", "")
for name in ("COMMONWEAL_URL", "COMMONWEAL_HOSTS", "COMMONWEAL_SMTP_HOST", "COMMONWEAL_SECRET_KEY"):
    os.environ.pop(name, None)

from commonweal.config.settings import *  # noqa: E402, F403
from commonweal.config.settings import COMMONWEAL_HOME, DATABASES, MIDDLEWARE, STORAGES  # noqa: E402

# A file and not memory: two connections see each other as in real use, so tests can let two people act at once.
database: dict[str, Any] = DATABASES["default"]
if database["ENGINE"].endswith("sqlite3"):
    database["TEST"] = {"NAME": COMMONWEAL_HOME / "test.sqlite3"}
    database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
# A server of one test must not hold the database of the next.
database["CONN_MAX_AGE"] = 0
# Whitenoise warns of a folder that is not there.
(COMMONWEAL_HOME / "static").mkdir(exist_ok=True)
# The manifest exists only after `serve` has collected the files; a test-first run has none.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# The real hasher is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MIDDLEWARE += ["tests.asked_routes.NoteRoute"]
