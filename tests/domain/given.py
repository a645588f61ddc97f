"""Records of invented people, for the tests of the domain."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from desktop_app.domain.case_file import CaseFile
from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.ids import CaseId, DeviceId, OrgId, RecordId, StreamId, UserId
from desktop_app.ledger.merge import Head

OWN = OrgId(b"organisation-own")
SYSTEM = OrgId(b"assistance-systm")
OTHER = OrgId(b"somebody-else-xx")
CASE = CaseId(b"a-case-of-a-case")
WORKER = UserId(b"worker-sanna-xxx")
NOW = datetime.fromisoformat("2025-03-06T12:00:00+02:00")


def record_id(name: str) -> RecordId:
    return RecordId(hashlib.sha256(name.encode()).digest()[:16])


def record(
    kind: str,
    values: Mapping[str, Json],
    *,
    org: OrgId = OWN,
    stream: bytes | None = None,
    at: str = "2025-03-05T08:00:00.000Z",
    name: str | None = None,
    conflicts: Mapping[str, tuple[Json, ...]] | None = None,
) -> Record:
    """A record of `org`, in its own stream unless one is named; `conflicts` gives the versions standing."""
    standing = {
        field: tuple(Head(DeviceId(b"d" * 16), n, at, value) for n, value in enumerate(versions, 1))
        for field, versions in (conflicts or {}).items()
    }
    rid = record_id(name or f"{kind}{sorted(values.items(), key=str)}{org!r}{stream!r}{at}")
    where = StreamId(bytes(org) if stream is None else stream)
    return Record(org, where, rid, kind, values, {}, standing, at, at, WORKER, CASE)


def consent(
    purpose: str = "send_proposal",
    answer: str = "given",
    *groups: str,
    recipient: OrgId | None = SYSTEM,
    at: str | None = "2025-03-05T10:00+02:00",
    until: str | None = None,
    **kwargs: object,
) -> Record:
    values: dict[str, Json] = {"purpose": purpose, "answer": answer, "data_groups": [*groups]}
    if recipient is not None:
        values["recipient"] = b64(recipient)
    if at is not None:
        values["answered_at"] = at
    if until is not None:
        values["valid_until"] = until
    return record("consent", values, **kwargs)  # type: ignore[arg-type] # passed on as they came


def case_file(*records: Record, now: datetime = NOW, own: OrgId = OWN, **kwargs: object) -> CaseFile:
    return CaseFile(CASE, records, own_org=own, now=now, **kwargs)  # type: ignore[arg-type] # passed on as they came


def cover_record(**values: Json) -> Record:
    filled: dict[str, Json] = {"reference": "Koivu 3", "identity_level": "none", **values}
    return record("case", filled, at="2025-03-03T18:30:00.000Z", name="cover")
