"""A page owns its view model."""

from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

Page = TypeVar("Page", bound=QWidget)


def with_model(page: Page, model: QObject) -> Page:
    """Let a page own its view model: when the window drops the page, nothing listens for it any longer."""
    model.setParent(page)
    return page
