"""The central system in one piece: what the HTTP routes, the command line and the tests all speak to."""

from dataclasses import dataclass

from central_system.bundles import BundleDesk
from central_system.caller import Caller
from central_system.clock import Clock, utc_now
from central_system.database import Database
from central_system.directory import Directories
from central_system.enrolment import EnrolmentDesk
from central_system.files import FileDesk
from central_system.keys import ServerKeys
from central_system.laptops import LaptopDesk
from central_system.missing import MissingDesk
from central_system.orders import OrderDesk
from central_system.relay import Relay
from central_system.trust import TrustOffice
from desktop_app.ledger.ids import DeviceId, OrgId
from desktop_app.ledger.messages import CentralRefused


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device that some organisation's roster names, and its signing key."""

    caller: Caller
    key: bytes


@dataclass(frozen=True, slots=True)
class Central:
    """Relay, trust, enrolment, laptops, files and bundles over one database."""

    database: Database
    keys: ServerKeys
    relay: Relay
    trust: TrustOffice
    enrolment: EnrolmentDesk
    laptops: LaptopDesk
    orders: OrderDesk
    files: FileDesk
    bundles: BundleDesk
    missing: MissingDesk
    clock: Clock

    @classmethod
    def over(cls, database: Database, keys: ServerKeys, clock: Clock = utc_now) -> "Central":
        """Wire the parts together."""
        directories = Directories()
        relay = Relay(database, keys, directories, clock)
        trust, files = TrustOffice(database, keys, directories, clock), FileDesk(database, clock)
        return cls(
            database=database,
            keys=keys,
            relay=relay,
            trust=trust,
            enrolment=EnrolmentDesk(database, clock),
            laptops=LaptopDesk(database),
            orders=OrderDesk(database, clock),
            files=files,
            bundles=BundleDesk(relay, files, trust, keys),
            missing=MissingDesk(database),
            clock=clock,
        )

    def caller(self, dev: DeviceId) -> KnownDevice:
        """Return who a device id is; raises `CentralRefused("unknown_device")`."""
        with self.database.transaction() as connection:
            row = connection.execute("select org, key from device_home where dev = %s", (dev,)).fetchone()
        if row is None:
            raise CentralRefused("unknown_device")
        return KnownDevice(Caller(OrgId(row[0]), dev), row[1])
