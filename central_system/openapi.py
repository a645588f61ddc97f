"""The description of the HTTP surface, OpenAPI 3.1, as it is served; the meaning stands in docs/protocol.md."""

from functools import cache
from typing import Final

from central_system.versions import REPLY_HEADER
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.file_chunks import SEALED_CHUNK
from desktop_app.ledger.file_messages import MAX_CHUNKS
from desktop_app.ledger.keys import KEM_LENGTH, SIGN_LENGTH, SIGNATURE_LENGTH
from desktop_app.ledger.messages import MAX_LINES, PROTOCOL, VERSION_HEADER
from desktop_app.ledger.missing_parts import MAX_PARTS

_MOST: Final = 2**53 - 1
#: What the last letter may be, by how many bytes the last group has: unused bits are zero.
_LAST: Final = {0: "", 1: "[AQgw]", 2: "[AEIMQUYcgkosw048]"}


def _octets(length: int | None = None) -> dict[str, Json]:
    """Base64url without padding, of so many bytes when given."""
    if length is None:
        return {"type": "string", "pattern": "^[A-Za-z0-9_-]*$"}
    whole, last = length * 4 // 3, _LAST[length % 3]
    return {"type": "string", "pattern": f"^[A-Za-z0-9_-]{{{whole}}}{last}$"}


def _object(**members: Json) -> dict[str, Json]:
    """An object with exactly these members."""
    return {
        "type": "object",
        "properties": members,
        "required": [*sorted(members)],
        "additionalProperties": False,
    }


def _list(of: Json, most: int | None = None, least: int = 0) -> dict[str, Json]:
    found: dict[str, Json] = {"type": "array", "items": of, "minItems": least}
    return found if most is None else found | {"maxItems": most}


def _maybe(schema: Json) -> dict[str, Json]:
    return {"oneOf": [schema, {"type": "null"}]}


def _ref(name: str) -> dict[str, Json]:
    return {"$ref": f"#/components/schemas/{name}"}


def _text(most: int) -> dict[str, Json]:
    return {"type": "string", "maxLength": most}


_NUMBER: Final[dict[str, Json]] = {"type": "integer", "minimum": 0, "maximum": _MOST}
_ID: Final = _octets(16)
_HASH: Final = _octets(32)
_SIGNED: Final = _object(bytes=_octets(), sig=_octets(SIGNATURE_LENGTH))
_VERB: Final[Json] = {"enum": ["lock", "wipe"]}
_LINE: Final[dict[str, Json]] = {"header": _octets(), "sealed": _maybe(_octets()), "sig": _octets(SIGNATURE_LENGTH)}

_SCHEMAS: Final[dict[str, Json]] = {
    "Failure": {"type": "object", "properties": {"code": _text(60)}, "required": ["code"]},
    "Signed": _SIGNED,
    "Directory": _object(bytes=_octets(), sigs=_list(_list(_octets(), 2, 2))),
    "Line": _object(**_LINE),
    "FeedLine": _object(
        **_LINE,
        feed_hash=_HASH,
        received=_text(40),
        seq={"type": "integer", "minimum": 1},
        withheld={"type": "boolean"},
    ),
    "PushReply": _object(
        acked=_NUMBER, quarantined=_list(_NUMBER), receipt=_maybe(_ref("Signed")), withheld=_list(_NUMBER)
    ),
    "FileState": _object(chunks=_NUMBER, missing=_list(_NUMBER, MAX_CHUNKS)),
    "Pending": _object(kem=_octets(KEM_LENGTH), key=_octets(SIGN_LENGTH), name=_text(200), org=_ID, ticket=_text(100)),
    "Order": _object(do=_VERB, fetched={"type": "boolean"}, obeyed={"type": "boolean"}),
    "Laptop": _object(
        dev=_ID,
        order=_maybe(_ref("Order")),
        set_aside=_NUMBER,
        state={"enum": ["active", "suspended", "forked", "retired"]},
    ),
    "BundleResult": _object(code=_text(60), dev=_ID, reply=_maybe(_ref("PushReply"))),
}


def _query(name: str, schema: Json, *, required: bool = True) -> Json:
    return {"name": name, "in": "query", "required": required, "schema": schema}


def _json(schema: Json) -> dict[str, Json]:
    return {"content": {"application/json": {"schema": schema}}}


def _operation(
    summary: str,
    result: dict[str, Json],
    *,
    query: tuple[Json, ...] = (),
    body: dict[str, Json] | None = None,
    signed: bool = True,
) -> dict[str, Json]:
    failure: Json = {"description": "Refused; `code` says why.", **_json(_ref("Failure"))}
    version: Json = {"name": VERSION_HEADER, "in": "header", "required": False, "schema": _NUMBER | {"maximum": 9999}}
    answered: dict[str, Json] = {"200": {"description": "Done.", **result}, "4XX": failure, "503": failure}
    found: dict[str, Json] = {"summary": summary, "parameters": [*query, version], "responses": answered}
    if body is not None:
        found["requestBody"] = {"required": True, **body}
    if signed:
        found["security"] = [{"signature": []}]
    return found


_BYTES: Final[dict[str, Json]] = {
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
}
_CHUNK: Final[dict[str, Json]] = {
    "content": {
        "application/octet-stream": {"schema": {"type": "string", "format": "binary", "maxLength": SEALED_CHUNK}}
    }
}
_AFTER: Final = _query("after", _NUMBER | {"maximum": 10**15 - 1})
_FILE: Final = _query("file", _ID)
_PLACE: Final[dict[str, Json]] = {"type": "integer", "minimum": 0, "maximum": MAX_CHUNKS - 1}


