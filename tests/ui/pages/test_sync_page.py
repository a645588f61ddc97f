"""Sync says one true sentence, and what two have written waits for a choice without losing anything."""

from __future__ import annotations

import pytest

from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.messages import CentralUnavailable
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.language import Language
from desktop_app.ui.pages.conflict_card import with_difference_in_bold
from desktop_app.ui.pages.sync_page import SyncPage
from desktop_app.ui.view_models.status import StatusViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.ui.view_models.sync import SyncViewModel
from desktop_app.use_cases import cases, conflicts, doubts, history, records
from tests.end_to_end.people import found, join, new_laptop
from tests.ui.pages.fit import clipped_in_any_language, nameless

SUNDAY = "Soita sunnuntaina vastauksesta. Tapaaminen kirjastossa, jos hän haluaa."
MONDAY = "Soita maanantaina klo 10 vastauksesta. Tapaaminen kirjastossa, jos hän haluaa."


def write(laptop, record, field, value):
    form = records.open_form(laptop.session, record)
    records.keep_draft(laptop.session, form, {field: value})
    records.save(laptop.session, record)


@pytest.fixture
def conflicting(tmp_path, central):
    """Two laptops of one organisation that wrote in the same fields without seeing each other."""
    sanna = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(sanna, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    mikael = new_laptop(tmp_path / "mikael", "Mikael S.", central)
    join(mikael, sanna)
    case, _ = cases.open_new(sanna.session)
    contact = records.new_form(sanna.session, "contact", case)
    records.keep_draft(sanna.session, contact, {"next_step": "Soitetaan"})
    safety = records.new_form(sanna.session, "safety_assessment", case)
    records.keep_draft(sanna.session, safety, {"contact_detail": "040 000"})
    records.save_all(sanna.session)
    team = cases.read(sanna.session, case).newest("case")
    assert team is not None
    members = team.values["case_team"]
    assert isinstance(members, list)
    users = [*members, b64(mikael.session.store.me().user)]
    write(sanna, team.record, "case_team", users)
    sanna.sync()
    mikael.sync()
    for laptop, words, number in ((sanna, SUNDAY, "040 111"), (mikael, MONDAY, "040 222")):
        write(laptop, contact.record, "next_step", words)
        write(laptop, safety.record, "contact_detail", number)
    for laptop in (sanna, mikael, sanna):
        laptop.sync()
    return sanna, contact.record


@pytest.fixture
def near(look, conflicting):
    background = Background()
    yield Surroundings(conflicting[0].session, background, ChangeFeed(), Labels.load())
    background.close()


@pytest.fixture
def page(near, shown, qtbot):
    status = StatusViewModel(near)
    model = SyncViewModel(near, status)
    status.read()
    made = shown(SyncPage(model, near.labels))
    qtbot.waitUntil(lambda: len(made.cards) == 2 and status.status is not None)
    qtbot.wait(50)
    return made


def card_of(page, field):
    return next(card for card in page.cards if card.standing.field == field)


def test_conflicts_start_folded_and_show_who_and_when(page):
    card = card_of(page, "next_step")
    assert not card.versions[0].isVisible()
    card.fold.click()
    assert [version.accessibleName() for version in card.versions] == ["You, on this laptop", "Mikael S."]
    assert "<b>sunnuntaina</b>" in card.versions[0].text.text()
    assert "<b>maanantaina</b> <b>klo</b> <b>10</b>" in card.versions[1].text.text()


def test_what_stood_before_either_wrote_is_shown_and_level_four_behind_a_press(page):
    card = card_of(page, "next_step")
    card.fold.click()
    assert card.before.text() == "Soitetaan"
    secret = card_of(page, "contact_detail")
    secret.fold.click()
    assert secret.before_hidden.isVisible()
    assert not secret.before.isVisible()
    assert "040 000" not in secret.before.text()
    secret.before_hidden.reveal()
    assert "040 000" in secret._before_words()


def test_keeping_one_leaves_the_other_in_the_history(page, near, conflicting, qtbot):
    _, record = conflicting
    card = card_of(page, "next_step")
    with qtbot.waitSignal(page._model.chosen):
        card.versions[1].keep.click()
    assert records.open_form(near.session, record).fields["next_step"].value == MONDAY
    written = {change.after for step in history.of_record(near.session, record) for change in step.changes}
    assert {SUNDAY, MONDAY} <= {text for text in written if isinstance(text, str)}
    qtbot.waitUntil(lambda: len(page.cards) == 1)


def test_keeping_both_puts_one_after_the_other(page, near, conflicting, qtbot):
    _, record = conflicting
    with qtbot.waitSignal(page._model.chosen):
        card_of(page, "next_step")._both.click()
    assert records.open_form(near.session, record).fields["next_step"].value == f"{SUNDAY}\n\n{MONDAY}"


def test_an_own_text_survives_what_arrives_and_a_change_of_language(page, near, conflicting, qtbot):
    _, record = conflicting
    card = card_of(page, "next_step")
    card.fold.click()
    card._own.click()
    qtbot.keyClicks(card._editor, "Soita tiistaina")
    for language in ("sv", "fi", "en"):
        Language.set(language)
    page._model.read()
    qtbot.wait(100)
    assert card_of(page, "next_step") is card
    assert card._editor.value() == "Soita tiistaina"
    with qtbot.waitSignal(page._model.chosen):
        card._keep_own.click()
    assert records.open_form(near.session, record).fields["next_step"].value == "Soita tiistaina"


def test_level_four_stands_behind_its_own_press(page, qtbot):
    card = card_of(page, "contact_detail")
    card.fold.click()
    assert not any(version.text.text() for version in card.versions)
    assert "040" not in " ".join(version.text.accessibleName() for version in card.versions)
    assert card._protect.isVisible()


def test_a_version_that_nobody_has_seen_is_not_written_over(near, conflicting):
    _, record = conflicting
    (standing,) = [one for one in conflicts.standing(near.session) if one.field == "next_step"]
    first = standing.sides[0]
    conflicts.resolve(near.session, record, "next_step", "Vain toinen nähty", [first.dot])
    (left,) = [one for one in conflicts.standing(near.session) if one.field == "next_step"]
    assert {side.value for side in left.sides} == {"Vain toinen nähty", standing.sides[1].value}


def test_the_truth_is_one_sentence(page):
    assert page._truth.text() == "Not yet synced since you unlocked. Everything is saved on this laptop."
    page._model.status.problem = CentralUnavailable("central_unavailable", reason="unreachable")
    page._show()
    assert page._truth.text() == "There is no network now. Everything is saved on this laptop."
    page._model.status.online, page._model.status.problem = True, None
    page._show()
    assert page._truth.text() == "Everything is saved and sent."


def test_what_was_not_believed_is_said_and_fits(page, near, qtbot):
    assert not page.doubt.isVisible()
    for code in ("forked_roster", "under_threshold", "older_directory"):
        doubts.note(near.session.store, [code])
        doubts.note(near.session.store, [code])
        page._model.status.read()
        qtbot.waitUntil(page.doubt.isVisible)
        assert clipped_in_any_language(page, qtbot) == {}
    doubts.note(near.session.store, [])
    page._model.status.read()
    qtbot.waitUntil(lambda: not page.doubt.isVisible())


def test_every_word_fits_and_versions_stack_where_it_is_narrow(page, qtbot):
    card_of(page, "next_step").fold.click()
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []
    page.resize(700, 652)
    qtbot.wait(50)
    first, second = card_of(page, "next_step").versions
    assert second.y() > first.y()


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [("a b c", "a x c", "a <b>b</b> c"), ("same", "same", "same"), ("<i>", "", "<b>&lt;i&gt;</b>")],
)
def test_the_difference_stands_in_bold(look, text, other, expected):
    assert expected in with_difference_in_bold(text, [other])


def test_looking_at_versions_of_a_case_is_noted_as_opening_it(page, near):
    page.cards[0].fold.click()
    near.background.store_now(lambda: None)
    assert [key[1] for key in near.session.noted] == ["opened"]
