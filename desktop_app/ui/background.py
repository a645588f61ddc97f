"""Work beside the window: one thread for the store, one for the network, one for sheets."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cached_property, partial
from itertools import count
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from desktop_app.errors import LuotsiError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_log = logging.getLogger(__name__)
Answer = TypeVar("Answer")
Done = Callable[[Answer], None]
Failed = Callable[[LuotsiError], None]


class UnexpectedError(LuotsiError):
    """A bug: something failed that no worker can act on. Its text is never shown or logged."""

    def __init__(self, error: BaseException) -> None:
        super().__init__("unexpected", kind=type(error).__name__)


class _Job(Generic[Answer]):
    """One piece of work with those who wait for it, and then its answer or error.

    Only the window's thread drops it: what it holds may be the last that holds a view model or a page, and those must
    not be destroyed in another thread.
    """

    def __init__(self, work: Callable[[], Answer], done: Done[Answer] | None, failed: Failed) -> None:
        self._work, self._done, self._failed = work, done, failed
        self._answer: Answer | None = None
        self._error: BaseException | None = None

    def do(self) -> None:
        """Do the work, in whichever thread; keeps what came of it."""
        try:
            self._answer = self._work()
        except BaseException as error:  # told in the window's thread
            self._error = error

    def result(self) -> Answer:
        """Return the answer or raise the error."""
        if self._error is not None:
            raise self._error
        return self._answer  # type: ignore[return-value]  # the work has been done

    def deliver(self) -> None:
        """Call back with the answer or the error. Runs in the window's thread."""
        error = self._error
        if _is_gone(self._done) or _is_gone(self._failed):
            return
        if error is None:
            if self._done is not None:
                self._done(self.result())
        elif isinstance(error, LuotsiError):
            self._failed(error)
        else:
            _log.error("unexpected %s in background work", type(error).__name__, exc_info=_without_values(error))
            self._failed(UnexpectedError(error))


class _Thread:
    """One thread under a name, made when the first work comes, so that the first paint does not wait for it."""

    def __init__(self, name: str) -> None:
        self._name = name

    @cached_property
    def _executor(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(1, self._name)

    def submit(self, work: Callable[[], None]) -> Future[None]:
        """Begin `work` after what was given before it; `RuntimeError` after `shutdown`."""
        return self._executor.submit(work)

    def shutdown(self, *, wait: bool, cancel_futures: bool = False) -> None:
        """Take no more work."""
        self._executor.shutdown(wait=wait, cancel_futures=cancel_futures)


class Background(QObject):
    """Runs use cases off the window's thread and brings their answers back to it, in order.

    The store has one thread, so that writes never wait for each other's locks; the network has its own, because a slow
    server must not hold a save; sheets have one, since fonts are shared while a page is drawn.
    """

    _finished = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = _Thread("store")
        self._network = _Thread("network")
        self._sheets = _Thread("sheets")
        self._failed: Failed = lambda error: None
        self._closed = False
        self._jobs: dict[int, _Job[Any]] = {}
        self._numbers = count(1)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def report_failures_to(self, failed: Failed) -> None:
        """Set who hears of failures that no caller takes."""
        self._failed = failed

    def in_store(
        self, work: Callable[[], Answer], done: Done[Answer] | None = None, failed: Failed | None = None
    ) -> None:
        """Run `work` in the store's thread; then `done(answer)` or `failed(error)` in the window's thread."""
        self._run(self._store, work, done, failed)

    def in_network(
        self, work: Callable[[], Answer], done: Done[Answer] | None = None, failed: Failed | None = None
    ) -> None:
        """Run `work` in the network's thread."""
        self._run(self._network, work, done, failed)

    def in_sheets(
        self, work: Callable[[], Answer], done: Done[Answer] | None = None, failed: Failed | None = None
    ) -> None:
        """Run `work` in the thread that draws sheets."""
        self._run(self._sheets, work, done, failed)

    def store_now(self, work: Callable[[], Answer]) -> Answer:
        """Run `work` in the store's thread and wait: only for the last save before a lock or the end."""
        number = self._take_on(work, None, self._failed)
        try:
            self._store.submit(partial(self._do, number)).result()
            return self._jobs[number].result()  # type: ignore[no-any-return]  # what `work` returned
        finally:
            del self._jobs[number]

    def report(self, error: Exception) -> None:
        """Tell of a failure that its caller could not mend."""
        self._failed(error if isinstance(error, LuotsiError) else UnexpectedError(error))

    def close(self) -> None:
        """Finish what was begun and stop the threads; what is asked afterwards is not done."""
        self._closed = True
        self._network.shutdown(wait=False, cancel_futures=True)
        self._sheets.shutdown(wait=True, cancel_futures=True)
        self._store.shutdown(wait=True)

    @Slot(int)
    def _deliver(self, number: int) -> None:
        self._jobs.pop(number).deliver()

    def _run(
        self,
        thread: _Thread,
        work: Callable[[], Answer],
        done: Done[Answer] | None,
        failed: Failed | None,
    ) -> None:
        if self._closed:
            return
        number = self._take_on(work, done, failed or self._failed)
        thread.submit(partial(self._do_and_tell, number))

    def _take_on(self, work: Callable[[], Answer], done: Done[Answer] | None, failed: Failed) -> int:
        number = next(self._numbers)
        self._jobs[number] = _Job(work, done, failed)
        return number

    def _do(self, number: int) -> None:
        """Do a piece of work; runs in its thread, which keeps nothing of it afterwards."""
        self._jobs[number].do()

    def _do_and_tell(self, number: int) -> None:
        self._do(number)
        self._finished.emit(number)


def _is_gone(callback: object) -> bool:
    """Return whether the page or view model that asked has been deleted, as at a lock."""
    owner = getattr(callback.func if isinstance(callback, partial) else callback, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


def _without_values(error: BaseException) -> tuple[type[BaseException], BaseException, TracebackType | None]:
    """Return log information with the places in the code, without the error's text, which may quote what was typed."""
    return (Exception, Exception(type(error).__name__), error.__traceback__)
