"""The sections of a case: which page shows which kind of record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.ui.owning import with_model
from desktop_app.ui.pages.back_button import BackButton
from desktop_app.ui.pages.case_page import EXTRACT
from desktop_app.ui.pages.consent_page import ConsentPage
from desktop_app.ui.pages.cover_page import CoverPage
from desktop_app.ui.pages.decision_page import DecisionPage
from desktop_app.ui.pages.extract_page import ExtractPage
from desktop_app.ui.pages.indicators_page import IndicatorsPage
from desktop_app.ui.pages.joining_page import JoiningPage
from desktop_app.ui.pages.proceedings_page import ProceedingsPage
from desktop_app.ui.pages.proposal_page import ProposalPage
from desktop_app.ui.pages.records_page import RecordsPage
from desktop_app.ui.pages.referral_page import ReferralPage
from desktop_app.ui.pages.referral_received_page import ReferralReceivedPage
from desktop_app.ui.view_models.case import CaseViewModel
from desktop_app.ui.view_models.consent import ConsentViewModel
from desktop_app.ui.view_models.cover import CoverViewModel
from desktop_app.ui.view_models.decision import DecisionViewModel
from desktop_app.ui.view_models.extract import ExtractViewModel
from desktop_app.ui.view_models.indicators import IndicatorsViewModel
from desktop_app.ui.view_models.joining import JoiningViewModel
from desktop_app.ui.view_models.proceedings import ProceedingsViewModel
from desktop_app.ui.view_models.proposal import ProposalViewModel
from desktop_app.ui.view_models.record import SINGLE
from desktop_app.ui.view_models.record_list import RecordListViewModel
from desktop_app.ui.view_models.referral import ReferralViewModel
from desktop_app.ui.view_models.referral_answer import ReferralAnswerViewModel
from desktop_app.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from desktop_app.ui.page_maker import PageMaker

Section = Callable[["PageMaker", CaseViewModel, str], QWidget]


def _consent(maker: PageMaker, case: CaseViewModel, _kind: str) -> QWidget:
    model = ConsentViewModel(maker.around, case.case)
    maker.keep(model.form)
    page = ConsentPage(model, maker.around.labels)
    page.done.connect(maker.window.back)
    return with_model(page, model)


def _proposal(maker: PageMaker, case: CaseViewModel, _kind: str) -> QWidget:
    model = ProposalViewModel(maker.around, case.case)
    maker.keep(model.form)
    page = ProposalPage(model, maker.around.labels)
    page.consent_asked.connect(lambda: maker.show_section(case, "consent"))
    return _with_way_back(maker, with_model(page, model))


def _decision(maker: PageMaker, case: CaseViewModel, _kind: str) -> QWidget:
    model = DecisionViewModel(maker.around, case.case)
    maker.keep(model.form)
    maker.keep(model.question.form)
    return _with_way_back(maker, with_model(DecisionPage(model, maker.around.labels), model))


def make_referral(maker: PageMaker, case: CaseViewModel, record: RecordId | None) -> QWidget:
    """Make the page of one referral, or of an empty one."""
    model = ReferralViewModel(maker.around, case.case, record)
    maker.keep(model.form)
    maker.keep(model.code_form)
    page = ReferralPage(model, maker.around.labels)
    page.consent_asked.connect(lambda: maker.show_section(case, "consent"))
    return _with_way_back(maker, with_model(page, model))


def _referral_answer(maker: PageMaker, case: CaseViewModel, _kind: str) -> QWidget:
    model = ReferralAnswerViewModel(maker.around, case.case)
    maker.keep(model.form)
    return _with_way_back(maker, with_model(ReferralReceivedPage(model, maker.around.labels), model))


def _indicators(maker: PageMaker, case: CaseViewModel, _kind: str) -> QWidget:
    return make_signs(maker, case, "")


def make_signs(maker: PageMaker, case: CaseViewModel, sign: str) -> QWidget:
    """Make the page of the signs; it begins at the one named, if any."""
    model = IndicatorsViewModel(maker.around, case.case, sign=sign)
    maker.keep(model)
    page = IndicatorsPage(model, maker.around.labels)
    page.done.connect(maker.window.back)
    return with_model(page, model)


def _proceedings(maker: PageMaker, case: CaseViewModel, _kind: str) -> QWidget:
    model = ProceedingsViewModel(maker.around, case.case, reference_of(case))
    maker.keep(model.form)
    page = ProceedingsPage(model, maker.around.labels)
    page.done.connect(maker.window.back)
    return with_model(page, model)


def _cover(maker: PageMaker, case: CaseViewModel, _kind: str) -> QWidget:
    model = CoverViewModel(maker.around, case.case)
    page = CoverPage(model)
    page.done.connect(maker.window.back)
    model.gone.connect(lambda: maker.window.show_place("cases"))
    return with_model(page, model)


def _extract(maker: PageMaker, case: CaseViewModel, _kind: str) -> QWidget:
    model = ExtractViewModel(maker.around, case.case, reference_of(case))
    return _with_way_back(maker, with_model(ExtractPage(model, maker.around.labels), model))


def _joining(maker: PageMaker, case: CaseViewModel, _kind: str) -> QWidget:
    return make_joining(maker, case, None)


def make_joining(maker: PageMaker, case: CaseViewModel, other: CaseId | None) -> QWidget:
    """Make the page on which cases are joined; `other` is the case that a warning named, if any."""
    model = JoiningViewModel(maker.around, case.case, reference_of(case), other)
    page = JoiningPage(model)
    page.done.connect(maker.window.back)
    page.received_asked.connect(maker.show_received)
    return with_model(page, model)


def _records(maker: PageMaker, case: CaseViewModel, kind: str) -> QWidget:
    """Make the list of a kind, or the one record of a kind of which a case has one; joined cases have one each."""
    several = case.view is not None and case.view.counts.get(kind, 0) > 1
    if kind in SINGLE and not several:
        return maker.record(case, kind, None)
    model = RecordListViewModel(maker.around, kind, case.case, reference_of(case))
    page = RecordsPage(model)
    page.new_record.connect(lambda: maker.show_record(case, kind, None))
    page.open_record.connect(lambda record: maker.show_record(case, kind, record))
    return _with_way_back(maker, with_model(page, model))


def _with_way_back(maker: PageMaker, page: ScrollPage) -> ScrollPage:
    """Put the way back to the case in sight of a page that has nothing to finish."""
    back = BackButton()
    back.clicked.connect(maker.window.back)
    page.add_action(back, first=True)
    return page


def reference_of(case: CaseViewModel) -> str:
    """The reference of a case as it is shown, empty while it is being read."""
    return case.view.reference if case.view else ""


_SECTIONS: dict[str, Section] = {
    "case": _cover,
    "case_join": _joining,
    "consent": _consent,
    "criminal_proceedings": _proceedings,
    "decision": _decision,
    EXTRACT: _extract,
    "indicator_observation": _indicators,
    "proposal": _proposal,
    "referral_answer": _referral_answer,
}


def make_section(maker: PageMaker, case: CaseViewModel, kind: str) -> QWidget:
    """Make the page of a kind: its own page where it has one, else the list of its records."""
    return _SECTIONS.get(kind, _records)(maker, case, kind)
