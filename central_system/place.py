"""One central system on disk: its data folder, its database and the two logins to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from central_system import embedded
from central_system.central import Central
from central_system.clock import Clock, utc_now
from central_system.database import Database, create_database
from central_system.keys import ServerKeys
from central_system.settings import Settings

DATABASE = "luotsi"


@dataclass(frozen=True, slots=True)
class Place:
    """`login` is the address given with --database; without one PostgreSQL lies in the data folder."""

    folder: Path
    login: str | None = None

    @contextmanager
    def owner(self) -> Iterator[str]:
        """Address of the database for the owner of its tables, while the database runs."""
        if self.login is not None:
            yield self.login
            return
        server = embedded.start(self.folder / "postgres")
        try:
            create_database(server.address("postgres", "postgres"), DATABASE)
            yield server.address(DATABASE, "postgres")
        finally:
            server.stop()

    @contextmanager
    def opened(self, clock: Clock = utc_now) -> Iterator[tuple[Central, Settings]]:
        """The central system for the service and the operator; raises `database_login_too_strong`, `not_made`."""
        settings, keys = Settings.load(self.folder), ServerKeys.load(self.folder)
        with self._application() as address:
            database = Database(address)
            try:
                database.check_role()
                yield Central.over(database, keys, clock), settings
            finally:
                database.close()

    @contextmanager
    def _application(self) -> Iterator[str]:
        if self.login is not None:
            yield self.login
            return
        server = embedded.start(self.folder / "postgres")
        try:
            yield server.address(DATABASE, "luotsi_app")
        finally:
            server.stop()
