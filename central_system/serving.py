"""Serving over TLS 1.3, or in the clear on the loopback only, until told to stop."""

import signal
import socket
import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Final

import uvicorn

from central_system.app import House, make_app
from central_system.central import Central
from desktop_app.errors import LuotsiError

HOST: Final = "127.0.0.1"
PORT: Final = 8765


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen, with which certificate, and by which token the figures may be read (empty: by none)."""

    host: str = HOST
    port: int = PORT
    certificate: Path | None = None
    key: Path | None = None
    metrics_token: str = ""

    def check(self) -> None:
        """Raise `certificate_needed` for plain HTTP beyond the loopback, `certificate_incomplete` for half a pair."""
        if (self.certificate is None) != (self.key is None):
            raise LuotsiError("certificate_incomplete")
        if self.certificate is None and not _is_loopback(self.host):
            raise LuotsiError("certificate_needed", host=self.host)


class CentralServer(uvicorn.Server):
    """One process that serves a central system; `sockets` may be bound beforehand (tests)."""

    def __init__(self, central: Central, url: str, listening: Listening) -> None:
        listening.check()
        config = uvicorn.Config(
            make_app(central, url, House(lambda: self.should_exit, metrics_token=listening.metrics_token)),
            host=listening.host,
            port=listening.port,
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            ws="none",
            loop="asyncio",
            timeout_keep_alive=75,
            timeout_graceful_shutdown=10,
            limit_concurrency=400,
        )
        if listening.certificate is not None:
            context = _tls(listening)
            config.ssl_context_factory = lambda _config, _default: context
        super().__init__(config)


def serve(central: Central, url: str, listening: Listening) -> None:
    """Serve until SIGINT or SIGTERM; requests under way are finished, long polls end. Raises `port_taken`."""
    server = CentralServer(central, url, listening)
    with bind(listening.host, listening.port) as bound:
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            server.run(sockets=[bound])
        except KeyboardInterrupt:  # the server has stopped by now and hands the signal on
            pass
        finally:
            signal.signal(signal.SIGTERM, before)


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes any free one. Raises `port_taken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, so that asyncio sends at once
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise LuotsiError("port_taken", port=port) from error
    return bound


def _tls(listening: Listening) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    try:
        context.load_cert_chain(str(listening.certificate), str(listening.key))
    except (OSError, ssl.SSLError) as error:
        raise LuotsiError("certificate_unreadable") from error
    return context


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
