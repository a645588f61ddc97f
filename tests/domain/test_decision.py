from desktop_app.domain.decision import newest_decision, told_to_proposer
from tests.domain.given import record

FULL = {
    "outcome": "admitted",
    "ground": "victim_35_1",
    "decided_on": "2025-03-13",
    "reasons": "Kokonaisarvio.",
    "record_number": "12/2025",
}


def test_the_proposer_is_told_outcome_and_date_and_never_the_ground_or_reasons():
    assert told_to_proposer("decision", FULL) == {"outcome": "admitted", "decided_on": "2025-03-13"}
    ending = {"ground": "no_need_38f_1", "decided_on": "2026-02-04", "overall_assessment": "an-id"}
    assert told_to_proposer("ending", ending) == {"decided_on": "2026-02-04"}


def test_the_newest_decision_is_the_one_with_the_latest_day():
    first, second = record("decision", FULL), record("decision", FULL | {"decided_on": "2025-09-01"})
    assert newest_decision([second, first]) == second
    assert newest_decision([]) is None
    assert newest_decision([record("decision", FULL | {"_deleted": True})]) is None
