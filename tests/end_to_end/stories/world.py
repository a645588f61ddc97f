"""Where a story happens: a server, a clock, organisations with their laptops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from desktop_app.domain.moment import FINLAND
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.keys import DeviceKey
from desktop_app.sync.http_central import HttpCentral
from tests.central_fixtures import Served
from tests.end_to_end.people import Laptop, found, join, new_laptop
from tests.end_to_end.stories.desk import Desk

#: So much later is every look at the clock, so that no two things happen at once.
_TICK = timedelta(milliseconds=40)


@dataclass(slots=True)
class OverHttp:
    """The central system of a test as its laptops reach it: over HTTP."""

    served: Served

    def client(self, device: DeviceKey | None = None) -> HttpCentral:
        """The central system as this laptop sees it."""
        return self.served.client(device)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.served.test, name)


class World:
    """One clock for all; `at` sets it in Finland's time."""

    def __init__(self, served: Served, folder: Path, qtbot: Any) -> None:
        self.served, self._folder, self.qtbot = served, folder, qtbot
        self._now = datetime(2025, 1, 2, 9, 0, tzinfo=FINLAND)
        self._central: Any = OverHttp(served)
        self.desks: list[Desk] = []
        self._tell_the_server()

    def at(self, day: str, time: str = "10:00") -> None:
        """Go on to a day and time; time never goes back."""
        moment = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=FINLAND)
        assert moment >= self._now, "stories go forward"
        self._now = moment
        self._tell_the_server()

    def clock(self) -> datetime:
        """The moment, a little later each time."""
        self._now += _TICK
        return self._now

    def organisation(
        self, worker: str, kind: OrgKind, name: str, type_: str = "other_organisation", *, authority: bool = False
    ) -> Desk:
        """A worker's laptop, the first of a new organisation."""
        desk = self._desk(worker)
        found(desk.laptop, kind, name, type_=type_, authority=authority)
        return desk

    def system(self, worker: str = "Oona V.") -> Desk:
        """An officer of the Assistance System."""
        return self.organisation(
            worker, OrgKind.ASSISTANCE_SYSTEM, "Auttamisjärjestelmä", "reception_centre", authority=True
        )

    def colleague(self, worker: str, of: Desk) -> Desk:
        """A colleague's laptop in the same organisation."""
        desk = self._desk(worker)
        join(desk.laptop, of.laptop)
        desk.sync()
        return desk

    def everybody_syncs(self) -> None:
        """Two rounds of everybody: what one answers reaches the other."""
        for _ in range(2):
            for desk in self.desks:
                desk.sync()

    def wait(self, until: Callable[[], object]) -> None:
        """Let the window's thread turn until something has come."""
        self.qtbot.waitUntil(lambda: bool(until()), timeout=20_000)

    def end(self) -> None:
        """Close every laptop."""
        for desk in self.desks:
            desk.close()

    def _desk(self, worker: str) -> Desk:
        laptop: Laptop = new_laptop(self._folder / f"laptop {len(self.desks)}", worker, self._central)
        laptop.session.clock = self.clock
        desk = Desk(laptop, self.wait)
        self.desks.append(desk)
        return desk

    def _tell_the_server(self) -> None:
        self.served.test.now = self._now
