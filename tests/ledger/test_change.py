"""Headers, payloads and lines have one form and are read strictly."""

import json

import pytest

from desktop_app.ledger.canonical import Json, Malformed, canon
from desktop_app.ledger.change import Header, Op, Payload, SignedChange
from desktop_app.ledger.ids import CaseId, DeviceId, FileId, Hash, RecordId, UserId, new_id
from desktop_app.ledger.refusal import Waiting
from tests.ledger.world import AT, World, op

USER = UserId(bytes(16))


@pytest.fixture(scope="module")
def world():
    return World()


@pytest.fixture(scope="module")
def change(world):
    return world.add().first.seal(
        op(text="a"), op(text="b"), files=(FileId(new_id()),), erase=((DeviceId(bytes(16)), 3),)
    )


def altered(data, **members):
    """Return canonical bytes with members put in, or taken out where None."""
    value = json.loads(data)
    value.update(members)
    return canon({name: item for name, item in value.items() if item is not None})


def test_a_header_reads_back(change):
    assert Header.from_bytes(change.header).to_bytes() == change.header


@pytest.mark.parametrize(
    "members",
    [
        {"n": 0},
        {"n": "1"},
        {"n": True},
        {"sn": 0},
        {"sn": 2},
        {"epoch": 0},
        {"epoch": 2**32},
        {"roster": -1},
        {"v": 0},
        {"org": "AAAA"},
        {"prev": "AAAA"},
        {"sealed": None},
        {"sealed": ""},
        {"unknown": 1},
        {"close": 0},
        {"close": 2},
        {"close": True},
        {"erase": []},
        {"erase": [["AAAAAAAAAAAAAAAAAAAAAA", 0]]},
        {"erase": [["AAAAAAAAAAAAAAAAAAAAAA"]]},
        {"files": []},
        {"files": ["AAAA"]},
        {"files": "AAAAAAAAAAAAAAAAAAAAAA"},
        {"stream": "AAAAAAAAAAAAAAAAAAAAAA"},
        {"wrap": {}},
    ],
)
def test_a_header_with_a_wrong_member_is_refused(change, members):
    with pytest.raises(Malformed):
        Header.from_bytes(altered(change.header, **members))


def test_a_header_that_is_not_canonical_or_has_a_fraction_is_refused(change):
    for wrong in (change.header.replace(b'"n":1,', b'"n":1.0,'), change.header + b" ", b"[]", b"", b"{}"):
        with pytest.raises(Malformed):
            Header.from_bytes(wrong)


def test_a_newer_form_waits_for_a_newer_program(change):
    with pytest.raises(Waiting):
        Header.from_bytes(altered(change.header, v=2))
    with pytest.raises(Waiting):
        Payload.from_bytes(altered(Payload(USER, AT, ()).to_bytes(), v=2))


def test_a_payload_reads_back():
    payload = Payload(
        USER,
        AT,
        (op(text="ä", rows=[{"way": "phone", "value": None}]), op(base={"text": ((DeviceId(bytes(16)), 7),)})),
        case=CaseId(new_id()),
        was=Hash(bytes(32)),
        sch=9,
    )
    assert Payload.from_bytes(payload.to_bytes()) == payload


def test_unknown_kinds_and_fields_of_newer_laptops_are_kept():
    payload = Payload(USER, AT, (op(kind="of_next_year", new_field=[1, True]),), sch=99)
    assert Payload.from_bytes(payload.to_bytes()) == payload


@pytest.mark.parametrize(
    "members",
    [
        {"user": "AAAA"},
        {"ops": {}},
        {"ops": [1]},
        {"ops": [{"record": "AAAAAAAAAAAAAAAAAAAAAA", "kind": "note", "set": [], "base": {}}]},
        {"ops": [{"record": "AAAAAAAAAAAAAAAAAAAAAA", "kind": "note", "set": {}, "base": {"text": [["AAAA", 1]]}}]},
        {"ops": [{"record": "AAAAAAAAAAAAAAAAAAAAAA", "kind": "note", "set": {}}]},
        {"case": 1},
        {"was": "AAAA"},
        {"sch": 0},
        {"extra": 1},
        {"at": None},
    ],
)
def test_a_payload_with_a_wrong_member_is_refused(members):
    with pytest.raises(Malformed):
        Payload.from_bytes(altered(Payload(USER, AT, ()).to_bytes(), **members))


def test_one_record_stands_once_in_a_change():
    twice = Payload(USER, AT, (op(record=bytes(16), text="a"), op(record=bytes(16), other="b")))
    with pytest.raises(Malformed):
        twice.to_bytes()


def test_a_payload_of_more_than_a_mebibyte_is_refused():
    with pytest.raises(Malformed):
        Payload(USER, AT, (Op(RecordId(bytes(16)), "note", {"text": "x" * 2**20}, {}),)).to_bytes()


def test_a_line_carries_the_very_bytes(change):
    line = SignedChange.from_line(change.to_line())
    assert (line.header, line.sig, line.sealed, line.hash) == (change.header, change.sig, change.sealed, change.hash)
    erased = SignedChange(change.header, change.sig, None)
    assert SignedChange.from_line(erased.to_line()) == erased


def test_a_line_too_large_or_with_more_in_it_is_refused(change):
    lines: list[Json] = [
        {**change.to_line(), "more": 1},
        {**change.to_line(), "sig": "AAAA"},
        {**change.to_line(), "sealed": "A" * (2**21)},
        {**change.to_line(), "header": "A" * (2**17)},
        [],
    ]
    for wrong in lines:
        with pytest.raises(Malformed):
            SignedChange.from_line(wrong)


def test_a_header_of_more_than_64_kibibytes_is_refused(change):
    header = change.parsed
    large = type(header)(
        header.org, header.dev, 1, b"", header.stream, 1, 1, 1, header.sealed, erase=((header.dev, 1),) * 3000
    )
    with pytest.raises(Malformed):
        large.to_bytes()
    with pytest.raises(Malformed):
        Header.from_bytes(b" " * 70_000)
