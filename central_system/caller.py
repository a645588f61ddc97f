"""The laptop that asks."""

from dataclasses import dataclass

from desktop_app.ledger.ids import DeviceId, OrgId


@dataclass(frozen=True, slots=True)
class Caller:
    """A device and the organisation whose roster names it, authenticated by a signed request."""

    org: OrgId
    dev: DeviceId
