"""A timeline stands to scale where there is work, says in words what comes later, and leaves no dot without words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from desktop_app.ui.widgets.timeline import Timeline
from desktop_app.ui.widgets.timeline_scale import Point, later, places_of, scale_of

TODAY = date(2025, 3, 12)
LANES = (("meetings", "Meetings"), ("agreed", "Agreed"))
DAYS = st.integers(-900, 900).map(lambda days: TODAY + timedelta(days=days))


def point(on: date, lane: str = "meetings", words: str = "Contact", key: str = "") -> Point:
    return Point(lane, on, words, on.isoformat(), on <= TODAY, key=key)


@given(st.lists(DAYS, max_size=30))
def test_every_point_stands_to_scale_or_in_words_and_never_both(days):
    points = tuple(point(day) for day in sorted(days))
    scale = scale_of(points, TODAY)
    to_scale = [one for place in places_of(points, scale) for one in place.points]
    assert sorted([*to_scale, *later(points, scale)], key=lambda one: one.on) == list(points)
    assert all(0 <= scale.share(one.on) <= 1 for one in to_scale)
    assert 0 <= scale.share(TODAY) <= 1


@given(st.lists(DAYS, max_size=30), st.integers(100, 2000))
def test_marks_have_room_for_their_words(days, room):
    scale = scale_of([point(day) for day in days], TODAY)
    step, marks = scale.marks(room, 64)
    assert marks[0] == scale.first
    assert marks[-1] <= scale.last
    assert len(marks) == 1 or room * step / (scale.last - scale.first).days >= 64 or step == 730


def test_points_of_one_day_share_a_dot_and_say_each_word_once():
    points = (point(TODAY, words="Given"), point(TODAY, words="Given"), point(TODAY, words="Refused"))
    (place,) = places_of(points, scale_of(points, TODAY))
    assert place.words == "Given · Refused"


def test_what_is_far_ahead_is_named_and_not_drawn_to_scale():
    points = (point(TODAY - timedelta(days=9)), point(date(2025, 9, 30), "agreed", "Stay ends"))
    assert [one.words for one in later(points, scale_of(points, TODAY))] == ["Stay ends"]


@pytest.fixture
def timeline(look, qtbot) -> Timeline:
    widget = Timeline()
    qtbot.addWidget(widget)
    widget.name_days("Today", "Later", lambda day, month: str(day.day), lambda day: f"{day.month}/{day.year}")
    points = [
        point(TODAY, key="contact:1"),
        point(TODAY + timedelta(days=2), "agreed", "Agreed contact"),
        point(date(2025, 9, 30), "agreed", "Stay ends", key="person:1"),
    ]
    widget.set(LANES, points, TODAY, "What has happened")
    widget.resize(700, widget.sizeHint().height())
    widget.show()
    return widget


def test_each_point_can_be_reached_and_heard_by_keys(timeline, qtbot):
    heard = []
    timeline.setFocus()
    for _ in range(3):
        qtbot.keyClick(timeline, Qt.Key.Key_Right)
        heard.append(timeline.accessibleDescription())
    assert heard == ["2025-03-12: Contact", "2025-03-14: Agreed contact", "2025-09-30: Stay ends"]
    with qtbot.waitSignal(timeline.opened) as opened:
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert opened.args == ["person:1"]


def test_a_point_and_what_comes_later_open_by_a_press(timeline, qtbot):
    with qtbot.waitSignal(timeline.opened) as opened:
        qtbot.mouseClick(
            timeline, Qt.MouseButton.LeftButton, pos=timeline._centre(timeline._places[0].points[0]).toPoint()
        )
    assert opened.args == ["contact:1"]
    with qtbot.waitSignal(timeline.opened) as opened:
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=timeline._later_box(0).center().toPoint())
    assert opened.args == ["person:1"]
