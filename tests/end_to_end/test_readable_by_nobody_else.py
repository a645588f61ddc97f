"""Of random cases each organisation opens its own and what was sealed to it, nothing beyond permission or section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desktop_app.domain import consent as consent_rules
from desktop_app.domain.consent import LOCATION, possible_groups
from desktop_app.domain.kind import WITH_ITS_PURPOSE
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.purposes import PURPOSE_OF_RECIPIENT
from desktop_app.domain.record import Record
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.use_cases import (
    cases,
    consent,
    decision,
    proposal,
    records,
    referral,
    referral_answer,
    replying,
    supplement,
)
from tests.end_to_end.people import Laptop, found, new_laptop
from tests.end_to_end.test_consent_is_the_key import record_everything

BASE = datetime(2099, 11, 23, 10, 0, tzinfo=UTC)
GROUPS = sorted({*possible_groups("proposal"), *possible_groups("referral")})
#: The providers: their kind of recipient, and whether they are authorities.
PROVIDERS = {"county": ("county_social", True), "hospital": ("hus", True), "shelter": ("shelter", False)}
#: What the program may answer instead of sending; anything else is a bug.
REFUSALS = frozenset(
    {
        "no_consent_for_proposal", "no_consent_for_referral", "already_sent", "nothing_open", "no_permission_any_more",
        "nothing_to_supplement", "stream_closed", "no_data_group",
    }
)  # fmt: skip


@dataclass
class Story:
    """One case of one sender, and the rule of consent said again as simply as it can be."""

    sender: Laptop
    authority: bool
    world: dict[str, Laptop]
    case: CaseId
    minute: int = 0
    #: purpose, recipient, answer, groups, in the order of time.
    answers: list[tuple[str, str, str, frozenset[str]]] = field(default_factory=list)
    #: referrals sent: the record, its recipient, and the groups ticked on a section of law.
    referrals: list[tuple[RecordId, str, frozenset[str] | None]] = field(default_factory=list)

    def org(self, name: str) -> str:
        return b64(self.world[name].session.store.me().org)

    def given(self, purpose: str, recipient: str) -> set[str] | None:
        """The groups of every yes after the last no, None without a yes."""
        found: set[str] | None = None
        for asked, whom, answer, groups in self.answers:
            if (asked, whom) != (purpose, recipient):
                continue
            found = (found or set()) | groups if answer == "given" else None
        return found

    def allowed(self, purpose: str, recipient: str) -> set[str] | None:
        groups = self.given(purpose, recipient)
        if groups is None:
            return None
        located = self.given("send_location", recipient) or set()
        return (groups | ({LOCATION} & located)) if located else groups - {LOCATION}

    @contextmanager
    def shares_only(self, recipient: str, groups: set[str] | None, *, withdrawing: bool = False) -> Iterator[None]:
        """Whatever is written to others meanwhile is sealed to that reader and within those groups."""
        before = self.sender.session.store.me().n
        try:
            yield
        except LuotsiError as error:
            if error.code not in REFUSALS:
                raise
        for change in self.sender.session.store.written(before):
            if change.parsed.wrap is None:
                continue
            ops = self.sender.session.store.payload(change).ops
            if withdrawing and all(op.kind == "withdrawal" for op in ops):
                continue
            assert groups is not None, f"{[op.kind for op in ops]} without a permission"
            assert b64(change.parsed.wrap.to) == recipient
            for op in ops:
                self._check(op.kind, op.set, groups)

    @staticmethod
    def _check(kind: str, values: Mapping[str, Json], groups: set[str]) -> None:
        if kind == "withdrawal":
            return
        declared = KINDS[kind].by_name
        for name in values.keys() - {"reader", "file"}:
            assert declared[name].group in groups | {WITH_ITS_PURPOSE}, f"{kind}.{name}"


def answer(story: Story, purpose: str, whom: str, said: str, groups: frozenset[str]) -> None:
    recipient = story.org(whom)
    groups = groups | {LOCATION} if purpose == "send_location" else groups or frozenset({"needs"})
    details: dict[str, Json] = (
        {"data_groups": [*sorted(groups)], "recipient": recipient} if said == "given" else {"recipient": recipient}
    )
    story.answers.append((purpose, recipient, said, groups))
    with story.shares_only(recipient, story.allowed(purpose, recipient), withdrawing=True):
        consent.record_answer(story.sender.session, story.case, purpose, said, details)


def send_proposal(story: Story) -> None:
    system = story.org("system")
    with story.shares_only(system, story.allowed("send_proposal", system)):
        proposal.send(story.sender.session, story.case)


def send_referral(story: Story, whom: str, on_section: bool, ticked: frozenset[str]) -> None:
    kind, authority = PROVIDERS[whom]
    recipient = story.org(whom)
    form = records.new_form(story.sender.session, "referral", story.case)
    basis: dict[str, Json] = {"basis": "consent"}
    if on_section:
        basis = {"basis": "statutory_right", "basis_section": "reception_58"}
    values: dict[str, Json] = {"recipient_kind": kind, "recipient": recipient, "reason": "Avun tarve.", **basis}
    records.keep_draft(story.sender.session, form, values)
    allowed = story.allowed(PURPOSE_OF_RECIPIENT[kind], recipient)
    if on_section:
        allowed = set(ticked) if story.authority and authority else None
    before = story.sender.session.store.me().n
    with story.shares_only(recipient, allowed):
        referral.send(story.sender.session, story.case, form.record, ticked if on_section else None)
    if story.sender.session.store.me().n > before:
        story.referrals.append((form.record, whom, ticked if on_section else None))


def supplement_proposal(story: Story) -> None:
    system = story.org("system")
    with story.shares_only(system, story.allowed("send_proposal", system)):
        supplement.send(story.sender.session, story.case)


def supplement_referral(story: Story, which: int) -> None:
    if not story.referrals:
        return
    record, whom, ticked = story.referrals[which % len(story.referrals)]
    kind, _ = PROVIDERS[whom]
    allowed = story.allowed(PURPOSE_OF_RECIPIENT[kind], story.org(whom)) if ticked is None else set(ticked)
    with story.shares_only(story.org(whom), allowed):
        supplement.send(story.sender.session, story.case, record)


def edit(story: Story, text: str) -> None:
    form = records.new_form(story.sender.session, "contact", story.case)
    values = {"person_wishes": text, "next_step": text}
    records.keep_draft(story.sender.session, form, values)
    records.save(story.sender.session, form.record)
    person = cases.read(story.sender.session, story.case).newest("person")
    if person is not None:
        held = records.open_form(story.sender.session, person.record)
        records.keep_draft(story.sender.session, held, {"given_names": text, "municipality_of_residence": "091"})
        records.save(story.sender.session, person.record)


def check_told_back(story: Story, reader: Laptop, before: int) -> None:
    """An outcome goes back only where a permission for it was given, and never why, who works or what comes next."""
    outcome = any(one[0] == "receive_outcome" and one[2] == "given" for one in story.answers)
    for change in reader.session.store.written(before):
        if change.parsed.wrap is None:
            continue
        for op in reader.session.store.payload(change).ops:
            if op.kind == "decision":
                assert outcome
                assert op.set.keys() <= {"outcome", "decided_on"}
            assert not op.set.keys() & {"worker", "what_next", "ground", "reasons"}


def reply(story: Story, whom: str) -> None:
    """The reader answers whatever it has received of this case, and tells no more than its sender may know."""
    reader = story.world[whom]
    for laptop in (story.sender, reader):
        laptop.sync()
    before = reader.session.store.me().n
    for row in cases.page(reader.session, cases.ListRequest()).rows:
        file = cases.read(reader.session, row.case)
        if replying.received(file) is None:
            continue
        with suppress(LuotsiError):
            replying.mark_opened(reader.session, row.case)
        if whom == "system":
            form = records.new_form(reader.session, "decision", row.case)
            notice = {
                "outcome": "admitted",
                "decided_on": "2099-11-23",
                "ground": "ground_35_1",
                "reasons": "Salaista.",
            }
            records.keep_draft(reader.session, form, notice)
            decision.record(reader.session, row.case, form.record)
        else:
            said: dict[str, Json] = {"outcome": "urgent_assessed", "urgent_assessed_on": "2099-11-23"}
            told = {**said, "worker": "Kerttu S.", "what_next": "Tapaaminen."}
            referral_answer.answer(reader.session, row.case, told)
    check_told_back(story, reader, before)
    reader.sync()


actions = st.one_of(
    st.tuples(
        st.just(answer),
        st.sampled_from(["send_proposal", "send_location", "receive_outcome"]),
        st.just("system"),
        st.sampled_from(["given", "given", "refused", "withdrawn"]),
        st.frozensets(st.sampled_from(GROUPS), max_size=4),
    ),
    st.builds(
        lambda whom, said, groups: (answer, PURPOSE_OF_RECIPIENT[PROVIDERS[whom][0]], whom, said, groups),
        st.sampled_from(sorted(PROVIDERS)),
        st.sampled_from(["given", "given", "refused", "withdrawn"]),
        st.frozensets(st.sampled_from(GROUPS), max_size=4),
    ),
    st.just((send_proposal,)),
    st.just((supplement_proposal,)),
    st.tuples(
        st.just(send_referral),
        st.sampled_from(sorted(PROVIDERS)),
        st.booleans(),
        st.frozensets(st.sampled_from(GROUPS), max_size=4),
    ),
    st.tuples(st.just(supplement_referral), st.integers(0, 3)),
    st.tuples(st.just(edit), st.sampled_from(["Uusi toive.", "Toinen toive.", "Kolmas toive."])),
    st.tuples(st.just(reply), st.sampled_from(["system", *sorted(PROVIDERS)])),
)


@pytest.fixture
def world(tmp_path, central) -> dict[str, Laptop]:
    """A union, a police unit, the Assistance System and three providers."""
    made: dict[str, Laptop] = {}
    plan: dict[str, tuple[OrgKind, str, bool]] = {
        "union": (OrgKind.OUTREACH, "union", False),
        "police": (OrgKind.OUTREACH, "police", True),
        "system": (OrgKind.ASSISTANCE_SYSTEM, "reception_centre", True),
        "county": (OrgKind.PROVIDER, "county_social", True),
        "hospital": (OrgKind.PROVIDER, "county_health", True),
        "shelter": (OrgKind.PROVIDER, "other_organisation", False),
    }
    for name, (kind, type_, authority) in plan.items():
        made[name] = new_laptop(tmp_path / name, f"Työntekijä {name}", central)
        found(made[name], kind, f"Kuvitteellinen {name}", type_=type_, authority=authority)
    for laptop in made.values():
        laptop.sync()
    return made


def play(world: dict[str, Laptop], sender: str, steps: Sequence[tuple[Any, ...]]) -> Story:
    laptop = world[sender]
    case, _ = cases.open_new(laptop.session)
    story = Story(laptop, sender == "police", world, case)
    for each in world.values():
        each.session.clock = lambda: BASE + timedelta(minutes=story.minute)
    record_everything(laptop, case, "yes")
    for act, *details in steps:
        story.minute += 1
        act(story, *details)
    return story


def check_who_opens_what(world: dict[str, Laptop]) -> int:
    """Each organisation's keys open its own changes and those sealed to it, whoever's laptop holds the bytes."""
    everything = [change for laptop in world.values() for change in laptop.session.store.written(0, 100_000)]
    shared = 0
    for laptop in world.values():
        own = laptop.session.store.me().org
        for change in everything:
            to = None if change.parsed.wrap is None else change.parsed.wrap.to
            assert opens(laptop, change) == (own in {change.parsed.org, to})
            shared += to is not None
    return shared


def opens(laptop: Laptop, change: SignedChange) -> bool:
    try:
        laptop.session.store.payload(change)
    except (Refused, Waiting):
        return False
    return True


@settings(max_examples=30, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["union", "police"]), st.lists(actions, min_size=3, max_size=9))
def test_nobody_opens_what_no_permission_and_no_section_covered(world, sender, steps):
    play(world, sender, steps)
    for laptop in world.values():
        laptop.sync()
    check_who_opens_what(world)


WHOLE = [
    (answer, "send_proposal", "system", "given", frozenset({"needs"})),
    (send_proposal,),
    (answer, "social_services", "county", "given", frozenset({"identity"})),
    (send_referral, "county", False, frozenset()),
    (send_referral, "hospital", True, frozenset({"needs"})),
    (edit, "Uusi toive."),
    (supplement_proposal,),
    (supplement_referral, 0),
    (answer, "receive_outcome", "system", "given", frozenset({"needs"})),
    (supplement_proposal,),
    (reply, "system"),
    (reply, "county"),
    (answer, "send_proposal", "system", "withdrawn", frozenset()),
]


def test_a_whole_story_shares_something_at_each_step(world):
    play(world, "police", WHOLE)
    for laptop in world.values():
        laptop.sync()
    police, system, county = (world[name].session.store for name in ("police", "system", "county"))
    assert sum(change.parsed.wrap is not None for change in police.written(0)) >= 6
    assert any(change.parsed.wrap for change in system.written(0))
    assert any(change.parsed.wrap for change in county.written(0))
    assert check_who_opens_what(world)


def wider(cover: Callable[..., Cover | None]) -> Callable[..., Cover | None]:
    """A broken rule: whoever agreed to something agreed to everything."""

    def broken(*given: object, **more: object) -> Cover | None:
        held = cover(*given, **more)
        if held is None:
            return None
        every = {
            kind.name: frozenset(kind.by_name) | held.fields.get(kind.name, frozenset()) for kind in KINDS.values()
        }
        return Cover(held.reader, held.purpose, every, held.basis)

    return broken


def of_anybody(statutory: Callable[..., Cover | None]) -> Callable[..., Cover | None]:
    """A broken rule: a section lets anybody tell, an authority or not."""

    def broken(*given: object, **_more: object) -> Cover | None:
        return statutory(*given, writer_is_authority=True, reader_is_authority=True)

    return broken


def never_withdrawn(records: Iterable[Record], purpose: str, recipient: str, _now: datetime) -> tuple[Record, ...]:
    """A broken rule: a yes stays a yes, whatever was answered after it."""
    return tuple(
        one for one in records if one.kind == "consent" and one.values.get("answer") == "given"
        and one.values.get("purpose") == purpose and one.values.get("recipient") == recipient
    )  # fmt: skip


AFTER_A_NO = [
    (answer, "send_proposal", "system", "given", frozenset({"needs"})),
    (answer, "send_proposal", "system", "refused", frozenset()),
    (send_proposal,),
]


@pytest.mark.parametrize(
    ("name", "broken", "steps"),
    [
        ("cover", wider(consent_rules.cover), WHOLE[:2]),
        ("statutory_cover", of_anybody(consent_rules.statutory_cover), [WHOLE[4]]),
        ("in_force", never_withdrawn, AFTER_A_NO),
    ],
    ids=["cover", "statutory", "in_force"],
)
def test_the_check_notices_a_broken_rule(world, monkeypatch, name, broken, steps):
    play(world, "union", steps)
    monkeypatch.setattr(consent_rules, name, broken)
    with pytest.raises(AssertionError):
        play(world, "union", steps)
