"""What a push and a page of the feed cost where a million changes are stored, against ten thousand.

One organisation of fifty laptops holds them all, so that nothing is spread over shards. The stored rows have real
lengths; the loading is not measured. Each call goes through the relay, with a durable commit.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from central_system.database import connect
from desktop_app.ledger.ids import Hash
from tests.benchmarks.figure import Figure, alternate
from tests.benchmarks.sync import central
from tests.central_fixtures import CentralInTest, Organisation
from tests.central_system.writing import Laptop

FEW, MANY = 10_000, 1_000_000
LAPTOPS = 50
STEP = 10_000
RUNS, CALLS = 9, 20
AIM = 1.2


def measure() -> Iterator[Figure]:
    """Milliseconds of a push of one change, of fifty, and of pages of 500 at the end and in the middle of the feed."""
    with tempfile.TemporaryDirectory(prefix="luotsi-") as folder, ExitStack() as open_:
        few, many = (Stored.make(open_.enter_context(central(Path(folder) / str(size))), size) for size in (FEW, MANY))
        for name, act in _ACTS.items():
            ours, floor = alternate(partial(act, many), partial(act, few), runs=RUNS, warm_up=2)
            yield Figure(f"{name}, {MANY:,} stored", ours, floor, "ms", AIM, f"{FEW:,} stored")


@dataclass
class Stored:
    """A central system that holds `size` changes of one organisation."""

    central: CentralInTest
    organisation: Organisation
    laptop: Laptop
    size: int

    @classmethod
    def make(cls, running: CentralInTest, size: int) -> "Stored":
        organisation = running.add_organisation()
        with connect(running.owner) as connection:
            for first in range(1, size + 1, STEP):
                named = {"org": organisation.org, "first": first, "last": first + STEP - 1, "laptops": LAPTOPS}
                connection.execute(_LOAD, named)
            newest = "(select feed_hash from feed where seq = %s)"
            connection.execute(f"update counter set head = %s, feed_hash = {newest}", (size, size))
            connection.execute("vacuum analyze feed")
            connection.execute("checkpoint")
        return cls(running, organisation, Laptop.of(organisation), size)

    def push(self, changes: int) -> float:
        """Milliseconds of one push, the median of several."""
        client, taken = self.central.client(self.organisation.admin), []
        for _ in range(CALLS):
            lines = self.laptop.several(changes, text="visit " * 40)
            began = time.perf_counter()
            client.push(lines)
            taken.append(time.perf_counter() - began)
        return sorted(taken)[CALLS // 2] * 1000

    def page(self, after: int) -> float:
        """Milliseconds of one page, the median of several."""
        client, taken = self.central.client(self.organisation.admin), []
        with connect(self.central.owner) as connection:
            row = connection.execute("select feed_hash from feed where seq = %s", (after,)).fetchone()
        assert row is not None
        for _ in range(CALLS):
            began = time.perf_counter()
            lines = client.feed(after, Hash(row[0])).lines
            taken.append(time.perf_counter() - began)
            assert len(lines) == 500
        return sorted(taken)[CALLS // 2] * 1000


_LOAD = """
insert into feed (org, seq, author, dev, n, hash, feed_hash, header, sig, sealed, received, withheld)
select %(org)s, k, %(org)s, substring(sha256(('laptop' || k %% %(laptops)s::bigint)::bytea) for 16),
    k / %(laptops)s::bigint + 1,
    sha256(('change' || k)::bytea), sha256(('feed' || k)::bytea),
    convert_to(rpad('{"of":' || k || '}', 260), 'UTF8'),
    sha512(('sig' || k)::bytea),
    decode(repeat(encode(sha512(('sealed' || k)::bytea), 'hex'), 17), 'hex'),
    now(), false
from generate_series(%(first)s::bigint, %(last)s::bigint) as k
"""

_ACTS: dict[str, Callable[[Stored], float]] = {
    "push of one change": lambda stored: stored.push(1),
    "push of fifty": lambda stored: stored.push(50),
    "page of 500, newest": lambda stored: stored.page(stored.size - 500),
    "page of 500, middle": lambda stored: stored.page(stored.size // 2),
}
