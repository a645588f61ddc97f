"""What one laptop, or the central system, believes: root, newest directory and roster chains, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop_app.ledger.change import Reader
from desktop_app.ledger.directory import Directory, OrgEntry, SignedDirectory, check_signatures
from desktop_app.ledger.ids import DeviceId, Hash, OrgId
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.ledger.roster import Device, Roster, SignedRoster, check_signed, check_step


@dataclass(frozen=True, slots=True)
class Trust:
    """Accepted directory and rosters under one pinned root; every method returns a new value and changes none.

    `signed_directory` and the last of each of `signed_rosters` are the newest accepted; the chains are kept whole,
    so that they can be handed on and two versions with one number are noticed.
    """

    root_hash: Hash
    signed_directory: SignedDirectory | None = None
    signed_rosters: Mapping[OrgId, tuple[SignedRoster, ...]] = field(default_factory=dict)
    directory: Directory | None = None
    rosters: Mapping[OrgId, tuple[Roster, ...]] = field(default_factory=dict)

    @property
    def newest_root(self) -> Hash:
        """The hash of the root in force, which invitations name: the pinned one until a directory replaced it."""
        return self.root_hash if self.directory is None else self.directory.root.hash

    def accept_directory(self, signed: SignedDirectory) -> Trust:
        """Return the trust with this directory as the newest; the same one again changes nothing.

        The first must have the pinned root, every later one follow the one held. Raises `Refused`: `wrong_root`,
        `under_threshold`, `older_directory`, `forked_directory`, `not_chained`; `Malformed`.
        """
        directory = signed.parsed()
        if self.directory is None or self.signed_directory is None:
            if directory.root.hash != self.root_hash:
                raise Refused("wrong_root")
            check_signatures(signed, directory, directory.root)
            return replace(self, signed_directory=signed, directory=directory)
        if directory.version <= self.directory.version:
            if signed.bytes == self.signed_directory.bytes:
                return self
            same = directory.version == self.directory.version
            raise Refused("forked_directory" if same else "older_directory")
        if directory.version != self.directory.version + 1 or directory.prev != self.signed_directory.hash:
            raise Refused("not_chained")
        check_signatures(signed, directory, self.directory.root)
        return replace(self, signed_directory=signed, directory=directory)

    def accept_roster(self, signed: SignedRoster) -> Trust:
        """Return the trust with this roster as the newest of its organisation; one held already changes nothing.

        Raises `Waiting` (`organisation_unknown`, `roster_before_missing`) or `Refused` (`older_roster`,
        `forked_roster`, `not_chained`, `not_an_administrator`, `wrong_signature`, `device_changed` …).
        """
        roster = signed.parsed()
        entry = self.org(roster.org)
        if entry is None:
            raise Waiting("organisation_unknown")
        held = self.rosters.get(roster.org, ())
        if held and roster.version <= held[-1].version:
            return self._held_already(signed, roster)
        self._check_signer(roster, entry, held)
        check_signed(signed, roster)
        if held:
            check_step(self.signed_rosters[roster.org][-1], roster)
        signed_chain = (*self.signed_rosters.get(roster.org, ()), signed)
        return replace(
            self,
            rosters={**self.rosters, roster.org: (*held, roster)},
            signed_rosters={**self.signed_rosters, roster.org: signed_chain},
        )

    def _held_already(self, signed: SignedRoster, roster: Roster) -> Trust:
        for old, old_signed in zip(self.rosters[roster.org], self.signed_rosters[roster.org], strict=True):
            if old.version == roster.version:
                if old_signed.bytes == signed.bytes:
                    return self
                raise Refused("forked_roster")
        raise Refused("older_roster")

    @staticmethod
    def _check_signer(roster: Roster, entry: OrgEntry, held: tuple[Roster, ...]) -> None:
        anchored = roster.version == entry.anchor_version
        if not held and not anchored:
            raise Waiting("roster_before_missing")
        if held and roster.version != held[-1].version + 1:
            raise Waiting("roster_before_missing")
        allowed = frozenset({entry.anchor}) if anchored else held[-1].may_sign_next()
        if roster.by not in allowed:
            raise Refused("not_an_administrator")

    def org(self, org: OrgId) -> OrgEntry | None:
        """Return the directory's entry of an organisation."""
        return None if self.directory is None else self.directory.org(org)

    def organisations(self) -> tuple[OrgEntry, ...]:
        """Return all organisations of the directory."""
        return () if self.directory is None else self.directory.orgs

    def newest_roster(self, org: OrgId) -> Roster | None:
        """Return the newest accepted roster of an organisation."""
        chain = self.rosters.get(org)
        return chain[-1] if chain else None

    def roster(self, org: OrgId, version: int) -> Roster | None:
        """Return one accepted version of an organisation's roster."""
        return next((roster for roster in self.rosters.get(org, ()) if roster.version == version), None)

    def device(self, org: OrgId, dev: DeviceId, roster_version: int | None = None) -> Device | None:
        """Return a laptop as the newest roster, or the one of that version, names it."""
        roster = self.newest_roster(org) if roster_version is None else self.roster(org, roster_version)
        return None if roster is None else roster.device(dev)

    def reader(self, org: OrgId) -> Reader:
        """Return an organisation as the reader of a stream, with its newest KEM key; raises `Waiting`."""
        roster = self.newest_roster(org)
        if roster is None or self.org(org) is None:
            raise Waiting("organisation_unknown")
        epoch, key = roster.kems[-1]
        return Reader(org, epoch, key)
