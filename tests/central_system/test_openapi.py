"""The description that is served is true, and nothing made from it, right or wrong, brings the central system down."""

from __future__ import annotations

import json
import os
import secrets
import time
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import openapi
from schemathesis.checks import not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode
from schemathesis.generation.case import Case
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from central_system.openapi import document
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import canon
from desktop_app.ledger.http_signature import sign_request
from desktop_app.ledger.keys import DeviceKey
from tests.central_fixtures import Served

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
#: So many for each operation; `LUOTSI_EXAMPLES=500` for a long look.
EXAMPLES = int(os.environ.get("LUOTSI_EXAMPLES", "15"))
DOCUMENT: Any = document()
FOUND: list[Any] = [found.ok() for found in openapi.from_dict(DOCUMENT).get_all_operations()]  # type: ignore[union-attr] # a wrong one has no ok
OPERATIONS = {f"{one.method.upper()} {one.path}": one for one in FOUND}


def canonical(body: bytes) -> bytes:
    """The same JSON in the only form that is read, if it has one."""
    try:
        return canon(json.loads(body))
    except (ValueError, LuotsiError):
        return body


class Signing(requests.auth.AuthBase):
    """Signs whatever is about to be sent, as a laptop does."""

    def __init__(self, key: DeviceKey) -> None:
        self.key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        body = request.body or b""
        if isinstance(body, str):
            body = body.encode()
        if request.headers.get("Content-Type") == "application/json" and isinstance(body, bytes):
            body = canonical(body)
        assert isinstance(body, bytes)
        assert request.method is not None
        assert request.url is not None
        request.body = body
        request.prepare_content_length(body)
        created, nonce = int(time.time()), secrets.token_bytes(16)
        request.headers.update(sign_request(self.key, request.method, request.url, body, created=created, nonce=nonce))
        return request


def ask(case: Case[Any], served: Served, key: DeviceKey, session: requests.Session) -> Response:
    if case.operation.path == "/v1/feed" and isinstance(case.query, dict):
        case.query.pop("wait", None)  # a long poll is patient by design
    if case.operation.path != "/health" and case.headers:
        case.headers.pop("Luotsi-Version", None)  # a wrong one hides whatever else is wrong
    return case.call(base_url=served.test.url, session=session, auth=Signing(key), timeout=20)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_nothing_made_from_the_description_is_an_error_of_ours(name: str, served: Served) -> None:
    org = served.test.add_organisation()
    operation = OPERATIONS[name]
    right = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    session = requests.Session()
    session.trust_env = False

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(right, wrong))
    def try_it(case: Case[Any]) -> None:
        case.validate_response(ask(case, served, org.admin, session), checks=list(CHECKS))

    try_it()
    session.close()


def test_the_description_is_served_where_it_says_and_names_every_route(served: Served) -> None:
    session = requests.Session()
    session.trust_env = False
    reply = session.get(f"{served.test.url}/v1/openapi.json", timeout=20)
    assert reply.json() == DOCUMENT
    assert reply.json()["openapi"] == "3.1.0"
    served_routes = {
        f"{method} {route.path}"
        for route in served.server.config.app.routes  # type: ignore[union-attr]
        for method in route.methods - {"HEAD"}
    }
    assert served_routes - {"GET /metrics"} == set(OPERATIONS)
    for name in OPERATIONS:  # every signed one refuses who did not sign
        method, path = name.split()
        if "security" in DOCUMENT["paths"][path][method.lower()]:
            reply = session.request(method, served.test.url + path, timeout=20)
            assert (reply.status_code, reply.json()) == (401, {"code": "signature_missing"})
    session.close()
