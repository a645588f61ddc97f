"""A root key is lost: the two others and a new one sign, and every laptop, old or new, goes on by the chain."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from central_system import root_ceremony, root_replacement
from central_system.database import connect
from central_system.directory import accept_directory
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.invitation import Invitation
from desktop_app.ledger.locked_key import lock_key
from desktop_app.ledger.refusal import Refused
from desktop_app.ledger.trust import Trust
from desktop_app.use_cases import enrolment
from tests.central_fixtures import CentralInTest
from tests.end_to_end.people import Laptop, found, join, new_laptop
from tests.end_to_end.test_laptops import note
from tests.end_to_end.test_recovery_sheet import come_back, sanna, where, words

__all__ = ["sanna"]

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


def ceremony(central: CentralInTest, folder: Path, *signers: int) -> root_replacement.Replacement:
    """Replace key 2 where these keys are there; nothing of it knows the server."""
    newest = folder / "newest.json"
    root_ceremony.write_directory(newest, central.directory)
    for number in signers:
        (folder / f"key-{number}.json").write_bytes(lock_key(central.roots[number - 1], None))
    keys = [folder / f"key-{number}.json" for number in signers]
    return root_replacement.replace_keys(newest, [2], keys, folder / "made", NOW, lambda _name: "", None)


def take_in(central: CentralInTest, done: root_replacement.Replacement) -> None:
    with connect(central.owner) as connection, connection.transaction():
        accept_directory(connection, done.signed, done.before.hash)
    central.directory = done.signed
    new = root_ceremony.read_key(done.made[0], lambda _name: "")
    central.roots = (central.roots[0], new, central.roots[2])


def received(laptop: Laptop) -> tuple[int, bytes]:
    me = laptop.session.store.me()
    return me.feed_seq, me.feed_hash


def doubts(laptop: Laptop) -> tuple[str, ...]:
    return laptop.sync().doubts


def test_laptops_of_before_and_of_after_agree_on_the_new_root(central, sanna, tmp_path):
    aino = new_laptop(tmp_path / "Aino", "Aino", central)
    invitation = enrolment.invite(sanna.session, sanna.connect)
    enrolment.ask_to_join(aino.session, invitation, "toinen kone", aino.connect)
    (waiting,) = enrolment.waiting_laptops(sanna.session, sanna.connect)
    enrolment.let_in(sanna.session, waiting.ticket, frozenset(), sanna.connect)
    old_sheet_says = where(sanna)

    done = ceremony(central, tmp_path, 1, 3)
    assert root_replacement.complete(done.signed, done.before)
    take_in(central, done)
    new_root = done.signed.parsed().root.hash
    assert new_root != done.before.hash

    note(sanna, "Mustikka")
    assert doubts(sanna) == ()
    assert sanna.session.store.trust().newest_root == new_root
    # let in before, looks only now: pinned to the old root, it follows by the chain
    assert enrolment.look_for_answer(aino.session, aino.connect).step is enrolment.EnrolmentStep.JOINED
    assert doubts(aino) == ()
    assert aino.session.store.trust().newest_root == new_root
    assert aino.session.store.trust().root_hash == done.before.hash
    assert doubts(sanna) == ()
    assert received(aino) == received(sanna), "both have everything"

    # whoever comes later pins the new root, and takes nothing from before it
    text = enrolment.invite(sanna.session, sanna.connect)
    assert Invitation.from_text(text).root_hash == new_root
    kaisa = new_laptop(tmp_path / "Kaisa", "Kaisa", central)
    join(kaisa, sanna)
    assert doubts(kaisa) == ()
    assert kaisa.session.store.trust().root_hash == new_root
    # another organisation's first laptop as well; the key that was lost is not needed for it
    provider = new_laptop(tmp_path / "provider", "Veikko", central)
    found(provider, OrgKind.PROVIDER, "Esimerkkipalvelu")
    assert doubts(provider) == ()

    # a recovery sheet printed before leads there too
    newcomer = new_laptop(tmp_path / "new", "Sanna uusi", central)
    come_back(newcomer, old_sheet_says, words(sanna.sheet))
    assert newcomer.session.store.trust().newest_root == new_root


def test_an_invitation_of_before_shows_other_words_until_it_is_given_anew(central, sanna, tmp_path):
    invitation = enrolment.invite(sanna.session, sanna.connect)
    take_in(central, ceremony(central, tmp_path, 1, 3))
    sanna.sync()
    aino = new_laptop(tmp_path / "Aino", "Aino", central)
    asked = enrolment.ask_to_join(aino.session, invitation, "toinen kone", aino.connect)
    (waiting,) = enrolment.waiting_laptops(sanna.session, sanna.connect)
    assert waiting.words != asked.words, "the root that the paper names is no longer in force: nobody lets it in"
    join_again = enrolment.ask_to_join(
        aino.session, enrolment.invite(sanna.session, sanna.connect), "toinen kone", aino.connect
    )
    assert join_again.words in {one.words for one in enrolment.waiting_laptops(sanna.session, sanna.connect)}


@pytest.mark.parametrize("signers", [(1,), ()])
def test_too_few_of_the_old_keys_replace_nothing(central, sanna, tmp_path, signers):
    done = ceremony(central, tmp_path, *signers)
    assert not root_replacement.complete(done.signed, done.before)
    with pytest.raises(Refused, match="under_threshold"):
        take_in(central, done)
    with pytest.raises(Refused, match="under_threshold"):
        sanna.session.store.trust().accept_directory(done.signed)


def test_a_laptop_with_the_new_root_takes_nothing_that_only_the_old_one_signed(central, sanna, tmp_path):
    before = central.directory
    done = ceremony(central, tmp_path, 1, 3)
    take_in(central, done)
    new_root = Trust(done.signed.parsed().root.hash)
    with pytest.raises(Refused, match="wrong_root"):
        new_root.accept_directory(before)
