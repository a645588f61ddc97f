"""A referral is written, sent to one provider and answered, through the window's own pages."""

from __future__ import annotations

import pytest

from desktop_app.domain.moment import day_in_finland
from desktop_app.ui.language import Language
from desktop_app.ui.pages.referral_page import SAYS, ReferralPage
from desktop_app.ui.pages.referral_received_page import ReferralReceivedPage
from desktop_app.ui.view_models.referral import ReferralViewModel
from desktop_app.ui.view_models.referral_answer import ReferralAnswerViewModel
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.tick import Checkbox
from desktop_app.use_cases import cases, records, referral, referral_answer, referral_view
from tests.end_to_end.test_referral import CODE, agree, ana, arrived, county, hospital, org, sanna, written
from tests.ui.pages.fit import clipped_in_any_language, nameless
from tests.ui.pages.tabbing import by_tab
from tests.ui.pages.test_decision_page import around_of

__all__ = ["county", "hospital", "sanna"]


@pytest.fixture
def around_sanna(look, sanna):
    side = around_of(sanna)
    yield side
    side.background.close()


@pytest.fixture
def around_county(look, county):
    side = around_of(county)
    yield side
    side.background.close()


@pytest.fixture
def open_page(around_sanna, shown, qtbot):
    made = []

    def opened(case, record=None) -> ReferralPage:
        model = ReferralViewModel(around_sanna, case, record)
        made.append(model)
        page: ReferralPage = shown(ReferralPage(model, around_sanna.labels))
        qtbot.waitUntil(lambda: model.view is not None and model.form.is_open and model.code_form.is_open)
        qtbot.wait(50)
        return page

    yield opened
    for model in made:
        model.form.finish_now()
        model.code_form.finish_now()


def words_of(page) -> str:
    return " ".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def ticks_of(page) -> dict[str, bool]:
    return {tick.text(): tick.isChecked() for tick in page.leaving.findChildren(Checkbox) if tick.isVisible()}


def test_tab_reaches_what_is_written_before_the_button_that_sends(sanna, open_page):
    page = open_page(ana(sanna))
    parts = {name: page.form.blocks[name].editor for name in SAYS}
    code = page.code.blocks["personal_identity_code"].editor
    met = by_tab(parts[SAYS[0]], {**parts, "code": code, "send": page._send})
    assert met == [*SAYS, "code", "send"]


def test_the_county_stands_chosen_and_only_the_permission_is_missing(sanna, open_page):
    page = open_page(ana(sanna))
    assert page._recipient.editor.currentText() == "Länsi-Uudenmaan hyvinvointialue"
    assert page.form.blocks["language"].editor.value() == "sv"
    assert not page._send.isEnabled()
    assert page._ask.isVisible()
    assert not page.form.blocks["basis"].isVisible()
    assert "advises on the person's rights" in words_of(page)


def test_in_danger_the_numbers_stand_before_any_form_and_nothing_is_blocked(sanna, county, open_page):
    case = ana(sanna)
    agree(sanna, case, "social_services", org(county), "identity")
    form = records.new_form(sanna.session, "contact", case)
    records.keep_draft(sanna.session, form, {"danger": "now"})
    records.save(sanna.session, form.record)
    page = open_page(case)
    assert page._banner.isVisible()
    assert "112" in page._banner.accessibleName()
    assert page._model.phone in page._banner.accessibleName().replace("\u00a0", " ")
    assert page._banner.y() < page._recipient.mapTo(page, page._recipient.rect().topLeft()).y()
    assert page._send.isEnabled()


def test_what_is_ticked_leaves_and_what_is_not_stays(sanna, county, open_page, qtbot, monkeypatch):
    monkeypatch.setattr("desktop_app.ui.pages.referral_page.decide", lambda *_words, **_verbs: True)
    case = ana(sanna)
    agree(sanna, case, "social_services", org(county), "identity", "identity_code", "contact_way")
    page = open_page(case)
    model = page._model
    assert ticks_of(page) == {
        "name and date of birth": True,
        "personal identity code": True,
        "safe way of contact": True,
    }
    words = words_of(page)
    assert "Ana" not in words
    assert CODE not in words
    with qtbot.waitSignal(model.changed):
        model.tick("identity_code", False)
    qtbot.wait(20)
    model.form.set_value("reason", "Tarvitsee asunnon.")
    with qtbot.waitSignal(model.sent):
        page._send.click()
    qtbot.waitUntil(lambda: model.is_sent)
    assert not page._send.isVisible()
    sanna.sync()
    (received,) = arrived(county)
    seen = referral_answer.read(county.session, received)
    assert seen is not None
    assert seen.hidden_identity == ()
    assert [one.value for one in seen.identity] == ["Keksitty", "Ana"]
    assert [one.value for one in seen.help] == ["Tarvitsee asunnon."]


