"""The central system over the network; whatever is odd about a reply counts as no reply."""

from __future__ import annotations

import secrets
import ssl
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Final, TypeAlias
from urllib.parse import urlsplit

import httpx2

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, Malformed, b64, canon, parse
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.command import SignedCommand
from desktop_app.ledger.directory import SignedDirectory
from desktop_app.ledger.file_chunks import SEALED_CHUNK
from desktop_app.ledger.file_messages import BundleResult, FileState
from desktop_app.ledger.handover import SignedHandover
from desktop_app.ledger.http_signature import NONCE_LENGTH, sign_request
from desktop_app.ledger.ids import DeviceId, FileId, Hash, OrgId
from desktop_app.ledger.keys import DeviceKey
from desktop_app.ledger.laptop_messages import LaptopStanding, lines_from_json
from desktop_app.ledger.members import Members
from desktop_app.ledger.messages import (
    MAX_LINES,
    PROTOCOL,
    VERSION_HEADER,
    CentralRefused,
    CentralUnavailable,
    Conflict,
    EnrolmentStatus,
    EnrolReply,
    EnrolRequest,
    FeedPage,
    Forked,
    PendingEnrolment,
    PublishRequest,
    PushReply,
    PushRequest,
    UnknownPoint,
    hashes_from_json,
    hashes_to_json,
)
from desktop_app.ledger.missing_parts import MissingParts
from desktop_app.ledger.roster import SignedRoster
from desktop_app.ledger.state import SignedState

MAX_REPLY: Final = 16 * 1024 * 1024
CONNECT_SECONDS: Final = 10.0
SILENT_SECONDS: Final = 30.0
WHOLE_SECONDS: Final = 180.0
BYTES: Final = "application/octet-stream"

#: Something on the way sent a request twice: that says nothing about what was asked.
_USED_NONCE: Final = "nonce_used"

Reply: TypeAlias = tuple[int, dict[str, Json] | bytes]


