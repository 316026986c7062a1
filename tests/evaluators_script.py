"""What an evaluator does with the file that an initiative gives away: unpacks it, and runs its script."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def reproduced(folder: Path) -> tuple[int, str]:
    """Its exit status, and all that it said."""
    found = subprocess.run([sys.executable, folder / "reproduce.py"], capture_output=True, text=True, check=False)
    return found.returncode, found.stdout + found.stderr
