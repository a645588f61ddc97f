"""The buttons that send wait for a permission and a recipient, and for nothing that is observed or written."""

from __future__ import annotations

import pytest

from desktop_app.ui.pages.proposal_page import ProposalPage
from desktop_app.ui.pages.referral_page import ReferralPage
from desktop_app.ui.view_models.proposal import ProposalViewModel
from desktop_app.ui.view_models.referral import ReferralViewModel
from desktop_app.use_cases import cases, consent
from tests.end_to_end.test_low_threshold import referral_of, two, write_all
from tests.end_to_end.test_referral import agree, org
from tests.ui.pages.test_decision_page import around_of

__all__ = ["two"]

LITTLE = (
    ("indicator_observation", {"indicator": "K1", "answer": "no"}),
    ("contact", {"danger": "no_sign"}),
    ("proposal", {"why_needs_help": "Ei tiedä."}),
)


@pytest.mark.parametrize("written", [(), LITTLE])
def test_the_buttons_of_the_window_wait_for_nothing_but_a_permission(two, look, shown, qtbot, written):
    sanna, county = two
    around = around_of(sanna)
    case, _ = cases.open_new(sanna.session)
    write_all(sanna.session, case, written)
    consent.record_answer(sanna.session, case, "send_proposal", "given", {"data_groups": ["identity"]})
    agree(sanna, case, "social_services", org(county), "identity")
    model = ProposalViewModel(around, case)
    page = shown(ProposalPage(model, around.labels))
    qtbot.waitUntil(lambda: model.view is not None and model.form.is_open)
    qtbot.waitUntil(lambda: page._send.isEnabled())
    other = ReferralViewModel(around, case, referral_of(sanna.session, case, county))
    beside = shown(ReferralPage(other, around.labels))
    qtbot.waitUntil(lambda: other.view is not None and other.form.is_open and other.code_form.is_open)
    qtbot.waitUntil(lambda: beside._send.isEnabled())
    assert model.view is not None
    assert model.view.advice, "what the officer will ask is said in sentences and stops nothing"
    for form in (model.form, other.form, other.code_form):
        form.finish_now()
    around.background.close()
