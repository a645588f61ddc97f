"""Sending and fetching 10,000 documents of 2 kB over HTTP, against PouchDB with its own Node server on LevelDB.

Ours is encrypted, signed and verified, and durable at both ends: SQLCipher at the laptop, PostgreSQL with synchronous
commits at the central system, which runs as processes of its own. The peer stores in clear and hardly syncs its disk.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from central_system.settings import Settings
from desktop_app.sync.fetching import Fetched, fetch
from desktop_app.sync.http_central import HttpCentral
from desktop_app.sync.sending import Sent, send_own
from tests.benchmarks.documents import DOCUMENTS, documents
from tests.benchmarks.figure import Figure
from tests.benchmarks.layers import layers, write
from tests.benchmarks.sync import central, seconds
from tests.central_fixtures import CentralInTest
from tests.faults.world import free_port, listening
from tests.sync.office import Office

RUNS = 3
#: Ours over the peer's: at least four times as fast.
AIM = 0.25
BATCHES = (500, 1000)
PEER = Path(__file__).with_name("peer")


def measure() -> Iterator[Figure]:
    """Medians of three runs, ours and the peer's in turns; then the share of each layer beside its floor."""
    folder = installed()
    ours, peer = [], []
    with tempfile.TemporaryDirectory(prefix="luotsi-") as base:
        for run in range(RUNS):
            ours.append(ours_once(Path(base) / f"ours{run}"))
            if folder is not None:
                peer.append(
                    min((peer_once(folder, Path(base) / f"peer{run}-{batch}", batch) for batch in BATCHES), key=sum)
                )
    for place, name in enumerate(("push", "pull")):
        mine = statistics.median(run[place] for run in ours)
        if peer:
            theirs = statistics.median(run[place] for run in peer)
            yield Figure(name, mine, theirs, "s", AIM, "PouchDB")
        else:
            yield Figure(name, mine, float("nan"), "s", None, "peer not available")
    yield from layers()


def ours_once(folder: Path) -> tuple[float, float]:
    """Seconds to send everything from one laptop, and to fetch it on another."""
    folder.mkdir()
    with central(folder) as running, served(running, folder) as url:
        office = Office.found(running, folder / "office", 2)
        one, other = office.laptops
        write(one)
        clients = [HttpCentral(url, laptop.store.me().key) for laptop in (one, other)]
        for client in clients:
            client.state()
        sent, fetched = Sent(), Fetched()
        taken = (
            seconds(lambda: send_own(one.store, clients[0], sent)),
            seconds(lambda: fetch(other.store, clients[1], fetched)),
        )
        for client in clients:
            client.close()
        assert sent.pushed == fetched.pulled == DOCUMENTS
        assert other.store.refused() == ()
        assert other.store.waiting_count() == 0
        office.close()
        return taken


@contextmanager
def served(running: CentralInTest, folder: Path) -> Iterator[str]:
    """The central system's own command on a free port, in a process of its own."""
    port = free_port()
    url, data = f"http://127.0.0.1:{port}", folder / "data"
    Settings(url, running.directory.parsed().root).save(data)
    running.central.keys.save(data)
    running.publish_directory(
        replace(running.directory.parsed(), server=replace(running.directory.parsed().server, url=url))
    )
    command = [sys.executable, "-m", "central_system", "serve", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--data", str(data), "--database", running.application], stdout=subprocess.DEVNULL
    )
    try:
        listening(port)
        yield url
    finally:
        process.terminate()
        process.wait()


def peer_once(program: Path, folder: Path, batch: int) -> tuple[float, float]:
    """Seconds of the peer's push and pull, server and client in processes of their own."""
    for name in ("server", "client"):
        (folder / name).mkdir(parents=True)
    file = folder / "documents.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number, one in enumerate(documents()):
            out.write(json.dumps({"_id": f"{number:032x}", **one}, ensure_ascii=False) + "\n")
    server = subprocess.Popen(
        ["node", str(program / "server.js"), str(folder / "server")], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        url = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        command = ["node", str(program / "client.js"), str(folder / "client"), url, str(file), str(batch)]
        said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    finally:
        server.kill()
        server.communicate()
    return said["push"] / 1000, said["pull"] / 1000


def installed() -> Path | None:
    """The peer with the versions of its lock, in the user's cache; None where npm or its registry cannot be had."""
    if shutil.which("npm") is None:
        return None
    lock = hashlib.sha256((PEER / "package-lock.json").read_bytes()).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "luotsi-benchmarks" / lock
    if not (cache / "node_modules" / "pouchdb").exists():
        cache.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(PEER / name, cache)
        done = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=cache, capture_output=True, check=False)
        if done.returncode != 0:
            return None
    for name in ("server.js", "client.js"):
        shutil.copy(PEER / name, cache)
    return cache
