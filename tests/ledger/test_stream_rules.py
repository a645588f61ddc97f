"""Only what section 4 of the protocol allows counts in a stream, whoever signed it."""

import pytest

from desktop_app.ledger.canonical import b64
from desktop_app.ledger.change import Payload
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import StreamId, new_id, reply_stream
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.ledger.roster import ADMIN, DECIDE
from desktop_app.ledger.stream_rules import StreamFacts, StreamKind, may_count
from tests.ledger.world import AT, World, case_id, op


class Case:
    """Three organisations and the streams opened so far."""

    def __init__(self):
        self.world = World()
        self.outreach = self.world.add()
        self.system = self.world.add(OrgKind.ASSISTANCE_SYSTEM, frozenset({ADMIN, DECIDE}))
        self.provider = self.world.add(OrgKind.PROVIDER)
        self.clerk = self.system.add_laptop()
        self.trust = self.world.trust()
        self.streams = {}
        self.kinds = {}
        self.stream = StreamId(new_id())

    def judge(self, laptop, *ops, stream=None, reader=None, case=None):
        """Return the facts of the stream if the change may count, and remember them."""
        to = None if reader is None else self.trust.reader(reader.org)
        wrap = None if to is None else laptop.keys.wrap(stream, to)
        header = laptop.seal(op()).parsed
        stream = stream or StreamId(laptop.org)
        header = type(header)(
            header.org, header.dev, header.n, header.prev, stream, 1, 1, header.roster, header.sealed, wrap
        )
        facts = may_count(
            header,
            Payload(laptop.user, AT, ops, case=case),
            trust=self.trust,
            streams=lambda org, stream: self.streams.get((org, stream)),
            kinds=self.kinds.get,
        )
        self.streams[facts.org, facts.stream] = facts
        return facts

    def propose(self):
        opening = op("proposal", record=self.stream, language="fi")
        return self.judge(self.outreach.first, opening, stream=self.stream, reader=self.system)

    def answer(self, laptop, *ops, answers=None, reader=None, stream=None):
        answers = answers or self.stream
        stream = stream or reply_stream(laptop.org, answers)
        opening = op("reply", record=stream, answers=b64(answers))
        return self.judge(laptop, opening, *ops, stream=stream, reader=reader or self.outreach)


@pytest.fixture
def case():
    return Case()


def test_everything_may_stand_in_the_own_stream(case):
    facts = case.judge(case.outreach.first, op("contact"), op("criminal_proceedings"), op("whatever"), case=case_id())
    assert facts == StreamFacts(case.outreach.org, StreamId(case.outreach.org), StreamKind.OWN)


def test_a_proposal_goes_to_an_assistance_system(case):
    assert case.propose().reader == case.system.org
    case.judge(case.outreach.first, op("person"), op("withdrawal"), stream=case.stream, reader=case.system)
    for wrong in (case.provider, case.outreach):
        stream = StreamId(new_id())
        with pytest.raises(Refused, match="wrong_reader"):
            case.judge(case.outreach.first, op("proposal", record=stream), stream=stream, reader=wrong)


def test_a_referral_goes_to_a_provider_with_less(case):
    opening = op("referral", record=case.stream)
    assert case.judge(case.outreach.first, opening, stream=case.stream, reader=case.provider).kind == "referral"
    for kind in (
        "child_in_finland",
        "indicator_observation",
        "account_and_observations",
        "proposal",
        "criminal_proceedings",
    ):
        with pytest.raises(Refused, match="kind_not_in_stream"):
            case.judge(case.outreach.first, op(kind), stream=case.stream, reader=case.provider)


@pytest.mark.parametrize(
    "kind", ["note", "decision", "case", "criminal_proceedings", "referral", "reply", "unheard_of"]
)
def test_a_kind_that_is_not_in_the_table_never_counts(case, kind):
    case.propose()
    with pytest.raises(Refused, match="kind_not_in_stream"):
        case.judge(case.outreach.first, op(kind), stream=case.stream, reader=case.system)


