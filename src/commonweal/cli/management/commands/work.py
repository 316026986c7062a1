"""Does the work in the background: mail, charts, purges. `serve` starts it by itself."""

import logging
import os
import threading
import time
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.module_loading import import_string

# Tasks that nobody asks for: each may run twice without harm, so no memory of the last time is kept.
RECURRING = {
    "commonweal.delivery.tasks.purge_texts": timedelta(minutes=15),
    "commonweal.commitments.tasks.remind": timedelta(hours=6),
    "commonweal.instruments.tasks.look_after_surveys": timedelta(minutes=30),
    "commonweal.training.tasks.look_after_follow_ups": timedelta(hours=6),
    "commonweal.governance.tasks.close_votes": timedelta(minutes=5),
    "commonweal.governance.tasks.look_after_terms": timedelta(hours=1),
    "commonweal.governance.tasks.send_packets": timedelta(hours=1),
    "commonweal.measurement.tasks.purge_old_files": timedelta(hours=6),
    "commonweal.measurement.tasks.keep_to_the_plans": timedelta(minutes=30),
}


class Command(BaseCommand):
    help = "Does the work in the background until you press Ctrl-C.\n\nexample: commonweal work"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
        if not options["once"]:
            threading.Thread(target=enqueue_recurring, daemon=True).start()
            threading.Thread(target=end_when_orphaned, args=[os.getppid()], daemon=True).start()
        batch = options["once"]
        call_command("db_worker", queue_name="*", batch=batch, startup_delay=not batch, interval=1, verbosity=0)


def enqueue_recurring() -> None:
    due = dict.fromkeys(RECURRING, 0.0)
    while True:
        for name, when in due.items():
            if time.monotonic() >= when:
                import_string(name).enqueue()
                due[name] = time.monotonic() + RECURRING[name].total_seconds()
        close_old_connections()
        time.sleep(20)


def end_when_orphaned(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(2)
    os._exit(0)
