"""Makes the pages of the open store and leads from one to another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.settings import Settings
from desktop_app.ui.case_sections import make_joining, make_referral, make_section, make_signs, reference_of
from desktop_app.ui.language import screen_language
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.open_form import OpenForm
from desktop_app.ui.owning import with_model
from desktop_app.ui.pages.case_page import CasePage
from desktop_app.ui.pages.cases_page import CasesPage
from desktop_app.ui.pages.consultation_page import ConsultationPage
from desktop_app.ui.pages.contact_page import ContactPage
from desktop_app.ui.pages.history_page import HistoryPage
from desktop_app.ui.pages.interview_after_page import InterviewAfterPage
from desktop_app.ui.pages.interview_page import InterviewPage
from desktop_app.ui.pages.record_page import RecordPage
from desktop_app.ui.pages.sheets_page import SheetsPage
from desktop_app.ui.pages.sync_page import SyncPage
from desktop_app.ui.pages.today_page import TodayPage
from desktop_app.ui.undoing import Undoing
from desktop_app.ui.view_models.case import CaseViewModel
from desktop_app.ui.view_models.case_list import CaseListViewModel
from desktop_app.ui.view_models.consultation import ConsultationViewModel
from desktop_app.ui.view_models.contact import ContactViewModel
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.history import HistoryViewModel
from desktop_app.ui.view_models.interview import InterviewViewModel
from desktop_app.ui.view_models.record import RecordViewModel
from desktop_app.ui.view_models.sheets import SheetsViewModel
from desktop_app.ui.view_models.status import StatusViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.ui.view_models.sync import SyncViewModel
from desktop_app.ui.view_models.today import TodayViewModel
from desktop_app.use_cases.contact_details import system_phone


class PageMaker(QObject):
    """One per unlock. Pages tell by signals where the worker wants to go; only this class knows the way."""

    day_confirmed = Signal()

    def __init__(
        self,
        around: Surroundings,
        window: MainWindow,
        status: StatusViewModel,
        settings: Settings,
        change_settings: Callable[[dict[str, object]], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.around, self.window, self.status = around, window, status
        self.settings, self.change_settings = settings, change_settings
        self._forms: list[OpenForm] = []
        self.undoing = Undoing(around, window, self)
        self._first: ContactViewModel | None = None
        self._list: CasesPage | None = None
        window.place_shown.connect(self._on_place)

    def place(self, key: str) -> QWidget:
        """Make the page of one of the five places."""
        return _PLACES[key](self)

    def today(self) -> QWidget:
        """Make the page of the day."""
        model = TodayViewModel(self.around, self, calendar=lambda: self.settings.calendar)
        model.day_confirmed.connect(self.day_confirmed)
        page = TodayPage(model)
        page.open_case.connect(self.show_case)
        page.open_received.connect(self.show_received)
        page.settings_asked.connect(self.window.settings_asked)
        page.steps_asked.connect(self._show_steps)
        page.new_contact.connect(lambda: self.window.show_place("new"))
        page.new_consultation.connect(self.show_consultation)
        page.give_sheet.connect(lambda: self.window.show_place("sheets"))
        return page

    def cases(self) -> QWidget:
        """Make the case list."""
        around = self.around
        page = CasesPage(CaseListViewModel(around.session, around.background, around.feed, self), around.labels)
        page.open_case.connect(self.show_case)
        page.open_received.connect(self.show_received)
        page.new_case.connect(lambda: self.window.show_place("new"))
        self._list = page
        return page

    def _show_steps(self) -> None:
        self.window.show_place("cases")
        if self._list is not None:
            self._list.show_steps()

    def show_received(self, case: CaseId, section: str) -> None:
        """Show what was received on a case, ready to be answered; behind it stands the case."""
        self.show_section(self.show_case(case), section)

    def show_case(self, case: CaseId) -> CaseViewModel:
        """Show one case."""
        self.undoing.enter(case)
        model = CaseViewModel(self.around, case)
        page = CasePage(model)
        page.open_section.connect(lambda kind: self.show_section(model, kind))
        page.open_record.connect(lambda record, kind: self.show_record(model, kind, record))
        page.write_contact.connect(lambda: self.write_contact(model))
        page.talk_asked.connect(lambda: self.show_talk(model.case))
        page.case_asked.connect(self.show_case)
        self.window.show_page(with_model(page, model), "cases")
        return model

    def show_section(self, model: CaseViewModel, kind: str) -> None:
        """Show one section of a case."""
        self.window.show_page(make_section(self, model, kind), "cases")

    def show_record(self, model: CaseViewModel, kind: str, record: RecordId | None) -> None:
        """Show one record of a case, or an empty one."""
        if kind == "contact":
            self.write_contact(model, record)
        elif kind == "referral":
            self.window.show_page(make_referral(self, model, record), "cases")
        else:
            self.window.show_page(self.record(model, kind, record), "cases")

    def record(self, case: CaseViewModel, kind: str, record: RecordId | None) -> RecordPage:
        """Make the page of one record."""
        level = case.view.identity_level if case.view is not None else None
        model = RecordViewModel(self.around, kind, case.case, reference_of(case), record, level=level)
        self.keep(model.form)
        page = RecordPage(model, self.around.labels)
        page.done.connect(self.window.back)
        page.take_back_asked.connect(self.undoing.take_back)
        page.case_asked.connect(self.show_case)
        page.advice_asked.connect(self.show_consultation)
        page.same_asked.connect(lambda other: self.window.show_page(make_joining(self, case, other), "cases"))
        page.history_asked.connect(lambda shown, of: self.show_history(shown, of, reference_of(case)))
        return with_model(page, model)

    def write_contact(self, model: CaseViewModel, record: RecordId | None = None) -> None:
        """Show a contact of a case, or an empty one."""
        contact = self._contact_model()
        page = ContactPage(contact, self.around.labels)
        page.done.connect(self.window.back)
        page.take_back_asked.connect(self.undoing.take_back)
        page.talk_asked.connect(self.show_talk)
        if record is None:
            contact.begin_in(model.case, reference_of(model))
        else:
            contact.open(record, reference_of(model))
        self.window.show_page(with_model(page, contact), "cases")

    def show_talk(self, case: CaseId) -> None:
        """Show the prompts of a talk, in the worker's language and in the person's."""
        model = InterviewViewModel(self.around, case, screen_language())
        self.keep(model.form)
        page = InterviewPage(model, self.around.labels)
        page.done.connect(self.window.back)
        page.think_asked.connect(lambda: self._after_talk(page, model))
        self.window.show_page(with_model(page, model), "cases")

    def _after_talk(self, talk: InterviewPage, model: InterviewViewModel) -> None:
        """Show what the answers may inform; behind it stands the talk."""
        page = InterviewAfterPage(model, self.around.labels)
        case = CaseViewModel(self.around, model.case, talk)
        case.read()
        page.sign_asked.connect(lambda sign: self.window.show_page(make_signs(self, case, sign), "cases"))
        page.field_asked.connect(lambda kind: self.show_section(case, kind))
        self.window.show_page(page, "cases")

    def _contact_model(self) -> ContactViewModel:
        around = self.around
        model = ContactViewModel(around.session, around.background, around.feed, system_phone())
        self.keep(model.form)
        return model

    def sheets(self) -> QWidget:
        """Make the page of sheets for the person met."""
        return SheetsPage(SheetsViewModel(self.around, screen_language(), parent=self), self.around.labels)

    def show_consultation(self) -> None:
        """Show an anonymous consultation, which belongs to no case."""
        model = ConsultationViewModel(self.around)
        self.keep(model.form)
        page = ConsultationPage(model, self.around.labels)
        page.done.connect(self.window.back)
        self.window.show_page(with_model(page, model), "new")

    def sync(self) -> QWidget:
        """Make the page of sync and of what waits for a choice."""
        page = SyncPage(SyncViewModel(self.around, self.status, self), self.around.labels)
        page.case_asked.connect(self.show_case)
        return page

    def show_history(self, record: RecordId, kind: str, reference: str) -> None:
        """Show the history of a record."""
        model = HistoryViewModel(self.around, record, kind, reference)
        model.gone.connect(self.window.back)
        page = HistoryPage(model)
        page.take_back_asked.connect(self.undoing.take_back)
        self.window.show_page(with_model(page, model))

    def keep(self, form: OpenForm) -> None:
        """Remember an open form, so that a lock saves it first; it is forgotten with its page."""
        self._forms = [*self._open_forms(), form]
        if isinstance(form, FormViewModel):
            self.undoing.follow(form)

    def _open_forms(self) -> list[OpenForm]:
        return [form for form in self._forms if isValid(form)]

    def save_open_forms(self) -> None:
        """Write what is pending in every open form."""
        for form in self._open_forms():
            form.save()

    def finish_now(self) -> None:
        """Write what is pending and wait: before the store is closed. One form that cannot does not stop the others.

        Raises the LuotsiError of the last that could not.
        """
        failed: LuotsiError | None = None
        for form in self._open_forms():
            try:
                form.finish_now()
            except LuotsiError as error:
                failed = error
        if failed is not None:
            raise failed

    def first_contact(self) -> ContactPage:
        """Make the page of a first contact; once it is left with something written, *New* begins with an empty one."""
        model = self._contact_model()
        page = ContactPage(model, self.around.labels)
        page.done.connect(lambda: self._after_first_contact(model))
        page.take_back_asked.connect(self.undoing.take_back)
        page.talk_asked.connect(self.show_talk)
        model.begin_first()
        self._first = model
        return with_model(page, model)

    def _after_first_contact(self, model: ContactViewModel) -> None:
        if model.case is not None:
            self.show_case(model.case)
        else:
            self.window.show_place("today")

    def _on_place(self, key: str) -> None:
        if key != "new" and self._first is not None and self._first.case is not None:
            self._first = None
            self.window.renew("new")


_PLACES: dict[str, Callable[[PageMaker], QWidget]] = {
    "today": PageMaker.today,
    "cases": PageMaker.cases,
    "new": PageMaker.first_contact,
    "sheets": PageMaker.sheets,
    "sync": PageMaker.sync,
}
