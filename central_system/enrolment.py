"""Invitations and the laptops that wait: a code gives nothing but a place in the queue."""

from datetime import datetime, timedelta
from typing import Final

from psycopg import Connection

from central_system.caller import Caller
from central_system.clock import Clock
from central_system.database import Database
from central_system.trust import check_administrator
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Malformed, b64, unb64
from desktop_app.ledger.ids import ID_LENGTH, Hash, OrgId, device_id, digest
from desktop_app.ledger.invitation import code_hash
from desktop_app.ledger.messages import CentralRefused, EnrolmentStatus, EnrolReply, EnrolRequest, PendingEnrolment

#: Where the first laptops of new organisations wait for the authority; no organisation has this id.
AUTHORITY_DESK: Final = OrgId(bytes(ID_LENGTH))
VALID: Final = timedelta(minutes=15)
KEPT: Final = timedelta(days=7)
_MAX_TRIES: Final = {True: 200, False: 20}


class EnrolmentDesk:
    """Takes invitations from administrators and requests from new laptops."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def register(self, caller: Caller, hash_: Hash, until: datetime) -> None:
        """Let a code enrol one laptop into the caller's organisation, at most 15 minutes; for administrators."""
        with self._database.transaction(caller.org) as connection:
            check_administrator(connection, caller)
            self._register(connection, caller.org, hash_, until)

    def register_for_new_organisation(self, hash_: Hash) -> None:
        """Let a code enrol the first laptop of a new organisation; for the operator's command line."""
        with self._database.transaction(AUTHORITY_DESK) as connection:
            self._register(connection, AUTHORITY_DESK, hash_, self._clock() + VALID)

    def enrol(self, request: EnrolRequest) -> EnrolReply:
        """Exchange a code for a ticket; the same request again gives the same ticket.

        Raises `CentralRefused`: `organisation_missing`, `wrong_invitation_code`, `too_many_attempts`.
        """
        if request.org is None or request.org == AUTHORITY_DESK:
            raise CentralRefused("organisation_missing")
        if not request.name.isprintable():
            raise CentralRefused("name_not_printable")
        try:
            hash_ = code_hash(request.code)
        except LuotsiError as error:
            raise CentralRefused(error.code) from error
        for desk in (request.org, AUTHORITY_DESK):
            with self._database.transaction(desk) as connection:
                ticket = self._enrol_at(connection, desk, request, request.org, hash_)
            if ticket is not None:
                return EnrolReply(b64(desk + ticket))
        raise CentralRefused("wrong_invitation_code")

    def status(self, ticket: str) -> EnrolmentStatus:
        """Tell whether the laptop is in its organisation's roster (or the directory's anchor) by now."""
        try:
            raw = unb64(ticket, 2 * ID_LENGTH)
        except Malformed:
            return EnrolmentStatus("unknown")
        desk = OrgId(raw[:ID_LENGTH])
        with self._database.transaction(desk) as connection:
            row = connection.execute(
                "select e.key, e.own_org, e.asked from enrolment e where e.org = %s and e.ticket = %s",
                (desk, raw[ID_LENGTH:]),
            ).fetchone()
            if row is None:
                return EnrolmentStatus("unknown")
            home = connection.execute("select org from device_home where dev = %s", (device_id(row[0]),)).fetchone()
        if home is not None and home[0] == row[1]:
            return EnrolmentStatus("ready")
        return EnrolmentStatus("waiting" if row[2] > self._clock() - KEPT else "unknown")

    def pending(self, caller: Caller) -> tuple[PendingEnrolment, ...]:
        """Return the laptops that wait for an administrator of the caller's organisation."""
        with self._database.transaction(caller.org) as connection:
            check_administrator(connection, caller)
            return self._waiting(connection, caller.org)

    def pending_organisations(self) -> tuple[PendingEnrolment, ...]:
        """Return the first laptops that wait for the authority; for the operator's command line."""
        with self._database.transaction(AUTHORITY_DESK) as connection:
            return self._waiting(connection, AUTHORITY_DESK)

    def _register(self, connection: Connection, desk: OrgId, hash_: Hash, until: datetime) -> None:
        now = self._clock()
        latest = now + VALID
        connection.execute("delete from invitation where org = %s and until < %s", (desk, now))
        connection.execute(
            "insert into invitation (org, code_hash, until) values (%s, %s, %s) on conflict do nothing",
            (desk, hash_, min(until, latest) if until > now else latest),
        )

    def _enrol_at(
        self, connection: Connection, desk: OrgId, request: EnrolRequest, own_org: OrgId, hash_: Hash
    ) -> bytes | None:
        ticket = digest(hash_ + request.key + request.kem + own_org)[:ID_LENGTH]
        known = connection.execute("select 1 from enrolment where org = %s and ticket = %s", (desk, ticket)).fetchone()
        if known is not None:
            return ticket
        now = self._clock()
        _check_tries(connection, desk, now)
        used = connection.execute(
            "delete from invitation where org = %s and code_hash = %s and until >= %s returning 1", (desk, hash_, now)
        ).fetchone()
        if used is None:
            _count_try(connection, desk, now)
            return None
        connection.execute("delete from enrolment where org = %s and asked < %s", (desk, now - KEPT))
        connection.execute(
            "insert into enrolment (org, ticket, own_org, key, kem, name, asked) values (%s, %s, %s, %s, %s, %s, %s)",
            (desk, ticket, own_org, request.key, request.kem, request.name, now),
        )
        return ticket

    def _waiting(self, connection: Connection, desk: OrgId) -> tuple[PendingEnrolment, ...]:
        rows = connection.execute(
            "select ticket, key, kem, name, own_org from enrolment where org = %s and asked > %s order by asked",
            (desk, self._clock() - KEPT),
        ).fetchall()
        devices = [device_id(row[1]) for row in rows]
        homes = connection.execute("select dev from device_home where dev = any(%s)", (devices,)).fetchall()
        known = {row[0] for row in homes}
        return tuple(
            PendingEnrolment(b64(desk + row[0]), row[1], row[2], row[3], OrgId(row[4]))
            for row, dev in zip(rows, devices, strict=True)
            if dev not in known
        )


def _check_tries(connection: Connection, desk: OrgId, now: datetime) -> None:
    connection.execute("delete from invitation_try where org = %s and minute < %s", (desk, now - VALID))
    row = connection.execute("select coalesce(sum(tries), 0) from invitation_try where org = %s", (desk,)).fetchone()
    if row is not None and int(row[0]) >= _MAX_TRIES[desk == AUTHORITY_DESK]:
        raise CentralRefused("too_many_attempts")


def _count_try(connection: Connection, desk: OrgId, now: datetime) -> None:
    connection.execute(
        "insert into invitation_try (org, minute, tries) values (%s, %s, 1)"
        " on conflict (org, minute) do update set tries = invitation_try.tries + 1",
        (desk, now.replace(second=0, microsecond=0)),
    )
