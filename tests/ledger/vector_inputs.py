"""The fixed inputs of the stored vectors, and how the vectors were made from them."""

from __future__ import annotations

import json
import sys
import zlib
from pathlib import Path

from desktop_app.ledger import purposes
from desktop_app.ledger.canonical import Json, b64, canon
from desktop_app.ledger.change import Header, Op, Payload, Wrap
from desktop_app.ledger.directory import Directory, OrgEntry, OrgKind, RootKeys, ServerKeys, sign_directory
from desktop_app.ledger.handover import make_handover
from desktop_app.ledger.ids import CaseId, DeviceId, FileId, Hash, OrgId, RecordId, StreamId, UserId, digest
from desktop_app.ledger.keys import (
    DeviceKey,
    KemKey,
    RecoveryKey,
    Ring,
    SigningKey,
    commitment,
    org_kem,
    seal_to,
    stream_key,
)
from desktop_app.ledger.receipts import Receipt, sign_receipt
from desktop_app.ledger.roster import ADMIN, DECIDE, Device, Recovery, first_roster, next_roster
from desktop_app.ledger.sealing import KeySource, assemble, wrap_info
from desktop_app.ledger.state import State, sign_state

FOLDER = Path(__file__).parent / "vectors"

SECRET = bytes(range(32))
RING = Ring(((1, SECRET),))
ORG = OrgId(bytes(range(16)))
STREAM = StreamId(bytes(range(16, 32)))
OTHER = OrgId(bytes(range(32, 48)))
OTHER_RING = Ring(((1, bytes(range(32, 64))),))
DEVICE = DeviceKey(bytes(32), bytes(96))
SECOND = DeviceKey(b"\2" * 32, b"\2" * 96)
ROOT = tuple(SigningKey(bytes([n]) * 32) for n in (11, 12, 13))
SERVER = SigningKey(b"\x15" * 32)
SERVER_KEM = KemKey(b"\x16" * 96)
SHEET = RecoveryKey.derive(bytes(range(48, 64)), ORG)
OTHER_SHEET = RecoveryKey.derive(bytes(range(48, 64)), OTHER)
RECORD = RecordId(bytes(range(64, 80)))
CASE = CaseId(bytes(range(80, 96)))
USER = UserId(bytes(range(96, 112)))
FILE = FileId(bytes(range(112, 128)))
AT = "2026-11-23T10:00:00.000Z"

OWN = Payload(
    USER,
    AT,
    (
        Op(
            RECORD,
            "note",
            {
                "text": "Käynti kioskilla \u2013 språk: \u0443\u043a\u0440\u0430\u0457\u043d\u0441\u044c\u043a\u0430",
                "safe": None,
                "rows": [{"way": "phone", "works": True, "n": 2}],
            },
            {"text": ((DeviceId(bytes(16)), 7), (DEVICE.dev, 1)), "safe": (), "rows": ()},
        ),
    ),
    case=CASE,
    was=Hash(bytes(range(32))),
)
SHARED = Payload(
    USER,
    AT,
    (Op(RecordId(STREAM), "proposal", {"language": "sv", "urgency": "today"}, {"language": (), "urgency": ()}),),
)


def own_header() -> Header:
    """Return the header of the own change, without the hash of the sealed bytes."""
    erase = ((DEVICE.dev, 1),)
    return Header(ORG, DEVICE.dev, 2, bytes(range(32)), StreamId(ORG), 2, 1, 1, Hash(b""), None, False, erase, (FILE,))


def shared_header(ct: bytes) -> Header:
    """Return the header of the shared change with this wrap, without the hash of the sealed bytes."""
    wrap = Wrap(commitment(stream_key(SECRET, STREAM, 1, 1)), ct, OTHER, 1)
    return Header(ORG, DEVICE.dev, 1, b"", STREAM, 1, 1, 0, Hash(b""), wrap, True)


