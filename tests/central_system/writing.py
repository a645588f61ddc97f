"""Writing changes in tests of the central system: a laptop that numbers, seals and signs."""

from collections.abc import Sequence

from desktop_app.ledger.change import Op, Payload, Reader, SignedChange
from desktop_app.ledger.ids import Dot, FileId, OrgId, RecordId, StreamId, UserId, new_id
from desktop_app.ledger.keys import DeviceKey, Ring
from desktop_app.ledger.sealing import KeySource, seal
from tests.central_fixtures import CentralInTest, Organisation

MARKER = "Pihlaja Kuvitteellinen"


class Laptop:
    """Writes changes of one device, in any stream."""

    def __init__(self, org: OrgId, ring: Ring, key: DeviceKey) -> None:
        self.org = org
        self.key = key
        self.keys = KeySource(org, ring)
        self.n = 0
        self.prev = b""
        self.sn: dict[bytes, int] = {}

    @classmethod
    def of(cls, organisation: Organisation, key: DeviceKey | None = None) -> "Laptop":
        return cls(organisation.org, organisation.ring, key or organisation.admin)

    def write(
        self,
        *,
        stream: StreamId | None = None,
        reader: Reader | None = None,
        close: bool = False,
        erase: tuple[Dot, ...] = (),
        files: tuple[FileId, ...] = (),
        text: str = MARKER,
    ) -> SignedChange:
        """One change; in a shared stream a question, which needs no cover."""
        stream = stream or StreamId(self.org)
        op = Op(RecordId(new_id()), "question" if reader else "contact", {"text": text}, {})
        self.n += 1
        self.sn[stream] = self.sn.get(stream, 0) + 1
        change = seal(
            Payload(UserId(bytes(16)), "2026-11-23T09:00:00.000Z", (op,)),
            key=self.key,
            org=self.org,
            stream=stream,
            n=self.n,
            prev=self.prev,
            sn=self.sn[stream],
            ring=self.keys,
            roster=1,
            reader=reader,
            close=close,
            erase=erase,
            files=files,
        )
        self.prev = change.hash
        return change

    def several(self, count: int, text: str = MARKER) -> list[SignedChange]:
        return [self.write(text=text) for _ in range(count)]


def reader(organisation: Organisation) -> Reader:
    """An organisation as the reader of a stream."""
    epoch, key = organisation.roster.parsed().kems[-1]
    return Reader(organisation.org, epoch, key)


def whole_feed(central: CentralInTest, organisation: Organisation) -> Sequence[SignedChange]:
    """All changes an organisation received, having checked that numbers are dense and the chain holds."""
    from desktop_app.ledger.ids import feed_next, feed_start

    after, chain = 0, feed_start(organisation.org)
    changes: list[SignedChange] = []
    while True:
        page = central.client(organisation.admin).feed(after, chain)
        for line in page.lines:
            assert line.seq == after + 1
            chain = feed_next(chain, line.change.hash)
            assert line.feed_hash == chain
            after = line.seq
            changes.append(line.change)
        if not page.lines:
            assert page.head == after
            return changes
