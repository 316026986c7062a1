"""A start reads little: what computes or draws is read when it is first needed."""

import subprocess
import sys
from pathlib import Path

from tests.cli.running import surroundings

HEAVY = ("duckdb", "highspy", "numpy", "pyarrow", "scipy", "typst", "vl_convert", "xlsxwriter")
PROGRAM = f"import django, sys; django.setup(); print([name for name in {HEAVY!r} if name in sys.modules])"


def test_setting_up_reads_no_library_that_computes(tmp_path: Path) -> None:
    settings = surroundings(tmp_path, DJANGO_SETTINGS_MODULE="commonweal.config.settings")
    said = subprocess.run([sys.executable, "-c", PROGRAM], env=settings, capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
