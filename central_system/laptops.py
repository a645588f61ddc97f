"""What an administrator is told about the laptops of the own organisation, beyond what the feed says."""

from central_system.caller import Caller
from central_system.database import Database
from central_system.reading import check_may_read
from central_system.trust import check_administrator
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import DeviceId
from desktop_app.ledger.laptop_messages import LaptopStanding, Order
from desktop_app.ledger.messages import MAX_BYTES, MAX_LINES


class LaptopDesk:
    """Answers administrators alone, each about the own organisation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def standings(self, caller: Caller) -> tuple[LaptopStanding, ...]:
        """Return how each laptop of the caller's organisation is treated; raises `not_an_administrator`."""
        with self._database.transaction(caller.org) as connection:
            check_may_read(connection, caller)
            check_administrator(connection, caller)
            rows = connection.execute(
                "select d.dev, d.state, (select count(*) from quarantine q where q.org = d.org and q.dev = d.dev),"
                " c.verb, c.fetched is not null, c.obeyed is not null from device d left join lateral ("
                " select verb, fetched, obeyed from command o where o.org = d.org and o.dev = d.dev"
                " order by given desc, id limit 1) c on true where d.org = %s order by d.dev",
                (caller.org,),
            ).fetchall()
        return tuple(
            LaptopStanding(DeviceId(row[0]), row[1], int(row[2]), Order(row[3], row[4], row[5]) if row[3] else None)
            for row in rows
        )

    def set_aside(self, caller: Caller, dev: DeviceId, after: int) -> tuple[SignedChange, ...]:
        """Return what is set aside of a laptop of the caller's organisation above a number, sealed, a page of it.

        At most 500 changes or 1 MiB, but always one if there is one. Raises `not_an_administrator`.
        """
        with self._database.transaction(caller.org) as connection:
            check_may_read(connection, caller)
            check_administrator(connection, caller)
            rows = connection.execute(
                "select header, sig, sealed from ("
                " select *, row_number() over (order by n) as place,"
                " sum(octet_length(header) + coalesce(octet_length(sealed), 0)) over (order by n) as size"
                " from quarantine where org = %s and dev = %s and n > %s"
                ") as sized where place = 1 or (place <= %s and size <= %s) order by n",
                (caller.org, dev, after, MAX_LINES, MAX_BYTES),
                binary=True,
            ).fetchall()
        return tuple(SignedChange(row[0], row[1], row[2]) for row in rows)
