"""The figures over HTTP, for a monitor that has the token."""

import hmac
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from central_system.answers import answer, failure
from central_system.central import Central
from central_system.metrics import Metrics


def watched(central: Central, metrics: Metrics, token: str) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of `/metrics`; without a token there is none, since even sums tell how much is going on."""

    async def endpoint(request: Request) -> Response:
        given = request.headers.get("authorization", "")
        if not token or not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
            return answer({"code": "no_such_route"}, 404)
        try:
            text = await run_in_threadpool(metrics.text, central.database)
        except Exception as error:  # every failure becomes a reply without its text
            return failure(error, request.url.path)
        return Response(text, headers={"Cache-Control": "no-store"}, media_type="text/plain; version=0.0.4")

    return endpoint