class HttpCentral:
    """Implements `CentralSystem` for one laptop; without a key only enrolling is possible.

    `tls` replaces the system's certificate authorities; TLS 1.3 is the least in any case. Requests may be repeated
    safely: each does the same however often it arrives. Raises `address_not_secure` for plain HTTP beyond the loopback.
    """

    def __init__(
        self,
        address: str,
        key: DeviceKey | None = None,
        *,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.time,
        silent: float = SILENT_SECONDS,
        whole: float = WHOLE_SECONDS,
    ) -> None:
        self._address = address.rstrip("/")
        self._key = key
        self._clock = clock
        self._offset = 0
        self._silent = silent
        self._whole = whole
        local = _check_address(self._address)
        context = tls or ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        self._client = httpx2.Client(
            verify=context,
            trust_env=not local,
            follow_redirects=False,
            headers={"Accept-Encoding": "identity", "User-Agent": "luotsi", VERSION_HEADER: str(PROTOCOL)},
            limits=httpx2.Limits(max_connections=2, max_keepalive_connections=2, keepalive_expiry=60.0),
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def enrol(self, request: EnrolRequest) -> EnrolReply:
        """Ask for a place in an organisation."""
        with _own_words():
            return EnrolReply.from_json(self._post("/v1/enrol", request.to_json()))

    def enrolment(self, ticket: str) -> EnrolmentStatus:
        """Return how a request stands."""
        with _own_words():
            return EnrolmentStatus.from_json(self._post("/v1/enrolment", {"ticket": ticket}))

    def state(self) -> SignedState:
        """Return the newest versions of directory and rosters."""
        with _own_words():
            return SignedState.from_json(self._get("/v1/state"))

    def directories(self, after: int) -> tuple[SignedDirectory, ...]:
        """Return the directories above a version, ascending."""
        with _own_words():
            found = Members(self._get(f"/v1/directory?after={after}"))
            return found.list("directories", SignedDirectory.from_json)

    def rosters(self, org: OrgId, after: int) -> tuple[SignedRoster, ...]:
        """Return the rosters of an organisation above a version, ascending."""
        with _own_words():
            found = Members(self._get(f"/v1/roster?org={b64(org)}&after={after}"))
            return found.list("rosters", SignedRoster.from_json)

    def handover(self) -> SignedHandover | None:
        """Return the newest hand-over to this laptop."""
        with _own_words():
            found = Members(self._get("/v1/handover")).any("handover")
            return None if found is None else SignedHandover.from_json(found)

    def register_invitation(self, code_hash: Hash, until: str) -> None:
        """Let a code enrol one laptop into the organisation until that time."""
        self._post("/v1/invitation", {"code_hash": b64(code_hash), "until": until})

    def pending(self) -> tuple[PendingEnrolment, ...]:
        """Return the laptops that wait for an administrator."""
        with _own_words():
            return Members(self._get("/v1/pending")).list("pending", PendingEnrolment.from_json)

    def publish(self, roster: SignedRoster, handovers: Sequence[SignedHandover]) -> None:
        """Publish a roster with its hand-overs, all or nothing."""
        self._post("/v1/publish", PublishRequest(roster, tuple(handovers)).to_json())

    def laptops(self) -> tuple[LaptopStanding, ...]:
        """Return how each laptop of the organisation is treated."""
        with _own_words():
            return Members(self._get("/v1/laptops")).list("laptops", LaptopStanding.from_json)

    def set_aside(self, dev: DeviceId, after: int) -> tuple[SignedChange, ...]:
        """Return what is set aside of a laptop above a number, a page of it."""
        with _own_words():
            return lines_from_json(self._get(f"/v1/quarantine?dev={b64(dev)}&after={after}"))

    def give_command(self, command: SignedCommand) -> None:
        """Give a command to a laptop of the organisation."""
        self._post("/v1/command", command.to_json())

    def commands(self) -> tuple[SignedCommand, ...]:
        """Return what this laptop is to do."""
        with _own_words():
            return Members(self._get("/v1/command")).list("commands", SignedCommand.from_json)

    def obeyed(self, command: bytes) -> None:
        """Say that this laptop has done it."""
        self._post("/v1/obeyed", {"id": b64(command)})

    def push(self, lines: Sequence[SignedChange]) -> PushReply:
        """Give a run of one author device; raises `Conflict` for a gap and `Forked`."""
        with _own_words():
            return PushReply.from_json(self._post("/v1/push", PushRequest(tuple(lines)).to_json()))

    def feed(self, after: int, feed_hash: Hash, limit: int = MAX_LINES, wait: int = 0) -> FeedPage:
        """Return what the organisation received after a point; raises `UnknownPoint`."""
        path = f"/v1/feed?after={after}&hash={b64(feed_hash)}&limit={limit}&wait={wait}"
        with _own_words():
            return FeedPage.from_json(self._get(path, wait))

    def have(self, hashes: Collection[Hash]) -> frozenset[Hash]:
        """Return which of these changes the organisation's feed lacks."""
        with _own_words():
            return hashes_from_json(self._post("/v1/have", hashes_to_json(hashes)))

    def missing(self, hashes: Collection[Hash]) -> MissingParts:
        """Return those of these changes that are whole there, and what is sought of the organisation."""
        with _own_words():
            return MissingParts.from_json(self._post("/v1/missing", hashes_to_json(hashes)))

    def put_chunk(self, file: FileId, index: int, chunks: int, sealed: bytes) -> FileState:
        """Give one of the `chunks` sealed chunks of a file; what it lacks now."""
        path = f"/v1/file?file={b64(file)}&index={index}&chunks={chunks}"
        with _own_words():
            return FileState.from_json(_json(self._ask("PUT", path, sealed, 0)))

    def file_state(self, file: FileId) -> FileState:
        """Return how much the central system has of a file of the organisation."""
        with _own_words():
            return FileState.from_json(self._get(f"/v1/file?file={b64(file)}"))

    def chunk(self, org: OrgId, file: FileId, index: int, change: Hash) -> bytes:
        """Return a sealed chunk of a file that `change` names."""
        path = f"/v1/chunk?org={b64(org)}&file={b64(file)}&index={index}&change={b64(change)}"
        value = self._ask("GET", path, b"", 0)
        if not isinstance(value, bytes) or len(value) > SEALED_CHUNK:
            raise _away("reply_broken")
        return value

    def bundle(self, data: bytes) -> tuple[BundleResult, ...]:
        """Hand in a bundle of the organisation: what became of each device's changes."""
        with _own_words():
            found = Members(_json(self._ask("POST", "/v1/bundles", data, 0)))
            return found.list("results", BundleResult.from_json)

    def _get(self, path: str, wait: int = 0) -> Json:
        return _json(self._ask("GET", path, b"", wait))

    def _post(self, path: str, value: Json) -> Json:
        return _json(self._ask("POST", path, canon(value), 0, "application/json"))

    def _ask(self, method: str, path: str, body: bytes, wait: int, kind: str = BYTES) -> dict[str, Json] | bytes:
        """Send a request and return the value of its reply; once more if its clock, nonce or connection was stale."""
        try:
            status, value = self._send_again(method, path, body, wait, kind)
            server = _told_time(status, value)
            if server is not None:
                self._offset = server - int(self._clock())
            if server is not None or _came_twice(status, value):
                status, value = self._send_again(method, path, body, wait, kind)
        except (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL) as error:
            raise _unavailable(error) from error
        if status != 200:
            raise _error(status, value)
        return value

    def _send_again(self, method: str, path: str, body: bytes, wait: int, kind: str) -> Reply:
        """Send a request, a second time if the connection broke under it: it may have been kept open too long."""
        try:
            return self._send(method, path, body, wait, kind)
        except (httpx2.ReadError, httpx2.WriteError, httpx2.RemoteProtocolError):
            return self._send(method, path, body, wait, kind)

    def _send(self, method: str, path: str, body: bytes, wait: int, kind: str) -> Reply:
        target = self._address + path
        headers = {"Content-Type": kind} if body else {}
        if self._key is not None:
            created, nonce = int(self._clock()) + self._offset, secrets.token_bytes(NONCE_LENGTH)
            headers |= sign_request(self._key, method, target, body, created=created, nonce=nonce)
        timeout = httpx2.Timeout(self._silent, connect=min(CONNECT_SECONDS, self._silent), read=self._silent + wait)
        end = time.monotonic() + self._whole + wait
        with self._client.stream(method, target, headers=headers, content=body, timeout=timeout) as response:
            given = response.headers.get("content-type")
            if given not in ("application/json", BYTES):
                raise _away("not_the_central_system")
            data = _read(response, end)
            return response.status_code, data if given == BYTES else _object(data)


def _read(response: httpx2.Response, end: float) -> bytes:
    """Read a reply that is neither too large nor too slow."""
    parts, size = [], 0
    for part in response.iter_raw():
        size += len(part)
        if size > MAX_REPLY:
            raise _away("reply_too_large")
        if time.monotonic() > end:
            raise _away("too_slow")
        parts.append(part)
    return b"".join(parts)


def _object(data: bytes) -> dict[str, Json]:
    try:
        value = parse(data)
    except Malformed as error:
        raise _away("not_the_central_system") from error
    if not isinstance(value, dict):
        raise _away("not_the_central_system")
    return value


def _json(value: dict[str, Json] | bytes) -> dict[str, Json]:
    """Return the object that a reply must be."""
    if isinstance(value, bytes):
        raise _away("not_the_central_system")
    return value


def _told_time(status: int, value: dict[str, Json] | bytes) -> int | None:
    """Return the server's time, if it refused a request for its clock alone."""
    if status != 401 or isinstance(value, bytes) or value.get("code") != "wrong_clock":
        return None
    told = value.get("time")
    return told if isinstance(told, int) else None


def _came_twice(status: int, value: dict[str, Json] | bytes) -> bool:
    """Return whether something on the way sent a request twice, and this is the reply to the second of them."""
    return status == 401 and not isinstance(value, bytes) and value.get("code") == _USED_NONCE


def _error(status: int, reply: dict[str, Json] | bytes) -> LuotsiError:
    """Return what a reply other than 200 means."""
    value = _json(reply)
    code, acked = value.get("code"), value.get("acked")
    if not isinstance(code, str):
        return _away("not_the_central_system")
    if status >= 500 or status == 408 or code == _USED_NONCE:
        return _away(code)
    if status == 409 and code == "gap" and isinstance(acked, int):
        return Conflict(acked)
    if status == 409 and code == "fork":
        return Forked()
    if status == 409 and code == "unknown_point":
        return UnknownPoint()
    return CentralRefused(code)


def _away(reason: str) -> CentralUnavailable:
    """Return the one error for a central system that cannot be had; `reason` is for whoever looks into it."""
    return CentralUnavailable("central_unavailable", reason=reason)


def _unavailable(error: Exception) -> CentralUnavailable:
    """Return why the central system cannot be had."""
    if isinstance(error, httpx2.TimeoutException):
        return _away("too_slow")
    return _away("wrong_certificate" if _is_tls(error) else "unreachable")


def _is_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


@contextmanager
def _own_words() -> Iterator[None]:
    """Whatever the reply's members lack counts as a broken reply."""
    try:
        yield
    except Malformed as error:
        raise _away("reply_broken") from error


def _check_address(address: str) -> bool:
    """Return whether the address is on this machine; raises `address_not_secure`, `wrong_address`."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        raise LuotsiError("wrong_address")
    try:
        local = ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost"
    if parts.scheme == "http" and not local:
        raise LuotsiError("address_not_secure")
    return local
