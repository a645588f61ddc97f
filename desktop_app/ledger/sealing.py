"""Sealing a payload into a signed change and opening it again (docs/protocol.md section 5)."""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop_app.ledger import purposes
from desktop_app.ledger.canonical import Malformed, b64, canon
from desktop_app.ledger.change import MAX_PAYLOAD, MAX_SEALED, Header, Payload, Reader, SignedChange, Wrap
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.ids import DeviceId, Dot, FileId, Hash, OrgId, StreamId, digest
from desktop_app.ledger.keys import DeviceKey, KemKey, Ring, commitment, org_kem, seal_to, stream_key, verify
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.ledger.roster import Device
from desktop_app.ledger.trust import Trust

#: Kinds that tell the reader of a shared stream nothing about a person beyond that stream itself.
NEEDS_NO_COVER: Final = frozenset({"reply", "opened", "question", "withdrawal"})
DELETED: Final = "_deleted"
_NONCE: Final = 12
_SMALLEST: Final = 1024
_STEP: Final = 64 * 1024
_SEALED_MEMBER: Final = b',"sealed":"'
_SEALED_LENGTH: Final = 43


class KeySource:
    """The keys one laptop can open changes with: its organisation's ring, and all that follows from it.

    Keys are derived once and kept as long as this object lives, which must not be longer than the store is open.
    """

    __slots__ = ("_kems", "_keys", "_own", "_wraps", "org", "ring")

    def __init__(self, org: OrgId, ring: Ring) -> None:
        self.org = org
        self.ring = ring
        self._own: dict[tuple[StreamId, int, int], tuple[AESGCM, Hash, bytes]] = {}
        self._keys: dict[bytes, tuple[AESGCM, Hash]] = {}
        self._kems: dict[int, KemKey] = {}
        self._wraps: dict[tuple[StreamId, int, OrgId, int, bytes], Wrap] = {}

    def cipher(self, header: Header) -> AESGCM:
        """Return the cipher of a change; raises `Waiting("key_unknown")`, `Refused` (`not_for_us`, `wrong_key` …)."""
        wrap = header.wrap
        if header.org == self.org:
            cipher, commit, _ = self.own(header.stream, header.epoch, 0 if wrap is None else wrap.to_epoch)
            if wrap is not None and wrap.commit != commit:
                raise Refused("wrong_key")
            return cipher
        if wrap is None or wrap.to != self.org:
            raise Refused("not_for_us")
        return self._received(header, wrap)

    def own(self, stream: StreamId, epoch: int, to_epoch: int) -> tuple[AESGCM, Hash, bytes]:
        """Return cipher, commitment and key of one of the organisation's own streams."""
        name = (stream, epoch, to_epoch)
        if name not in self._own:
            key = stream_key(self.ring.secret(epoch), stream, epoch, to_epoch)
            self._own[name] = (AESGCM(key), commitment(key), key)
        return self._own[name]

    def wrap(self, stream: StreamId, reader: Reader) -> Wrap:
        """Return the wrap of the newest stream key for a reader; made once, then repeated."""
        epoch = self.ring.highest
        name = (stream, epoch, reader.org, reader.epoch, reader.kem_public)
        if name not in self._wraps:
            _, commit, key = self.own(stream, epoch, reader.epoch)
            info = wrap_info(self.org, stream, epoch, commit, reader.org, reader.epoch)
            self._wraps[name] = Wrap(commit, seal_to(reader.kem_public, info, key), reader.org, reader.epoch)
        return self._wraps[name]

    def _received(self, header: Header, wrap: Wrap) -> AESGCM:
        info = wrap_info(header.org, header.stream, header.epoch, wrap.commit, wrap.to, wrap.to_epoch)
        name = info + wrap.ct
        if name not in self._keys:
            key = self._kem(wrap.to_epoch).open(info, wrap.ct)
            if len(key) != 32 or commitment(key) != wrap.commit:
                raise Refused("wrong_key")
            self._keys[name] = (AESGCM(key), wrap.commit)
        return self._keys[name][0]

    def _kem(self, epoch: int) -> KemKey:
        if epoch not in self._kems:
            self._kems[epoch] = org_kem(self.ring.secret(epoch), self.org)
        return self._kems[epoch]


