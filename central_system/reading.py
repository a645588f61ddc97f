"""Who may fetch what an organisation receives."""

from psycopg import Connection

from central_system.caller import Caller
from desktop_app.ledger.messages import CentralRefused


def check_may_read(connection: Connection, caller: Caller) -> None:
    """Raise `CentralRefused` (`unknown_device`, `device_retired`, `device_suspended`) for a laptop shut out."""
    row = connection.execute(
        "select state from device where org = %s and dev = %s", (caller.org, caller.dev)
    ).fetchone()
    if row is None:
        raise CentralRefused("unknown_device")
    if row[0] in ("retired", "suspended"):
        raise CentralRefused(f"device_{row[0]}")
