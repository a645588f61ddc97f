"""The central system over the network: the same words as in-process, and oddities that change nothing."""

from __future__ import annotations

import dataclasses
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.handover import open_handover
from desktop_app.ledger.ids import OrgId, feed_next, feed_start, new_id
from desktop_app.ledger.invitation import code_hash, new_code
from desktop_app.ledger.keys import DeviceKey
from desktop_app.ledger.messages import (
    CentralRefused,
    CentralUnavailable,
    Conflict,
    EnrolRequest,
    Forked,
    UnknownPoint,
)
from desktop_app.ledger.state import verify_state
from desktop_app.ledger.trust import Trust
from desktop_app.sync.http_central import HttpCentral
from tests.central_fixtures import Served
from tests.central_system.writing import Laptop


def test_it_speaks_the_protocol_of_the_central_system(served: Served) -> None:
    client: CentralSystem = served.client()
    assert client.enrolment("nothing").state == "unknown"


def test_push_feed_and_have_over_http(served: Served) -> None:
    org = served.test.add_organisation()
    client = served.client(org.admin)
    changes = Laptop.of(org).several(5)
    reply = client.push(changes[:3])
    assert (reply.acked, reply.withheld, reply.quarantined) == (3, (), ())
    assert client.push(changes[:3]).acked == 3
    page = client.feed(0, feed_start(org.org))
    assert [line.change for line in page.lines] == changes[:3]
    assert page.head == 3
    assert client.have([change.hash for change in changes]) == {change.hash for change in changes[3:]}
    with pytest.raises(Conflict) as conflict:
        client.push(changes[4:])
    assert conflict.value.acked == 3
    with pytest.raises(UnknownPoint):
        client.feed(9, feed_start(org.org))
    with pytest.raises(Forked):
        client.push(Laptop.of(org).several(1))


def test_trust_over_http_is_what_the_root_and_the_administrators_signed(served: Served) -> None:
    org = served.test.add_organisation()
    client = served.client(org.admin)
    directories = client.directories(0)
    trust = Trust(directories[0].parsed().root.hash)
    for directory in directories:
        trust = trust.accept_directory(directory)
    for roster in client.rosters(org.org, 0):
        trust = trust.accept_roster(roster)
    assert trust.directory is not None
    state = verify_state(client.state(), trust.directory.server.receipt)
    assert state.directory == (len(directories), directories[-1].hash)
    assert state.rosters[org.org] == (1, org.roster.hash)
    assert client.handover() is None


def test_a_new_laptop_enrols_over_http(served: Served) -> None:
    org = served.test.add_organisation()
    admin, key, code = served.client(org.admin), DeviceKey.generate(), new_code()
    admin.register_invitation(code_hash(code), "2027-01-01T00:00:00.000Z")
    newcomer = served.client()
    ticket = newcomer.enrol(EnrolRequest(org.org, code, key.public, key.kem_public, "Uusi kone")).ticket
    assert newcomer.enrolment(ticket).state == "waiting"
    (pending,) = admin.pending()
    assert (pending.ticket, pending.key, pending.kem, pending.org) == (ticket, key.public, key.kem_public, org.org)
    served.test.add_device(org, key)
    assert newcomer.enrolment(ticket).state == "ready"
    handover = served.client(key).handover()
    assert handover is not None
    assert open_handover(handover, org.roster.parsed(), key.kem, key.dev) == org.ring
    assert admin.pending() == ()


def test_a_wrong_clock_is_set_right_for_the_signature_alone(served: Served) -> None:
    org = served.test.add_organisation()
    laptop = Laptop.of(org)
    for n, offset in enumerate((-86400 * 400, 86400 * 3), start=1):
        client = served.client(org.admin, clock=lambda offset=offset: time.time() + offset)
        assert client.push([laptop.write()]).acked == n
        assert client.feed(0, feed_start(org.org)).head == n


def test_a_long_poll_returns_as_soon_as_something_arrives(served: Served) -> None:
    org = served.test.add_organisation()
    change = Laptop.of(org).write()
    threading.Timer(0.3, lambda: served.test.client(org.admin).push([change])).start()
    began = time.monotonic()
    page = served.client(org.admin).feed(0, feed_start(org.org), wait=20)
    assert [line.change for line in page.lines] == [change]
    assert time.monotonic() - began < 10
    after = feed_next(feed_start(org.org), change.hash)
    assert served.client(org.admin).feed(1, after, wait=1).lines == ()


def test_nobody_known_signed_and_nothing_is_told(served: Served) -> None:
    org = served.test.add_organisation()
    for client, code in (
        (served.client(DeviceKey.generate()), "unknown_device"),
        (served.client(), "signature_missing"),
        (served.client(DeviceKey(DeviceKey.generate().sign_seed, org.admin.kem_seed)), "unknown_device"),
    ):
        for ask in (client.state, client.handover, client.pending, lambda client=client: client.directories(0)):
            with pytest.raises(CentralRefused) as refused:
                ask()
            assert refused.value.code == code


def test_plain_http_is_for_this_machine_only() -> None:
    with pytest.raises(LuotsiError) as refused:
        HttpCentral("http://central.example")
    assert refused.value.code == "address_not_secure"
    for wrong in ("central.example", "ftp://central.example", "https://", "https://central.example/?a=b"):
        with pytest.raises(LuotsiError) as refused:
            HttpCentral(wrong)
        assert refused.value.code == "wrong_address"


