"""The ways to what a laptop remembers and to what belongs to the organisation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.ui.owning import with_model
from desktop_app.ui.pages.access_log_page import AccessLogPage
from desktop_app.ui.pages.back_button import BackButton
from desktop_app.ui.pages.backup_card import BackupCard
from desktop_app.ui.pages.coming_back_page import ComingBackPage
from desktop_app.ui.pages.duties_page import DutiesPage
from desktop_app.ui.pages.laptops_page import LaptopsPage
from desktop_app.ui.pages.organisation_page import OrganisationPage
from desktop_app.ui.pages.quarantine_page import QuarantinePage
from desktop_app.ui.pages.recovery_sheet_page import RecoverySheetPage
from desktop_app.ui.pages.retention_page import RetentionPage
from desktop_app.ui.pages.safety_copy_card import SafetyCopyCard
from desktop_app.ui.pages.secrecy_page import SecrecyPage
from desktop_app.ui.pages.settings_page import SettingsPage
from desktop_app.ui.pages.statistics_page import StatisticsPage
from desktop_app.ui.pages.text_approval_page import TextApprovalPage
from desktop_app.ui.view_models.access_log import AccessLogViewModel
from desktop_app.ui.view_models.backup import BackupViewModel
from desktop_app.ui.view_models.coming_back import ComingBackViewModel
from desktop_app.ui.view_models.duties import DutiesViewModel
from desktop_app.ui.view_models.laptops import Laptop, LaptopsViewModel
from desktop_app.ui.view_models.organisation import OrganisationViewModel
from desktop_app.ui.view_models.preferences import PreferencesViewModel
from desktop_app.ui.view_models.quarantine import QuarantineViewModel
from desktop_app.ui.view_models.recovery_sheet import RecoverySheetViewModel
from desktop_app.ui.view_models.retention import RetentionViewModel
from desktop_app.ui.view_models.safety_copy import SafetyCopyViewModel
from desktop_app.ui.view_models.secrecy import SecrecyViewModel
from desktop_app.ui.view_models.statistics import StatisticsViewModel
from desktop_app.ui.view_models.text_approval import TextApprovalViewModel
from desktop_app.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from desktop_app.ui.page_maker import PageMaker


def show_settings(maker: PageMaker) -> None:
    """Show the settings, with the way to the organisation."""
    model = PreferencesViewModel(maker.around, maker.settings)
    model.chosen.connect(maker.change_settings)
    backup = BackupViewModel(maker.around, model)
    safety = SafetyCopyViewModel(maker.around, model)
    page = SettingsPage(model, BackupCard(backup), SafetyCopyCard(safety))
    page.organisation_asked.connect(partial(show_organisation, maker))
    maker.window.show_page(with_model(page, model), "settings")


def show_organisation(maker: PageMaker) -> None:
    """Show how this laptop stands to an organisation."""
    model = OrganisationViewModel(maker.around)
    model.joined.connect(maker.status.read)
    page = OrganisationPage(model)
    page.come_back_asked.connect(partial(show_coming_back, maker))
    page.sheet_asked.connect(partial(show_recovery_sheet, maker))
    page.laptops_asked.connect(partial(show_laptops, maker))
    page.texts_asked.connect(partial(show_texts, maker))
    page.secrecy_asked.connect(partial(show_secrecy, maker))
    page.access_log_asked.connect(partial(show_access_log, maker))
    page.kept_asked.connect(partial(show_kept, maker))
    page.duties_asked.connect(partial(show_duties, maker))
    page.statistics_asked.connect(partial(show_statistics, maker))
    _show(maker, page, model)


def show_coming_back(maker: PageMaker) -> None:
    """Show how an organisation that lost its laptops comes back on this one."""
    model = ComingBackViewModel(maker.around)
    model.joined.connect(maker.status.read)
    page = ComingBackPage(model)
    page.done.connect(partial(show_organisation, maker))
    _show(maker, page, model)


def show_recovery_sheet(maker: PageMaker) -> None:
    """Show trying and renewing the recovery sheet, on an administrator's laptop."""
    model = RecoverySheetViewModel(maker.around)
    _show(maker, RecoverySheetPage(model), model)


def show_laptops(maker: PageMaker) -> None:
    """Show the organisation's laptops, on an administrator's laptop."""
    model = LaptopsViewModel(maker.around)
    page = LaptopsPage(model)
    page.set_aside_asked.connect(partial(show_quarantine, maker))
    _show(maker, page, model)


def show_quarantine(maker: PageMaker, laptop: Laptop) -> None:
    """Show what was set aside of a laptop, on an administrator's laptop."""
    model = QuarantineViewModel(maker.around, laptop)
    page = QuarantinePage(model)
    page.done.connect(maker.window.back)
    _show(maker, page, model)


def show_texts(maker: PageMaker) -> None:
    """Show the texts of the sheets and who has reviewed them."""
    model = TextApprovalViewModel(maker.around)
    _show(maker, TextApprovalPage(model, maker.around.labels), model)


def show_secrecy(maker: PageMaker) -> None:
    """Show which provision the secrecy marking of papers cites, and let an administrator choose another."""
    model = SecrecyViewModel(maker.around)
    _show(maker, SecrecyPage(model, maker.around.labels), model)


def show_access_log(maker: PageMaker) -> None:
    """Show what was done with which case, on an administrator's laptop."""
    model = AccessLogViewModel(maker.around)
    _show(maker, AccessLogPage(model), model)


def show_kept(maker: PageMaker) -> None:
    """Show how long the organisation keeps what it writes."""
    model = RetentionViewModel(maker.around)
    _show(maker, RetentionPage(model), model)


def show_duties(maker: PageMaker) -> None:
    """Show which notifications are a duty of the organisation."""
    model = DutiesViewModel(maker.around)
    _show(maker, DutiesPage(model), model)


def show_statistics(maker: PageMaker) -> None:
    """Show the statistics of ended periods."""
    model = StatisticsViewModel(maker.around)
    _show(maker, StatisticsPage(model, maker.around.labels), model)


def _show(maker: PageMaker, page: ScrollPage, model: QObject) -> None:
    """Show a page behind the settings, with the way back in sight."""
    back = BackButton()
    back.clicked.connect(maker.window.back)
    page.add_action(back, first=True)
    maker.window.show_page(with_model(page, model), "settings")
