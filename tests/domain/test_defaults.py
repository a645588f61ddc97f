from datetime import datetime

import pytest

from desktop_app.domain.check import check
from desktop_app.domain.defaults import defaults
from desktop_app.domain.kinds import KINDS
from tests.domain.data import code_lists

NOW = datetime.fromisoformat("2025-03-03T20:30:45+02:00")


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_what_the_program_fills_in_is_well_formed(kind):
    filled = defaults(kind, NOW)
    assert set(filled) <= set(kind.by_name)
    assert all(problem.stops_record for problem in check(kind, filled, known=code_lists()))


def test_a_consultation_is_kept_for_a_short_time():
    assert defaults(KINDS["consultation"], NOW)["delete_on"] == "2025-04-02"


def test_nothing_of_a_consent_is_answered_beforehand():
    filled = defaults(KINDS["consent"], NOW)
    assert not {"answer", "data_groups", "purpose", "valid_until"} & set(filled)
    assert filled["told_what_cannot_be_undone"] is False
