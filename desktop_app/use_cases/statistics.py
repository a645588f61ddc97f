"""Statistics of ended periods: counted once, fixed by a signed record, and from then on the same for everybody.

Why it is done so is said in `desktop_app.domain.statistics_release`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.domain import statistics as counting
from desktop_app.domain import statistics_release as release
from desktop_app.domain.kind import OrgKind
from desktop_app.domain.moment import day_in_finland
from desktop_app.domain.record import Record
from desktop_app.domain.statistics import ABROAD_CELL, FINLAND_CELL, Key
from desktop_app.domain.statistics_release import PLACES, Figure, Table
from desktop_app.errors import LuotsiError
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import RecordId, new_id
from desktop_app.use_cases import access, cases
from desktop_app.use_cases.session import NOTHING_CHANGED, Changed, Session

__all__ = ["ABROAD_CELL", "FINLAND_CELL", "KIND", "PLACES", "Figure", "Period", "Table"]

KIND: Final = "statistics"

#: So many years back are offered; what is older is no longer asked for.
YEARS: Final = 10

_AGES: Final = ("under_18", "18_29", "30_39", "40_49", "50_plus")
_SEXES: Final = ("woman", "girl", "man", "boy", "other")
_OUTCOMES: Final = (*counting.GROUPS.values(), "not_admitted", "lapsed")


@dataclass(frozen=True, slots=True)
class Period:
    """A year (`2025`) or half of one (`2025-1`) that has ended, and whether its figures are fixed."""

    code: str
    fixed: bool


def may_fix(session: Session) -> bool:
    """Tell whether this laptop may fix figures: an officer's who may decide, elsewhere any that is enrolled."""
    if not session.store.me().enrolled:
        return False
    return session.store.may_decide() or cases.organisation_kind(session) is not OrgKind.ASSISTANCE_SYSTEM


def is_system(session: Session) -> bool:
    """Tell whether this is the Assistance System, whose statistics are those of the national expert authority."""
    return cases.organisation_kind(session) is OrgKind.ASSISTANCE_SYSTEM


def periods(session: Session) -> tuple[Period, ...]:
    """Return the periods that have ended long enough ago and of which there is something, the newest first."""
    today, fixed = day_in_finland(session.now()), _fixed(session).keys()
    held = {key.period[:4] for key in session.store.statistics_counts()} | {code[:4] for code in fixed}
    first = min((int(year) for year in held if year.isdigit()), default=today.year + 1)
    years = range(today.year, max(first, today.year - YEARS) - 1, -1)
    codes = [code for year in years for code in (f"{year:04}", f"{year:04}-2", f"{year:04}-1")]
    return tuple(Period(code, fixed >= set(release.parts(code))) for code in codes if release.may_be_fixed(code, today))


def fix(session: Session, period: str) -> Changed:
    """Count a period and fix its figures, for a year also those of its halves that are not fixed; once for ever.

    Raises LuotsiError `not_enrolled`, `may_not_fix` (no officer's laptop), `period_not_ended`.
    """
    if not session.store.me().enrolled:
        raise LuotsiError("not_enrolled")
    if not may_fix(session):
        raise LuotsiError("may_not_fix")
    if not _has_ended(session, period):
        raise LuotsiError("period_not_ended")
    fixed, counts = _fixed(session), session.store.statistics_counts(period[:4])
    kind = cases.organisation_kind(session)
    missing = (part for part in release.parts(period) if part not in fixed)
    ops = [_op(part, release.to_be_told(part, counts, kind)) for part in missing]
    return session.store.save(ops, case=None, at=session.at()) if ops else NOTHING_CHANGED


def tables(session: Session, period: str, place: str = "") -> tuple[Table, ...]:
    """Return the figures of a period as they were fixed, for one of PLACES. Raises LuotsiError `period_not_fixed`."""
    fixed = _fixed(session)
    if not fixed.keys() >= set(release.parts(period)):
        raise LuotsiError("period_not_fixed")
    figures = {key: number for part in release.parts(period) for key, number in fixed[part].items()}
    return tuple(release.shown(period, place, figures, _cells(), cases.organisation_kind(session)))


def places(session: Session, period: str) -> tuple[str, ...]:
    """Return the PLACES that a period can be seen by: what is told of places is told by year."""
    return PLACES if is_system(session) and not release.is_half(period) else PLACES[:1]


def note_file(session: Session, what: str) -> Changed:
    """Note in the access log that a file was printed or saved, `what` access.PRINTED or access.EXPORTED."""
    access.note(session, None, what, KIND)
    return NOTHING_CHANGED


def _has_ended(session: Session, period: str) -> bool:
    try:
        return release.may_be_fixed(period, day_in_finland(session.now()))
    except ValueError:
        return False


def _op(part: str, told: Mapping[Key, int]) -> Op:
    figures: list[Json] = [
        {"table": key.table, "cell": key.cell, "number": number} for key, number in sorted(told.items())
    ]
    values: dict[str, Json] = {"period": part, "figures": figures}
    return Op(RecordId(new_id()), KIND, values, dict.fromkeys(values, ()))


def _fixed(session: Session) -> dict[str, dict[Key, int]]:
    """The figures of each part of a period; where two laptops fixed it before they met, the earlier ones stand.

    A record that somebody deleted stands all the same: a period is never counted again.
    """
    found: dict[str, dict[Key, int]] = {}
    for one in sorted(session.store.records_without_case(KIND), key=lambda one: (one.created_at, one.record)):
        found.setdefault(one.text("period"), dict(_figures(one)))
    return found


def _figures(record: Record) -> Iterable[tuple[Key, int]]:
    rows = record.values.get("figures")
    for row in rows if isinstance(rows, list) else []:
        number = row.get("number") if isinstance(row, dict) else None
        if isinstance(row, dict) and isinstance(number, int):
            yield Key(record.text("period"), str(row.get("table")), str(row.get("cell"))), number


def _cells() -> dict[str, tuple[str, ...]]:
    """The cells of each table, in the order of the code lists; of citizenships only those that have a figure."""
    labels = Labels.load()
    forms = tuple(code for code in labels.codes("exploitation_form") if code != "unclear")
    return {
        counting.PROPOSALS: (*(code for code in labels.codes("referrer_type") if code != "self"), counting.BY_PERSON),
        counting.OUTCOMES: _OUTCOMES,
        counting.AGE: _AGES,
        counting.SEX: _SEXES,
        counting.PLACE: (FINLAND_CELL, ABROAD_CELL),
        release.FORM: forms,
        counting.FORM_FINLAND: forms,
        counting.FORM_ABROAD: forms,
        counting.SECTOR: tuple(code for code in labels.codes("sector") if code != "unknown"),
        counting.RESIDENCE: tuple(code for code in labels.codes("residence_basis") if code != "unknown"),
        counting.ENDINGS: labels.codes("ending_ground"),
        counting.CLIENTS: tuple(counting.GROUPS.values()),
        counting.CONTACTS: (counting.ALL,),
        counting.SHEETS: (counting.ALL,),
        counting.CONSULTATIONS: (counting.ALL,),
        counting.REASONS: labels.codes("not_given_reason"),
    }
