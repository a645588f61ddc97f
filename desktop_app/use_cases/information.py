"""Information given: which sheet, in which language, how, and where the paper went."""

from __future__ import annotations

from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, RecordId, new_id
from desktop_app.sheets.catalogue import sheet_list
from desktop_app.use_cases.session import Changed, Session


def sheet_title(value: str, language: str) -> tuple[str, str]:
    """Return the title of a sheet that a record names, and the tag of the language in which it was given.

    The title stands in `language` where the sheet has it; a sheet that the program no longer ships is its own title.
    """
    sheet, _, rest = value.partition("/")
    given_in = rest.partition("/")[0]
    for info in sheet_list():
        if info.sheet_id == sheet:
            wanted = language if language in info.languages else info.languages[0]
            return info.text(wanted).title, given_in
    return sheet, given_in


def record_given(
    session: Session,
    case: CaseId,
    *,
    sheet: str,
    language: str,
    revision: str,
    state: str,
    how: str,
    carried: str | None = None,
    variant: str = "standard",
    topics: tuple[str, ...] = (),
    to_whom: str | None = None,
) -> Changed:
    """Record that a sheet was handed over, read aloud or shown.

    `sheet` is its id; revision, language and review state are kept as at the moment of giving; `how` is a code of
    `sheet_how`, `carried` one of `sheet_carried`, `variant` what sheets.variant() names, `to_whom` the worker's words.
    """
    values: dict[str, Json] = {
        "given_at": session.now().astimezone().isoformat(timespec="minutes"),
        "sheet": f"{sheet}/{language}/{revision}/{state}",
        "variant": variant,
        "how": how,
    }
    if carried is not None:
        values["carried"] = carried
    if to_whom:
        values["to_whom"] = to_whom
    if topics:
        values["topics"] = list(topics)
    op = Op(RecordId(new_id()), "information_given", values, dict.fromkeys(values, ()))
    return session.store.save([op], case=case, at=session.at())