def directory() -> Directory:
    """Return directory 1."""
    entries = (
        OrgEntry(ORG, OrgKind.OUTREACH, False, "ngo", "Esimerkki ry", DEVICE.public),
        OrgEntry(OTHER, OrgKind.ASSISTANCE_SYSTEM, True, "assistance_system", "Auttamisjärjestelmä", SECOND.public, 2),
    )
    root = RootKeys(tuple(key.public for key in ROOT), 2)
    server = ServerKeys(SERVER.public, SERVER_KEM.public, "https://central.example")
    return Directory(1, b"", "2026-11-01T00:00:00Z", root, server, entries)


def signed_bytes() -> dict[str, dict[str, Json]]:
    """Return everything signed whose bytes follow from the inputs alone."""
    first = first_roster(ORG, DEVICE, RING, Recovery.of(SHEET))
    until = Device(DEVICE.dev, DEVICE.public, DEVICE.kem_public, frozenset({ADMIN}), (2, bytes(range(32))))
    following = next_roster(first, SHEET, devices=(until, Device.of(SECOND, frozenset({ADMIN, DECIDE}))))
    signed = sign_directory(directory(), ROOT[1:])
    state = State("2026-11-23T10:00:00Z", (1, signed.hash), {ORG: (2, following.hash)})
    receipt = Receipt(ORG, DEVICE.dev, 2, Hash(bytes(range(32))), "2026-11-23T10:00:01.000Z", (1, 2))
    return {
        "directory": {**_text(signed.bytes), "sigs": [[b64(key), b64(sig)] for key, sig in signed.sigs]},
        "roster_1": {**_text(first.bytes), "sig": b64(first.sig)},
        "roster_2": {**_text(following.bytes), "sig": b64(following.sig)},
        "state": {**_text(sign_state(state, SERVER).bytes), "sig": b64(sign_state(state, SERVER).sig)},
        "receipt": {**_text(sign_receipt(receipt, SERVER).bytes), "sig": b64(sign_receipt(receipt, SERVER).sig)},
    }


def _text(data: bytes) -> dict[str, Json]:
    return {"bytes": data.decode(), "hash": digest(data).hex()}


def _change(header: Header, payload: Payload, key: bytes, nonce: bytes) -> dict[str, Json]:
    keys = KeySource(ORG, RING)
    cipher, _, derived = keys.own(header.stream, 1, 0 if header.wrap is None else 1)
    assert derived == key
    body = zlib.compress(payload.to_bytes())
    change = assemble(header, body, cipher, DEVICE, nonce)
    assert change.sealed is not None
    return {
        "payload": payload.to_bytes().decode(),
        "body": body.hex(),
        "key": key.hex(),
        "nonce": nonce.hex(),
        "aad": (purposes.PAYLOAD + canon(header.core())).decode(),
        "header": change.header.decode(),
        "hash": change.hash.hex(),
        "sig": change.sig.hex(),
        "sealed": change.sealed.hex(),
    }


def make() -> dict[str, dict[str, Json]]:
    """Make all vectors. The HPKE ciphertexts in them are new each time: what is stored was made once."""
    key = stream_key(SECRET, STREAM, 1, 1)
    info = wrap_info(ORG, STREAM, 1, commitment(key), OTHER, 1)
    ct = seal_to(org_kem(OTHER_RING.secret(1), OTHER).public, info, key)
    roster = first_roster(ORG, DEVICE, RING, Recovery.of(SHEET))
    handover = make_handover(roster.parsed(), None, RING, DEVICE)
    return {
        "own_change": _change(own_header(), OWN, stream_key(SECRET, StreamId(ORG), 1), bytes(range(12))),
        "shared_change": _change(shared_header(ct), SHARED, key, bytes(range(12, 24))),
        "wrap": {"info": info.decode(), "ct": ct.hex(), "key": key.hex(), "commit": commitment(key).hex()},
        "handover": {"bytes": handover.bytes.decode(), "sig": handover.sig.hex(), "ring": [[1, SECRET.hex()]]},
        **signed_bytes(),
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, vector in make().items():
        path = FOLDER / f"{name}.json"
        if path.exists():
            print(f"{path.name} is kept: what was signed once must open for ever", file=sys.stderr)
        else:
            path.write_text(json.dumps(vector, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
