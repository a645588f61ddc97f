"""The central system over HTTP: one route for each message of the protocol."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from central_system.answers import answer, failure
from central_system.authentication import NotAuthenticated, authenticate, check_head
from central_system.caller import Caller
from central_system.central import Central
from central_system.metrics import Counted, Metrics
from central_system.openapi import document
from central_system.organisations import newest
from central_system.versions import SPOKEN, Spoken
from central_system.watching import watched
from desktop_app.ledger.canonical import Json, Malformed, parse, unb64
from desktop_app.ledger.command import SignedCommand
from desktop_app.ledger.file_chunks import SEALED_CHUNK
from desktop_app.ledger.file_messages import MAX_BUNDLE, MAX_CHUNKS
from desktop_app.ledger.ids import HASH_LENGTH, ID_LENGTH, DeviceId, FileId, Hash, OrgId
from desktop_app.ledger.laptop_messages import lines_to_json
from desktop_app.ledger.members import Members
from desktop_app.ledger.messages import (
    MAX_LINES,
    VERSION_HEADER,
    CentralRefused,
    EnrolRequest,
    FeedPage,
    PublishRequest,
    PushRequest,
    hashes_from_json,
    hashes_to_json,
)

SMALL: Final = 64 * 1024
LARGE: Final = 8 * 1024 * 1024
_BODY_SECONDS: Final = 120
_LONGEST_WAIT: Final = 30
_POLL: Final = 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, read and authenticated: who asks (None: not signed), its query and its JSON body."""

    central: Central
    caller: Caller | None
    query: dict[str, str]
    body: bytes

    @property
    def who(self) -> Caller:
        """The laptop that signed."""
        if self.caller is None:
            raise CentralRefused("signature_missing")
        return self.caller

    @property
    def json(self) -> Json:
        """The body; raises `Malformed`."""
        return parse(self.body)

    def number(self, name: str, otherwise: int | None = None) -> int:
        """A number of the query; raises `Malformed`."""
        text = self.query.get(name)
        if text is None and otherwise is not None:
            return otherwise
        if text is None or not text.isascii() or not text.isdigit() or len(text) > 15:
            raise Malformed("wrong_query", member=name)
        return int(text)

    def octets(self, name: str, length: int) -> bytes:
        """Bytes of the query; raises `Malformed`."""
        return unb64(self.query.get(name, ""), length)


Answer: TypeAlias = Callable[[Asked], "Json | bytes"]
Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class House:
    """How an application is run: when it stops, which versions it speaks, who may read its figures (empty: nobody)."""

    stopping: Callable[[], bool] = lambda: False
    spoken: Spoken = SPOKEN
    metrics_token: str = ""


def make_app(central: Central, url: str, house: House | None = None) -> Starlette:
    """Return the application; `url` is the address that laptops sign."""
    house = house or House()
    door, metrics = Door(central, url.rstrip("/"), house), Metrics()
    get, post, put = ["GET"], ["POST"], ["PUT"]
    routes = [
        Route("/health", door.open_to_all(_health), methods=get),
        Route("/metrics", watched(central, metrics, house.metrics_token), methods=get),
        Route("/v1/openapi.json", _described, methods=get),
        Route("/v1/enrol", door.open_to_all(_enrol), methods=post),
        Route("/v1/enrolment", door.open_to_all(_enrolment), methods=post),
        Route("/v1/state", door.signed(_state), methods=get),
        Route("/v1/directory", door.signed(_directory), methods=get),
        Route("/v1/roster", door.signed(_roster), methods=get),
        Route("/v1/handover", door.signed(_handover), methods=get),
        Route("/v1/invitation", door.signed(_invitation), methods=post),
        Route("/v1/pending", door.signed(_pending), methods=get),
        Route("/v1/publish", door.signed(_publish, LARGE), methods=post),
        Route("/v1/command", door.signed(_give_command), methods=post),
        Route("/v1/command", door.signed(_commands), methods=get),
        Route("/v1/obeyed", door.signed(_obeyed), methods=post),
        Route("/v1/laptops", door.signed(_laptops), methods=get),
        Route("/v1/quarantine", door.signed(_quarantine), methods=get),
        Route("/v1/push", door.signed(_push, LARGE), methods=post),
        Route("/v1/feed", door.feed, methods=get),
        Route("/v1/have", door.signed(_have, LARGE), methods=post),
        Route("/v1/missing", door.signed(_missing, LARGE), methods=post),
        Route("/v1/file", door.signed(_put_chunk, SEALED_CHUNK), methods=put),
        Route("/v1/file", door.signed(_file_state), methods=get),
        Route("/v1/chunk", door.signed(_chunk), methods=get),
        Route("/v1/bundles", door.signed(_bundle, MAX_BUNDLE), methods=post),
    ]
    counted = Middleware(Counted, metrics=metrics, routes={route.path for route in routes}, versions=house.spoken.text)
    return Starlette(routes=routes, middleware=[counted], exception_handlers={404: _no_such_route, 405: _no_such_route})


