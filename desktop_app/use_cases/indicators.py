"""Signs of the catalogue, each an observation of its own: no record means that nobody asked."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache

from desktop_app.ledger.ids import CaseId
from desktop_app.paths import resources
from desktop_app.use_cases import cases, records
from desktop_app.use_cases.records import FormField, RecordForm
from desktop_app.use_cases.session import Session

KIND = "indicator_observation"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the catalogue with its signs in the catalogue's order; `only_child` are asked of a child alone."""

    code: str
    signs: tuple[str, ...]
    only_child: frozenset[str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The shipped catalogue of signs and its version, which each observation names."""

    version: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """What the page needs of a case: its reference and the groups that apply. Nothing in it is counted or ordered."""

    reference: str
    groups: tuple[Group, ...]


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the catalogue of `resources/codes/indicators.json`."""
    content = json.loads((resources() / "codes" / "indicators.json").read_text(encoding="utf-8"))
    rows = content["indicators"]
    groups = tuple(
        Group(
            code,
            tuple(row["code"] for row in rows if row["group"] == code),
            frozenset(row["code"] for row in rows if row["group"] == code and row["age"] == "child"),
        )
        for code in content["groups"]
    )
    return Catalogue(content["version"], groups)


def read(session: Session, case: CaseId) -> Signs:
    """Return the groups for this case; signs of children only on the child's path, or where one was recorded."""
    file = cases.read(session, case)
    seen = {one.text("indicator") for one in file.own if one.kind == KIND}
    child = file.is_child()
    groups = [replace(group, signs=_offered(group, seen, child=child)) for group in catalogue().groups]
    return Signs(file.summary().reference, tuple(group for group in groups if group.signs))


def _offered(group: Group, seen: set[str], *, child: bool) -> tuple[str, ...]:
    return tuple(sign for sign in group.signs if child or sign in seen or sign not in group.only_child)


def observation_form(session: Session, case: CaseId, sign: str) -> RecordForm:
    """Return the observation of a sign in this case, its draft, or a new one."""
    for draft in session.store.drafts.for_case(case):
        if draft.kind == KIND and draft.fields.get("indicator", ("", ()))[0] == sign:
            return records.open_form(session, draft.record)
    own = [one for one in cases.read(session, case).own if one.kind == KIND and one.text("indicator") == sign]
    if own:
        return records.open_form(session, max(own, key=lambda one: one.created_at).record)
    form = records.new_form(session, KIND, case)
    filled = {"indicator": FormField(sign, ()), "catalogue_version": FormField(catalogue().version, ())}
    return replace(form, fields={**form.fields, **filled})
