"""A worker at a laptop: every act goes through the view model that the window has for it, and waits for its end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.sheets.letter import Letter
from desktop_app.ui.view_models.case import CaseViewModel
from desktop_app.ui.view_models.case_list import CaseListViewModel
from desktop_app.ui.view_models.consent import ConsentViewModel
from desktop_app.ui.view_models.contact import ContactViewModel
from desktop_app.ui.view_models.decision import DecisionViewModel
from desktop_app.ui.view_models.history import HistoryViewModel
from desktop_app.ui.view_models.indicators import IndicatorsViewModel
from desktop_app.ui.view_models.interview import InterviewViewModel
from desktop_app.ui.view_models.papers import PapersViewModel
from desktop_app.ui.view_models.proceedings import ProceedingsViewModel
from desktop_app.ui.view_models.proposal import ProposalViewModel
from desktop_app.ui.view_models.record import RecordViewModel
from desktop_app.ui.view_models.referral import ReferralViewModel
from desktop_app.ui.view_models.referral_answer import ReferralAnswerViewModel
from desktop_app.ui.view_models.sheets import SheetsViewModel
from desktop_app.ui.view_models.today import TodayViewModel
from desktop_app.use_cases import cases
from desktop_app.use_cases.case_view import CaseView
from desktop_app.use_cases.decision_view import ReceivedProposal
from desktop_app.use_cases.referral_answer import ReceivedReferral
from desktop_app.use_cases.today import TodayView
from tests.end_to_end.stories.desk_base import DeskBase


class Desk(DeskBase):
    """Each act of the stories: what a worker writes, sends, receives and sees."""

    # what a worker writes

    def first_contact(self, **values: Json) -> CaseId:
        """Fill in the page of a first contact; the case begins with its first keystroke."""
        model = self._contact()
        model.begin_first()
        self._fill(model.form, values)
        self._wait(lambda: model.case is not None)
        assert model.case is not None
        return model.case

    def contact(self, case: CaseId, **values: Json) -> ContactViewModel:
        """Write down another contact of a case."""
        model = self._contact()
        model.begin_in(case, "")
        self._fill(model.form, values)
        return model

    def write(self, kind: str, case: CaseId, record: RecordId | None = None, /, **values: Json) -> RecordId:
        """Fill in a record on its page and leave the page."""
        model = self._keep(RecordViewModel(self.around, kind, case, record=record))
        model.read()
        self.settle()
        return self._fill(model.form, values)

    def draft(self, kind: str, case: CaseId, /, **values: Json) -> RecordViewModel:
        """Begin a record and stay on its page."""
        model = self._keep(RecordViewModel(self.around, kind, case))
        model.read()
        self._wait(lambda: model.form.is_open)
        model.form.set_values(dict(values))
        model.form.finish_now()
        return model

    def sign(self, case: CaseId, code: str, answer: str, /, *basis: str, **more: Json) -> None:
        """Record one sign."""
        model = self._keep(IndicatorsViewModel(self.around, case, sign=code))
        model.read()
        self._wait(lambda: code in model.forms and model.forms[code].is_open)
        self._fill(model.forms[code], {"answer": answer, "basis": list(basis), **more})

    def offered(self, case: CaseId) -> tuple[str, ...]:
        """The prompts that a talk offers now."""
        return tuple(each.code for each in self._talk(case).prompts)

    def talk(self, case: CaseId, **answers: str) -> None:
        """Record answers to prompts: a state (code of `answer_state`), or the person's words."""
        model = self._talk(case)
        for code, answer in answers.items():
            model.choose(code)
            assert model.question is not None, f"{code} is not offered"
            if answer in ("no_wish", "later"):
                model.record(answer)
            else:
                model.write(answer)
        self._save(model.form)

    def agree(self, case: CaseId, purpose: str, answer: str, *groups: str, to: str = "", **more: Json) -> None:
        """Record the person's answer to one permission."""
        model = self._keep(ConsentViewModel(self.around, case))
        model.chosen = purpose
        model.read()
        self._wait(lambda: not model.loading)
        values: dict[str, Json] = {"answer": answer, **more}
        values |= {"data_groups": list(groups)} if groups else {}
        values |= {"recipient": to} if to else {}
        model.form.set_values(values)
        told: list[object] = []
        model.recorded.connect(told.append)
        model.refused.connect(told.append)
        model.record()
        self._wait(lambda: told)
        self.settle()
        assert told == [answer], told

    def proceedings(self, case: CaseId, **values: Json) -> None:
        """Write on the page that stands apart."""
        model = self._keep(ProceedingsViewModel(self.around, case))
        model.read()
        self._wait(lambda: model.form.is_open)
        self._fill(model.form, values)

    def give_sheet(self, case: CaseId, language: str, how: str, carried: str | None = None, **chosen: Any) -> None:
        """Show a sheet and record how it was given."""
        model = self.sheet(language, **chosen)
        told: list[bool] = []
        model.recorded.connect(lambda: told.append(True))
        model.record_given(case, how, carried)
        self._wait(lambda: told)
        self.settle()

    def sheet(self, language: str, **chosen: Any) -> SheetsViewModel:
        """Draw a sheet."""
        model = self._keep(SheetsViewModel(self.around, "fi"))
        model.choose(language=language, **chosen)
        self._wait(lambda: model.shown is not None and model.shown.language == language)
        self.settle()
        return model

    def strike(self, record: RecordId, kind: str, field: str) -> None:
        """Strike a field out from its history."""
        model = self._keep(HistoryViewModel(self.around, record, kind, ""))
        model.read()
        self.settle()
        model.strike_field(field)
        self.settle()

    # what is sent

    def proposal(self, case: CaseId, **values: Json) -> ProposalViewModel:
        """Write the proposal's own text; nothing is sent."""
        model = self._keep(ProposalViewModel(self.around, case))
        model.read()
        self._wait(lambda: model.view is not None and model.form.is_open)
        if values:
            self._fill(model.form, values)
        return model

    def propose(self, case: CaseId, **values: Json) -> ProposalViewModel:
        """Write the proposal and send it; it leaves with the next sync."""
        model = self.proposal(case, **values)
        self._done(model.send, model.sent, model.failed)
        return model

    def supplement(self, case: CaseId) -> None:
        """Send what the reader of the proposal holds differently."""
        model = self.proposal(case)
        self.settle()
        self._done(model.supplement.send, model.supplement.sent, model.supplement.failed)

    def referral(self, case: CaseId, kind: str, to: str, **values: Json) -> ReferralViewModel:
        """Write a referral; nothing is sent."""
        model = self._keep(ReferralViewModel(self.around, case))
        model.read()
        self._wait(lambda: model.view is not None and model.form.is_open and model.code_form.is_open)
        model.form.set_value("recipient_kind", kind)
        self.settle()
        model.form.set_values({"recipient": to, **values})
        self._leave(model.leave)
        return model

    def referral_of(self, case: CaseId, to: str) -> ReferralViewModel:
        """Open the referral that went to a recipient."""
        held = cases.read(self.laptop.session, case).own
        record = next(one.record for one in held if one.kind == "referral" and one.text("recipient") == to)
        model: ReferralViewModel = self._keep(ReferralViewModel(self.around, case, record))
        model.read()
        self._wait(lambda: model.view is not None and model.form.is_open)
        self.settle()
        return model

    def refer(self, model: ReferralViewModel, how: str = "sync") -> None:
        """Send a referral, or note how its letter went."""
        self._done(partial(model.send, how), model.sent, model.failed)

    def letters(self, papers: PapersViewModel, **wanted: Any) -> tuple[Letter, ...]:
        """Compose what would be printed."""
        self._keep(papers)
        papers.choose(**wanted)
        self._wait(lambda: papers.pdf)
        self.settle()
        return papers.letters

    def referral_letters(self, model: ReferralViewModel) -> tuple[Letter, ...]:
        """The letter of a referral as its page shows it as paper."""
        shown: list[PapersViewModel] = []
        model.papers(shown.append)
        self._wait(lambda: shown)
        return self.letters(shown[0])

    # who receives

    def received(self) -> tuple[CaseId, ...]:
        """The cases of the list, as it stands for this worker."""
        return tuple(row.case for row in self.list().rows)

    def list(self, query: str = "") -> CaseListViewModel:
        """The case list."""
        model = self._keep(CaseListViewModel(self.laptop.session, self.background, self.around.feed))
        model.search(query)
        self._wait(lambda: model.read_once)
        self.settle()
        return model

    def open_proposal(self, case: CaseId) -> DecisionViewModel:
        """Open a received proposal; its sender is told so."""
        model = self._keep(DecisionViewModel(self.around, case))
        model.read()
        self._wait(lambda: model.received is not None and model.form.is_open and model.question.form.is_open)
        self.settle()
        return model

    def read_proposal(self, case: CaseId) -> ReceivedProposal:
        """What the officer reads."""
        received = self.open_proposal(case).received
        assert received is not None
        return received

    def ask(self, case: CaseId, question: str) -> None:
        """Ask the sender of a proposal for more."""
        model = self.open_proposal(case).question
        model.form.set_value("question", question)
        self._done(model.ask, model.sent, model.refused)

    def decide(self, case: CaseId, **values: Json) -> DecisionViewModel:
        """Record the notice of a decision."""
        model = self.open_proposal(case)
        model.form.set_values(dict(values))
        self._done(model.record, model.recorded, model.refused)
        return model

    def read_referral(self, case: CaseId) -> ReceivedReferral:
        """What the provider reads; its sender is told that it was opened."""
        model = self._answering(case)
        assert model.received is not None
        return model.received

    def answer(self, case: CaseId, *, may_tell: bool | None = None, **values: Json) -> None:
        """Answer a referral, after the client's word on what the sender may know."""
        model = self._answering(case)
        if may_tell is not None:
            model.permit(may_tell)
            self.settle()
        model.form.set_values(dict(values))
        self._done(model.answer, model.answered, model.refused)

    # what is seen

    def case(self, case: CaseId) -> CaseView:
        """The page of a case."""
        model = self._keep(CaseViewModel(self.around, case))
        model.read()
        self._wait(lambda: model.view is not None)
        self.settle()
        assert model.view is not None
        return model.view

    def today(self) -> TodayView:
        """The page of the day."""
        model = self._keep(TodayViewModel(self.around))
        model.read()
        self._wait(lambda: model.view is not None)
        self.settle()
        assert model.view is not None
        return model.view

    def newest(self, case: CaseId, kind: str) -> Mapping[str, Json]:
        """The values of the newest record of a kind."""
        found = cases.read(self.laptop.session, case).newest(kind)
        assert found is not None, f"no {kind} is shown"
        return found.values

    def everything(self, case: CaseId) -> str:
        """All that this laptop holds of a case, as one text."""
        return str([(one.kind, one.values) for one in cases.read(self.laptop.session, case).records])

    def kinds(self, case: CaseId) -> Collection[str]:
        """The kinds of which the case has a record."""
        return {one.kind for one in cases.read(self.laptop.session, case).records}

    # the pages that several acts begin at

    def _contact(self) -> ContactViewModel:
        model: ContactViewModel = self._keep(
            ContactViewModel(self.laptop.session, self.background, self.around.feed, "")
        )
        return model

    def _talk(self, case: CaseId) -> InterviewViewModel:
        model: InterviewViewModel = self._keep(InterviewViewModel(self.around, case, "fi"))
        model.read()
        self._wait(lambda: model.talk is not None and model.form.is_open)
        self.settle()
        return model

    def _answering(self, case: CaseId) -> ReferralAnswerViewModel:
        model: ReferralAnswerViewModel = self._keep(ReferralAnswerViewModel(self.around, case))
        model.read()
        self._wait(lambda: model.received is not None and model.form.is_open)
        self.settle()
        return model
