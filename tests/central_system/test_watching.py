"""Figures without anybody's ids, and programs that are too old: they may always hand in what they have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from central_system.app import House, make_app
from central_system.metrics import TOTALS
from central_system.settings import read_token
from central_system.versions import Spoken
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64, canon
from desktop_app.ledger.ids import feed_start
from desktop_app.ledger.messages import PushRequest
from tests.central_fixtures import CentralInTest, Organisation
from tests.central_system.test_app import signed_headers
from tests.central_system.writing import Laptop

TOKEN = "a-token-of-a-monitor"


@pytest.fixture
def org(central: CentralInTest) -> Organisation:
    return central.add_organisation(name="Kuvitteellinen järjestö")


@pytest.fixture
def opened(central: CentralInTest) -> Iterator[Callable[..., TestClient]]:
    clients: list[TestClient] = []

    def make(**house) -> TestClient:
        clients.append(TestClient(make_app(central.central, central.url, House(**house)), central.url))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


def test_figures_are_for_who_has_the_token_alone(opened: Callable[..., TestClient], org: Organisation) -> None:
    assert opened().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    client = opened(metrics_token=TOKEN)
    for given in ("", "Bearer", "Bearer x", f"Basic {TOKEN}", "Bearer ä"):
        assert client.get("/metrics", headers={b"Authorization": given.encode()}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_figures_are_sums_and_name_nobody(
    opened: Callable[..., TestClient], central: CentralInTest, org: Organisation
) -> None:
    client = opened(metrics_token=TOKEN)
    central.client(org.admin).push(Laptop.of(org).several(3))
    client.get("/health")
    client.get("/v1/roster")
    client.get(f"/v1/{org.org.hex()}")
    text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    lines = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert {name: lines[f"luotsi_{name}"] for name in ("organisations", "laptops", "changes", "set_aside")} == {
        "organisations": "1", "laptops": "1", "changes": "3", "set_aside": "0"
    }  # fmt: skip
    assert set(TOTALS) <= {name.removeprefix("luotsi_") for name in lines}
    assert lines['luotsi_requests_total{route="/health",status="200"}'] == "1"
    assert lines['luotsi_requests_total{route="/v1/roster",status="401"}'] == "1"
    assert lines['luotsi_requests_total{route="other",status="404"}'] == "1"
    for line in text.splitlines():
        assert re.fullmatch(r"# (HELP|TYPE) \w+ .+|\w+(\{[^{}]*\})? \d+(\.\d+)?", line), line
    for word in (org.org.hex(), b64(org.org), org.admin.dev.hex(), b64(org.admin.dev), "Kuvitteellinen"):
        assert word not in text


def test_a_program_that_is_too_old_may_still_push_and_nothing_else(
    opened: Callable[..., TestClient], central: CentralInTest, org: Organisation
) -> None:
    client = opened(spoken=Spoken(3, 4))

    def send(method: str, path: str, body: bytes = b"", version: str | None = None) -> httpx2.Response:
        headers = signed_headers(org.admin, method, central.url + path, body)
        headers |= {} if version is None else {"Luotsi-Version": version}
        return client.request(method, path, content=body, headers=headers)

    feed = f"/v1/feed?after=0&hash={b64(feed_start(org.org))}"
    for version in (None, "1", "2"):
        for path in ("/v1/state", feed):
            reply = send("GET", path, version=version)
            assert (reply.status_code, reply.json()) == (426, {"code": "program_too_old"})
            assert reply.headers["luotsi-versions"] == "3-4"
    for version in ("3", "4", "9"):
        assert send("GET", feed, version=version).status_code == 200
    for version in ("x", "-1", "", "99999", "1.0"):
        reply = send("GET", feed, version=version)
        assert (reply.status_code, reply.json()) == (400, {"code": "wrong_version"})
    body = canon(PushRequest((Laptop.of(org).write(),)).to_json())
    assert send("POST", "/v1/push", body, "1").json()["acked"] == 1


def test_a_token_is_long_enough_to_be_one(tmp_path: Path) -> None:
    file = tmp_path / "token"
    for content, code in ((None, "file_unreadable"), ("short\n", "token_too_short"), ("ä" * 20, "file_unreadable")):
        if content is not None:
            file.write_text(content, "utf-8")
        with pytest.raises(LuotsiError) as refused:
            read_token(file)
        assert refused.value.code == code
    file.write_text(TOKEN + "\n", "utf-8")
    assert read_token(file) == TOKEN
