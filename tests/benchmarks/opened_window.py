"""A process that opens a store in the window and shows its list: `opened_window FOLDER PASSPHRASE`."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTableView

from desktop_app.lasting_none import keep_none
from desktop_app.ui.application import Application
from desktop_app.use_cases import store_access


def main(folder: Path, passphrase: str) -> int:
    """Say "painted" once the first page of the list stands in the window."""
    keep_none()
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    application = Application(app, folder)
    application.window.show()
    application.work_begins(store_access.unlock(folder, passphrase))
    waiting = QTimer(application, interval=20)

    def look() -> None:
        page = application.window.current_page
        table = page.findChild(QTableView) if page is not None else None
        if table is not None and table.model() is not None and table.model().rowCount() > 0:
            waiting.stop()
            QTimer.singleShot(0, lambda: print("painted", flush=True))

    waiting.timeout.connect(look)
    waiting.start()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
