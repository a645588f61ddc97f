"""A way to the central system that loses, cuts, delays, repeats and reorders requests, as its seed says."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

#: What may happen to one request, and how often.
FAULTS = {
    "pass": 52,
    "lose_request": 7,
    "cut_request": 6,
    "lose_reply": 9,
    "cut_reply": 7,
    "delay": 7,
    "repeat": 6,
    "late": 5,
    "portal": 1,
}
PATIENCE = 20.0
_PORTAL = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\nLog in"


class Proxy:
    """Listens on a port of its own and hands requests on to one of `onward`; `honest` hands all on."""

    def __init__(self, seed: int) -> None:
        self.honest = True
        self.onward: list[int] = []
        self.happened: Counter[str] = Counter()
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self._late: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.port = int(self._socket.getsockname()[1])
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def close(self) -> None:
        """Stop, after what is under way."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join()

    def deliver_late(self) -> None:
        """Hand on what was held back, newest first."""
        with self._lock:
            held, self._late = self._late, []
        for request in reversed(held):
            with suppress(OSError):
                self._ask(request)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=[connection])
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(PATIENCE)
            while request := message(connection):
                fault, cut = self._choose(len(request))
                if not self._act(connection, request, fault, cut):
                    return

    def _choose(self, length: int) -> tuple[str, int]:
        with self._lock:
            fault = "pass" if self.honest else self._chance.choices(list(FAULTS), list(FAULTS.values()))[0]
            self.happened[fault] += 1
            return fault, self._chance.randrange(1, length)

    def _act(self, connection: socket.socket, request: bytes, fault: str, cut: int) -> bool:
        """Do to one request what was chosen; whether the connection goes on."""
        acts: dict[str, Callable[[], bytes | None]] = {
            "pass": lambda: self._ask(request),
            "lose_request": lambda: None,
            "cut_request": lambda: self._ask(request[:cut], wait=False),
            "lose_reply": lambda: self._ask(request) and None,
            "cut_reply": lambda: self._ask(request)[:cut],
            "delay": lambda: self._ask_later(request, cut),
            "repeat": lambda: (self._ask(request), self._ask(request))[cut % 2],
            "late": lambda: self._hold(request),
            "portal": lambda: _PORTAL,
        }
        reply = acts[fault]()
        if reply:
            connection.sendall(reply)
        if fault == "pass" and not self.honest:
            self.deliver_late()
        return fault in ("pass", "delay", "repeat")

    def _ask_later(self, request: bytes, cut: int) -> bytes:
        time.sleep(cut % 200 / 1000)
        return self._ask(request)

    def _hold(self, request: bytes) -> None:
        """Keep a request until others have overtaken it."""
        with self._lock:
            self._late.append(request)

    def _ask(self, request: bytes, wait: bool = True) -> bytes:
        if not self.onward:
            raise ConnectionRefusedError
        with socket.create_connection(("127.0.0.1", random.choice(self.onward)), PATIENCE) as onward:
            onward.sendall(request)
            return message(onward) if wait else b""


def message(connection: socket.socket) -> bytes:
    """One HTTP message with its Content-Length, or nothing when the other side has gone; raises OSError if cut."""
    data = connection.recv(1 << 16)
    if not data:
        return b""
    while b"\r\n\r\n" not in data:
        data += _more(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    length = int(lengths[0]) if lengths else 0
    while len(body) < length:
        body += _more(connection)
    return head + b"\r\n\r\n" + body


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(1 << 18)
    if not data:
        raise ConnectionError
    return data
