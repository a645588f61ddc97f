"""Which laptops' changes somebody brought here, and what the central system said about them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.ids import DeviceId
from desktop_app.ledger.receipts import SignedReceipt


@dataclass(frozen=True, slots=True)
class Carried:
    """One laptop: how far it has the feed (`seq`), up to which number of it there is a receipt, and that receipt."""

    dev: DeviceId
    seq: int
    n: int = 0
    receipt: SignedReceipt | None = None


def every(connection: Connection) -> tuple[Carried, ...]:
    """All of them."""
    rows = connection.execute("SELECT dev, seq, n, receipt, sig FROM carried ORDER BY dev").fetchall()
    return tuple(
        Carried(DeviceId(dev), seq, n, None if receipt is None else SignedReceipt(receipt, sig))
        for dev, seq, n, receipt, sig in rows
    )


def know(connection: Connection, dev: DeviceId, seq: int) -> None:
    """Know of one laptop; what it has of the feed only grows."""
    connection.execute(
        "INSERT INTO carried (dev, seq) VALUES (?, ?) ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq)",
        (dev, seq),
    )


def keep_receipt(connection: Connection, dev: DeviceId, n: int, receipt: SignedReceipt) -> None:
    """Keep a receipt that has been checked, unless one for more is here."""
    connection.execute(
        "UPDATE carried SET n = ?, receipt = ?, sig = ? WHERE dev = ? AND n < ?",
        (n, receipt.bytes, receipt.sig, dev, n),
    )


def note_set_aside(connection: Connection, dev: DeviceId, numbers: Iterable[int]) -> None:
    """Note which changes of a laptop the central system has set aside."""
    connection.executemany("INSERT OR IGNORE INTO set_aside (dev, n) VALUES (?, ?)", ((dev, n) for n in numbers))
