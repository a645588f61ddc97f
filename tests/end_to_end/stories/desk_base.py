"""What every act at a desk rests on: a laptop with its threads, waiting for what was asked, saving a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from desktop_app.errors import LuotsiError
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.ids import RecordId
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.ui.view_models.status import StatusViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.use_cases import store_access
from tests.end_to_end.people import Laptop

Model = TypeVar("Model", bound=QObject)
Wait = Callable[[Callable[[], object]], None]


class DeskBase:
    """`problems` are those of the last record that was written; a story that expects none says so by itself."""

    def __init__(self, laptop: Laptop, wait: Wait) -> None:
        self.laptop, self._wait = laptop, wait
        self.failures: list[LuotsiError] = []
        self.background = Background()
        self.background.report_failures_to(self.failures.append)
        self.around = Surroundings(laptop.session, self.background, ChangeFeed(), Labels.load())
        self.status = StatusViewModel(self.around)
        self.problems: tuple[Any, ...] = ()
        self._kept: list[QObject] = []

    @property
    def org(self) -> str:
        """The organisation as a field names it."""
        return b64(self.laptop.session.store.me().org)

    def settle(self) -> None:
        """Wait until everything that was asked of the threads has been told."""
        self._wait(lambda: not self.background._jobs)

    def do(self, use_case: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """Run a use case in the store's thread, as a view model would."""
        answer = self.background.store_now(partial(use_case, self.laptop.session, *given, **more))
        self.settle()
        return answer

    def close(self) -> None:
        """Lock the laptop; nothing may have failed unseen."""
        self.settle()
        self.background.close()
        store_access.lock(self.laptop.session)
        assert self.failures == []

    def sync(self) -> None:
        """One round, as the status line does it."""
        self.status.read()
        self.settle()
        self.status.sync()
        self._wait(lambda: not self.status.busy)
        self.settle()
        assert self.status.problem is None, self.status.problem

    def _keep(self, model: Model) -> Model:
        self._kept.append(model)
        return model

    def _fill(self, form: FormViewModel, values: Mapping[str, Json]) -> RecordId:
        self._wait(lambda: form.is_open)
        form.set_values(dict(values))
        return self._save(form)

    def _save(self, form: FormViewModel) -> RecordId:
        found: list[tuple[Any, ...]] = []
        form.saved.connect(found.append)
        done: list[bool] = []
        form.save(lambda: done.append(True))
        self._wait(lambda: done)
        self.settle()
        self.problems = found[-1] if found else ()
        return form.form.record

    def _leave(self, leave: Callable[[Callable[[], None]], None]) -> None:
        done: list[bool] = []
        leave(lambda: done.append(True))
        self._wait(lambda: done)
        self.settle()

    def _done(self, act: Callable[[], None], well: Any, badly: Any) -> None:
        told: list[tuple[str, object]] = []
        well.connect(lambda *_what: told.append(("well", None)))
        badly.connect(lambda *what: told.append(("badly", what)))
        act()
        self._wait(lambda: told)
        self.settle()
        assert told[0][0] == "well", told