def _open() -> dict[str, Json]:
    """What needs no signature."""
    ticket = _object(ticket=_text(100))
    enrol = _object(code=_text(40), kem=_octets(KEM_LENGTH), key=_octets(SIGN_LENGTH), name=_text(200), org=_maybe(_ID))
    status = _object(state={"enum": ["waiting", "ready", "unknown"]})
    return {
        "/health": {"get": _operation("Whether it works", _json(_object(ok={"const": True})), signed=False)},
        "/v1/openapi.json": {"get": _operation("This description", _json({"type": "object"}), signed=False)},
        "/v1/enrol": {"post": _operation("Ask for a place", _json(ticket), body=_json(enrol), signed=False)},
        "/v1/enrolment": {"post": _operation("How it stands", _json(status), body=_json(ticket), signed=False)},
    }


def _trust() -> dict[str, Json]:
    """Directory, rosters, hand-overs and invitations."""
    invitation = _object(code_hash=_HASH, until={"type": "string", "format": "date-time"})
    roster = _object(handovers=_list(_ref("Signed")), roster=_ref("Signed"))
    aside = _json(_object(lines=_list(_ref("Line"), MAX_LINES)))
    rosters = _json(_object(rosters=_list(_ref("Signed"))))
    return {
        "/v1/state": {"get": _operation("Newest versions, signed", _json(_ref("Signed")))},
        "/v1/directory": {
            "get": _operation("Directories", _json(_object(directories=_list(_ref("Directory")))), query=(_AFTER,))
        },
        "/v1/roster": {"get": _operation("Rosters", rosters, query=(_query("org", _ID), _AFTER))},
        "/v1/handover": {"get": _operation("The ring", _json(_object(handover=_maybe(_ref("Signed")))))},
        "/v1/invitation": {"post": _operation("Let a code enrol", _json(_object()), body=_json(invitation))},
        "/v1/pending": {"get": _operation("Who waits", _json(_object(pending=_list(_ref("Pending")))))},
        "/v1/publish": {"post": _operation("The next roster", _json(_object()), body=_json(roster))},
        "/v1/quarantine": {
            "get": _operation("What is set aside of a laptop", aside, query=(_query("dev", _ID), _AFTER))
        },
        "/v1/command": {
            "post": _operation("Tell a laptop what to do", _json(_object()), body=_json(_ref("Signed"))),
            "get": _operation("What the laptop is to do", _json(_object(commands=_list(_ref("Signed"))))),
        },
        "/v1/obeyed": {"post": _operation("It has been done", _json(_object()), body=_json(_object(id=_ID)))},
        "/v1/laptops": {"get": _operation("How laptops are treated", _json(_object(laptops=_list(_ref("Laptop")))))},
    }


def _changes() -> dict[str, Json]:
    """Changes, files and bundles."""
    hashes = _json(_object(hashes=_list(_HASH)))
    sought = _json(_object(hashes=_list(_HASH, MAX_PARTS)))
    missing = _json(_object(lines=_list(_ref("Line"), MAX_PARTS), sought=_list(_object(dev=_ID, n=_NUMBER), MAX_PARTS)))
    page = _json(_object(head=_NUMBER, lines=_list(_ref("FeedLine"), MAX_LINES)))
    push = _json(_object(lines=_list(_ref("Line"), MAX_LINES, 1)))
    feed = (
        _AFTER,
        _query("hash", _HASH),
        _query("limit", _NUMBER | {"maximum": MAX_LINES}, required=False),
        _query("wait", _NUMBER | {"maximum": 30}, required=False),
    )
    part = (_FILE, _query("index", _PLACE), _query("chunks", _PLACE | {"minimum": 1, "maximum": MAX_CHUNKS}))
    chunk = (_query("org", _ID), _FILE, _query("index", _PLACE), _query("change", _HASH))
    results = _json(_object(results=_list(_ref("BundleResult"))))
    return {
        "/v1/push": {"post": _operation("Give a run of one device", _json(_ref("PushReply")), body=push)},
        "/v1/feed": {"get": _operation("The next page, waited for", page, query=feed)},
        "/v1/missing": {"post": _operation("Sealed parts that are missing", missing, body=sought)},
        "/v1/have": {"post": _operation("Which of these are lacking", hashes, body=hashes)},
        "/v1/file": {
            "put": _operation("Give one chunk of a file", _json(_ref("FileState")), query=part, body=_CHUNK),
            "get": _operation("How much of a file is here", _json(_ref("FileState")), query=(_FILE,)),
        },
        "/v1/chunk": {"get": _operation("One chunk of a file", _BYTES, query=chunk)},
        "/v1/bundles": {"post": _operation("What was carried here", results, body=_BYTES)},
    }


@cache
def document() -> dict[str, Json]:
    """Return the whole description."""
    signature: Json = {
        "type": "apiKey",
        "in": "header",
        "name": "Signature",
        "description": "RFC 9421: @method, @target-uri, content-digest; created, nonce, keyid = device id, ed25519.",
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Luotsi central system",
            "version": str(PROTOCOL),
            "description": f"Relays sealed changes and reads none. Every reply says in {REPLY_HEADER} what is spoken.",
        },
        "components": {"schemas": _SCHEMAS, "securitySchemes": {"signature": signature}},
        "paths": {**_open(), **_trust(), **_changes()},
    }
