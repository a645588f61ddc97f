"""The authority's side: the central system as its own processes, driven by its command line, and the root keys."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop_app.demo.patience import Stuck

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """What the authority writes about an organisation into its directory."""

    name: str
    kind: str
    type: str
    authority: bool = False


class Authority:
    """Runs `python -m central_system` as an operator would; nothing of it is imported here.

    `place` holds the server's disk, `keys` three folders with one root key each: three safes, none of them the server.
    """

    def __init__(self, place: Path, keys: Path) -> None:
        self.place, self.keys = place, keys
        self.log = place / "server.log"
        self.url = f"http://127.0.0.1:{_free_port()}"
        self._directories = 0
        self._serving: subprocess.Popen[bytes] | None = None
        place.mkdir(parents=True)

    def set_up(self) -> None:
        """Make root keys, database and first directory, have it signed by two of three keys, and serve."""
        made = self.keys / "made"
        self._run("root", "new", "--output", str(made), "--without-passphrase")
        for number in (1, 2, 3):
            safe = self.keys / f"safe-{number}"
            safe.mkdir()
            (made / f"root-key-{number}.json").rename(safe / "root-key.json")
        first = self._next_file()
        root = made / "root-public.json"
        self._run("init", "--url", self.url, "--root", str(root), "--output", str(first), data=True)
        self._sign(first, 1, 2)
        self._run("init", "--signed", str(first), data=True)
        self.serve()

    def serve(self) -> None:
        """Start serving and wait until it listens."""
        port = self.url.rpartition(":")[2]
        with self.log.open("ab") as log:
            self._serving = subprocess.Popen(
                [*_PROGRAM, "serve", "--port", port, *self._data()],
                stdout=subprocess.PIPE,
                stderr=log,
                env=_environment(),
            )
        assert self._serving.stdout is not None
        if not self._serving.stdout.readline():
            raise Stuck("the central system to serve")
        _wait_for_port(int(port))

    def stop(self) -> None:
        """Stop serving in good order; its database stops with it."""
        serving, self._serving = self._serving, None
        if serving is None:
            return
        serving.terminate()
        try:
            serving.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            serving.kill()
            serving.communicate()

    def invitation(self) -> str:
        """Return an invitation for the first laptop of a new organisation."""
        return self._run("invite", "--new-organisation", data=True).strip()

    def let_in(self, organisation: NewOrganisation, words: tuple[str, ...], safes: tuple[int, int]) -> None:
        """Take a new organisation into the directory, once the words read aloud are the words listed.

        Raises `Stuck` when no waiting laptop has these words.
        """
        ticket = self._ticket_of(" ".join(words))
        file = self._next_file()
        what = ["--name", organisation.name, "--kind", organisation.kind, "--type", organisation.type]
        what += ["--authority"] if organisation.authority else []
        self._run("add-organisation", "--ticket", ticket, *what, "--output", str(file), data=True)
        self._sign(file, *safes)
        self._run("add-organisation", "--signed", str(file), data=True)

    def status(self) -> list[str]:
        """Return what the operator is told about how everything stands."""
        return self._run("status", data=True).splitlines()

    def dump(self, file: Path) -> None:
        """Write down everything that the running database says to its own superuser, unpacked and in clear order.

        What lies in its files may be compressed; this is the same as anybody reads who owns the server.
        """
        running = self.place / "data" / "postgres"
        _, _, _, port, socket_folder, *_ = (running / "postmaster.pid").read_text("utf-8").splitlines()
        server = Path(shlex.split((running / "postmaster.opts").read_text("utf-8"))[0])
        file.parent.mkdir(parents=True)
        where = ["--host", socket_folder, "--port", port, "--username", "postgres"]
        command = [str(server.with_name("pg_dumpall")), *where, "--file", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        if done.returncode:
            raise Stuck(f"everything that the database says: {done.stderr.strip()[-300:]}")

    def _ticket_of(self, words: str) -> str:
        lines = self._run("add-organisation", "--list", data=True).splitlines()
        for first, second in zip(lines[::2], lines[1::2], strict=False):
            if second.strip() == words:
                return first.split()[0]
        raise Stuck("a waiting laptop with the words that were read aloud")

    def _sign(self, file: Path, *safes: int) -> None:
        keys = [part for safe in safes for part in ("--key", str(self.keys / f"safe-{safe}" / "root-key.json"))]
        self._run("root", "sign", str(file), *keys)

    def _next_file(self) -> Path:
        self._directories += 1
        return self.keys / f"directory-{self._directories}.json"

    def _data(self) -> list[str]:
        return ["--data", str(self.place / "data")]

    def _run(self, *arguments: str, data: bool = False) -> str:
        whole = [*_PROGRAM, *arguments, *(self._data() if data else [])]
        done = subprocess.run(whole, capture_output=True, text=True, env=_environment(), timeout=_SECONDS, check=False)
        if done.returncode:
            raise Stuck(f"central_system {arguments[0]}: {done.stderr.strip()[-300:]}")
        return done.stdout


_PROGRAM = (sys.executable, "-m", "central_system")


def _environment() -> dict[str, str]:
    """Return the environment with the place where both packages lie, and the usual place of temporary files."""
    usual = {name: value for name, value in os.environ.items() if name != "TMPDIR"}
    return {**usual, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for_port(port: int) -> None:
    from contextlib import suppress
    from time import monotonic, sleep

    end = monotonic() + _SECONDS
    while monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        sleep(0.05)
    raise Stuck("the central system to listen")