@contextmanager
def odd_server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that reads a request and answers as no central system would, on every connection."""
    listening = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                try:
                    connection.settimeout(5)
                    connection.recv(65536)
                    answer(connection)
                except OSError:
                    pass

    thread = threading.Thread(target=run)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join()


def says(head: str, body: bytes = b"") -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(head.encode() + b"\r\n\r\n" + body)


JSON = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def trickle(connection: socket.socket) -> None:
    connection.sendall((JSON + "Content-Length: 1000\r\n\r\n").encode())
    for _ in range(50):
        connection.sendall(b" ")
        time.sleep(0.05)


def flood(connection: socket.socket) -> None:
    connection.sendall((JSON + "\r\n").encode())
    for _ in range(20):
        connection.sendall(b" " * 1024 * 1024)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (
            says("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6", b"Log in"),
            "not_the",
        ),
        (says(JSON + "Content-Length: 8", b"<html>  "), "not_the"),
        (says(JSON + "Content-Length: 2", b"[]"), "not_the"),
        (says(JSON + "Content-Length: 2", b"{}"), "reply_broken"),
        (says(JSON + "Content-Length: 9", b'{"a":7.0}'), "not_the"),
        (says("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0"), "not_the"),
        (says("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 2", b"{}"), "not_the"),
        (
            says("HTTP/1.1 500 X\r\nContent-Type: application/json\r\nContent-Length: 21", b'{"code":"unexpected"}'),
            "unexpected",
        ),
        (says("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0"), "not_the"),
        (says(JSON + "Content-Length: 500", b'{"bytes":"abc'), "unreachable"),
        (says("nonsense"), "unreachable"),
        (lambda connection: None, "unreachable"),
        (lambda connection: time.sleep(1.5), "too_slow"),
        (trickle, "too_slow"),
        (flood, "reply_too_large"),
    ],
)
def test_an_odd_reply_counts_as_none(answer: Callable[[socket.socket], None], code: str) -> None:
    with odd_server(answer) as address:
        client = HttpCentral(address, DeviceKey.generate(), silent=0.5, whole=1.0)
        with pytest.raises(CentralUnavailable) as unavailable:
            client.state()
        assert unavailable.value.code == "central_unavailable"
        assert str(unavailable.value.details["reason"]).startswith(code)
        client.close()


def test_nobody_listening_counts_as_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    client = HttpCentral(f"http://{address}", DeviceKey.generate())
    with pytest.raises(CentralUnavailable) as unavailable:
        client.state()
    assert unavailable.value.details == {"reason": "unreachable"}
    client.close()


def test_a_server_without_tls_is_not_believed(served: Served) -> None:
    client = HttpCentral(
        served.test.url.replace("http:", "https:"), DeviceKey.generate(), tls=ssl.create_default_context()
    )
    with pytest.raises(CentralUnavailable) as unavailable:
        client.state()
    assert unavailable.value.details == {"reason": "wrong_certificate"}
    client.close()


def whole_message(connection: socket.socket) -> bytes:
    """One HTTP message with its Content-Length."""
    message = b""
    while b"\r\n\r\n" not in message:
        message += connection.recv(1 << 20)
    head, _, body = message.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(1 << 20)
    return head + b"\r\n\r\n" + body


def lose(request: bytes, ask: Callable[[bytes], bytes]) -> bytes:
    """The way swallows the reply, after the server has taken the push."""
    ask(request)
    return b""


def repeat(request: bytes, ask: Callable[[bytes], bytes]) -> bytes:
    """The way sends the request twice and brings back the reply to the second."""
    ask(request)
    return ask(request)


@pytest.mark.parametrize(("fault", "times", "acked"), [(lose, 1, 3), (repeat, 1, 3), (repeat, 2, None)])
def test_a_lost_reply_or_a_repeated_request_does_not_double_anything(served: Served, fault, times, acked) -> None:
    org = served.test.add_organisation()
    changes = Laptop.of(org).several(3)
    client = served.client(org.admin)
    port = int(served.test.url.rsplit(":", 1)[1])
    detour = socket.create_server(("127.0.0.1", 0))

    def ask(request: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", port)) as onward:
            onward.sendall(request)
            return whole_message(onward)

    def run() -> None:
        for _ in range(2):
            connection, _address = detour.accept()
            with connection:
                nonlocal times
                request, times = whole_message(connection), times - 1
                reply = fault(request, ask) if times >= 0 else ask(request)
                connection.sendall(reply.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))

    thread = threading.Thread(target=run)
    thread.start()
    there, here = served.test.url, f"http://127.0.0.1:{detour.getsockname()[1]}"
    send = client._client.stream
    client._client.stream = lambda method, url, **rest: send(method, url.replace(there, here), **rest)  # type: ignore[method-assign] # what is signed stays
    if acked is None:
        with pytest.raises(CentralUnavailable) as away:
            client.push(changes)
        assert away.value.details == {"reason": "nonce_used"}
    else:
        assert client.push(changes).acked == acked
    thread.join()
    detour.close()
    assert served.test.client(org.admin).feed(0, feed_start(org.org)).head == 3


def test_a_request_for_another_address_or_sent_twice_is_refused(served: Served) -> None:
    org = served.test.add_organisation()
    client = served.client(org.admin)
    client._address = client._address.replace("127.0.0.1", "localhost")
    with pytest.raises(CentralRefused) as refused:
        client.state()
    assert refused.value.code == "signature_wrong"
    elsewhere = dataclasses.replace(org, org=OrgId(new_id()))
    with pytest.raises(CentralRefused) as refused:
        served.client(org.admin).push(Laptop.of(elsewhere).several(1))
    assert refused.value.code == "not_sealed_to_you"
