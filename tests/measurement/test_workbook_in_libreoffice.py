"""The partner's workbook and the marked copy, opened and saved by LibreOffice as on many a partner's machine."""

import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from openpyxl.worksheet.worksheet import Worksheet

from commonweal.measurement.models import Invitation
from commonweal.measurement.queries.collections import collection_for_invitation
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.reading import Reading, read_incoming
from tests.measurement.partner_work import address, upload
from tests.measurement.test_workbook import filled, made_for, saved

PATIENCE = 300


def saved_by_libreoffice(content: bytes, folder: Path) -> bytes:
    """Opened and saved as a person would; a file that it has to repair is refused without a window."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("there is no LibreOffice: on Debian or Ubuntu, sudo apt install libreoffice-calc")
    (folder / "out").mkdir()
    (folder / "file.xlsx").write_bytes(content)
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = [office, own, "--headless", "--convert-to", "xlsx", "--outdir", "out", "file.xlsx"]
    subprocess.run(asked, check=True, capture_output=True, timeout=PATIENCE, cwd=folder)
    return (folder / "out" / "file.xlsx").read_bytes()


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def drop_downs(sheet: Worksheet) -> set[tuple[str, str]]:
    """Each list with the columns it stands in; programs write the same range in several ways."""
    found = [each for each in sheet.data_validations.dataValidation if each.type == "list"]
    return {
        (each.formula1.replace("$", "").replace("'", ""), area.coord)
        for each in found
        for area in each.sqref.ranges
    }  # fmt: skip


def notes(sheet: Worksheet) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text.strip() for row in sheet.iter_rows() for cell in row if cell.comment}


def read(content: bytes, invitation: Invitation) -> Reading:
    return read_incoming(IncomingFile(name="ours.xlsx", content=content), collection_for_invitation(invitation))


@pytest.mark.covers("B4")
def test_workbook_saved_by_libreoffice_keeps_its_drop_downs_and_is_read(invitation: Invitation, tmp_path: Path) -> None:
    ours = saved(filled(made_for(invitation))).content
    theirs = saved_by_libreoffice(ours, tmp_path)
    before, after = opened(ours), opened(theirs)
    assert after.sheetnames == before.sheetnames
    assert after["Lists"].sheet_state == "hidden"
    assert drop_downs(after.worksheets[0]) == drop_downs(before.worksheets[0])
    assert notes(after.worksheets[0]) == notes(before.worksheets[0])
    reading = read(theirs, invitation)
    assert (reading.errors, reading.questions, reading.notes) == ([], [], [])
    assert reading.validated.facts.to_pylist() == read(ours, invitation).validated.facts.to_pylist()


def test_marked_copy_saved_by_libreoffice_keeps_its_notes(client: Client, link: str, tmp_path: Path) -> None:
    invitation = Invitation.objects.get(organisation__code="first-rung")
    book = filled(made_for(invitation))
    book.worksheets[0]["E2"] = "many"
    looked = upload(client, link, saved(book).content, "ours.xlsx")
    marked = client.get(f"{address(looked)}marked/").content
    theirs = saved_by_libreoffice(marked, tmp_path)
    assert notes(opened(theirs).worksheets[0]) == notes(opened(marked).worksheets[0])
    assert opened(theirs).sheetnames == opened(marked).sheetnames
    assert read(theirs, invitation).errors == read(marked, invitation).errors != []
