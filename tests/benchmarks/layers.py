"""What each layer of sending and fetching 10,000 documents of 2 kB takes, beside the least that it could."""

import base64
import secrets
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from central_system.database import connect
from desktop_app.ledger.canonical import canon, parse
from desktop_app.ledger.change import Payload, SignedChange
from desktop_app.ledger.ids import RecordId, UserId, digest, feed_start, new_id
from desktop_app.ledger.keys import DeviceKey, Ring
from desktop_app.ledger.messages import FeedLine, FeedPage, PushRequest
from desktop_app.ledger.sealing import KeySource, check_author, open_payload, padded, seal, unpadded, vouched
from desktop_app.ledger.trust import Trust
from desktop_app.storage.store import Part
from desktop_app.sync.sending import run_of
from tests.benchmarks.documents import DOCUMENTS, documents
from tests.benchmarks.figure import Figure, alternate
from tests.benchmarks.sync import EACH_CASE, RUN, RUNS, Bare, central
from tests.storage.laptops import AT, case_id, op
from tests.sync.office import Laptop, Office


def layers() -> Iterator[Figure]:
    """Sealing and signing, verifying and opening, the wire, SQLCipher and PostgreSQL; milliseconds of all."""
    yield sealing()
    with tempfile.TemporaryDirectory(prefix="luotsi-") as base, central(Path(base)) as running:
        office = Office.found(running, Path(base) / "office", 1 + RUNS + 1)
        one, *readers = office.laptops
        write(one)
        lines = one.store.written(0, DOCUMENTS)
        yield opening(one, lines)
        yield wire(lines)
        yield postgres(running, office, lines)
        client, pages, after, known = running.client(office.organisation.admin), [], 0, feed_start(one.store.me().org)
        while (page := client.feed(after, known)).lines:
            pages.append(page)
            after, known = page.lines[-1].seq, page.lines[-1].feed_hash
        bare = Bare(Path(base), one)
        ours, floor = alternate(lambda: apply(readers.pop(), pages), lambda: bare.inserts() * 1000, runs=RUNS)
        yield Figure("open, merge and store in SQLCipher", ours, floor, "ms", against="bare inserts")
        office.close()


