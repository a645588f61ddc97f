"""Writing to the log and exchanging it: saves, the feed, receipts, and beginning again under a new device id."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlcipher3.dbapi2 import Connection

from desktop_app.errors import LuotsiError
from desktop_app.ledger.change import Op, Payload, Reader, SignedChange
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.ids import CaseId, DeviceId, Dot, Hash, RecordId, StreamId
from desktop_app.ledger.keys import Ring
from desktop_app.ledger.messages import FeedLine
from desktop_app.ledger.receipts import SignedReceipt
from desktop_app.ledger.sealing import open_payload
from desktop_app.ledger.trust import Trust
from desktop_app.storage import (
    access_rows,
    case_rows,
    changes,
    delivery,
    device_rows,
    drafts,
    identity,
    joining,
    listing,
    reissued_rows,
    reissuing,
    striking,
    trust_rows,
    undoing,
)
from desktop_app.storage.changes import State
from desktop_app.storage.delivery import Unsent
from desktop_app.storage.device_rows import Trace
from desktop_app.storage.erasing import Struck
from desktop_app.storage.identity import Me
from desktop_app.storage.open_store import OpenStore
from desktop_app.storage.receiving import Receiving
from desktop_app.storage.undoing import Reversal
from desktop_app.storage.writing import Part, SavedDrafts

_NO_DRAFTS: SavedDrafts = {}
#: The central system lost changes; set as long as not all of them have been offered again.
_OWED = "owed_to_central_system"


@dataclass(frozen=True, slots=True)
class Applied:
    """What taking in changes did: cases changed, changes waiting in all, changes refused by this page.

    `cloned`: the feed holds a change under this laptop's own id that it did not write; it must take a new id.
    """

    cases: frozenset[CaseId]
    waiting: int
    refused: int
    cloned: bool = False


class LogStore(OpenStore):
    """The writing half of a store."""

    def save(
        self,
        ops: Sequence[Op],
        *,
        case: CaseId | None,
        at: str,
        stream: StreamId | None = None,
        reader: Reader | None = None,
        cover: Cover | None = None,
        close: bool = False,
        clear_drafts: SavedDrafts = _NO_DRAFTS,
    ) -> frozenset[CaseId]:
        """Make `ops` one signed change, durable when this returns; the cases it changed. See `save_together`."""
        part = Part(ops=ops, at=at, case=case, stream=stream, reader=reader, cover=cover, close=close)
        return self.save_together([part], clear_drafts=clear_drafts)

    def save_together(self, parts: Sequence[Part], clear_drafts: SavedDrafts = _NO_DRAFTS) -> frozenset[CaseId]:
        """Make each part a signed change, all of them or none, and clear the drafts they came from; the cases changed.

        What is noted for the access log goes with them as one more change.

        Raises `Refused` (`not_covered`, `kind_not_in_stream` …), `stream_closed`, `disk_full`.
        """
        with self._database.write() as connection:
            drafts.clear(connection, clear_drafts, {op.record: op for part in parts for op in part.ops})
            return self._write(connection, [*parts, *_noted(connection, parts[-1].at if parts else "")])

    def save_noted(self, at: str) -> None:
        """Save what is noted for the access log, when this laptop has something else to send anyway."""
        with self._database.write() as connection:
            if delivery.unsent(connection, identity.read(connection)).changes:
                self._write(connection, _noted(connection, at))

    def apply(self, lines: Sequence[FeedLine], *, cursor: tuple[int, Hash], more: bool = False) -> Applied:
        """Take in a page of the feed and move the cursor to (seq, feed hash), in one transaction.

        With `more` pages to come the list, search, statistics and days of its cases are left to `settle`, which writes
        each case once; what must not exist for this worker any more is hidden with the page.
        """
        with self._database.write() as connection:
            me = identity.read(connection)
            work = self._receiving(connection, me)
            work.take_page(lines)
            identity.move_cursor(connection, *cursor)
            cases = self._finish(connection, me, work.counting, mine=False, more=more)
            waiting = changes.count_in_state(connection, State.WAITING)
            applied = Applied(cases, waiting, work.refused, work.cloned)
        self._sweep()
        return applied

    def erase(self, struck: Struck, note: Op, *, case: CaseId | None, at: str) -> frozenset[CaseId]:
        """Strike out fields or whole records of the own stream, on every laptop and at the central system.

        `note` is the record that says so. What else the same changes said is written again first, as it was (docs/
        protocol.md section 10). The cases changed. Raises `nothing_to_erase`, `disk_full`.
        """
        with self._database.write() as connection:
            me = identity.read(connection)
            keys = self._key_source(connection, me.org)
            cases = self._write(connection, striking.parts(connection, me, keys, struck, note, at, case))
        self._sweep()
        return cases

    def take_back(self, seen: Reversal, record: RecordId, *, at: str) -> frozenset[CaseId]:
        """Make what takes back the last save of `record` one signed change; the cases changed.

        Raises `undo_moved` where it is not what was `seen` any more, `undo_struck` …, `disk_full`.
        """
        with self._database.write() as connection:
            me = identity.read(connection)
            found = undoing.reversal(connection, me, self._key_source(connection, me.org), record)
            if found != seen:
                raise LuotsiError("undo_moved")
            return self._write(connection, [Part(ops=found.ops, at=at, case=found.case)])

    def set_trust(self, trust: Trust) -> frozenset[CaseId]:
        """Believe a newer trust: note enrolment, set aside what retired laptops wrote too late, try what waited."""
        with self._database.write() as connection:
            trust_rows.write(connection, trust)
            me = identity.enrolled_in(identity.read(connection), trust)
            identity.write(connection, me)
            try:
                self._trust = trust
                return self._reconsider(connection, me)
            except BaseException:
                self._trust = None
                raise

    def add_ring(self, ring: Ring) -> frozenset[CaseId]:
        """Keep newer secrets of the organisation and try what waited for them. Raises `ring_differs`."""
        with self._database.write() as connection:
            me = identity.read(connection)
            identity.write_ring(connection, me.org, ring)
            self._keys = None
            return self._reconsider(connection, me)

    def unsent(self, limit: int = 500) -> tuple[SignedChange, ...]:
        """Own changes without a receipt, in order, at most `limit`."""
        with self._database.read() as connection:
            me = identity.read(connection)
            return changes.of_device(connection, me.dev, me.acked, limit)

    def written(self, after: int, limit: int = 500) -> tuple[SignedChange, ...]:
        """Own changes above number `after`, receipted or not, in order, at most `limit`."""
        with self._database.read() as connection:
            return changes.of_device(connection, identity.read(connection).dev, after, limit)

    def unsent_count(self) -> Unsent:
        """How much is only on this laptop, drafts included, and since when."""
        with self._database.read() as connection:
            return delivery.unsent(connection, identity.read(connection))

    def waiting_count(self) -> int:
        """How many changes are here that cannot be read yet."""
        with self._database.read() as connection:
            return changes.count_in_state(connection, State.WAITING)

    def refused(self) -> tuple[tuple[SignedChange, str], ...]:
        """The changes that do not count, with the reasons."""
        with self._database.read() as connection:
            return changes.refused(connection)

    def acknowledge(self, receipt: SignedReceipt, *, more: bool = False) -> frozenset[CaseId]:
        """Note a receipt of the central system; the cases in which something was delivered by it.

        With `more` to come, that a case is sent is left to `settle_sent`. Raises `Refused("wrong_signature")`,
        `receipt_does_not_fit` for another laptop's or another change's.
        """
        with self._database.write() as connection:
            me = identity.read(connection)
            delivered = delivery.acknowledge(connection, me, receipt, self.trust())
            cases = joining.with_groups(connection, delivered)
            shared = sorted(case for case, was_shared in delivered.items() if was_shared)
            if shared or not more:
                unsent = joining.with_groups(connection, case_rows.unsent_cases(connection, cases))
                listing.refresh(connection, me, shared, self._today(), unsent)
                case_rows.mark_sent(connection, cases - unsent)
            return cases

    def settle_sent(self) -> None:
        """Take the mark of what is unsent from every case of which the central system has everything."""
        with self._database.read() as connection:
            if not case_rows.wrongly_unsent(connection):
                return
        with self._database.write() as connection:
            case_rows.mark_sent(connection, case_rows.wrongly_unsent(connection))

    def not_in_feed(self, after: int = 0) -> tuple[SignedChange, ...]:
        """Own changes above `after`, under the present device id, that the feed does not hold, in order.

        Those that gave way to a copy's changes with the same numbers are among them.
        """
        with self._database.read() as connection:
            return reissuing.not_in_feed(connection, identity.read(connection), after)

    def all_not_in_feed(self) -> tuple[SignedChange, ...]:
        """Every change here that the feed does not hold, whoever wrote it, in the order of the log: to offer again."""
        with self._database.read() as connection:
            return changes.unfed(connection)

    def traces(self) -> tuple[Trace, ...]:
        """What the feed, as far as it is here, says of each laptop of this organisation."""
        with self._database.read() as connection:
            return device_rows.traces(connection, identity.read(connection).org)

    def set_aside_of(self, dev: DeviceId) -> tuple[SignedChange, ...]:
        """The changes of a retired laptop that are here and do not count, because they lie beyond its end."""
        with self._database.read() as connection:
            lines = changes.in_state(connection, State.ASIDE)
            return tuple(line.change for line in lines if line.change.parsed.dev == dev)

    def was_issued_again(self, change: SignedChange) -> bool:
        """Whether a change that counts was issued again for this one, under another device id."""
        with self._database.write() as connection:
            keys = self._key_source(connection, identity.read(connection).org)
            return reissued_rows.named(connection, keys, change.hash)

    def feed_hash_at(self, seq: int) -> Hash | None:
        """The feed hash that this laptop knows at `seq`, from its own copy; None above its cursor."""
        with self._database.read() as connection:
            return delivery.feed_hash_at(connection, identity.read(connection), seq)

    def forget_feed_above(self, seq: int) -> None:
        """Go back to `seq` of the feed, and forget places and receipts above: the central system lost them.

        What was there is owed to the central system until `owe_nothing`.
        """
        with self._database.write() as connection:
            delivery.forget_feed_above(connection, identity.read(connection), seq)
            self.set_setting(_OWED, "yes")
        self.settle()

    def owes_changes(self) -> bool:
        """Whether the central system has lost changes that have not all been offered to it again."""
        return self.setting(_OWED) == "yes"

    def owe_nothing(self) -> None:
        """Note that everything a restored central system lacked has been offered to it."""
        self.set_setting(_OWED, "")

    def payload(self, change: SignedChange) -> Payload:
        """What a change says. Raises `Refused` or `Waiting`."""
        with self._database.read() as connection:
            keys = self._key_source(connection, identity.read(connection).org)
        return open_payload(change, keys)

    def reissue(
        self,
        me: Me,
        ring: Ring,
        originals: Sequence[SignedChange],
        replacements: Sequence[SignedChange],
        dots: Mapping[Dot, Dot],
        after: int = 0,
        then: Callable[[], Sequence[SignedChange]] = tuple,
    ) -> frozenset[CaseId]:
        """Become `me` (`identity.newcomer(…)`) and put `replacements` in the place of `originals`, in one transaction.

        `originals` are all of `not_in_feed(after)`, `replacements` the same ops sealed and signed by `me` from n = 1,
        `dots` the new name of each old change, read last. Originals stay as refused (`reissued`); drafts stand over the
        new names. `then` is asked within the transaction for further replacements, which may depend on what counts now.
        Raises `reissue_outdated` when something was written meanwhile: then do it again.
        """
        with self._database.write() as connection:
            old = identity.read(connection)
            before = self._counting(connection, old.org)
            reissuing.withdraw_originals(connection, old, before, originals, after)
            touched = self._finish(connection, old, before, mine=False)
            self._keys = None
            me = identity.enrolled_in(me, self.trust())
            reissuing.become(connection, me, ring)
            counting = self._counting(connection, me.org)
            keys = self._key_source(connection, me.org)
            me = reissuing.write_again(connection, me, keys, counting, replacements)
            counting.projection.flush()
            me = reissuing.write_again(connection, me, keys, counting, then())
            reissuing.rewrite_drafts(connection, old.org, me.org, dots)
            counting.projection.cases |= touched
            cases = self._finish(connection, me, counting, mine=False)
            case_rows.mark_sent(connection, case_rows.wrongly_unsent(connection))
            return cases

    def _receiving(self, connection: Connection, me: Me) -> Receiving:
        keys = self._key_source(connection, me.org)
        return Receiving(connection, me, keys, self.trust(), self._counting(connection, me.org))

    def _reconsider(self, connection: Connection, me: Me) -> frozenset[CaseId]:
        work = self._receiving(connection, me)
        work.set_aside_retired()
        work.try_aside()
        work.try_waiting()
        return self._finish(connection, me, work.counting, mine=False)


def _noted(connection: Connection, at: str) -> tuple[Part, ...]:
    """What is noted for the access log as one change; none where nothing is, or nothing else is saved."""
    ops = access_rows.take(connection) if at else ()
    return (Part(ops=ops, at=at),) if ops else ()
