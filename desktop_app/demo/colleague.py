"""A colleague joins the case; both write into the same field without a network, and a person decides."""

from __future__ import annotations

from functools import partial

from desktop_app.demo import invented
from desktop_app.demo.laptop import Laptop
from desktop_app.demo.meeting import contact_record
from desktop_app.demo.patience import Stuck, until
from desktop_app.demo.writing import change
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.ui.language import tr
from desktop_app.use_cases import cases, conflicts
from desktop_app.use_cases.session import Session


def add_to_team(laptop: Laptop, case: CaseId, colleague: Laptop) -> None:
    """Add the colleague to the people who work with the case."""
    cover, before = laptop.do(partial(_cover, case=case))
    team: list[Json] = [*before, b64(colleague.session.store.me().user)]
    change(laptop, cover, {"case_team": team})


def write_both(sanna: Laptop, mikael: Laptop, case: CaseId) -> None:
    """Both change what was agreed next, while there is no network."""
    for laptop, words in ((sanna, invented.SANNAS_EDIT), (mikael, invented.MIKAELS_EDIT)):
        record = laptop.do(partial(contact_record, case=case)).record
        change(laptop, record, {"next_step": words})


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
    laptop.camera.take(laptop.window, "16-two-versions")
    laptop.camera.take(laptop.window, "16-two-versions", language="sv")
    laptop.hands.press(f"{tr('Keep this one')}: {tr('You, on this laptop')}")
    until("one version", lambda: versions(laptop) == 0)
    return conflict.field


def _cover(session: Session, case: CaseId) -> tuple[RecordId, list[Json]]:
    cover = cases.read(session, case).newest("case")
    if cover is None:
        raise Stuck("the cover of the case")
    team = cover.values.get("case_team")
    return cover.record, team if isinstance(team, list) else []
