"""The central system without a network in between, for tests and tools: one laptop's view of it."""

import time
from collections.abc import Collection, Sequence
from datetime import datetime

from central_system.caller import Caller
from central_system.central import Central
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.command import SignedCommand
from desktop_app.ledger.directory import SignedDirectory
from desktop_app.ledger.file_messages import BundleResult, FileState
from desktop_app.ledger.handover import SignedHandover
from desktop_app.ledger.ids import DeviceId, FileId, Hash, OrgId
from desktop_app.ledger.laptop_messages import LaptopStanding
from desktop_app.ledger.messages import (
    MAX_LINES,
    CentralRefused,
    EnrolmentStatus,
    EnrolReply,
    EnrolRequest,
    FeedPage,
    PendingEnrolment,
    PushReply,
)
from desktop_app.ledger.missing_parts import MissingParts
from desktop_app.ledger.roster import SignedRoster
from desktop_app.ledger.state import SignedState

_POLL = 0.05


class LocalCentral:
    """Implements `CentralSystem` for one device; a laptop without a device id may only enrol."""

    def __init__(self, central: Central, dev: DeviceId | None = None) -> None:
        self._central = central
        self._dev = dev

    def enrol(self, request: EnrolRequest) -> EnrolReply:
        """Ask for a place in an organisation."""
        return self._central.enrolment.enrol(request)

    def enrolment(self, ticket: str) -> EnrolmentStatus:
        """Return how a request stands."""
        return self._central.enrolment.status(ticket)

    def state(self) -> SignedState:
        """Return the newest versions of directory and rosters."""
        self._caller()
        return self._central.trust.state()

    def directories(self, after: int) -> tuple[SignedDirectory, ...]:
        """Return the directories above a version."""
        self._caller()
        return self._central.trust.directories(after)

    def rosters(self, org: OrgId, after: int) -> tuple[SignedRoster, ...]:
        """Return the rosters of an organisation above a version."""
        self._caller()
        return self._central.trust.rosters(org, after)

    def handover(self) -> SignedHandover | None:
        """Return the newest hand-over to this device."""
        return self._central.trust.handover(self._caller())

    def register_invitation(self, code_hash: Hash, until: str) -> None:
        """Let a code enrol one laptop."""
        self._central.enrolment.register(self._caller(), code_hash, datetime.fromisoformat(until))

    def pending(self) -> tuple[PendingEnrolment, ...]:
        """Return the laptops that wait."""
        return self._central.enrolment.pending(self._caller())

    def publish(self, roster: SignedRoster, handovers: Sequence[SignedHandover]) -> None:
        """Publish a roster with its hand-overs."""
        self._central.trust.publish(self._caller(), roster, handovers)

    def laptops(self) -> tuple[LaptopStanding, ...]:
        """Return how each laptop of the organisation is treated."""
        return self._central.laptops.standings(self._caller())

    def set_aside(self, dev: DeviceId, after: int) -> tuple[SignedChange, ...]:
        """Return what is set aside of a laptop above a number, a page of it."""
        return self._central.laptops.set_aside(self._caller(), dev, after)

    def give_command(self, command: SignedCommand) -> None:
        """Give a command to a laptop of the organisation."""
        self._central.orders.give(self._caller(), command)

    def commands(self) -> tuple[SignedCommand, ...]:
        """Return what this laptop is to do."""
        return self._central.orders.take(self._caller())

    def obeyed(self, command: bytes) -> None:
        """Say that this laptop has done it."""
        self._central.orders.obeyed(self._caller(), command)

    def push(self, lines: Sequence[SignedChange]) -> PushReply:
        """Give a run of one author device."""
        return self._central.relay.push(self._caller(), lines)

    def feed(self, after: int, feed_hash: Hash, limit: int = MAX_LINES, wait: int = 0) -> FeedPage:
        """Return what the organisation received after a point, waiting up to `wait` seconds for something."""
        caller = self._caller()
        end = time.monotonic() + wait
        while True:
            page = self._central.relay.feed(caller, after, feed_hash, limit)
            if page.lines or time.monotonic() >= end:
                return page
            time.sleep(_POLL)

    def have(self, hashes: Collection[Hash]) -> frozenset[Hash]:
        """Return which of these changes the organisation's feed lacks."""
        return self._central.relay.have(self._caller(), hashes)

    def missing(self, hashes: Collection[Hash]) -> MissingParts:
        """Return the sealed parts of these changes, and what is sought of this organisation."""
        return self._central.missing.seek(self._caller(), hashes)

    def put_chunk(self, file: FileId, index: int, chunks: int, sealed: bytes) -> FileState:
        """Give one chunk of a file."""
        return self._central.files.put(self._caller(), file, index, chunks, sealed)

    def file_state(self, file: FileId) -> FileState:
        """Return how much there is of a file of the organisation."""
        return self._central.files.state(self._caller(), file)

    def chunk(self, org: OrgId, file: FileId, index: int, change: Hash) -> bytes:
        """Return one chunk of a file that `change` names."""
        return self._central.files.chunk(self._caller(), org, file, index, change)

    def bundle(self, data: bytes) -> tuple[BundleResult, ...]:
        """Hand in a bundle of the organisation."""
        return self._central.bundles.take(self._caller(), data)

    def _caller(self) -> Caller:
        if self._dev is None:
            raise CentralRefused("signature_missing")
        return self._central.caller(self._dev).caller
