"""One unlocked store: everything that use cases and sync may ask of it."""

from desktop_app.ledger.ids import CaseId
from desktop_app.storage import checking, identity
from desktop_app.storage.carrying import CarryingStore
from desktop_app.storage.checking import Finding, VerifyReport
from desktop_app.storage.delivery import Unsent
from desktop_app.storage.drafts import Draft
from desktop_app.storage.history import Conflict, Exported, HistoryEntry, Version
from desktop_app.storage.identity import Me
from desktop_app.storage.log_store import Applied
from desktop_app.storage.record_store import RecordStore
from desktop_app.storage.writing import Part

__all__ = [
    "Applied",
    "Conflict",
    "Draft",
    "Exported",
    "Finding",
    "HistoryEntry",
    "Me",
    "Part",
    "Store",
    "Unsent",
    "VerifyReport",
    "Version",
]


class Store(RecordStore, CarryingStore):
    """One worker's unlocked store, to be made once and closed at locking; safe to use from several threads.

    Expected failures are `LuotsiError`: `store_damaged`, `disk_full`, `disk_failed`, `store_closed`, and those named
    at the methods. What a worker may not see is in no answer.
    """

    def rebuild(self) -> frozenset[CaseId]:
        """Build records, streams and the list of cases anew from the log; every case there is."""
        with self._database.write() as connection:
            me = identity.read(connection)
            counting = self._counting(connection, me.org)
            checking.replay(connection, counting, self._key_source(connection, me.org))
            return self._finish(connection, me, counting, mine=False)

    def verify(self) -> VerifyReport:
        """Check the file, every hash, chain and signature, and that what is shown is what the log adds up to."""
        damage = self._database.damage()
        if damage:
            return VerifyReport(0, 0, tuple(Finding("damaged", place) for place in damage))
        self.settle()
        self.cases.begin_day()
        with self._database.read() as connection:
            number, findings = checking.check_log(connection, identity.read(connection), self.trust())
            before = checking.projections(connection)
        with self._database.rehearsal() as connection:
            self.rebuild()
            after = checking.projections(connection)
        return VerifyReport(number, len(before["record"]), findings + checking.differences(before, after))
