import json
import time

import pytest

from tests.benchmarks import __main__ as runner
from tests.benchmarks.figure import Figure, alternate
from tests.benchmarks.window_process import BARE, first_paint


def test_a_figure_tells_its_ratio_and_whether_it_meets_its_aim():
    figure = Figure("saving", 30.0, 20.0, "ms", aim=2.0)
    assert figure.ratio == 1.5
    assert figure.is_met
    assert "MISSED" not in figure.line()
    assert "MISSED" in Figure("saving", 50.0, 20.0, "ms", aim=2.0).line()


def test_ours_and_the_floor_take_turns():
    order = []
    alternate(lambda: order.append("ours"), lambda: order.append("floor"), runs=3, warm_up=0)
    assert order == ["ours", "floor"] * 3


def test_durations_are_milliseconds_and_measured_runs_are_kept():
    ours, floor = alternate(lambda: time.sleep(0.02), lambda: 7.0, runs=3)
    assert 20 <= ours < 500
    assert floor == 7.0


def test_every_benchmark_can_be_named(capsys):
    assert {"start", "memory"} <= set(runner.names())
    with pytest.raises(SystemExit):
        runner.main(["no_such_benchmark"])
    assert "no such benchmark" in capsys.readouterr().err


def test_figures_are_printed_as_json(capsys, monkeypatch):
    monkeypatch.setattr(runner, "figures", lambda name: iter([Figure(name, 2.0, 1.0, "ms")]))
    assert runner.main(["start", "--json"]) == 0
    (document,) = json.loads(capsys.readouterr().out)
    assert document["ratio"] == 2.0


def test_what_could_not_be_measured_is_null(capsys, monkeypatch):
    figure = Figure("push", 2.0, float("nan"), "s", against="peer not available")
    monkeypatch.setattr(runner, "figures", lambda name: iter([figure]))
    assert runner.main(["start", "--json"]) == 0
    (document,) = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert (document["ours"], document["floor"], document["ratio"]) == (2.0, None, None)


def test_a_benchmark_that_cannot_be_measured_fails_the_run(capsys, monkeypatch):
    def broken(name):
        raise RuntimeError("no window")

    monkeypatch.setattr(runner, "figures", broken)
    assert runner.main(["start"]) == 1
    assert "no window" in capsys.readouterr().err


def test_the_bare_window_is_painted():
    assert first_paint(BARE) > 0
