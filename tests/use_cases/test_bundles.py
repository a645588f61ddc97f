"""Bundles on a stick: whole, read back and nameless, or not there at all; what is wrong is said and stays out."""

from __future__ import annotations

import resource
import shutil
import stat
from pathlib import Path

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.directory import OrgKind
from desktop_app.sync import stick
from desktop_app.use_cases import bundles, cases, records
from tests.end_to_end.people import Laptop, found, join, new_laptop

NAME = "Pihlaja Kuvitteellinen"


@pytest.fixture
def two(tmp_path, central) -> tuple[Laptop, Laptop]:
    """Two laptops of one organisation; the first has written a case that only it has."""
    sanna = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(sanna, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    mikael = new_laptop(tmp_path / "mikael", "Mikael S.", central)
    join(mikael, sanna)
    for laptop in (sanna, mikael, sanna):
        laptop.sync()
    case, _ = cases.open_new(sanna.session)
    contact = records.new_form(sanna.session, "contact", case)
    records.keep_draft(sanna.session, contact, {"person_wishes": NAME})
    records.save_all(sanna.session)
    return sanna, mikael


@pytest.fixture
def folder(tmp_path) -> Path:
    made: Path = tmp_path / "stick"
    made.mkdir()
    return made


def test_a_bundle_is_for_its_owner_alone_and_its_name_and_bytes_name_nobody(two, folder):
    saved = bundles.save(two[0].session, folder)
    assert list(folder.iterdir()) == list(saved.paths)
    (path,) = saved.paths
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.stat().st_size == saved.length
    assert path.name.startswith("data-")
    assert NAME.encode() not in path.read_bytes()
    assert saved.changes == two[0].session.store.unsent_count().changes


def test_the_whole_way_there_and_back(two, folder):
    sanna, mikael = two
    there = bundles.save(sanna.session, folder)
    done = bundles.take_in(mikael.session, there.paths)
    assert (done.taken.changes, done.refused) == (there.changes, [])
    assert bundles.view(mikael.session) == bundles.Carriage(there.changes, answers=True)
    assert mikael.sync().handed_in == there.changes
    assert bundles.view(mikael.session) == bundles.Carriage(0, answers=True)
    back = bundles.save_answer(mikael.session, folder)
    assert back.receipts == 1
    for _ in range(2):
        assert bundles.take_in(sanna.session, back.paths).refused == []
    assert sanna.session.store.unsent_count().changes == 0
    with pytest.raises(LuotsiError, match="nothing_to_carry"):
        bundles.save(sanna.session, folder)


def test_a_full_stick_says_so_and_keeps_nothing_half_written(two, folder):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        with pytest.raises(LuotsiError, match="stick_full"):
            bundles.save(two[0].session, folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(folder.iterdir()) == []


def test_a_stick_pulled_out_while_writing_is_told(two, folder):
    with pytest.raises(LuotsiError, match="stick_gone"):
        bundles.save(two[0].session, folder, lambda _written: shutil.rmtree(folder, ignore_errors=True))
    assert two[0].session.store.unsent_count().changes


def test_breaking_off_leaves_none_of_the_run(two, folder, monkeypatch):
    monkeypatch.setattr("desktop_app.sync.packing.packed.__defaults__", ((), 1))  # a bundle for every change

    def watch(written: int) -> None:
        if len(list(folder.glob(f"*{stick.ENDING}"))) == 1:
            raise LuotsiError("broken_off")

    with pytest.raises(LuotsiError, match="broken_off"):
        bundles.save(two[0].session, folder, watch)
    assert list(folder.iterdir()) == []


def test_what_cannot_be_read_back_the_same_is_not_left_there(two, folder, monkeypatch):
    written = stick.BundleFiles._written

    def worn_out(self, part, pieces):
        hashed = written(self, part, pieces)
        part.write_bytes(part.read_bytes()[:-1] + b"\0")
        return hashed

    monkeypatch.setattr(stick.BundleFiles, "_written", worn_out)
    with pytest.raises(LuotsiError, match="stick_unsound"):
        bundles.save(two[0].session, folder)
    assert list(folder.iterdir()) == []


def test_a_damaged_cut_foreign_or_strange_file_is_named_and_the_others_are_taken_in(two, folder, tmp_path, central):
    stranger = new_laptop(tmp_path / "stranger", "Outo", central)
    found(stranger, OrgKind.OUTREACH, "Toinen järjestö")
    cases.open_new(stranger.session)
    (foreign,) = bundles.save(stranger.session, folder).paths
    (good,) = bundles.save(two[0].session, folder).paths
    data = good.read_bytes()
    bad = {
        "flipped.bin": (data[:-300] + bytes([data[-300] ^ 1]) + data[-299:], "bundle_damaged"),
        "cut.bin": (data[:-1], "bundle_damaged"),
        "short.bin": (data[:30], "bundle_foreign"),
        "letter.bin": (b"%PDF-1.7", "not_a_bundle"),
    }
    for name, (content, _) in bad.items():
        (folder / name).write_bytes(content)
    wanted = {name: code for name, (_, code) in bad.items()} | {
        foreign.name: "bundle_foreign",
        "gone.bin": "stick_gone",
    }
    done = bundles.take_in(two[1].session, [*(folder / name for name in wanted)])
    assert dict(done.refused) == wanted
    assert done.taken.changes == 0
    assert bundles.take_in(two[1].session, [folder / "cut.bin", good]).taken.changes > 0


def test_a_laptop_of_no_organisation_can_neither_write_nor_take_in(tmp_path, central, folder):
    alone = new_laptop(tmp_path / "alone", "Yksin", central)
    for act in (
        lambda: bundles.save(alone.session, folder),
        lambda: bundles.save_answer(alone.session, folder),
        lambda: bundles.take_in(alone.session, []),
    ):
        with pytest.raises(LuotsiError, match="not_enrolled"):
            act()
