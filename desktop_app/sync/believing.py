"""Fetching directory, rosters and the ring, and believing of them only what the root leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.sure_time import AGREE
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.handover import open_handover
from desktop_app.ledger.ids import CaseId, Hash, OrgId
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.ledger.roster import SignedRoster
from desktop_app.ledger.state import SignedState, State, verify_state
from desktop_app.ledger.trust import Trust
from desktop_app.storage.store import Store

#: Where the store keeps the newest server time seen: consent is never judged by an earlier one.
SERVER_TIME = "server_time"

#: What the clock of this laptop said when that time was told.
SERVER_TIME_CLOCK = "server_time_clock"


@dataclass(frozen=True, slots=True)
class Beliefs:
    """The trust after asking, the server's signed state (None: not believed), and codes of what was not believed."""

    trust: Trust
    state: State | None
    doubts: tuple[str, ...] = ()


def fetch_trust(central: CentralSystem, trust: Trust, org: OrgId) -> Trust:
    """Return the trust with all newer directories and rosters that can be believed.

    Raises CentralUnavailable; `Refused` when there is no directory under the pinned root, or `org`'s own roster is not
    to be believed.
    """
    beliefs = ask(central, trust)
    if beliefs.trust.directory is None:
        raise Refused(beliefs.doubts[0] if beliefs.doubts else "no_directory")
    return accept_rosters(beliefs.trust, central.rosters(org, _version(beliefs.trust, org)))


def ask(central: CentralSystem, trust: Trust) -> Beliefs:
    """Return what can be believed of what the central system has; an old or false version stops nothing else."""
    doubts: list[str] = []
    signed = None if trust.directory is None else central.state()
    if signed is None or _may_name_a_newer_directory(signed, trust):
        trust = _newer_directories(central, trust, doubts)
    if trust.directory is None:
        return Beliefs(trust, None, tuple(doubts))
    try:
        state = verify_state(signed or central.state(), trust.directory.server.receipt)
    except Refused as error:
        return Beliefs(trust, None, (*doubts, error.code))
    for org in _behind(trust, state):
        try:
            trust = accept_rosters(trust, central.rosters(org, _version(trust, org)))
        except (Refused, Waiting) as error:
            doubts.append(error.code)
    return Beliefs(trust, state, (*doubts, *_contradictions(trust, state)))


def _may_name_a_newer_directory(signed: SignedState, trust: Trust) -> bool:
    """Return whether to ask for directories: a newer one is named, or the signature may be by a newer one's key."""
    assert trust.directory is not None
    try:
        state = verify_state(signed, trust.directory.server.receipt)
    except Refused:
        return True
    return state.directory[0] > trust.directory.version


def _newer_directories(central: CentralSystem, trust: Trust, doubts: list[str]) -> Trust:
    for signed in central.directories(0 if trust.directory is None else trust.directory.version):
        try:
            trust = trust.accept_directory(signed)
        except Refused as error:
            doubts.append(error.code)
    if trust.directory is not None and "wrong_root" in doubts:  # directories from before the pinned root came to be
        doubts[:] = [doubt for doubt in doubts if doubt != "wrong_root"]
    return trust


def accept_rosters(trust: Trust, rosters: tuple[SignedRoster, ...]) -> Trust:
    """Return the trust with these rosters, ascending; those below an organisation's new anchor are left out."""
    for signed in rosters:
        roster = signed.parsed()
        entry = trust.org(roster.org)
        if entry is not None and trust.newest_roster(roster.org) is None and roster.version < entry.anchor_version:
            continue
        trust = trust.accept_roster(signed)
    return trust


def take_ring(store: Store, central: CentralSystem) -> frozenset[CaseId]:
    """Fetch the ring when the organisation has rotated its secrets; the cases that can be read now."""
    me, trust = store.me(), store.trust()
    newest = trust.newest_roster(me.org)
    if newest is None or len(newest.kems) <= store.ring().highest:
        return frozenset()
    signed = central.handover()
    roster = None if signed is None else trust.roster(me.org, signed.parsed().version)
    if signed is None or roster is None:
        return frozenset()
    return store.add_ring(open_handover(signed, roster, me.key.kem, me.dev))


def note_server_time(store: Store, state: State, clock: datetime) -> None:
    """Remember the server's clock, and what this laptop's `clock` says to it.

    It goes back only where both now say the same and the one told before was ahead of both: the server's clock was
    wrong then. Neither the laptop's clock nor the network alone can turn it back.
    """
    text = store.setting(SERVER_TIME)
    held = None if text is None else datetime.fromisoformat(text)
    told = datetime.fromisoformat(state.time)
    if held is None or told > held or (held - told > AGREE and abs(clock - told) <= AGREE):
        store.set_setting(SERVER_TIME, state.time)
        store.set_setting(SERVER_TIME_CLOCK, clock.isoformat())


def _behind(trust: Trust, state: State) -> tuple[OrgId, ...]:
    """Return the organisations of which the central system has a newer roster, in the order of their ids."""
    known = (org for org, (version, _) in state.rosters.items() if version > _version(trust, org))
    return tuple(sorted(org for org in known if trust.org(org) is not None))


def _contradictions(trust: Trust, state: State) -> tuple[str, ...]:
    """Return codes for versions of which the state names another hash, or which it has lost."""
    found: list[str] = []
    if trust.signed_directory is not None and trust.directory is not None:
        found += _against("directory", trust.directory.version, trust.signed_directory.hash, state.directory)
    for org, chain in trust.signed_rosters.items():
        named = state.rosters.get(org)
        if named is not None:
            found += _against("roster", trust.rosters[org][-1].version, chain[-1].hash, named)
    return tuple(sorted(set(found)))


def _against(what: str, version: int, held: Hash, named: tuple[int, Hash]) -> list[str]:
    if named[0] == version and named[1] != held:
        return [f"forked_{what}"]
    return [f"older_{what}"] if named[0] < version else []


def _version(trust: Trust, org: OrgId) -> int:
    newest = trust.newest_roster(org)
    return 0 if newest is None else newest.version
