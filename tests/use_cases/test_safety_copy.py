"""A safety copy is written by itself where the worker chose, when unsent work is old; it brings everything back."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.ledger.bundle import open_bundle
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.refusal import Refused
from desktop_app.use_cases import bundles, cases, laptops, records, safety_copy, set_aside
from desktop_app.use_cases.safety_copy import EVERY, OLD
from desktop_app.use_cases.session import utc_now
from desktop_app.use_cases.set_aside import Fate
from tests.end_to_end.people import Laptop, found, join, new_laptop


@pytest.fixture
def two(tmp_path, central) -> tuple[Laptop, Laptop]:
    sanna = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(sanna, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    mikael = new_laptop(tmp_path / "mikael", "Mikael S.", central)
    join(mikael, sanna)
    for laptop in (sanna, mikael, sanna):
        laptop.sync()
    return sanna, mikael


@pytest.fixture
def folder(tmp_path) -> Path:
    made: Path = tmp_path / "tikku"
    made.mkdir()
    return made


def write(laptop: Laptop, wish: str):
    case, _ = cases.open_new(laptop.session)
    form = records.new_form(laptop.session, "contact", case)
    records.keep_draft(laptop.session, form, {"person_wishes": wish})
    records.save(laptop.session, form.record)
    return case, form.record


def later(laptop: Laptop, by: timedelta) -> None:
    laptop.session.clock = lambda: utc_now() + by


def test_nothing_is_written_before_a_folder_is_chosen_or_the_work_is_a_day_old(two, folder):
    sanna, _ = two
    write(sanna, "Haluan passini.")
    assert not safety_copy.keep(sanna.session).old
    later(sanna, OLD + timedelta(minutes=1))
    state = safety_copy.keep(sanna.session)
    assert state.to_be_chosen
    assert list(folder.iterdir()) == []
    later(sanna, timedelta(0))
    assert safety_copy.choose(sanna.session, folder).at is None
    assert list(folder.iterdir()) == []


def test_old_work_is_copied_renewed_and_removed_once_it_has_arrived(two, folder):
    sanna, _ = two
    write(sanna, "Haluan passini.")
    later(sanna, OLD + timedelta(minutes=1))
    state = safety_copy.choose(sanna.session, folder)
    (first,) = folder.iterdir()
    assert (state.problem, state.to_be_chosen) == ("", False)
    assert state.at is not None
    write(sanna, "Haluan palkkani.")
    safety_copy.keep(sanna.session)
    assert list(folder.iterdir()) == [first], "not with every word"
    later(sanna, OLD + EVERY + timedelta(minutes=2))
    safety_copy.keep(sanna.session)
    (second,) = folder.iterdir()
    assert second != first
    safety_copy.keep(sanna.session)
    assert list(folder.iterdir()) == [second], "nothing new, nothing written"
    sanna.sync()
    assert safety_copy.keep(sanna.session).at is None
    assert list(folder.iterdir()) == []


def test_only_the_own_organisation_opens_it(two, folder, central):
    sanna, mikael = two
    write(sanna, "Haluan passini.")
    later(sanna, OLD * 2)
    safety_copy.choose(sanna.session, folder)
    (path,) = folder.iterdir()
    with pytest.raises(Refused, match="not_for_us"):
        open_bundle(path.read_bytes(), central.central.keys.kem)
    assert bundles.take_in(mikael.session, [path]).taken.changes > 0


def test_a_new_laptop_gets_changes_and_drafts_back_and_the_worker_goes_on(two, folder, tmp_path, central):
    administrator, lost = two
    case, contact = write(lost, "Haluan passini.")
    draft = records.new_form(lost.session, "contact", case)
    records.keep_draft(lost.session, draft, {"person_wishes": "Kesken jäänyt lause"})
    later(lost, OLD * 2)
    safety_copy.choose(lost.session, folder)
    new = new_laptop(tmp_path / "new", "Mikael S.", central)
    join(new, administrator)
    done = bundles.take_in(new.session, list(folder.iterdir()))
    assert (done.refused, done.taken.drafts) == ([], 1)
    assert new.sync().handed_in > 0
    administrator.sync()
    laptops.assign(administrator.session, new.dev, lost.session.store.me().user)
    administrator.sync()
    new.sync()
    assert cases.read(new.session, case).record(contact).text("person_wishes") == "Haluan passini."
    form = records.open_form(new.session, draft.record)
    assert form.fields["person_wishes"].value == "Kesken jäänyt lause"


def test_what_a_removed_laptop_had_not_sent_is_set_aside_and_kept(two, folder, tmp_path, central):
    sanna, mikael = two
    _, contact = write(mikael, "Haluan passini.")
    later(mikael, OLD * 2)
    safety_copy.choose(mikael.session, folder)
    laptops.remove(sanna.session, mikael.dev, sanna.connect)
    new = new_laptop(tmp_path / "new", "Mikael S.", central)
    join(new, sanna)
    assert bundles.take_in(new.session, list(folder.iterdir())).refused == []
    me = new.session.store.me()
    assert new.session.store.record(me.org, me.own_stream, contact) is None
    fates = {group.fate for group in set_aside.view(new.session)}
    assert fates == {Fate.RETIRED}
    new.sync()
    assert {group.fate for group in set_aside.view(new.session)} == {Fate.RETIRED}


def test_a_stick_that_is_not_there_is_told_and_tried_again(two, folder):
    sanna, _ = two
    write(sanna, "Haluan passini.")
    later(sanna, OLD * 2)
    shutil.rmtree(folder)
    assert safety_copy.choose(sanna.session, folder).problem == "stick_gone"
    folder.mkdir()
    state = safety_copy.keep(sanna.session)
    assert (state.problem, len(list(folder.iterdir()))) == ("", 1)


def test_a_copy_is_written_before_the_old_one_goes(two, folder, monkeypatch):
    sanna, _ = two
    write(sanna, "Haluan passini.")
    later(sanna, OLD * 2)
    safety_copy.choose(sanna.session, folder)
    kept = list(folder.iterdir())
    write(sanna, "Haluan palkkani.")
    later(sanna, OLD * 2 + EVERY * 2)
    with monkeypatch.context() as worn:
        worn.setattr("desktop_app.sync.stick._check", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        assert safety_copy.keep(sanna.session).problem == "stick_full"
    assert list(folder.iterdir()) == kept
