"""Invitations: one code, one laptop, fifteen minutes, and nothing but a place in the queue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from central_system.clock import stamp
from desktop_app.ledger.ids import OrgId, new_id
from desktop_app.ledger.invitation import code_hash, new_code
from desktop_app.ledger.keys import DeviceKey
from desktop_app.ledger.messages import CentralRefused, EnrolRequest
from tests.central_fixtures import CentralInTest, Organisation

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def request(org: OrgId | None, code: str, key: DeviceKey | None = None, name: str = "Uusi kone") -> EnrolRequest:
    key = key or DeviceKey.generate()
    return EnrolRequest(org, code, key.public, key.kem_public, name)


def invite(central: CentralInTest, organisation: Organisation, minutes: int = 15) -> str:
    code = new_code()
    until = stamp((central.now or datetime.now(UTC)) + timedelta(minutes=minutes))
    central.client(organisation.admin).register_invitation(code_hash(code), until)
    return code


def refusal(central: CentralInTest, asked: EnrolRequest) -> str:
    with pytest.raises(CentralRefused) as refused:
        central.client().enrol(asked)
    return refused.value.code


def test_a_code_serves_one_laptop_once_and_a_lost_reply_does_no_harm(central: CentralInTest) -> None:
    organisation = central.add_organisation()
    code, asked = invite(central, organisation), DeviceKey.generate()
    first = central.client().enrol(request(organisation.org, code, asked))
    assert central.client().enrol(request(organisation.org, code.lower().replace("-", " "), asked)) == first
    assert refusal(central, request(organisation.org, code)) == "wrong_invitation_code"
    assert [one.name for one in central.client(organisation.admin).pending()] == ["Uusi kone"]


def test_a_code_dies_after_fifteen_minutes_however_long_was_asked(central: CentralInTest) -> None:
    central.now = NOW
    organisation = central.add_organisation()
    codes = [invite(central, organisation, minutes) for minutes in (5, 60 * 24, -30)]
    central.now = NOW + timedelta(minutes=6)
    assert refusal(central, request(organisation.org, codes[0])) == "wrong_invitation_code"
    central.now = NOW + timedelta(minutes=14)
    assert central.client().enrol(request(organisation.org, codes[2])).ticket
    central.now = NOW + timedelta(minutes=16)
    assert refusal(central, request(organisation.org, codes[1])) == "wrong_invitation_code"


def test_a_code_of_one_organisation_gives_no_place_in_another(central: CentralInTest) -> None:
    organisation, other = central.add_organisation(), central.add_organisation()
    code = invite(central, organisation)
    assert refusal(central, request(other.org, code)) == "wrong_invitation_code"
    assert refusal(central, request(None, code)) == "organisation_missing"
    assert refusal(central, request(OrgId(bytes(16)), code)) == "organisation_missing"
    assert refusal(central, request(organisation.org, "not a code")) == "wrong_invitation_code"
    assert refusal(central, request(organisation.org, code, name="kone\0")) == "name_not_printable"
    assert central.client(other.admin).pending() == ()


def test_guessing_is_stopped_and_does_not_stop_others(central: CentralInTest) -> None:
    central.now = NOW
    organisation, other = central.add_organisation(), central.add_organisation()
    code = invite(central, organisation)
    for _ in range(20):
        assert refusal(central, request(organisation.org, new_code())) == "wrong_invitation_code"
    assert refusal(central, request(organisation.org, code)) == "too_many_attempts"
    assert central.client().enrol(request(other.org, invite(central, other))).ticket
    central.now = NOW + timedelta(minutes=17)
    assert central.client().enrol(request(organisation.org, invite(central, organisation))).ticket


def test_only_administrators_invite_and_see_who_waits(central: CentralInTest) -> None:
    organisation = central.add_organisation()
    member = central.add_device(organisation)
    for ask in (
        lambda: central.client(member).register_invitation(code_hash(new_code()), stamp(NOW)),
        central.client(member).pending,
    ):
        with pytest.raises(CentralRefused) as refused:
            ask()
        assert refused.value.code == "not_an_administrator"


def test_a_ticket_tells_nothing_but_how_it_stands(central: CentralInTest) -> None:
    central.now = NOW
    organisation = central.add_organisation()
    key = DeviceKey.generate()
    ticket = central.client().enrol(request(organisation.org, invite(central, organisation), key)).ticket
    assert central.client().enrolment(ticket).state == "waiting"
    central.now = NOW + timedelta(days=8)
    assert central.client().enrolment(ticket).state == "unknown"
    assert central.client(organisation.admin).pending() == ()
    central.add_device(organisation, key)
    assert central.client().enrolment(ticket).state == "ready"
    for odd in ("", "x", ticket[:-4], "A" * 43, "Ä" * 43):
        assert central.client().enrolment(odd).state == "unknown"


def test_the_first_laptop_of_a_new_organisation_waits_for_the_authority(central: CentralInTest) -> None:
    organisation = central.add_organisation()
    code = new_code()
    central.central.enrolment.register_for_new_organisation(code_hash(code))
    own = OrgId(new_id())
    ticket = central.client().enrol(request(own, code)).ticket
    (pending,) = central.central.enrolment.pending_organisations()
    assert (pending.org, pending.ticket) == (own, ticket)
    assert central.client(organisation.admin).pending() == ()