class Door:
    """Reads, limits and authenticates requests, and turns what happens into replies."""

    def __init__(self, central: Central, url: str, house: House) -> None:
        self._central = central
        self._url = url
        self._stopping = house.stopping
        self._spoken = house.spoken

    def open_to_all(self, act: Answer) -> Endpoint:
        """Return the endpoint of a request that needs no signature."""
        return self._endpoint(act, SMALL, signed=False)

    def signed(self, act: Answer, limit: int = SMALL) -> Endpoint:
        """Return the endpoint of a request that a known laptop must sign."""
        return self._endpoint(act, limit, signed=True)

    async def feed(self, request: Request) -> Response:
        """Answer with the next page, or hold the request until there is one, up to `wait` seconds."""
        try:
            body = await _read(request, SMALL)
            asked, page = await run_in_threadpool(self._first_page, request, body)
            wait = min(asked.number("wait", 0), _LONGEST_WAIT)
            end = asyncio.get_running_loop().time() + wait
            while not page.lines and not self._stopping() and asyncio.get_running_loop().time() < end:
                await asyncio.sleep(_POLL)
                if await run_in_threadpool(self._central.relay.head, asked.who) > page.head:
                    page = await run_in_threadpool(_page, asked)
            return await run_in_threadpool(lambda: answer(page.to_json()))
        except Exception as error:  # every failure becomes a reply without its text
            return failure(error, request.url.path)

    def _first_page(self, request: Request, body: bytes) -> tuple[Asked, FeedPage]:
        asked = self._asked(request, body, signed=True)
        return asked, _page(asked)

    def _endpoint(self, act: Answer, limit: int, *, signed: bool) -> Endpoint:
        def work(request: Request, body: bytes) -> Response:
            return answer(act(self._asked(request, body, signed=signed)))

        async def endpoint(request: Request) -> Response:
            try:
                if signed and limit > SMALL:
                    await self._knock(request, limit)
                return await run_in_threadpool(work, request, await _read(request, limit))
            except Exception as error:  # every failure becomes a reply without its text
                return failure(error, request.url.path)

        return endpoint

    async def _knock(self, request: Request, limit: int) -> None:
        """Let a large body in only for a known laptop; what a stranger sends is read past and never kept."""
        try:
            await run_in_threadpool(
                check_head, self._central, request.method, self._target(request), dict(request.headers)
            )
        except NotAuthenticated:
            await _read(request, limit, keep=False)
            raise

    def _target(self, request: Request) -> str:
        """The address as the laptop signed it."""
        query = request.scope["query_string"].decode("latin-1")
        path = request.scope["raw_path"].decode("latin-1")
        return f"{self._url}{path}?{query}" if query else self._url + path

    def _asked(self, request: Request, body: bytes, *, signed: bool) -> Asked:
        self._spoken.check(request.url.path, request.headers.get(VERSION_HEADER))
        query = request.scope["query_string"].decode("latin-1")
        caller = None
        if signed:
            caller = authenticate(self._central, request.method, self._target(request), request.headers, body)
        return Asked(self._central, caller, _fields(query), body)


def _fields(query: str) -> dict[str, str]:
    """Read a query of at most ten fields; raises `Malformed`."""
    try:
        return dict(parse_qsl(query, max_num_fields=10))
    except ValueError as error:
        raise Malformed("wrong_query") from error


async def _no_such_route(request: Request, error: Exception) -> Response:
    return answer({"code": "no_such_route"}, error.status_code if isinstance(error, HTTPException) else 404)


async def _described(_: Request) -> Response:
    return Response(json.dumps(document()), media_type="application/json")  # deeper than what is signed may be


async def _read(request: Request, limit: int, *, keep: bool = True) -> bytes:
    """Read a body of at most `limit` bytes, or read past it; raises `too_large`, `too_slow`."""
    parts, size = [], 0
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > limit:
                    raise CentralRefused("too_large")
                if keep:
                    parts.append(part)
    except (TimeoutError, ClientDisconnect) as error:
        raise CentralRefused("too_slow") from error
    return b"".join(parts)


