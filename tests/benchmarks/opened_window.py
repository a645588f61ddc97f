"""A process that opens a store in the window and shows its list: `opened_window FOLDER PASSPHRASE`."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTableView

from desktop_app.lasting_none import keep_none
from desktop_app.ui.application import Application
from desktop_app.use_cases import store_access


def opened(folder: Path, passphrase: str, then: Callable[[Application], None]) -> int:
    """Open the store and call `then` once the first page of the list stands in the window."""
    keep_none()
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    application = Application(app, folder)
    # Whoever types a passphrase is slower than the loading of what the work needs.
    application.warm.connect(lambda: application.work_begins(store_access.unlock(folder, passphrase)))
    application.window.show()
    waiting = QTimer(application, interval=20)

    def look() -> None:
        page = application.window.current_page
        table = page.findChild(QTableView) if page is not None else None
        if table is not None and table.model() is not None and table.model().rowCount() > 0:
            waiting.stop()
            QTimer.singleShot(0, lambda: then(application))

    waiting.timeout.connect(look)
    waiting.start()
    return app.exec()


if __name__ == "__main__":
    sys.exit(opened(Path(sys.argv[1]), sys.argv[2], lambda _application: print("painted", flush=True)))
