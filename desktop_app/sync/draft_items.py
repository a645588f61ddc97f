"""A draft as a safety copy carries it."""

from __future__ import annotations

from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.ids import ID_LENGTH, CaseId, DeviceId, Dot, RecordId, StreamId
from desktop_app.ledger.members import Members, as_bytes, as_integer, as_list
from desktop_app.ledger.refusal import Refused
from desktop_app.storage.drafts import Draft


def draft_to(draft: Draft) -> Json:
    """Return a draft as JSON."""
    fields: dict[str, Json] = {
        name: {"base": [[b64(dev), n] for dev, n in base], "value": value}
        for name, (value, base) in draft.fields.items()
    }
    return {
        "at": draft.at,
        "case": None if draft.case is None else b64(draft.case),
        "fields": fields,
        "kind": draft.kind,
        "record": b64(draft.record),
        "started_at": draft.started_at,
        "stream": None if draft.stream is None else b64(draft.stream),
    }


def draft_from(value: Json) -> Draft:
    """Read it; raises `Malformed`."""
    members = Members(value)
    case, stream = members.optional_octets("case", ID_LENGTH), members.optional_octets("stream", ID_LENGTH)
    fields = members.any("fields")
    if type(fields) is not dict:
        raise Refused("damaged_file")
    draft = Draft(
        record=RecordId(members.octets("record", ID_LENGTH)),
        kind=members.text("kind", 60),
        case=None if case is None else CaseId(case),
        stream=None if stream is None else StreamId(stream),
        fields={name: _field(one) for name, one in fields.items()},
        started_at=members.text("started_at", 40),
        at=members.text("at", 40),
    )
    members.done()
    return draft


def _field(value: Json) -> tuple[Json, tuple[Dot, ...]]:
    members = Members(value)
    found = members.any("value"), members.list("base", _dot)
    members.done()
    return found


def _dot(value: Json) -> Dot:
    pair = as_list(value, lambda one: one, 2)
    if len(pair) != 2:
        raise Refused("damaged_file")
    return DeviceId(as_bytes(pair[0], ID_LENGTH)), as_integer(pair[1], 1)