def _health(asked: Asked) -> Json:
    newest(asked.central)
    return {"ok": True}


def _enrol(asked: Asked) -> Json:
    return asked.central.enrolment.enrol(EnrolRequest.from_json(asked.json)).to_json()


def _enrolment(asked: Asked) -> Json:
    members = Members(asked.json)
    ticket = members.text("ticket", 100)
    members.done()
    return asked.central.enrolment.status(ticket).to_json()


def _state(asked: Asked) -> Json:
    return asked.central.trust.state().to_json()


def _directory(asked: Asked) -> Json:
    return {"directories": [one.to_json() for one in asked.central.trust.directories(asked.number("after"))]}


def _roster(asked: Asked) -> Json:
    org = OrgId(asked.octets("org", ID_LENGTH))
    return {"rosters": [one.to_json() for one in asked.central.trust.rosters(org, asked.number("after"))]}


def _handover(asked: Asked) -> Json:
    handover = asked.central.trust.handover(asked.who)
    return {"handover": None if handover is None else handover.to_json()}


def _invitation(asked: Asked) -> Json:
    members = Members(asked.json)
    hash_, until = Hash(members.octets("code_hash", HASH_LENGTH)), _time(members.text("until", 40))
    members.done()
    asked.central.enrolment.register(asked.who, hash_, until)
    return {}


def _pending(asked: Asked) -> Json:
    return {"pending": [one.to_json() for one in asked.central.enrolment.pending(asked.who)]}


def _publish(asked: Asked) -> Json:
    request = PublishRequest.from_json(asked.json)
    asked.central.trust.publish(asked.who, request.roster, request.handovers)
    return {}


def _laptops(asked: Asked) -> Json:
    return {"laptops": [one.to_json() for one in asked.central.laptops.standings(asked.who)]}


def _quarantine(asked: Asked) -> Json:
    dev = DeviceId(asked.octets("dev", ID_LENGTH))
    return lines_to_json(asked.central.laptops.set_aside(asked.who, dev, asked.number("after")))


def _give_command(asked: Asked) -> Json:
    asked.central.orders.give(asked.who, SignedCommand.from_json(asked.json))
    return {}


def _commands(asked: Asked) -> Json:
    return {"commands": [one.to_json() for one in asked.central.orders.take(asked.who)]}


def _obeyed(asked: Asked) -> Json:
    members = Members(asked.json)
    command = members.octets("id", ID_LENGTH)
    members.done()
    asked.central.orders.obeyed(asked.who, command)
    return {}


def _push(asked: Asked) -> Json:
    return asked.central.relay.push(asked.who, PushRequest.from_json(asked.json).lines).to_json()


def _page(asked: Asked) -> FeedPage:
    after, hash_ = asked.number("after"), asked.octets("hash", HASH_LENGTH)
    return asked.central.relay.feed(asked.who, after, hash_, asked.number("limit", MAX_LINES))


def _have(asked: Asked) -> Json:
    return hashes_to_json(asked.central.relay.have(asked.who, hashes_from_json(asked.json)))


def _missing(asked: Asked) -> Json:
    return asked.central.missing.seek(asked.who, hashes_from_json(asked.json)).to_json()


def _put_chunk(asked: Asked) -> Json:
    file, index, chunks = FileId(asked.octets("file", ID_LENGTH)), asked.number("index"), asked.number("chunks")
    return asked.central.files.put(asked.who, file, index, chunks, asked.body).to_json()


def _file_state(asked: Asked) -> Json:
    return asked.central.files.state(asked.who, FileId(asked.octets("file", ID_LENGTH))).to_json()


def _chunk(asked: Asked) -> bytes:
    org, file = OrgId(asked.octets("org", ID_LENGTH)), FileId(asked.octets("file", ID_LENGTH))
    index, change = min(asked.number("index"), MAX_CHUNKS), Hash(asked.octets("change", HASH_LENGTH))
    return asked.central.files.chunk(asked.who, org, file, index, change)


def _bundle(asked: Asked) -> Json:
    return {"results": [one.to_json() for one in asked.central.bundles.take(asked.who, asked.body)]}


def _time(text: str) -> datetime:
    """Read a time in UTC; raises `Malformed`."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise Malformed("not_a_time") from error
    if at.utcoffset() != timedelta(0):
        raise Malformed("not_a_time")
    return at