def test_the_recipient_belongs_to_the_kind_chosen_last(sanna, open_page, qtbot):
    model = open_page(ana(sanna))._model
    model.form.set_value("recipient_kind", "aland_health")
    model.form.set_value("recipient_kind", "shelter")
    qtbot.waitUntil(lambda: model.form.value("recipient") == "list:shelter")
    qtbot.wait(100)
    assert model.form.value("recipient") == "list:shelter"


def test_another_recipient_is_one_choice_away(sanna, open_page, qtbot):
    page = open_page(ana(sanna))
    model = page._model
    model.form.set_value("recipient_kind", "aland_health")
    qtbot.waitUntil(lambda: model.form.value("recipient") == "list:aland_health")
    assert model.form.value("language") == "sv"
    qtbot.waitUntil(lambda: page.form.blocks["language"].editor.value() == "sv")
    model.form.set_value("recipient_kind", "shelter")
    qtbot.waitUntil(lambda: model.form.value("recipient") == "list:shelter")
    model.form.set_value("language", "fi")
    model.form.set_value("recipient_kind", "aland_health")
    qtbot.waitUntil(lambda: page.form.blocks["language"].editor.value() == "sv")
    qtbot.waitUntil(lambda: page._how.isVisible())
    assert "paper" in page._send.text()


def test_letters_typed_before_leaving_are_kept(sanna, open_page, qtbot):
    case = ana(sanna)
    page = open_page(case)
    page.form.blocks["reason"].editor.setFocus()
    qtbot.keyClicks(page.form.blocks["reason"].editor, "Asunto")
    for language in ("sv", "fi", "en"):
        Language.set(language)
        assert page.form.blocks["reason"].editor.toPlainText() == "Asunto"
    left = []
    page.leave(lambda: left.append(True))
    qtbot.waitUntil(lambda: bool(left))
    assert open_page(case, page._model.form.form.record).form.blocks["reason"].editor.toPlainText() == "Asunto"


def test_every_word_of_the_referral_fits_and_every_part_has_a_name(sanna, county, open_page, qtbot):
    case = ana(sanna)
    agree(sanna, case, "social_services", org(county), "identity", "contact_way")
    page = open_page(case)
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []


@pytest.fixture
def received_page(sanna, county, around_county, shown, qtbot):
    case = ana(sanna)
    agree(sanna, case, "social_services", org(county), "identity", "identity_code", "contact_way")
    one = written(sanna, case, "county_social", org(county), reason="Asunto.", urgency="now", asked_help=["children"])
    referral.send(sanna.session, case, one)
    sanna.sync()
    (received,) = arrived(county)
    model = ReferralAnswerViewModel(around_county, received)
    page: ReferralReceivedPage = shown(ReferralReceivedPage(model, around_county.labels))
    qtbot.waitUntil(lambda: model.received is not None and model.form.is_open)
    qtbot.wait(50)
    yield page, case, one
    model.form.finish_now()


def test_the_social_worker_reads_urgency_first_and_no_hidden_value(received_page):
    page, _, _ = received_page
    words = words_of(page)
    assert words.index("now – phone first") < words.index("Asunto.")
    assert "Help is asked for children, too." in words
    assert "Ana" in words
    assert CODE not in words
    assert "040 000 0000" not in words


def test_an_answer_reaches_the_sender_without_what_the_client_keeps(received_page, sanna, county, qtbot):
    page, case, one = received_page
    model = page._model
    page._quick["urgent_assessed"].click()
    assert page.form.blocks["outcome"].editor.value() == "urgent_assessed"
    assert model.form.value("urgent_assessed_on") == day_in_finland(county.session.now()).isoformat()
    model.form.set_values({"urgent_assessed_on": "2026-11-28", "worker": "Kerttu", "what_next": "Tapaaminen"})
    with qtbot.waitSignal(model.answered):
        page._send.click()
    county.sync()
    sanna.sync()
    (answer,) = referral_view.view(sanna.session, case, one, {}).answers
    assert set(answer.values) == {"outcome", "urgent_assessed_on", "answered_at"}
    (kept,) = [each for each in cases.read(county.session, model.case).own if each.kind == "referral_answer"]
    assert kept.text("worker") == "Kerttu"

    page._may.click()
    qtbot.waitUntil(lambda: model.received is not None and model.received.may_tell)
    model.form.set_values({"outcome": "services_started", "worker": "Kerttu"})
    with qtbot.waitSignal(model.answered):
        page._send.click()
    county.sync()
    sanna.sync()
    assert referral_view.view(sanna.session, case, one, {}).answers[-1].values["worker"] == "Kerttu"


def test_an_empty_answer_leads_to_what_is_missing(received_page, qtbot):
    page, _, _ = received_page
    with qtbot.waitSignal(page._model.refused):
        page._send.click()
    block = page.form.blocks["outcome"]
    assert block.line.error
    qtbot.waitUntil(block.editor.hasFocus)