def wrap_info(org: OrgId, stream: StreamId, epoch: int, commit: Hash, to: OrgId, to_epoch: int) -> bytes:
    """Return the HPKE `info` that binds a wrap to its organisation, stream, epochs and reader."""
    return purposes.WRAP + canon(
        {
            "commit": b64(commit),
            "epoch": epoch,
            "org": b64(org),
            "stream": b64(stream),
            "to": b64(to),
            "to_epoch": to_epoch,
        }
    )


def padded(body: bytes) -> bytes:
    """Return `u32(len body) ‖ body ‖ zeros`, 1, 2, 4 … 64 KiB long and above that a multiple of 64 KiB."""
    length = 4 + len(body)
    return (len(body).to_bytes(4, "big") + body).ljust(_padded_length(length), b"\0")


def unpadded(data: bytes) -> bytes:
    """Return the body; raises `Malformed("wrong_padding")` for any other length or filling than `padded` gives."""
    length = int.from_bytes(data[:4], "big")
    if (
        len(data) < _SMALLEST
        or len(data) != _padded_length(4 + length)
        or data.count(0, 4 + length) != len(data) - 4 - length
    ):
        raise Malformed("wrong_padding")
    return data[4 : 4 + length]


def _padded_length(length: int) -> int:
    if length > _STEP:
        return -(-length // _STEP) * _STEP
    size = _SMALLEST
    while size < length:
        size *= 2
    return size


def check_cover(payload: Payload, reader: Reader, cover: Cover | None) -> None:
    """Raise `Refused("not_covered")` if the payload would tell the reader a field outside the cover."""
    for op in payload.ops:
        if op.kind in NEEDS_NO_COVER:
            continue
        for name in op.set:
            if name == DELETED:
                continue
            if cover is None or cover.reader != reader.org or not cover.allows(op.kind, name):
                raise Refused("not_covered", kind=op.kind, field=name)


def seal(
    payload: Payload,
    *,
    key: DeviceKey,
    org: OrgId,
    stream: StreamId,
    n: int,
    prev: bytes,
    sn: int,
    ring: Ring | KeySource,
    roster: int,
    reader: Reader | None = None,
    cover: Cover | None = None,
    close: bool = False,
    erase: tuple[Dot, ...] = (),
    files: tuple[FileId, ...] = (),
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> SignedChange:
    """Seal and sign one change as the `n`-th of this device (`prev` = hash of the one before, empty for the first).

    `ring` may be the organisation's KeySource, which keeps keys and wraps from one change to the next. With a `reader`
    everything but replies, `opened`, `question` and `withdrawal` needs a `cover`. Raises `Refused("not_covered")`,
    `Malformed`.
    """
    keys = ring if isinstance(ring, KeySource) else KeySource(org, ring)
    wrap = None
    if reader is not None:
        check_cover(payload, reader, cover)
        wrap = keys.wrap(stream, reader)
    header = Header(org, key.dev, n, prev, stream, sn, keys.ring.highest, roster, Hash(b""), wrap, close, erase, files)
    header.check()
    cipher, _, _ = keys.own(stream, header.epoch, 0 if wrap is None else wrap.to_epoch)
    return assemble(header, zlib.compress(payload.to_bytes()), cipher, key, random(_NONCE))


def assemble(header: Header, body: bytes, cipher: AESGCM, key: DeviceKey, nonce: bytes) -> SignedChange:
    """Seal the compressed `body`, put the hash of the sealed bytes into the header and sign it."""
    aad = purposes.PAYLOAD + canon(header.core())
    sealed = nonce + cipher.encrypt(nonce, padded(body), aad)
    header = replace(header, sealed=digest(sealed))
    data = header.to_bytes()
    return SignedChange.of(header, data, key.sign(purposes.CHANGE, data), sealed)


def vouched(changes: Iterable[SignedChange], trust: Trust) -> frozenset[Hash]:
    """Return the changes of one page whose author is proven by the `prev` links that end in a verified signature.

    One signature per unbroken run of a device is verified, its last. Only for an organisation's own feed, where runs
    have no holes; a run whose last signature fails is left out, and each of its changes is then verified by itself.
    """
    runs: dict[DeviceId, list[SignedChange]] = {}
    proven: set[Hash] = set()
    for change in changes:
        try:
            header = change.parsed
        except (Refused, Waiting):
            continue
        run = runs.setdefault(header.dev, [])
        if run and (header.prev != run[-1].hash or header.n != run[-1].parsed.n + 1):
            proven |= _proven(run, trust)
            run.clear()
        run.append(change)
    for run in runs.values():
        proven |= _proven(run, trust)
    return frozenset(proven)


def _proven(run: list[SignedChange], trust: Trust) -> set[Hash]:
    last = run[-1]
    device = trust.device(last.parsed.org, last.parsed.dev)
    if device is None or not verify(device.key, purposes.CHANGE, last.header, last.sig):
        return set()
    return {change.hash for change in run}


def check_author(change: SignedChange, trust: Trust, *, verify_signature: bool = True) -> Device:
    """Return the device that wrote a change, after form, roster, `until`, signature and hash of the sealed bytes.

    `verify_signature=False` is for changes that `vouched` proved. Raises `Refused` or `Waiting`.
    """
    if len(change.sealed or b"") > MAX_SEALED:
        raise Malformed("sealed_too_large")
    device = _device(change.parsed, trust)
    _check_end(change, device)
    if verify_signature and not verify(device.key, purposes.CHANGE, change.header, change.sig):
        raise Refused("wrong_signature")
    if change.sealed is not None and digest(change.sealed) != change.parsed.sealed:
        raise Refused("wrong_sealed_bytes")
    return device


def _device(header: Header, trust: Trust) -> Device:
    """Return the roster's entry of a change's author; raises `Waiting` for whatever is not known yet."""
    newest = trust.newest_roster(header.org)
    if newest is None:
        raise Waiting("organisation_unknown")
    device = newest.device(header.dev)
    if device is None:
        raise Waiting("device_unknown")
    if header.roster > newest.version:
        raise Waiting("roster_unknown")
    return device


def _check_end(change: SignedChange, device: Device) -> None:
    """Raise `Refused` for a change beyond the end of a retired laptop."""
    if device.until is None:
        return
    last, last_hash = device.until
    if change.parsed.n > last:
        raise Refused("retired")
    if change.parsed.n == last and change.hash != last_hash:
        raise Refused("fork")


def open_payload(change: SignedChange, keys: KeySource) -> Payload:
    """Return what a change says; its author must have been checked.

    Raises `Waiting` (`key_unknown`, `sealed_missing`, `newer_version`) or `Refused` (`cannot_open`, `wrong_key`,
    `wrong_padding`, `not_for_us` …).
    """
    header = change.parsed
    if change.sealed is None:
        raise Waiting("sealed_missing")
    cipher = keys.cipher(header)
    aad = purposes.PAYLOAD + _core(change.header)
    try:
        data = cipher.decrypt(change.sealed[:_NONCE], change.sealed[_NONCE:], aad)
    except (InvalidTag, ValueError) as error:
        raise Refused("cannot_open") from error
    return Payload.from_bytes(_inflated(unpadded(data)))


def _core(header: bytes) -> bytes:
    """Return a canonical header without its member `sealed`, which is never the first and stands there once."""
    start = header.index(_SEALED_MEMBER)
    return header[:start] + header[start + len(_SEALED_MEMBER) + _SEALED_LENGTH + 1 :]


def _inflated(body: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(body, MAX_PAYLOAD + 1)
    except zlib.error as error:
        raise Malformed("wrong_compression") from error
    if len(data) > MAX_PAYLOAD:
        raise Malformed("payload_too_large")
    if not inflater.eof or inflater.unused_data:
        raise Malformed("wrong_compression")
    return data
