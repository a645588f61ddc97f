"""The HTTP side: odd requests get a code and never harm, and logs say nothing about anybody."""

from __future__ import annotations

import json
import logging
import secrets
import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.x509.oid import NameOID

from central_system.database import connect
from central_system.serving import CentralServer, Listening, bind
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64, canon
from desktop_app.ledger.http_signature import sign_request
from desktop_app.ledger.ids import feed_start
from desktop_app.ledger.keys import DeviceKey
from desktop_app.ledger.messages import CentralRefused, CentralUnavailable
from desktop_app.sync.http_central import HttpCentral
from tests.central_fixtures import CentralInTest, Organisation, Served
from tests.central_system.writing import MARKER, Laptop


class Raw:
    """Sends whatever it is told, signed or not."""

    def __init__(self, served: Served, key: DeviceKey) -> None:
        self.url, self.key = served.test.url, key
        self.client = httpx2.Client(trust_env=False, timeout=20)

    def send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        created: int | None = None,
        nonce: bytes | None = None,
        **changed: str,
    ) -> tuple[int, dict[str, object]]:
        created, nonce = int(time.time()) if created is None else created, nonce or secrets.token_bytes(16)
        headers = sign_request(self.key, method, self.url + path, body, created=created, nonce=nonce)
        headers |= {name.replace("_", "-"): value for name, value in changed.items()}
        response = self.client.request(method, self.url + path, content=body, headers=headers)
        assert response.status_code < 500, response.text
        answer = response.json()
        assert isinstance(answer, dict)
        return response.status_code, answer


def signed_headers(key: DeviceKey, method: str, target: str, body: bytes = b"") -> dict[str, str]:
    """What a laptop adds to a request sent now."""
    return sign_request(key, method, target, body, created=int(time.time()), nonce=secrets.token_bytes(16))


@pytest.fixture
def org(served: Served) -> Organisation:
    return served.test.add_organisation()


@pytest.fixture
def raw(served: Served, org: Organisation) -> Iterator[Raw]:
    raw = Raw(served, org.admin)
    yield raw
    raw.client.close()


BODIES = (
    b"", b"{", b"[]", b"null", b"7.0", b"\xff\xfe", b"{}", b'{"lines":[]}', b'{"lines":[{}]}', b'{"lines":7}',
    b'{"lines":[],"lines":[]}', b'{"lines":[{"header":"AA","sealed":null,"sig":"AA"}]}', b'{"a":"\\ud800"}',
    b"[" * 5000, b'{"lines":' + b"[" * 200 + b"]" * 200 + b"}", b'{"code_hash":"","until":"soon"}',
    canon({"code_hash": b64(bytes(32)), "until": "2026-13-41"}),
    canon({"code_hash": b64(bytes(32)), "until": "2026-11-23T10:00:00"}),
    canon({"hashes": ["x"]}),
    canon({"lines": [{"header": b64(b"{}"), "sealed": None, "sig": b64(bytes(64))}]}),
    canon({"ticket": 5}),
    canon({"code": "\0", "kem": "", "key": "", "name": "", "org": None}),
)  # fmt: skip
QUERIES = (
    "", "?after=x", "?after=-1", "?after=1e3", "?after=" + "9" * 400, "?after=0&hash=AA", "?after=0&hash=%00",
    "?after=%D9%A3", "?after=0&after=1&a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=10", "?%FF=%FF", "?after=0&org=x",
)  # fmt: skip


def test_a_bad_body_or_query_is_refused_with_a_code(raw: Raw) -> None:
    for path in ("push", "publish", "have", "invitation", "enrol", "enrolment"):
        for body in BODIES:
            status, answer = raw.send("POST", f"/v1/{path}", body)
            assert (status, type(answer.get("code"))) == (400, str), (path, body)
    for path in ("feed", "roster"):
        for query in QUERIES:
            status, answer = raw.send("GET", f"/v1/{path}{query}")
            assert (status, type(answer.get("code"))) == (400, str), (path, query)
    odd = canon({"ticket": "\0"})
    assert raw.send("POST", "/v1/enrolment", odd) == (200, {"state": "unknown"})


def test_limits(raw: Raw, org: Organisation) -> None:
    assert raw.send("POST", "/v1/push", b" " * (8 * 1024 * 1024 + 1)) == (413, {"code": "too_large"})
    assert raw.send("POST", "/v1/enrol", b" " * 70_000) == (413, {"code": "too_large"})
    line = Laptop.of(org).write().to_line()
    assert raw.send("POST", "/v1/push", canon({"lines": [line] * 501}))[0] == 413
    many = {"hashes": [b64(secrets.token_bytes(32)) for _ in range(10_001)]}
    assert raw.send("POST", "/v1/have", canon(many)) == (413, {"code": "too_many_hashes"})  # type: ignore[arg-type] # list of str


def test_who_did_not_sign_is_not_heard(raw: Raw) -> None:
    now = int(time.time())
    assert raw.send("GET", "/v1/state")[0] == 200
    for created in (now - 400, now + 400):
        status, answer = raw.send("GET", "/v1/state", created=created)
        assert (status, answer["code"]) == (401, "wrong_clock")
        assert isinstance(told := answer["time"], int)
        assert abs(told - now) < 60
    nonce = secrets.token_bytes(16)
    assert raw.send("GET", "/v1/state", nonce=nonce)[0] == 200
    assert raw.send("GET", "/v1/state", nonce=nonce) == (401, {"code": "nonce_used"})
    assert raw.send("GET", "/v1/state", Signature_Input="x") == (401, {"code": "signature_malformed"})
    assert raw.send("POST", "/v1/invitation", b"{}", Content_Digest="x") == (401, {"code": "digest_wrong"})
    stranger = DeviceKey.generate()
    raw.key = stranger
    assert raw.send("GET", "/v1/state") == (401, {"code": "unknown_device"})