def test_not_ours_asks_whose_it_is(received_page, qtbot):
    page, _, _ = received_page
    model = page._model
    page._quick["not_responsible"].click()
    with qtbot.waitSignal(model.refused):
        page._send.click()
    assert page._right.isVisible()
    model.form.set_value("right_recipient", "list:helsinki")
    with qtbot.waitSignal(model.answered):
        page._send.click()


def test_every_word_of_a_received_referral_fits_and_every_part_has_a_name(received_page, qtbot):
    page, _, _ = received_page
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []


def test_a_letter_is_saved_where_the_worker_says_and_then_noted(sanna, open_page, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr("desktop_app.ui.pages.referral_page.decide", lambda *_words, **_verbs: True)
    case = ana(sanna)
    agree(sanna, case, "shelter", "list:shelter", "identity", "contact_way")
    page = open_page(case)
    model = page._model
    model.form.set_value("recipient_kind", "shelter")
    qtbot.waitUntil(lambda: page._letter.isVisible() and page._send.isEnabled())
    assert clipped_in_any_language(page, qtbot) == {}
    target = tmp_path / "luotsi.pdf"
    monkeypatch.setattr("desktop_app.ui.pages.paper_output.decide", lambda *_words, **_verbs: True)
    monkeypatch.setattr("desktop_app.ui.pages.paper_output.QFileDialog.getSaveFileName", lambda *_a: (str(target), ""))
    page._letter.click()
    qtbot.waitUntil(lambda: hasattr(page, "_papers") and page._papers.save_button.isEnabled())
    assert "Keksitty" in page._papers.pages.text()
    assert not page._papers.note_button.isVisible(), "how it went is noted on the page of the referral"
    page._papers.save_button.click()
    page._papers.close()
    assert target.read_bytes().startswith(b"%PDF")
    page._how.editor.set_value("by_hand")
    with qtbot.waitSignal(model.sent):
        page._send.click()
    (gave,) = [one for one in cases.read(sanna.session, case).own if one.kind == "disclosure"]
    assert gave.text("how") == "by_hand"
    assert "contact_detail" not in str(gave.values), "what stands in no letter was not given"


def test_the_county_reads_what_the_law_asks_with_its_section_and_that_it_is_to_be_confirmed(
    sanna, county, around_county, shown, qtbot
):
    case = ana(sanna)
    agree(sanna, case, "social_services", org(county), "identity")
    sent = written(sanna, case, "county_social", org(county), asked_help=["housing", "child_own"])
    referral.send(sanna.session, case, sent)
    sanna.sync()
    (received,) = arrived(county)
    model = ReferralAnswerViewModel(around_county, received)
    page = shown(ReferralReceivedPage(model, around_county.labels))
    banner = page.received._law
    assert not banner.isVisible(), "nothing is known of the law yet"
    qtbot.waitUntil(lambda: model.received is not None and model.form.is_open)
    assert banner.isVisible()
    nothing = [label for label in page.received.cards["contact"].findChildren(Label) if label.isVisibleTo(page)]
    assert [label.text() for label in nothing].count("Not told.") == 1, "once is enough, without a name before it"
    said = {
        "en": ("assessed at once", "Social Welfare Act 1301/2014, section 36", "to be confirmed by the authority"),
        "fi": ("arvioidaan heti", "Sosiaalihuoltolaki 1301/2014, 36 §", "viranomainen vahvistaa"),
        "sv": ("bedöms genast", "Socialvårdslagen 1301/2014, 36 §", "bekräftas av myndigheten"),
    }
    for language, words in said.items():
        Language.set(language)
        qtbot.waitUntil(lambda words=words: all(each in banner.accessibleName() for each in words))
    Language.set("en")
    qtbot.waitUntil(lambda: "special support begins on" in banner.accessibleName())
    assert clipped_in_any_language(page, qtbot) == {}
    referral_answer.answer(
        county.session,
        received,
        {"outcome": "services_started", "urgent_assessed_on": "2026-11-27", "assessment_done_on": "2026-11-27"},
    )
    around_county.feed.tell(frozenset({received}))
    qtbot.waitUntil(lambda: not banner.isVisible())
    model.form.finish_now()


def test_what_the_reader_will_ask_is_said_in_sentences_and_stops_nothing(sanna, county, open_page, qtbot):
    case = ana(sanna)
    agree(sanna, case, "social_services", org(county), "identity")
    page = open_page(case)
    qtbot.waitUntil(page._advice.isVisible)
    assert "With what is help asked for?" in page._advice.text()
    assert "How can the person be reached safely?" not in page._advice.text()
    assert page._send.isEnabled()
    page._model.form.set_value("asked_help", ["housing"])
    qtbot.waitUntil(lambda: "With what" not in page._advice.text())
    assert clipped_in_any_language(page, qtbot) == {}
