"""Checks a file in a process of its own, with a limit on memory and time, for files from strangers.

A workbook can be built to take hours or gigabytes to read. The child is stopped then, and the caller gets
UnreadableFile, the same as for any other file that cannot be read.
"""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from collections.abc import Collection as Some
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from commonweal.engines.measures.corrections import Cell
from commonweal.engines.measures.definition import Collection
from commonweal.engines.measures.findings import UnreadableFile, Validated
from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.validation import validate

_MB = 1 << 20
#: Threads of other libraries set memory aside that they never use, and the limit counts it.
_LEAN = {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


def validate_in_child(
    source: Path | bytes,
    *,
    collection: Collection,
    filename: str | None = None,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    corrections: Mapping[Cell, str] | None = None,
    dropped: Some[int] = (),
    at_most: int | None = None,
    seconds: float = 60,
    memory_mb: int = 2048,
) -> Validated:
    """Like `validate`, in a child that gets at most so much memory and time."""
    task = {
        "source": source,
        "collection": collection,
        "filename": filename,
        "sheet": sheet,
        "mapping": dict(mapping or {}),
        "limits": limits or Limits(),
        "corrections": dict(corrections or {}),
        "dropped": tuple(dropped),
        "at_most": at_most,
    }
    answer = _answer_of(task, seconds, memory_mb)
    if isinstance(answer, UnreadableFile):
        raise answer
    validated, facts = answer
    return replace(validated, facts=pa.ipc.open_stream(facts).read_all())


def _answer_of(task: Mapping[str, object], seconds: float, memory_mb: int) -> Any:
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own module, no shell
            [sys.executable, "-m", __spec__.name, str(memory_mb)],
            input=pickle.dumps(task),
            capture_output=True,
            timeout=seconds,
            check=False,
            env=os.environ | _LEAN,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile("took-too-long", seconds=int(seconds)) from error
    if done.returncode or not done.stdout:
        raise UnreadableFile("took-too-much", limit=f"{memory_mb:,}")
    # What comes back was pickled by our own code in the child, never by the file's author.
    return pickle.loads(done.stdout)  # noqa: S301


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:
        # Not on Windows; the limit on time still holds.
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MB, megabytes * _MB))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    _limit_memory(int(sys.argv[1]))
    task = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - written by the parent process
    try:
        validated = validate(**task)
    except UnreadableFile as error:
        sys.stdout.buffer.write(pickle.dumps(error))
        return 0
    except MemoryError:
        return 1
    stream = io.BytesIO()
    with pa.ipc.new_stream(stream, validated.facts.schema) as writer:
        writer.write_table(validated.facts)
    sys.stdout.buffer.write(pickle.dumps((replace(validated, facts=None), stream.getvalue())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
