"""A colleague joins the case; both write into the same field without a network, and a person decides."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QTextEdit

from desktop_app.demo import invented
from desktop_app.demo.case_pages import leave_record, open_case, open_first_record, open_section
from desktop_app.demo.hands import type_keys
from desktop_app.demo.laptop import Laptop
from desktop_app.demo.meeting import contact_record
from desktop_app.demo.patience import Stuck, until
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ui.language import tr
from desktop_app.use_cases import cases, conflicts
from desktop_app.use_cases.session import Session


def add_to_team(laptop: Laptop, colleague: Laptop) -> None:
    """Add the colleague to the people who may open the case, on its cover."""
    open_case(laptop)
    open_section(laptop, "case")
    laptop.hands.press(colleague.worker)
    laptop.camera.take(laptop.window, "19-case-team")
    user = b64(colleague.session.store.me().user)
    until("the colleague in the team", lambda: user in laptop.do(_team))


def write_both(sanna: Laptop, mikael: Laptop) -> None:
    """Both change what was agreed next, while there is no network."""
    for laptop, words in ((sanna, invented.SANNAS_EDIT), (mikael, invented.MIKAELS_EDIT)):
        laptop.use()
        open_case(laptop)
        open_first_record(laptop, "contact")
        field = laptop.hands.text_field(laptop.label("contact", "next_step"))
        laptop.hands.press_part(field.viewport() if isinstance(field, QTextEdit) else field)
        field.selectAll()
        type_keys(field, words)
        leave_record(laptop)
        until("the changed field", partial(_stands, laptop, words))


def versions(laptop: Laptop) -> int:
    """Return how many versions stand in the field, 0 without a conflict."""
    return sum(len(conflict.versions) for conflict in laptop.do(conflicts.open_conflicts))


def resolve(laptop: Laptop) -> str:
    """Look at both versions on the page for sync, keep the own one, and return the field."""
    (conflict,) = laptop.do(conflicts.open_conflicts)
    if {version.value for version in conflict.versions} != {invented.SANNAS_EDIT, invented.MIKAELS_EDIT}:
        raise Stuck("both versions of the field")
    laptop.go("Sync")
    laptop.hands.press(tr("Look at both"))
    laptop.camera.take(laptop.window, "20-two-versions")
    laptop.camera.take(laptop.window, "20-two-versions", language="sv")
    laptop.hands.press(f"{tr('Keep this one')}: {tr('You, on this laptop')}")
    until("one version", lambda: versions(laptop) == 0)
    return conflict.field


def _team(session: Session) -> list[Json]:
    row = cases.page(session, cases.ListRequest()).rows[0]
    cover = cases.read(session, row.case).newest("case")
    team = cover.values.get("case_team") if cover else None
    return team if isinstance(team, list) else []


def _stands(laptop: Laptop, words: str) -> bool:
    return laptop.do(_next_step) == words


def _next_step(session: Session) -> Json:
    row = cases.page(session, cases.ListRequest()).rows[0]
    return contact_record(session, row.case).values.get("next_step")
