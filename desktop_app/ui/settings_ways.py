"""The ways to what a laptop remembers and to what belongs to the organisation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop_app.ui.owning import with_model
from desktop_app.ui.pages.access_log_page import AccessLogPage
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
    maker.window.show_page(with_model(page, model), "settings")


def show_coming_back(maker: PageMaker) -> None:
    """Show how an organisation that lost its laptops comes back on this one."""
    model = ComingBackViewModel(maker.around)
    model.joined.connect(maker.status.read)
    page = ComingBackPage(model)
    page.done.connect(partial(show_organisation, maker))
    maker.window.show_page(with_model(page, model), "settings")


def show_recovery_sheet(maker: PageMaker) -> None:
    """Show trying and renewing the recovery sheet, on an administrator's laptop."""
    model = RecoverySheetViewModel(maker.around)
    maker.window.show_page(with_model(RecoverySheetPage(model), model), "settings")


def show_laptops(maker: PageMaker) -> None:
    """Show the organisation's laptops, on an administrator's laptop."""
    model = LaptopsViewModel(maker.around)
    page = LaptopsPage(model)
    page.set_aside_asked.connect(partial(show_quarantine, maker))
    maker.window.show_page(with_model(page, model), "settings")


def show_quarantine(maker: PageMaker, laptop: Laptop) -> None:
    """Show what was set aside of a laptop, on an administrator's laptop."""
    model = QuarantineViewModel(maker.around, laptop)
    page = QuarantinePage(model)
    page.done.connect(maker.window.back)
    maker.window.show_page(with_model(page, model), "settings")


def show_texts(maker: PageMaker) -> None:
    """Show the texts of the sheets and who has reviewed them."""
    model = TextApprovalViewModel(maker.around)
    maker.window.show_page(with_model(TextApprovalPage(model, maker.around.labels), model), "settings")


def show_secrecy(maker: PageMaker) -> None:
    """Show which provision the secrecy marking of papers cites, and let an administrator choose another."""
    model = SecrecyViewModel(maker.around)
    maker.window.show_page(with_model(SecrecyPage(model, maker.around.labels), model), "settings")


def show_access_log(maker: PageMaker) -> None:
    """Show what was done with which case, on an administrator's laptop."""
    model = AccessLogViewModel(maker.around)
    maker.window.show_page(with_model(AccessLogPage(model), model), "settings")


def show_kept(maker: PageMaker) -> None:
    """Show how long the organisation keeps what it writes."""
    model = RetentionViewModel(maker.around)
    maker.window.show_page(with_model(RetentionPage(model), model), "settings")


def show_duties(maker: PageMaker) -> None:
    """Show which notifications are a duty of the organisation."""
    model = DutiesViewModel(maker.around)
    maker.window.show_page(with_model(DutiesPage(model), model), "settings")


def show_statistics(maker: PageMaker) -> None:
    """Show the statistics of ended periods."""
    model = StatisticsViewModel(maker.around)
    maker.window.show_page(with_model(StatisticsPage(model, maker.around.labels), model), "settings")
