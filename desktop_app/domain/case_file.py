"""All records of one case, and what follows from them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from types import MappingProxyType

from desktop_app.domain.age import is_child
from desktop_app.domain.decision import is_identified
from desktop_app.domain.due import Due, due
from desktop_app.domain.kind import OrgKind
from desktop_app.domain.kinds import CATALOGUE, KINDS
from desktop_app.domain.progress import Progress, progress
from desktop_app.domain.received import Received, openings_of, received
from desktop_app.domain.record import Record as Record
from desktop_app.domain.summary import CaseSummary, exists_for, summarise
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.ids import CaseId, OrgId, RecordId, StreamId, UserId


class CaseFile:
    """The records of one case as one organisation holds them; answers from memory.

    Records of kinds that stand apart from the case's work, and deleted ones, are not held. `records` has own records,
    the organisation's copies in shared streams, and what others sent; `delivered` tells by stream when the central
    system receipted the newest change that was sent there; `now` is aware. Of cases that were joined all records are
    held, each with its own case; `lead` is the one under which they stand in lists.
    """

    def __init__(
        self,
        case: CaseId,
        records: Iterable[Record],
        *,
        own_org: OrgId,
        now: datetime,
        own_kind: OrgKind | str = OrgKind.OUTREACH,
        delivered: Mapping[StreamId, str] = MappingProxyType({}),
        lead: CaseId | None = None,
    ) -> None:
        self.case = case
        self.lead = case if lead is None else lead
        self.own_org = own_org
        self.own_kind = OrgKind(own_kind)
        self.now = now
        self.records = tuple(each for each in records if each.kind in KINDS and not each.is_deleted)
        self._delivered = delivered

    def with_records(self, records: Iterable[Record]) -> CaseFile:
        """Return the same case with other records."""
        return CaseFile(
            self.case,
            records,
            own_org=self.own_org,
            now=self.now,
            own_kind=self.own_kind,
            delivered=self._delivered,
            lead=self.lead,
        )

    def record(self, record: RecordId) -> Record:
        """Return one record by its id, the own one where ids meet. Raises KeyError."""
        found = [each for each in self.records if each.record == record]
        if not found:
            raise KeyError(record)
        return min(found, key=lambda each: not each.is_own)

    @cached_property
    def own(self) -> tuple[Record, ...]:
        """The records of the organisation's own stream."""
        return tuple(each for each in self.records if each.is_own and each.org == self.own_org)

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        """Return own records and those that others sent, oldest first; not the copies that were sent to others."""
        found = [each for each in self.records if each.kind == kind and (each.is_own or each.org != self.own_org)]
        return tuple(sorted(found, key=lambda each: (each.created_at, each.record)))

    def newest(self, kind: str) -> Record | None:
        """Return the newest own record of a kind, else the newest that others sent, else None."""
        found = self.of_kind(kind)
        own = [each for each in found if each.is_own]
        return next(reversed(own or found), None)

    @cached_property
    def progress(self) -> Progress | None:
        """How far the proposal has come, None when none is begun."""
        return progress(self.records, self._delivered)

    def proposal_state(self) -> str:
        """Return the state of the proposal, `draft` also when none is begun."""
        return self.progress.state if self.progress else "draft"

    def is_child(self) -> bool:
        """Tell whether the child's path applies: under 18, or of an unclear age and treated as a child."""
        return any(is_child(each, self.now) for each in self.of_kind("person"))

    def identified(self) -> bool:
        """Tell whether the person is identified as a victim (746/2011, 35 § 1); derived, never stored."""
        return is_identified(self.records)

    def due(self) -> tuple[Due, ...]:
        """Return what is due, earliest first."""
        return self._due

    @cached_property
    def _due(self) -> tuple[Due, ...]:
        return due([*self.own, *(each for each in self.records if each.org != self.own_org)], self.progress)

    def possible_steps(self) -> tuple[str, ...]:
        """Return the kinds of records that may be written next, in the order of the catalogue.

        What the records say closes no step: proposal and referral are possible at any time, for everybody.
        """
        return tuple(kind.name for kind in CATALOGUE if self.own_kind in kind.open_to)

    def may_open(self, user: UserId) -> bool:
        """Tell whether the case exists for a worker: in its team where one is named, and not blocked."""
        return exists_for(self.summary(), user)

    def summary(self) -> CaseSummary:
        """Return what the list of cases shows of this case, and what search needs."""
        come = min(self._all_received(), key=_pressing, default=None)
        return summarise(self.lead, self.records, self.own_org, self.progress, self.due(), come)

    def received(self) -> Received | None:
        """Return what another organisation sent that opened this case, None where nothing was received.

        Of joined cases it is what opened the one asked for, else what presses most.
        """
        found = self._all_received()
        asked = [each for each in found if each.opening.case == self.case]
        return min(asked or found, key=_pressing, default=None)

    def _all_received(self) -> list[Received]:
        opened = openings_of(self.records, self.own_org)
        if not opened:
            return []
        due, child = self.due(), self.is_child()
        return [received(opening, self.records, self.own_org, due, child=child) for opening in opened]

    def is_team_member(self, user: UserId) -> bool:
        """Tell whether a worker is named in the case's team."""
        cover = self.newest("case")
        return cover is not None and b64(user) in cover.codes("case_team")


def _pressing(come: Received) -> tuple[bool, tuple[str, ...]]:
    """Sort what waits for an answer before what does not, and the most pressing first."""
    return not come.waits, come.order
