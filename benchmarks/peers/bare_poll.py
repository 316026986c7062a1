"""The peer of a poll: a bare ASGI endpoint that validates a signed token and stores the vote before it answers.

Votes that come together are committed together. The store is SQLite with the pragmas of our own.
"""

import asyncio
import hashlib
import hmac
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import Any

KEY = b"only-for-the-benchmark"
STORE = ThreadPoolExecutor(1)
waiting: list[tuple[str, str, asyncio.Future[None]]] = []
running: set[asyncio.Task[None]] = set()


def opened() -> sqlite3.Connection:
    store = sqlite3.connect(os.environ["BARE_POLL_STORE"], check_same_thread=False, isolation_level=None)
    store.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE IF NOT EXISTS vote (voter TEXT PRIMARY KEY, option TEXT NOT NULL)"
    )
    return store


store = opened()


def token_of(phone: str) -> str:
    return f"{phone}:{hmac.new(KEY, phone.encode(), hashlib.sha256).hexdigest()}"


def keep(votes: list[tuple[str, str]]) -> None:
    store.execute("BEGIN IMMEDIATE")
    store.executemany(
        "INSERT INTO vote VALUES (?, ?) ON CONFLICT (voter) DO UPDATE SET option = excluded.option", votes
    )
    store.execute("COMMIT")


async def keep_all() -> None:
    while waiting:
        now, waiting[:] = waiting[:], []
        await asyncio.get_running_loop().run_in_executor(STORE, keep, [(voter, option) for voter, option, _ in now])
        for _voter, _option, done in now:
            done.set_result(None)


async def voted(body: bytes) -> int:
    token, _, option = body.decode().partition(" ")
    if not hmac.compare_digest(token, token_of(token.partition(":")[0])):
        return 403
    done = asyncio.get_running_loop().create_future()
    waiting.append((token, option, done))
    if not running:
        task = asyncio.create_task(keep_all())
        running.add(task)
        task.add_done_callback(running.discard)
    await done
    return 204


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] != "http":
        return
    status, body = 200, b""
    if scope["method"] == "POST":
        status = await voted((await receive())["body"])
    else:
        body = repr(store.execute("SELECT option, count(*) FROM vote GROUP BY option").fetchall()).encode()
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})
