"""One case as JSON: its records and every signed change, for the person's own copy and for another program."""

from __future__ import annotations

import json

from desktop_app.domain.record import Record
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.ids import CaseId, Dot
from desktop_app.storage.cases import CaseRow
from desktop_app.storage.history import Exported
from desktop_app.use_cases import access, cases, joining
from desktop_app.use_cases.session import Session

FORMAT = "luotsi case 1"


def find(session: Session, reference: str) -> CaseId:
    """Return the case with exactly this reference, alone or joined. Raises LuotsiError `no_such_case`."""
    page = cases.page(session, cases.ListRequest(query=reference, limit=200))
    asked = reference.strip().casefold()
    rows: list[CaseRow] = [row for row in page.rows if row.reference.casefold() == asked]
    rows = rows or [row for row in page.rows if asked in joining.references(session, row.case)]
    if not rows:
        raise LuotsiError("no_such_case")
    return rows[0].case


def case_as_json(session: Session, case: CaseId) -> str:
    """Return the case as indented JSON: records by kind with their values, and the log of changes with signatures.

    All kinds are copied as they are, also those that the program does not know. Raises LuotsiError `no_such_case`.
    """
    cases.read(session, case)
    access.note(session, case, access.EXPORTED)
    document: dict[str, Json] = {
        "format": FORMAT,
        "case": b64(case),
        "exported_at": session.at(),
        "records": [_record(one) for one in session.store.case_records(case)],
        "changes": [_change(one) for one in session.store.case_changes(case)],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _record(record: Record) -> Json:
    values: dict[str, Json] = dict(record.values)
    heads: dict[str, Json] = {name: _dots(dots) for name, dots in record.heads.items()}
    return {
        "organisation": b64(record.org),
        "stream": b64(record.stream),
        "record": b64(record.record),
        "kind": record.kind,
        "case": None if record.case is None else b64(record.case),
        "values": values,
        "heads": heads,
        "created_at": record.created_at,
        "changed_at": record.changed_at,
    }


def _change(exported: Exported) -> Json:
    return {"state": exported.state, "signed": exported.change.to_line()}


def _dots(dots: tuple[Dot, ...]) -> Json:
    return [[b64(dev), n] for dev, n in dots]
