"""Whatever goes over the wire reads back, and nothing else is taken."""

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Malformed, canon, parse
from desktop_app.ledger.handover import make_handover
from desktop_app.ledger.ids import DeviceId, Hash, OrgId, digest
from desktop_app.ledger.invitation import Invitation, code_hash, new_code
from desktop_app.ledger.messages import (
    EnrolmentStatus,
    EnrolReply,
    EnrolRequest,
    FeedLine,
    FeedPage,
    PendingEnrolment,
    PublishRequest,
    PushReply,
    PushRequest,
    hashes_from_json,
    hashes_to_json,
)
from desktop_app.ledger.missing_parts import MissingParts
from desktop_app.ledger.receipts import Receipt, SignedReceipt, sign_receipt, verify_receipt
from desktop_app.ledger.refusal import Refused
from tests.ledger.world import World, op


@pytest.fixture(scope="module")
def messages():
    world = World()
    organisation = world.add()
    laptop = organisation.first
    change = laptop.seal(op(text="a"))
    receipt = sign_receipt(
        Receipt(laptop.org, laptop.key.dev, 1, change.hash, "2026-11-23T10:00:00Z", (1,)), world.server
    )
    roster = organisation.rosters[0]
    handover = make_handover(roster.parsed(), laptop.key.dev, organisation.ring, laptop.key)
    line = FeedLine(1, digest(b""), "2026-11-23T10:00:00Z", False, change)
    return [
        EnrolRequest(laptop.org, "CODE", laptop.key.public, laptop.key.kem_public, "Kannettava 1"),
        EnrolRequest(None, "CODE", laptop.key.public, laptop.key.kem_public, ""),
        EnrolReply("ticket"),
        EnrolmentStatus("waiting"),
        PendingEnrolment("ticket", laptop.key.public, laptop.key.kem_public, "Kannettava 1", laptop.org),
        PublishRequest(roster, (handover,)),
        PushRequest((change,)),
        PushReply(1, receipt, (1,), ()),
        PushReply(0, None, (), (1, 2)),
        line,
        FeedPage((line,), 1),
        FeedPage((), 0),
        MissingParts((change,), ((laptop.key.dev, 3),)),
    ]


def test_every_message_reads_back_from_its_canonical_form(messages):
    for message in messages:
        assert type(message).from_json(parse(canon(message.to_json()))) == message


def test_a_member_too_many_too_few_or_of_another_type_is_refused(messages):
    for message in messages:
        value = message.to_json()
        for name in value:
            for wrong in ({"more": 1, **value}, {k: v for k, v in value.items() if k != name}, {**value, name: 1.5}):
                if name in ("org", "sealed") and name not in wrong:
                    continue  # may be absent
                with pytest.raises(Malformed):
                    type(message).from_json(wrong)


def test_a_set_of_hashes_reads_back():
    hashes = frozenset({digest(b"a"), digest(b"b")})
    assert hashes_from_json(hashes_to_json(hashes)) == hashes


def test_a_receipt_is_the_central_systems_alone():
    world = World()
    receipt = Receipt(OrgId(bytes(16)), DeviceId(bytes(16)), 3, Hash(bytes(32)), "2026-11-23T10:00:00Z")
    signed = sign_receipt(receipt, world.server)
    assert verify_receipt(SignedReceipt.from_json(signed.to_json()), world.server.public) == receipt
    with pytest.raises(Refused):
        verify_receipt(signed, world.root[0].public)
    with pytest.raises(Refused):
        verify_receipt(SignedReceipt(signed.bytes.replace(b'"n":3', b'"n":4'), signed.sig), world.server.public)


@pytest.mark.parametrize("org", [None, bytes(range(16))])
def test_an_invitation_reads_back_even_broken_over_lines(org):
    invitation = Invitation("https://central.example", Hash(bytes(32)), org, new_code())
    text = invitation.to_text()
    assert Invitation.from_text(f" {text[:40]}\n {text[40:]} ") == invitation


def test_a_damaged_invitation_is_noticed():
    text = Invitation("https://central.example", Hash(bytes(32)), None, new_code()).to_text()
    for wrong in ("", "luotsi1.", text[:-1], text[:60] + ("A" if text[60] != "A" else "B") + text[61:], "x" + text):
        with pytest.raises(LuotsiError, match="wrong_invitation"):
            Invitation.from_text(wrong)


def test_a_code_is_known_however_it_is_written():
    code = "0123-ABCD-EFGH-1K0Z"
    assert code_hash(code) == code_hash("oi23 abcd efgh lkoz")
    assert len(new_code()) == 19
    assert code_hash(new_code()) != code_hash(new_code())
    for wrong in ("", "0123", "0123-ABCD-EFGH-JKM!", "0123-ABCD-EFGH-JKMU"):
        with pytest.raises(LuotsiError, match="wrong_invitation_code"):
            code_hash(wrong)


def test_an_unknown_state_and_too_many_lines_are_refused(messages):
    with pytest.raises(Malformed):
        EnrolmentStatus.from_json({"state": "perhaps"})
    (push,) = [message for message in messages if isinstance(message, PushRequest)]
    with pytest.raises(Malformed):
        PushRequest.from_json({"lines": [line.to_line() for line in push.lines * 501]})
