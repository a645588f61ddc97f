"""What the Assistance System can open of a proposal is within what the person agreed to, whatever was recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desktop_app.domain.consent import LOCATION, possible_groups
from desktop_app.domain.kind import WITH_ITS_PURPOSE, By, Field, FieldType
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.moment import FINLAND
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op, Payload
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import CaseId, RecordId, new_id
from desktop_app.storage.store import Part
from desktop_app.use_cases import cases, consent, proposal
from tests.end_to_end.people import Laptop, found, new_laptop

NOW = datetime(2099, 11, 23, 10, 0, tzinfo=UTC)  # later than any clock of the central system
GROUPS = possible_groups("proposal")
RECORDED = tuple(
    kind for name, kind in KINDS.items() if name not in {"case", "consent", "decision", "ending", "referral_answer"}
)


@dataclass(frozen=True)
class Answered:
    """One answer to a question for permission."""

    purpose: str
    answer: str
    minutes_ago: int
    groups: tuple[str, ...]
    recipient: str
    days_left: int | None
    exact: bool

    def counts(self) -> bool:
        return self.recipient in {"system", "list:assistance_system"}

    def at(self) -> datetime:
        return NOW - timedelta(minutes=self.minutes_ago)

    def is_over(self) -> bool:
        return self.days_left is not None and self.days_left < 0

    def values(self, system: str) -> dict[str, Json]:
        at = self.at().isoformat(timespec="seconds" if self.exact else "minutes")
        day = NOW.astimezone(FINLAND).date()
        until = None if self.days_left is None else (day + timedelta(days=self.days_left)).isoformat()
        values: dict[str, Json] = {
            "purpose": self.purpose,
            "answer": self.answer,
            "answered_at": at,
            "data_groups": list(self.groups),
            "recipient": system if self.recipient == "system" else self.recipient,
            "valid_until": until,
            "language": "ne",
            "setting": ["pressure_noticed"],
        }
        return {name: value for name, value in values.items() if value is not None}


answers = st.builds(
    Answered,
    st.sampled_from(["send_proposal", "send_proposal", "send_location", "receive_outcome"]),
    st.sampled_from(["given", "given", "given", "refused", "postponed", "withdrawn"]),
    st.integers(-2, 5),
    st.lists(st.sampled_from([*GROUPS, LOCATION]), unique=True, max_size=6).map(tuple),
    st.sampled_from(["system", "system", "list:assistance_system", "list:police"]),
    st.sampled_from([None, None, -1, 0, 3]),
    st.booleans(),
)


def in_force(all_answers: Sequence[Answered], purpose: str) -> list[Answered]:
    """The rule said again, as simply as it can be."""
    same = [one for one in all_answers if one.purpose == purpose and one.counts()]
    stops = [one.at() for one in same if one.answer in {"refused", "withdrawn"}]
    return [
        one
        for one in same
        if one.answer == "given" and not one.is_over() and one.at() <= NOW and all(at < one.at() for at in stops)
    ]


def agreed(all_answers: Sequence[Answered]) -> set[str] | None:
    held = in_force(all_answers, "send_proposal")
    if not held:
        return None
    groups = {group for one in held for group in one.groups}
    located = in_force(all_answers, "send_location")
    groups |= {LOCATION} & {group for one in located for group in one.groups}
    return groups if located else groups - {LOCATION}


#: Values of the types that are not text; text and codes name their field.
VALUES: Mapping[FieldType, Json] = {
    FieldType.FLAG: True,
    FieldType.INT: 7,
    FieldType.DATETIME: "2026-11-23T09:00+00:00",
    FieldType.DATE: "2026-11-20",
    FieldType.PDATE: "2026-11",
    FieldType.YN: "yes",
    FieldType.CODES: ["some"],
    FieldType.COUNTRIES: ["NP"],
    FieldType.REFS: [b64(bytes(16))],
    FieldType.LANGUAGES: [{"lang": "ne", "level": "good"}],
    FieldType.ROWS: [{"lang": "ne"}],
    FieldType.REF: b64(bytes(16)),
}


def filled(field: Field, kind: str) -> Json:
    """A value of the field's type."""
    return VALUES.get(field.type, f"{kind}.{field.name}")


def _is_written(field: Field) -> bool:
    """Whether a worker writes it into a proposal that has not been sent or withdrawn."""
    return field.by != By.PROGRAM and field.name != "withdrawn_at"


def write(laptop: Laptop, case: CaseId, kind: str, values: Mapping[str, Json]) -> RecordId:
    record = RecordId(new_id())
    op = Op(record, kind, values, dict.fromkeys(values, ()))
    laptop.session.store.save_together([Part(ops=(op,), case=case, at=laptop.session.at())])
    return record