def test_a_second_opening_record_or_one_of_another_kind_never_counts(case):
    case.propose()
    for wrong in (op("proposal"), op("person", record=case.stream), op("referral", record=case.stream)):
        with pytest.raises(Refused, match="kind_not_in_stream"):
            case.judge(case.outreach.first, wrong, stream=case.stream, reader=case.system)
    stream = StreamId(new_id())
    with pytest.raises(Refused, match="kind_not_in_stream"):
        case.judge(case.outreach.first, op("person", record=stream), stream=stream, reader=case.system)


def test_the_rest_of_a_stream_waits_for_its_opening_record(case):
    with pytest.raises(Waiting, match="opening_record_missing"):
        case.judge(case.outreach.first, op("person"), stream=case.stream, reader=case.system)


def test_the_reader_of_a_stream_never_changes(case):
    case.propose()
    with pytest.raises(Refused, match="wrong_reader"):
        case.judge(case.outreach.first, op("person"), stream=case.stream, reader=case.provider)
    opening = op("proposal", record=case.stream, reader=b64(case.provider.org))
    with pytest.raises(Refused, match="wrong_reader"):
        case.judge(case.outreach.first, opening, stream=case.stream, reader=case.system)


def test_the_reader_does_not_write_in_the_owners_stream(case):
    case.propose()
    with pytest.raises(Waiting):
        case.judge(case.clerk, op("person"), stream=case.stream, reader=case.outreach)


def test_a_case_id_never_leaves_an_organisation(case):
    opening = op("proposal", record=case.stream)
    with pytest.raises(Refused, match="case_in_shared_stream"):
        case.judge(case.outreach.first, opening, stream=case.stream, reader=case.system, case=case_id())


def test_a_reply_fits_the_stream_it_answers(case):
    with pytest.raises(Waiting, match="answered_stream_missing"):
        case.answer(case.clerk, op("opened"))
    case.propose()
    assert case.answer(case.clerk, op("opened"), op("question")).answers == case.stream


def test_a_reply_that_does_not_fit_is_refused(case):
    case.propose()
    with pytest.raises(Refused, match="reply_does_not_fit"):
        case.answer(case.provider.first)
    with pytest.raises(Refused, match="reply_does_not_fit"):
        case.answer(case.clerk, stream=StreamId(new_id()))
    stream = reply_stream(case.system.org, case.stream)
    with pytest.raises(Refused, match="reply_does_not_fit"):
        case.judge(case.clerk, op("reply", record=stream), stream=stream, reader=case.outreach)
    with pytest.raises(Waiting):
        case.answer(case.clerk, reader=case.provider)
    reply = case.answer(case.clerk)
    with pytest.raises(Refused, match="reply_does_not_fit"):
        case.answer(case.outreach.first, answers=reply.stream, reader=case.system)


def test_a_decision_counts_from_an_assistance_system_with_the_role(case):
    case.propose()
    for kind in ("decision", "ending"):
        case.answer(case.system.first, op(kind, outcome="admitted"))
        case.judge(case.system.first, op(kind), case=case_id())
        with pytest.raises(Refused, match="not_a_decider"):
            case.answer(case.clerk, op(kind))
        with pytest.raises(Refused, match="not_a_decider"):
            case.judge(case.outreach.first, op(kind), case=case_id())
    case.judge(case.outreach.first, op("decision_on_paper"), case=case_id())


def test_a_decision_of_a_provider_with_the_role_never_counts():
    world = World()
    provider = world.add(OrgKind.PROVIDER, frozenset({ADMIN, DECIDE}))
    case = Case()
    case.trust = world.trust()
    with pytest.raises(Refused, match="not_a_decider"):
        case.judge(provider.first, op("decision"))


def test_nobody_turns_a_decision_into_something_else_or_something_else_into_it(case):
    record = new_id()
    case.kinds[record] = "decision"
    with pytest.raises(Refused, match="kind_changed"):
        case.judge(case.clerk, op("note", record=record, outcome="refused"))
