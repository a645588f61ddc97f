"""Disclosing: frozen copies of own records, and the line that remembers what was given to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.case_file import CaseFile
from desktop_app.domain.proposal import Copy
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.ids import Dot, RecordId, new_id


@dataclass(frozen=True, slots=True)
class Given:
    """One copy that goes out: the record of the stream, and the line of the disclosure that remembers its source."""

    op: Op
    line: dict[str, Json]


def copied(copy: Copy, file: CaseFile) -> Given:
    """Return the copy as a new record of the stream."""
    source = file.record(copy.source)
    target = RecordId(new_id())
    values = {name: source.values[name] for name in copy.fields if source.values.get(name) is not None}
    heads = {name: source.heads.get(name, ()) for name in values}
    return Given(Op(target, copy.kind, values, dict.fromkeys(values, ())), line_of(target, copy, heads))


def line_of(target: RecordId, copy: Copy, heads: dict[str, tuple[Dot, ...]]) -> dict[str, Json]:
    """Return what a disclosure remembers of one copy. Heads are `device:n`: pairs would nest too deep."""
    told: dict[str, Json] = {name: [f"{b64(dev)}:{n}" for dev, n in dots] for name, dots in heads.items()}
    return {
        "copy": b64(target),
        "source": b64(copy.source),
        "kind": copy.kind,
        "fields": list(heads),
        "heads": told,
    }


def disclosure(
    record: RecordId, reader: str, cover: Cover, lines: Sequence[dict[str, Json]], how: str, at: str, **more: Json
) -> Op:
    """Return the own record of what was given; its id is that of the stream which it opened, if it opened one.

    `purpose` is that of the cover and `consents` what it rests on, unless `more` says otherwise.
    """
    values: dict[str, Json] = {
        "reader": reader,
        "purpose": cover.purpose,
        "consents": [b64(one) for one in cover.basis],
        "copies": list(lines),
        "how": how,
        "disclosed_at": at,
    }
    values |= more
    return Op(record, "disclosure", values, dict.fromkeys(values, ()))
