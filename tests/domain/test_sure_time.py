from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.sure_time import STEP, ServerTime, Sure, sure_time

BEFORE = datetime(2025, 11, 28, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MOMENTS = st.integers(0, 21_000).map(lambda days: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=days))


def test_a_laptop_that_works_alone_goes_by_its_clock_in_the_steps_of_a_laptop_in_use():
    assert sure_time(BEFORE, BEFORE + DAY, None) == Sure(BEFORE + DAY)
    assert sure_time(BEFORE, BEFORE + STEP, None) == Sure(BEFORE + STEP)


def test_a_clock_that_jumps_forward_moves_nothing_until_somebody_says_that_the_day_is_right():
    years = BEFORE + timedelta(days=1500)
    assert sure_time(BEFORE, years, None) == Sure(BEFORE, doubtful=True)
    assert sure_time(years, years + DAY, None) == Sure(years + DAY), "once it is said, the clock counts again"


def test_a_clock_that_goes_back_is_believed_since_it_only_delays():
    assert sure_time(BEFORE, BEFORE - 900 * DAY, None) == Sure(BEFORE - 900 * DAY)


def test_a_laptop_that_was_long_without_a_network_is_sure_when_both_clocks_say_the_same():
    late = BEFORE + timedelta(days=200)
    told = ServerTime(late, late + timedelta(minutes=3))
    assert sure_time(BEFORE, late + timedelta(hours=1), None).doubtful
    assert sure_time(BEFORE, late + timedelta(hours=1), told) == Sure(late + timedelta(minutes=57))


def test_the_moment_is_never_earlier_than_what_the_central_system_told():
    told = ServerTime(BEFORE + DAY, BEFORE + DAY)
    assert sure_time(BEFORE, BEFORE - DAY, told) == Sure(BEFORE + DAY)


def test_a_central_system_that_lies_about_the_time_moves_nothing():
    lie = BEFORE + timedelta(days=4000)
    assert sure_time(BEFORE, BEFORE + DAY, ServerTime(lie, BEFORE + DAY)) == Sure(BEFORE, doubtful=True)


def test_a_clock_ahead_of_the_central_system_counts_only_as_far_as_it_has_gone_since():
    ahead = BEFORE + timedelta(days=10)
    told = ServerTime(BEFORE + timedelta(hours=1), ahead)
    assert sure_time(BEFORE, ahead + timedelta(hours=2), told) == Sure(BEFORE + timedelta(hours=3))


@given(before=MOMENTS, clock=MOMENTS, told=MOMENTS, noted=MOMENTS)
def test_no_step_is_longer_than_one_clock_alone_may_make(before, clock, told, noted):
    alone = sure_time(before, clock, None)
    assert alone.moment - before <= STEP
    found = sure_time(before, clock, ServerTime(told, noted))
    if found.moment - before > STEP:
        assert abs(told - noted) <= DAY, "both clocks said so"
        assert abs(found.moment - clock) <= STEP