@pytest.fixture
def sanna(tmp_path, central) -> Laptop:
    laptop = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(laptop, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    return laptop


@pytest.fixture
def officer(tmp_path, central) -> Laptop:
    laptop = new_laptop(tmp_path / "officer", "Oona V.", central)
    found(laptop, OrgKind.ASSISTANCE_SYSTEM, "Auttamisjärjestelmä", type_="reception_centre", authority=True)
    return laptop


def opened(sanna: Laptop, officer: Laptop, after: int) -> list[Payload]:
    """What the Assistance System's keys open of what this laptop has written above number `after`."""
    written = sanna.session.store.written(after)
    return [officer.session.store.payload(change) for change in written if change.parsed.wrap]


def record_everything(laptop: Laptop, case: CaseId, observed: str) -> list[RecordId]:
    """One record of each kind with every field filled in."""
    own = []
    for kind in RECORDED:
        values = {field.name: filled(field, kind.name) for field in kind.fields if _is_written(field)}
        if kind.name == "indicator_observation":
            values |= {"answer": observed, "share": True}
        own.append(write(laptop, case, kind.name, values))
    return own


def sent(laptop: Laptop, case: CaseId, ticked: Sequence[RecordId] | None) -> bool:
    """Whether the program let the proposal go."""
    try:
        proposal.send(laptop.session, case, ticked)
    except LuotsiError as error:
        if error.code != "no_consent_for_proposal":
            raise
        return False
    return True


def check_told(op: Op, groups: set[str]) -> None:
    """Every field lies in a group that was agreed to, and nothing says how the permission was asked."""
    for name in op.set.keys() - {"reader"}:
        field = KINDS[op.kind].by_name[name]
        assert field.into_proposal
        assert field.group in groups | {WITH_ITS_PURPOSE}, f"{op.kind}.{name}"
    if op.kind == "consent":
        assert op.set["answer"] == "given"
        assert not op.set.keys() & {"language", "setting", "not_given_reason"}
    if op.kind == "indicator_observation":
        assert op.set.get("answer", "yes") in {"yes", "unsure"}


agreement = st.builds(
    Answered,
    st.just("send_proposal"),
    st.just("given"),
    st.integers(0, 5),
    st.lists(st.sampled_from(GROUPS), unique=True, max_size=6).map(tuple),
    st.sampled_from(["system", "list:assistance_system"]),
    st.sampled_from([None, 0]),
    st.booleans(),
)


@settings(max_examples=40, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(
    st.lists(agreement, max_size=2),
    st.lists(answers, max_size=4),
    st.sampled_from(["yes", "no", "unsure", "no_wish"]),
    st.booleans(),
)
def test_no_field_outside_what_the_person_agreed_to_is_ever_sealed(
    officer, sanna, agreements, others, observed, everything
):
    sanna.sync()
    sanna.session.clock = lambda: NOW
    system = proposal.assistance_system(sanna.session)
    assert system is not None
    case, _ = cases.open_new(sanna.session)
    own = [write(sanna, case, "consent", one.values(b64(system.org))) for one in (*agreements, *others)]
    own += record_everything(sanna, case, observed)
    before = sanna.session.store.me().n
    groups = agreed([*agreements, *others])
    assert sent(sanna, case, own if everything else None) == (groups is not None)
    payloads = opened(sanna, officer, before)
    assert len(payloads) == (groups is not None)
    for payload in payloads:
        assert payload.case is None
        told = payload.to_bytes()
        assert not [record for record in (*own, case) if b64(record).encode() in told]
        for op in payload.ops:
            check_told(op, groups or set())


def test_a_clock_set_back_brings_no_consent_back_into_force(officer, sanna):
    sanna.sync()
    session = sanna.session
    system = proposal.assistance_system(session)
    assert system is not None
    case, _ = cases.open_new(session)
    over = Answered("send_proposal", "given", 0, ("needs",), "system", 0, True)
    values = {**over.values(b64(system.org)), "answered_at": "2020-01-01T10:00:00+00:00", "valid_until": "2020-01-02"}
    write(sanna, case, "consent", values)
    session.clock = lambda: datetime(2020, 1, 1, 12, 0, tzinfo=UTC)
    with pytest.raises(LuotsiError, match="no_consent_for_proposal"):
        proposal.send(session, case)
    assert not consent.read(session, case).of("send_proposal").in_force


def test_a_withdrawn_permission_closes_what_was_sent_and_the_officer_sees_it(officer, sanna):
    sanna.sync()
    session = sanna.session
    case, _ = cases.open_new(session)
    consent.record_answer(session, case, "send_proposal", "given", {"data_groups": ["needs"]})
    proposal.send(session, case)
    sanna.sync()
    consent.record_answer(session, case, "send_proposal", "withdrawn", {})
    assert cases.read(session, case).proposal_state() == "withdrawn"
    sent_before = session.store.me().n
    consent.record_answer(session, case, "send_proposal", "withdrawn", {})
    assert session.store.me().n == sent_before + 1, "a stream is closed once"
    sanna.sync()
    officer.sync()
    (row,) = cases.page(officer.session, cases.ListRequest()).rows
    assert cases.read(officer.session, row.case).proposal_state() == "withdrawn"
    assert session.store.verify().sound