def write(laptop: Laptop) -> None:
    """Save each document as a record of its own, ten in a case; saving is not measured here."""
    coming = iter(documents())
    for _ in range(0, DOCUMENTS, RUN):
        cases = [case_id() for _ in range(RUN // EACH_CASE)]
        ops = [op("contact", None, None, **next(coming)) for _ in range(RUN)]
        laptop.store.save_together([Part(ops=[ops[n]], at=AT, case=cases[n % len(cases)]) for n in range(RUN)])


def sealing() -> Figure:
    """Payload to signed change, against compressing, AES-GCM, SHA-256 and Ed25519 of the same bytes alone."""
    key, ring, org = DeviceKey.generate(), Ring.new(), new_id()
    keys = KeySource(org, ring)  # type: ignore[arg-type] # any 16 bytes
    payloads = [Payload(UserId(new_id()), AT, (op("contact", RecordId(new_id()), None, **one),)) for one in documents()]
    bodies = [payload.to_bytes() for payload in payloads]
    cipher, signer = AESGCM(bytes(32)), Ed25519PrivateKey.generate()

    def ours() -> None:
        prev = b""
        for n, payload in enumerate(payloads, 1):
            own = org
            change = seal(payload, key=key, org=own, stream=own, n=n, prev=prev, sn=n, ring=keys, roster=1)  # type: ignore[arg-type]
            prev = change.hash

    def floor() -> None:
        for body in bodies:
            nonce = secrets.token_bytes(12)
            sealed = cipher.encrypt(nonce, padded(zlib.compress(body)), None)
            digest(sealed)
            signer.sign(sealed[:300])

    return Figure("seal and sign", *alternate(ours, floor, runs=RUNS), "ms", against="bare cryptography")


def opening(laptop: Laptop, lines: Sequence[SignedChange]) -> Figure:
    """Check and open, a page at a time, against decrypting and hashing the same bytes with one signature a page."""
    keys = KeySource(laptop.store.me().org, laptop.store.ring())
    trust: Trust = laptop.store.trust()
    key = Ed25519PrivateKey.generate()
    signature, public = key.sign(b"x" * 300), key.public_key()
    cipher, nonce = AESGCM(bytes(32)), bytes(12)
    sealed = [
        cipher.encrypt(nonce, padded(zlib.compress(laptop.store.payload(line).to_bytes())), None) for line in lines
    ]

    def ours() -> None:
        for at in range(0, len(lines), RUN):
            page = [SignedChange(line.header, line.sig, line.sealed) for line in lines[at : at + RUN]]
            proven = vouched(page, trust)
            for change in page:
                check_author(change, trust, verify_signature=change.hash not in proven)
                open_payload(change, keys)

    def floor() -> None:
        for number, data in enumerate(sealed):
            digest(data)
            zlib.decompress(unpadded(cipher.decrypt(nonce, data, None)))
            if number % RUN == 0:
                public.verify(signature, b"x" * 300)

    return Figure("verify and open", *alternate(ours, floor, runs=RUNS), "ms", against="bare cryptography")


def wire(lines: Sequence[SignedChange]) -> Figure:
    """To the bytes of pushes and pages and back, against base64 of the sealed bytes there and back."""
    runs, at = [], 0
    while at < len(lines):
        runs.append(run_of(lines[at : at + RUN]))
        at += len(runs[-1])
    known = feed_start(lines[0].parsed.org)

    def ours() -> None:
        for run in runs:
            PushRequest.from_json(parse(canon(PushRequest(run).to_json())))
            page = FeedPage(tuple(FeedLine(n, known, AT, False, line) for n, line in enumerate(run, 1)), len(run))
            FeedPage.from_json(parse(canon(page.to_json())))

    def floor() -> None:
        for line in lines:
            for _ in range(2):
                base64.b64decode(base64.b64encode(line.sealed or b""))

    return Figure("the wire, both ways", *alternate(ours, floor, runs=RUNS), "ms", against="base64")


def postgres(running, office: Office, lines: Sequence[SignedChange]) -> Figure:
    """Pushes of 500 through the relay, against COPY of the same bytes, one durable commit each."""
    client = running.client(office.organisation.admin)
    with connect(running.owner) as connection:
        connection.execute("create table bare (n bigint primary key, header bytea, sig bytea, sealed bytea)")

    def ours() -> float:
        with connect(running.owner) as owner:  # as if nothing had been sent yet
            owner.execute("truncate feed")
            owner.execute("update counter set head = 0, pulled = 0, feed_hash = %s", (feed_start(lines[0].parsed.org),))
            owner.execute("update device set n = 0, hash = ''")
        began, at = time.perf_counter(), 0
        while at < len(lines):
            run = run_of(lines[at : at + RUN])
            client.push(run)
            at += len(run)
        return (time.perf_counter() - began) * 1000

    def floor() -> float:
        with connect(running.owner) as connection:
            connection.execute("truncate bare")
            began = time.perf_counter()
            for at in range(0, len(lines), RUN):
                with connection.transaction(), connection.cursor().copy("copy bare from stdin (format binary)") as copy:
                    copy.set_types(["int8", "bytea", "bytea", "bytea"])
                    for number, line in enumerate(lines[at : at + RUN]):
                        copy.write_row((at + number, line.header, line.sig, line.sealed))
            return (time.perf_counter() - began) * 1000

    return Figure(
        "take in and store in PostgreSQL", *alternate(ours, floor, runs=RUNS, warm_up=1), "ms", against="bare COPY"
    )


def apply(laptop: Laptop, pages: Sequence[FeedPage]) -> None:
    """Take in all pages, read anew, as sync does."""
    for page in pages:
        fresh = [
            FeedLine(
                line.seq,
                line.feed_hash,
                line.received,
                line.withheld,
                SignedChange(line.change.header, line.change.sig, line.change.sealed),
            )
            for line in page.lines
        ]
        laptop.store.apply(fresh, cursor=(fresh[-1].seq, fresh[-1].feed_hash), more=page is not pages[-1])
    laptop.store.settle()
