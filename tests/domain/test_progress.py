from desktop_app.domain.progress import ORDER
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.ids import StreamId
from tests.domain.data import code_lists
from tests.domain.given import OWN, SYSTEM, case_file, record

STREAM = StreamId(b"a-proposal-strea")
REPLY = b"a-reply-streamxx"
AGAIN = StreamId(b"another-proposal")


def draft(at="2025-03-05T16:00:00.000Z", **values):
    return record("proposal", {"type": "by_actor", **values}, at=at)


def sent(at="2025-03-05T17:00:00.000Z", stream=STREAM):
    return record("proposal", {"sent_at": "2025-03-05T19:00+02:00"}, stream=stream, at=at)


def replied(kind, values, at):
    return record(kind, values, org=SYSTEM, stream=REPLY, at=at)


OPENING = replied("reply", {"answers": b64(STREAM), "reader": b64(OWN)}, "2025-03-06T08:00:00.000Z")
OPENED = replied("opened", {"opened_at": "2025-03-06T10:00+02:00"}, "2025-03-06T08:00:00.000Z")
QUESTION = replied("question", {"question": "Kuinka kauan lupa on voimassa?"}, "2025-03-06T09:00:00.000Z")
DECISION = replied("decision", {"outcome": "admitted", "decided_on": "2025-03-13"}, "2025-03-13T09:00:00.000Z")


def state(*records, **kwargs):
    return case_file(*records, **kwargs).proposal_state()


def test_every_state_has_its_place_in_the_order_of_the_work():
    assert code_lists()["proposal_state"] == ORDER


def test_nothing_begun_is_a_draft_for_the_page_and_nothing_for_the_list():
    assert state() == "draft"
    assert case_file().progress is None


def test_the_story_of_a_proposal_in_the_order_in_which_it_comes():
    assert state(draft()) == "draft"
    assert state(draft(state="ready")) == "ready"
    assert state(draft(), sent()) == "sent"
    assert state(draft(), sent(), delivered={STREAM: "2025-03-05T18:00:00.000Z"}) == "delivered"
    assert state(draft(), sent(), OPENING) == "sent"
    assert state(draft(), sent(), OPENING, OPENED) == "opened"
    assert state(draft(), sent(), OPENING, OPENED, QUESTION) == "question_open"
    at_once = record("person", {"residence_until": "2025-09-30"}, stream=STREAM, at=QUESTION.created_at)
    assert state(draft(), sent(), OPENING, OPENED, QUESTION, at_once) == "question_open"
    supplement = record("person", {"residence_until": "2025-09-30"}, stream=STREAM, at="2025-03-07T09:00:00.000Z")
    assert state(draft(), sent(), OPENING, OPENED, QUESTION, supplement) == "supplemented"
    assert state(draft(), sent(), OPENING, OPENED, QUESTION, supplement, DECISION) == "decided"


def test_a_proposal_on_paper_is_sent_by_its_own_day():
    assert state(draft(sent_at="2025-03-05T19:00+02:00")) == "sent"


def test_the_person_may_withdraw_before_and_after_sending():
    assert state(draft(withdrawn_at="2025-03-05T19:00+02:00")) == "withdrawn"
    withdrawal = record("withdrawal", {"withdrawn_at": "2025-03-08T19:00+02:00"}, stream=STREAM)
    assert state(draft(), sent(), withdrawal) == "withdrawn"


def test_a_withdrawal_written_in_the_proposal_itself_counts_too():
    values = {"withdrawn_at": "2025-03-08T19:00+02:00"}
    assert state(draft(), record("proposal", values, stream=STREAM, at="2025-03-05T17:00:00.000Z")) == "withdrawn"


def test_a_decision_known_on_paper_is_a_decision():
    on_paper = record("decision_on_paper", {"outcome": "admitted", "decided_on": "2025-03-13"}, at="2025-03-14T09:00Z")
    assert state(draft(), sent(), on_paper) == "decided"
    assert case_file(on_paper).summary().proposal_at == "2025-03-13"


def test_a_new_proposal_may_be_made_after_a_decision_or_a_withdrawal():
    before = (draft(), sent(), OPENING, DECISION)
    second = draft(at="2025-05-01T09:00:00.000Z")
    assert state(*before, second) == "draft"
    assert state(*before, second, sent("2025-05-02T09:00:00.000Z", AGAIN)) == "sent"
    late = replied("decision", {"outcome": "admitted", "decided_on": "2025-05-20"}, "2025-05-20T09:00:00.000Z")
    assert state(*before, second, sent("2025-05-02T09:00:00.000Z", AGAIN), late) == "decided"


def test_what_the_officer_asked_is_due_and_the_case_waits_for_nobody_else():
    file = case_file(draft(), sent(), OPENING, OPENED, QUESTION)
    assert file.summary().more_asked
    assert not file.summary().waiting_for_answer
    assert [(each.code, each.on.isoformat()) for each in file.due()] == [("answer_question", "2025-03-06")]
    assert case_file(draft(), sent()).summary().waiting_for_answer


def test_at_the_assistance_system_the_same_records_say_the_same():
    received = record("proposal", {"sent_at": "2025-03-05T19:00+02:00"}, stream=STREAM, at="2025-03-05T17:00:00.000Z")
    own = record("decision", {"outcome": "admitted", "ground": "victim_35_1", "decided_on": "2025-03-13"}, org=SYSTEM)
    assert state(received, own=SYSTEM) == "sent"
    assert state(received, OPENING, OPENED, own=SYSTEM) == "opened"
    assert state(received, OPENING, OPENED, own, own=SYSTEM) == "decided"
