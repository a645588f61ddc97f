"""What is set aside is told by laptop and reason, named as far as it is proven, and never of hidden cases."""

from __future__ import annotations

import pytest

from central_system.organisations import suspend
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.messages import CentralRefused
from desktop_app.use_cases import cases, records, set_aside
from desktop_app.use_cases.set_aside import ALTERED, Fate
from tests.end_to_end.people import found, join, new_laptop


@pytest.fixture
def two(tmp_path, central):
    sanna = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(sanna, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    mikael = new_laptop(tmp_path / "mikael", "Mikael S.", central)
    join(mikael, sanna)
    for laptop in (sanna, mikael, sanna):
        laptop.sync()
    return sanna, mikael


def write(laptop, count):
    case, _ = cases.open_new(laptop.session)
    for _ in range(count - 1):
        form = records.new_form(laptop.session, "contact", case)
        records.keep_draft(laptop.session, form, {"person_wishes": "Haluan passini."})
        records.save(laptop.session, form.record)
    return case


def test_what_the_central_system_sets_aside_is_told_with_its_case_on_the_laptop_that_wrote_it(two, central):
    sanna, _ = two
    case = write(sanna, 2)
    me = sanna.session.store.me()
    suspend(central.central, me.org, me.dev, lift=False)
    with pytest.raises(CentralRefused):
        sanna.sync()
    (group,) = set_aside.view(sanna.session)
    assert (group.fate, group.mine, group.count) == (Fate.QUARANTINED, True, 2)
    assert list(group.cases) == [case]
    suspend(central.central, me.org, me.dev, lift=True)
    sanna.sync()
    assert set_aside.view(sanna.session) == ()


def test_a_forged_change_accuses_nobody(two):
    sanna, mikael = two
    write(sanna, 3)
    lines = sanna.session.store.unsent()
    mikael.session.store.take_offered([SignedChange(one.header, bytes(64), one.sealed) for one in lines])
    (group,) = set_aside.view(mikael.session)
    assert (group.fate, group.reason, group.count) == (Fate.REFUSED, ALTERED, 3)
    assert (group.worker, group.organisation, group.mine, group.cases) == ("", "", False, {})
