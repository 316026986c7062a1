"""What the worker does for people."""

from django.db import connection
from django_tasks import task


@task()
def sweep_storage() -> None:
    """After an erasure: write the database's file anew, so that unused parts of it hold nobody's name any longer.

    PostgreSQL does this by itself (autovacuum); there is nothing to do here then.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            # The log of changes still holds the old pages.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
