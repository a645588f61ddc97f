"""The central system as a laptop sees it: one protocol for the HTTP client, the server and the tests."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.command import SignedCommand
from desktop_app.ledger.directory import SignedDirectory
from desktop_app.ledger.file_messages import BundleResult, FileState
from desktop_app.ledger.handover import SignedHandover
from desktop_app.ledger.ids import DeviceId, FileId, Hash, OrgId
from desktop_app.ledger.laptop_messages import LaptopStanding
from desktop_app.ledger.messages import (
    MAX_LINES,
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


class CentralSystem(Protocol):
    """The central system as one laptop sees it; each call speaks for the calling device.

    Every method may raise `CentralUnavailable` (nothing local may have changed) and `CentralRefused`.
    """

    def enrol(self, request: EnrolRequest) -> EnrolReply:
        """Ask for a place in an organisation."""

    def enrolment(self, ticket: str) -> EnrolmentStatus:
        """Return how a request stands."""

    def state(self) -> SignedState:
        """Return the newest versions of directory and rosters."""

    def directories(self, after: int) -> tuple[SignedDirectory, ...]:
        """Return the directories above a version, ascending."""

    def rosters(self, org: OrgId, after: int) -> tuple[SignedRoster, ...]:
        """Return the rosters of an organisation above a version, ascending."""

    def handover(self) -> SignedHandover | None:
        """Return the newest hand-over to the calling device."""

    def register_invitation(self, code_hash: Hash, until: str) -> None:
        """Let a code enrol one laptop into the caller's organisation until that time (ISO 8601, UTC, `Z`)."""

    def pending(self) -> tuple[PendingEnrolment, ...]:
        """Return the laptops that wait for an administrator of the caller's organisation."""

    def publish(self, roster: SignedRoster, handovers: Sequence[SignedHandover]) -> None:
        """Publish a roster with its hand-overs, all or nothing, if it is the newest plus one."""

    def laptops(self) -> tuple[LaptopStanding, ...]:
        """Return how each laptop of the caller's organisation is treated; for administrators."""

    def set_aside(self, dev: DeviceId, after: int) -> tuple[SignedChange, ...]:
        """Return what is set aside of a laptop above a number, ascending, a page of it; for administrators."""

    def give_command(self, command: SignedCommand) -> None:
        """Give a command to a laptop of the caller's organisation; for administrators."""

    def commands(self) -> tuple[SignedCommand, ...]:
        """Return what the calling laptop is to do, oldest first."""

    def obeyed(self, command: bytes) -> None:
        """Say that the calling laptop has done what the command with this id told it."""

    def push(self, lines: Sequence[SignedChange]) -> PushReply:
        """Give a run of one author device; raises `Conflict` for a gap and `Forked`."""

    def feed(self, after: int, feed_hash: Hash, limit: int = MAX_LINES, wait: int = 0) -> FeedPage:
        """Return what the caller's organisation received after a point; raises `UnknownPoint`."""

    def have(self, hashes: Collection[Hash]) -> frozenset[Hash]:
        """Return which of these changes the caller's organisation's feed lacks."""

    def missing(self, hashes: Collection[Hash]) -> MissingParts:
        """Return those of these changes that are whole there, and what is sought of the caller's organisation."""

    def put_chunk(self, file: FileId, index: int, chunks: int, sealed: bytes) -> FileState:
        """Give one of the `chunks` sealed chunks of a file of the caller's organisation; what it lacks now."""

    def file_state(self, file: FileId) -> FileState:
        """Return how much the central system has of a file of the caller's organisation."""

    def chunk(self, org: OrgId, file: FileId, index: int, change: Hash) -> bytes:
        """Return a sealed chunk of an organisation's file; another's only if `change` in the caller's feed names it."""

    def bundle(self, data: bytes) -> tuple[BundleResult, ...]:
        """Hand in a bundle of the caller's organisation: what became of each device's changes."""