def test_what_a_stranger_sends_is_never_kept(
    raw: Raw, served: Served, org: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[bytes] = []

    def keep(_: object, __: object, body: bytes, **___: object) -> None:
        kept.append(body)
        raise CentralRefused("kept")

    monkeypatch.setattr("central_system.app.Door._asked", keep)
    body = b" " * 1_000_000
    for path in ("push", "publish", "have", "bundles"):
        assert raw.send("POST", f"/v1/{path}", body, Signature_Input="x") == (401, {"code": "signature_malformed"})
        assert raw.send("POST", f"/v1/{path}", body, Content_Digest="x") == (401, {"code": "signature_wrong"})
    raw.key = DeviceKey.generate()
    assert raw.send("POST", "/v1/push", body) == (401, {"code": "unknown_device"})
    assert kept == []
    raw.key = org.admin
    assert raw.send("POST", "/v1/push", body)[1] == {"code": "kept"}


def test_what_is_not_there_is_plainly_not_there(raw: Raw) -> None:
    for method, path in (("GET", "/"), ("GET", "/v1"), ("GET", "/v1/push"), ("DELETE", "/v1/feed"), ("GET", "/docs")):
        response = raw.client.request(method, raw.url + path)
        assert response.status_code in (404, 405)
        assert response.json() == {"code": "no_such_route"}
    assert raw.client.get(raw.url + "/health").json() == {"ok": True}
    assert "server" not in raw.client.get(raw.url + "/health").headers


def test_logs_hold_no_word_about_anybody(
    raw: Raw, served: Served, org: Organisation, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG, "central_system")

    def fail(*_: object) -> None:
        raise ValueError(MARKER)

    monkeypatch.setattr(type(served.test.central.trust), "rosters", fail)
    client = served.client(org.admin)
    with pytest.raises(CentralUnavailable) as unavailable:
        client.rosters(org.org, 0)
    assert unavailable.value.details == {"reason": "unexpected"}
    text = caplog.text
    assert "unexpected ValueError in /v1/roster" in text
    for word in (MARKER, "Kuvitteellinen", b64(org.org), b64(org.admin.dev)):
        assert word not in text
    caplog.clear()


END_CONNECTIONS = "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = 'luotsi_app'"


def test_connections_that_the_database_ended_are_made_anew_unseen(served: Served, org: Organisation) -> None:
    client = served.client(org.admin)
    client.state()
    with connect(served.test.owner) as owner:
        owner.execute(END_CONNECTIONS)
    client.state()


def test_a_lost_database_is_no_answer_and_comes_back(served: Served, org: Organisation) -> None:
    client = served.client(org.admin)
    client.state()
    with connect(served.test.owner) as owner:
        owner.execute("alter role luotsi_app nologin")
        try:
            owner.execute(END_CONNECTIONS)
            with pytest.raises(CentralUnavailable) as unavailable:
                client.state()
        finally:
            owner.execute("alter role luotsi_app login")
    assert unavailable.value.details == {"reason": "database_away"}
    client.state()


def certificate(folder: Path) -> Listening:
    """A certificate for the loopback."""
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "central.invalid")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "certificate.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return Listening(port=0, certificate=pem, key=secret)


def test_tls_1_3_alone_and_a_certificate_that_is_known(
    make_central: Callable[..., CentralInTest], tmp_path: Path
) -> None:
    bound = bind("127.0.0.1", 0)
    port = bound.getsockname()[1]
    test = make_central(f"https://127.0.0.1:{port}")
    org = test.add_organisation()
    listening = certificate(tmp_path)
    server = CentralServer(test.central, test.url, listening)
    thread = Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    known = ssl.create_default_context(cafile=str(listening.certificate))
    trusting, doubting = HttpCentral(test.url, org.admin, tls=known), HttpCentral(test.url, org.admin)
    try:
        assert trusting.feed(0, feed_start(org.org)).head == 0
        with pytest.raises(CentralUnavailable) as unavailable:
            doubting.state()
        assert unavailable.value.details == {"reason": "wrong_certificate"}
        old = ssl.create_default_context(cafile=str(listening.certificate))
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        with pytest.raises(httpx2.ConnectError), httpx2.Client(verify=old, trust_env=False) as client:
            client.get(test.url + "/health")
    finally:
        trusting.close()
        doubting.close()
        server.should_exit = True
        thread.join()
        bound.close()


def test_beyond_this_machine_only_with_a_certificate(central: CentralInTest, tmp_path: Path) -> None:
    for listening, code in (
        (Listening("0.0.0.0"), "certificate_needed"),
        (Listening("central.example"), "certificate_needed"),
        (Listening(certificate=tmp_path / "x"), "certificate_incomplete"),
        (Listening(certificate=tmp_path / "x", key=tmp_path / "y"), "certificate_unreadable"),
    ):
        with pytest.raises(LuotsiError) as refused:
            CentralServer(central.central, central.url, listening)
        assert refused.value.code == code
    taken = bind("127.0.0.1", 0)
    taken.listen()
    with pytest.raises(LuotsiError) as refused:
        bind("127.0.0.1", taken.getsockname()[1])
    assert refused.value.code == "port_taken"
    taken.close()


def test_replies_are_canonical_json_that_nobody_keeps(raw: Raw) -> None:
    response = raw.client.get(raw.url + "/health")
    assert response.headers["cache-control"] == "no-store"
    assert json.loads(response.content) == {"ok": True}
