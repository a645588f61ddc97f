"""The one path by which a change begins to count, whether saved here or pulled from elsewhere."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.change import Header, Payload, SignedChange
from desktop_app.ledger.ids import CaseId, Dot, FileId, OrgId, RecordId, StreamId, received_case
from desktop_app.ledger.messages import FeedLine
from desktop_app.ledger.sealing import KeySource, open_payload
from desktop_app.ledger.stream_rules import StreamFacts, StreamKind, may_count
from desktop_app.ledger.trust import Trust
from desktop_app.storage import changes, erasing, file_rows, reissued_rows, streams
from desktop_app.storage.changes import Logged, State
from desktop_app.storage.projection import Projection, RecordName
from desktop_app.storage.record_rows import Protective, Row, Touch, change_ids

DISCLOSURE: Final = "disclosure"


class Counting:
    """Changes that begin to count in one transaction; `projection` holds what they touch until it is flushed."""

    def __init__(
        self, connection: Connection, org: OrgId, keys: KeySource, trust: Trust, protective: Protective
    ) -> None:
        self._connection = connection
        self._org = org
        self._keys = keys
        self._trust = trust
        self._counted: dict[Dot, bool] = {}
        self._streams: dict[tuple[OrgId, StreamId], streams.Stream | None] = {}
        self.projection = Projection(connection, protective)
        self.opened = False
        self.erased = False
        self.files_erased: set[FileId] = set()

    def count(
        self,
        change: SignedChange,
        payload: Payload,
        *,
        place: int | None = None,
        case: CaseId | None = None,
        line: FeedLine | None = None,
    ) -> None:
        """Let a change count whose author and bytes have been checked.

        `place` is given when the log holds it already, `line` when it comes from the feed, `case` when this laptop is
        writing a shared stream. Raises `Refused` or `Waiting`, with nothing changed, where its stream's rules say so.
        """
        header = change.parsed
        kinds: Callable[[RecordId], str | None] = partial(self._kind, header)
        facts = may_count(header, payload, trust=self._trust, streams=self._facts, kinds=kinds)
        case = self._case(header, payload, facts, case)
        if place is None:
            place = changes.insert(self._connection, change, case=case, at=payload.at, line=line)
        else:
            changes.set_state(self._connection, place, State.COUNTED, None, case, payload.at)
        self._counted[header.dot] = True
        reissued_rows.note(self._connection, payload)
        self._note_stream(header, facts, case)
        if header.files:
            file_rows.note(self._connection, header, payload.ops, case)
        touch = Touch(header.dot, place, payload.user, payload.at)
        self.projection.apply(header.org, header.stream, case, payload, touch, self.applied)
        if header.org == self._org and header.own and case is not None:
            self._tie_disclosures(payload, case)
        if header.erase:
            self._erase(header, payload)

    def _erase(self, header: Header, payload: Payload) -> None:
        """Obey an erasure; what another organisation sent here stays, but for what never came."""
        fresh = erasing.note(self._connection, header)
        lines = erasing.held(self._connection, header, fresh)
        if header.org != self._org:
            lines = tuple(line for line in lines if line.change.sealed is None)
        erasing.drop_bytes(self._connection, self._keys, lines, self._org)
        self.withdraw([line for line in lines if line.state is State.COUNTED])
        self.projection.flush()
        if header.org == self._org and fresh:
            erasing.mend_drafts(self._connection, self._keys, erasing.struck_by(payload), fresh)
            erasing.drop_drafts_of_cases(self._connection, payload, {line.case for line in lines})
            self.files_erased |= erasing.unnamed_files(self._connection, lines)
            self.erased = True

    def applied(self, dot: Dot) -> bool:
        """Whether the change with this name counts in this store."""
        known = self._counted.get(dot)
        if known is None:
            row = self._connection.execute(
                "SELECT 1 FROM change WHERE dev = ? AND n = ? AND state = 'counted'", dot
            ).fetchone()
            known = self._counted[dot] = row is not None
        return known

    def withdraw(self, lines: Collection[Logged]) -> None:
        """Build again every record that these changes touched; they have been set aside or refused already.

        A stream whose opening record is among them is closed to view again: what else it holds waits.
        """
        names: set[RecordName] = set()
        left = [*lines]
        while left:
            line = left.pop()
            header = line.change.parsed
            self._counted[header.dot] = False
            touched = [op.record for op in open_payload(line.change, self._keys).ops]
            names.update((header.org, header.stream, record) for record in touched)
            if RecordId(header.stream) in touched and not header.own:
                left += self._unopened(header.org, header.stream)
        for name in sorted(names):
            self.recompute(name)

    def _unopened(self, org: OrgId, stream: StreamId) -> tuple[Logged, ...]:
        streams.forget(self._connection, org, stream)
        self._streams.pop((org, stream), None)
        lines = changes.counted_in_stream(self._connection, org, stream)
        for line in lines:
            changes.set_state(self._connection, line.id, State.WAITING, "opening_record_missing")
        return lines

    def recompute(self, name: RecordName) -> None:
        """Build one record again from those of its changes that count."""
        old = self.projection.forget(name)
        if old is None:
            return
        lines = changes.at_places(self._connection, change_ids(old.changes))
        touching = {line.change.parsed.dot for line in lines}
        done: set[Dot] = set()
        for line in lines:
            if line.state is not State.COUNTED:
                continue
            header, payload = line.change.parsed, open_payload(line.change, self._keys)
            touch = Touch(header.dot, line.id, payload.user, payload.at)
            alone = Payload(payload.user, payload.at, tuple(op for op in payload.ops if op.record == name[2]))
            case = line.case if header.own and header.org == self._org else old.case
            self.projection.apply(*name[:2], case, alone, touch, partial(self._before, done, touching))
            done.add(header.dot)
        self._keep_places(name, old, {line.id for line in lines})

    def _before(self, done: Collection[Dot], touching: Collection[Dot], dot: Dot) -> bool:
        """Whether a change is applied at this point of building a record again."""
        return dot in done or (dot not in touching and self.applied(dot))

    def _keep_places(self, name: RecordName, old: Row, held: Collection[int]) -> None:
        """Leave what does not count now in the record's list: it may be released, and history shows it."""
        row = self.projection.row(name)
        if row is not None:
            row.changes = b"".join(place.to_bytes(8) for place in change_ids(old.changes) if place in held)

    def _kind(self, header: Header, record: RecordId) -> str | None:
        row = self.projection.row((header.org, header.stream, record))
        return None if row is None else row.kind

    def _stream(self, org: OrgId, stream: StreamId) -> streams.Stream | None:
        name = (org, stream)
        if self._streams.get(name) is None:
            self._streams[name] = streams.get(self._connection, org, stream)
        return self._streams[name]

    def _facts(self, org: OrgId, stream: StreamId) -> StreamFacts | None:
        known = self._stream(org, stream)
        return None if known is None else known.facts

    def _case(self, header: Header, payload: Payload, facts: StreamFacts, written: CaseId | None) -> CaseId | None:
        """The case of a change at this organisation; ids of cases never travel outside it."""
        if facts.kind is StreamKind.OWN:
            return payload.case
        known = self._stream(header.org, header.stream)
        if known is not None and known.case is not None:
            return known.case
        if facts.kind is StreamKind.REPLY and facts.answers is not None:
            return self._answered_case(header, facts.answers)
        if header.org != self._org:
            return received_case(header.org, header.stream)
        return written if written is not None else self._disclosing_case(header.stream)

    def _answered_case(self, header: Header, answers: StreamId) -> CaseId | None:
        assert header.wrap is not None
        if header.org == self._org:
            return received_case(header.wrap.to, answers)
        answered = self._stream(self._org, answers)
        return None if answered is None else answered.case

    def _disclosing_case(self, stream: StreamId) -> CaseId | None:
        row = self._connection.execute(
            "SELECT case_id FROM stream WHERE org = ? AND stream = ?", (self._org, stream)
        ).fetchone()
        return None if row is None or row[0] is None else CaseId(row[0])

    def _note_stream(self, header: Header, facts: StreamFacts, case: CaseId | None) -> None:
        known = self._stream(header.org, header.stream)
        if known is None or (known.case is None and case is not None and facts.kind is not StreamKind.OWN):
            streams.open_(self._connection, facts, None if facts.kind is StreamKind.OWN else case)
            self._streams.pop((header.org, header.stream), None)
            self.opened = True
        if header.close:
            streams.close(self._connection, header.org, header.stream)

    def _tie_disclosures(self, payload: Payload, case: CaseId) -> None:
        for op in payload.ops:
            if op.kind == DISCLOSURE:
                stream = StreamId(op.record)
                streams.tie_to_case(self._connection, self._org, stream, case)
                self.projection.tie_to_case(self._org, stream, case)
                self._streams.pop((self._org, stream), None)
