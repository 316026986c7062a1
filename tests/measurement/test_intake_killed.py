"""The process is killed while it takes in a file: what is stored is whole, and sending again works."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

#: A community of its own, founded and asked through the operations, in a database of its own.
PREPARE = """
import django; django.setup()
from datetime import UTC, datetime, timedelta
from commonweal.governance.operations import PlaceDraft, Contact, found_initiative, set_places, welcome_organisation
from commonweal.measurement.operations.definitions import DefinitionDraft, MeasureDraft, define_measure
from commonweal.measurement.operations.rounds import RoundDraft, open_round
from commonweal.people.models import Organisation, Person
at = datetime.now(UTC)
ana = Person.objects.create(email="ana@example.org", name="Ana", joined_at=at)
place = found_initiative(by=ana, name="Fork", slug="fork", place_name="Fork", time_zone="UTC", at=at)
names = [PlaceDraft(code=f"p{n}", name=f"Place {n}", kind="", population=None) for n in range(400)]
set_places(by=ana, initiative=place, places=names, at=at)
definition = DefinitionDraft(name_en="Enrolled", meaning_en="People.", unit_en="people", kind="count",
    direction="higher", places_rule="sum", periods_rule="sum")
measure = define_measure(by=ana, initiative=place, at=at,
    measure=MeasureDraft(code="P1", level="performance", definition=definition))
rung = Organisation.objects.create(code="rung", name="Rung", sector="education")
welcome_organisation(by=ana, initiative=place, organisation=rung, at=at,
    contact=Contact(name="Bo", email="bo@example.org", language="en"))
periods = [f"{year}-{month:02}" for year in range(2015, 2025) for month in range(1, 13)]
open_round(by=ana, initiative=place, asked={rung: [measure]}, at=at,
    draft=RoundDraft(name="r", periods=periods, due_at=at + timedelta(days=9)))
"""

#: Says what an earlier sender has left, and then sends.
LOOK_AND_SEND = """
import django; django.setup()
import json
from datetime import UTC, datetime
from commonweal.delivery.models import Message
from commonweal.governance.models import Initiative
from commonweal.measurement.models import Invitation, Receipt, Submission
from commonweal.measurement.operations.intake import hand_in
from commonweal.measurement.queries.facts import facts_table
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.ledger import breaks_in_ledger
print(json.dumps({
    "receipts": Receipt.objects.count(),
    "submissions": Submission.objects.count(),
    "mails": Message.objects.filter(subject__startswith="Received").count(),
    "rows": [facts_table(each).num_rows for each in Submission.objects.all()],
    "breaks": len(breaks_in_ledger(Initiative.objects.get())),
}))
lines = ["measure,period,place,value"]
lines += [f"P1,{y}-{m:02},p{p},{y + m + p}" for y in range(2015, 2025) for m in range(1, 13) for p in range(400)]
file = IncomingFile(name="big.csv", content="\\n".join(lines).encode())
invitation = Invitation.objects.get()
print("begin", flush=True)
submission = hand_in(by=invitation, place_in_round=invitation, file=file, answers={}, at=datetime.now(UTC))
print(submission.number, flush=True)
"""

NOTHING = {"receipts": 0, "submissions": 0, "mails": 0, "rows": [], "breaks": 0}
WHOLE = {"receipts": 1, "submissions": 1, "mails": 1, "rows": [48_000], "breaks": 0}


def start(code: str, home: Path) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "COMMONWEAL_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "commonweal.config.settings",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src"),
    }
    return subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)


class Sender:
    """Somebody who sends the file, seen from the moment at which the sending begins."""

    def __init__(self, home: Path) -> None:
        self.process = start(LOOK_AND_SEND, home)
        self.found = json.loads(self.line())
        assert self.line() == "begin"
        self.began = time.monotonic()

    def line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def number(self) -> str:
        text, _ = self.process.communicate()
        assert self.process.returncode == 0
        return text.strip()

    def killed_after(self, seconds: float) -> None:
        time.sleep(max(0.0, self.began + seconds - time.monotonic()))
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


def test_killed_at_any_moment_leaves_all_or_nothing(empty_home: Path, tmp_path: Path) -> None:
    home = empty_home
    preparing = start(PREPARE, home)
    preparing.communicate()
    assert preparing.returncode == 0
    shutil.copytree(home, tmp_path / "undisturbed")
    undisturbed = Sender(tmp_path / "undisturbed")
    undisturbed.number()
    # How long it takes here and now tells when to kill: all the way through, on a quick machine as on a slow one.
    whole_time = time.monotonic() - undisturbed.began

    for part in (0.0, 0.5, 0.7, 0.8, 0.9):
        sender = Sender(home)
        assert sender.found in (NOTHING, WHOLE)
        sender.killed_after(part * whole_time)
    sender = Sender(home)
    assert sender.found in (NOTHING, WHOLE)
    number = sender.number()
    again = Sender(home)
    assert again.found == WHOLE
    assert again.number() == number
