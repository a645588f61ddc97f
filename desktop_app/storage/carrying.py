"""What a courier takes along from this store, and what one brings."""

from collections.abc import Iterable, Sequence

from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import DeviceId, Dot, Hash
from desktop_app.ledger.missing_parts import MAX_PARTS
from desktop_app.ledger.receipts import SignedReceipt, verify_receipt
from desktop_app.ledger.refusal import Refused
from desktop_app.storage import carried_rows, case_rows, changes, drafts, identity, set_aside_rows
from desktop_app.storage.carried_rows import Carried
from desktop_app.storage.changes import State
from desktop_app.storage.drafts import Draft
from desktop_app.storage.log_store import Applied, LogStore
from desktop_app.storage.receiving import Offered
from desktop_app.storage.set_aside_rows import SetAside


class CarryingStore(LogStore):
    """The part of a store that couriers meet."""

    def take_offered(self, lines: Sequence[SignedChange]) -> Applied:
        """Take in what somebody brought, as what comes by the feed; the cursor stays where it is."""
        with self._database.write() as connection:
            me = identity.read(connection)
            work = self._receiving(connection, me)
            work.take_page([Offered(change) for change in lines])
            work.try_waiting()
            cases = self._finish(connection, me, work.counting, mine=False)
            waiting = changes.count_in_state(connection, State.WAITING)
            applied = Applied(cases, waiting, work.refused, work.cloned)
        self._sweep()
        return applied

    def set_aside(self) -> tuple[SetAside, ...]:
        """What does not count here, was not given on, or is set aside by the central system."""
        with self._database.read() as connection:
            me = identity.read(connection)
            return tuple(set_aside_rows.every(connection, me, self._key_source(connection, me.org)))

    def lacking_parts(self) -> frozenset[Hash]:
        """Changes of which the sealed part is missing or came altered, though nothing erased them; some of them."""
        with self._database.read() as connection:
            return changes.lacking_parts(connection, MAX_PARTS)

    def whole(self, dots: Iterable[Dot]) -> tuple[SignedChange, ...]:
        """Those of these changes of the own organisation that are here with their sealed parts."""
        with self._database.read() as connection:
            org = identity.read(connection).org
            places = [found.id for dot in dots if (found := changes.held(connection, dot)) is not None]
            lines = [line.change for line in changes.at_places(connection, places)]
        return tuple(line for line in lines if line.sealed is not None and line.parsed.org == org)

    def carried(self) -> tuple[Carried, ...]:
        """The other laptops of the organisation whose changes are handed in for them."""
        with self._database.read() as connection:
            return carried_rows.every(connection)

    def carry_for(self, dev: DeviceId, seq: int) -> None:
        """Know another laptop, whose changes are to be handed in for it, and how far it has the feed."""
        with self._database.write() as connection:
            if dev != identity.read(connection).dev and changes.last_number(connection, dev):
                carried_rows.know(connection, dev, seq)

    def unfed_of(self, dev: DeviceId) -> tuple[SignedChange, ...]:
        """The changes of one laptop that are here and not in the feed, by number."""
        with self._database.read() as connection:
            return changes.unfed_of(connection, dev)

    def count_unfed_of(self, dev: DeviceId) -> int:
        """How many changes of one laptop are here and not in the feed."""
        with self._database.read() as connection:
            return changes.count_unfed_of(connection, dev)

    def last_of(self, dev: DeviceId) -> SignedChange | None:
        """The change of one laptop with the highest number that is here."""
        with self._database.read() as connection:
            return changes.last_of(connection, dev)

    def fed_above(self, seq: int) -> tuple[SignedChange, ...]:
        """What the organisation's feed holds above a place."""
        with self._database.read() as connection:
            return changes.fed_above(connection, seq)

    def holds(self, change: SignedChange) -> bool:
        """Whether the log holds this change; a refused one is not in it."""
        with self._database.read() as connection:
            return changes.hash_of(connection, change.parsed.dot) == change.hash

    def keep_receipt(self, receipt: SignedReceipt) -> None:
        """Keep a receipt for another laptop of the organisation, to be brought to it.

        Raises `Refused` (`no_directory`, `wrong_signature`, `receipt_does_not_fit`).
        """
        trust = self.trust()
        if trust.directory is None:
            raise Refused("no_directory")
        proven = verify_receipt(receipt, trust.directory.server.receipt)
        with self._database.write() as connection:
            held = changes.hash_of(connection, (proven.dev, proven.n))
            if proven.org != identity.read(connection).org or held not in (None, proven.hash):
                raise Refused("receipt_does_not_fit")
            carried_rows.keep_receipt(connection, proven.dev, proven.n, receipt)

    def note_set_aside(self, dev: DeviceId, numbers: Iterable[int]) -> None:
        """Note which changes of a laptop the central system says it has set aside for an administrator."""
        if found := tuple(numbers):
            with self._database.write() as connection:
                carried_rows.note_set_aside(connection, dev, found)

    def every_draft(self) -> tuple[Draft, ...]:
        """The records still being written, those of hidden cases included: for a safety copy."""
        with self._database.read() as connection:
            return drafts.every(connection)

    def bring_back_drafts(self, brought: Iterable[Draft]) -> int:
        """Put back the records still being written of a safety copy; one that is being written here stays as it is."""
        count = 0
        with self._database.write() as connection:
            for draft in brought:
                if drafts.bring_back(connection, draft):
                    count += 1
                    if draft.case is not None:
                        case_rows.mark_unsent(connection, draft.case)
        return count
