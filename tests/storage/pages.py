"""Every byte of a store as it lies in its pages: decrypted, the free ones and the write-ahead log included."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.storage.laptops import KEY

_PAGE = 8192
# SQLCipher 4: at the end of each page an initialisation vector of 16 bytes and an HMAC-SHA512 of 64.
_RESERVED = 80
_SALT = 16
_WAL_HEADER, _FRAME_HEADER = 32, 24


def _clear(page: bytes, first: bool) -> bytes:
    sealed = page[_SALT if first else 0 : -_RESERVED]
    iv = page[-_RESERVED : -_RESERVED + 16]
    decryptor = Cipher(algorithms.AES(KEY), modes.CBC(iv)).decryptor()
    return decryptor.update(sealed) + decryptor.finalize()


def decrypted(path: Path) -> bytes:
    """All pages of the store at `path` in clear, then those in its write-ahead log."""
    data = path.read_bytes()
    clear = [_clear(data[at : at + _PAGE], at == 0) for at in range(0, len(data), _PAGE)]
    wal = path.with_name(path.name + "-wal")
    log = wal.read_bytes() if wal.exists() else b""
    for at in range(_WAL_HEADER, len(log), _FRAME_HEADER + _PAGE):
        number = int.from_bytes(log[at : at + 4])
        clear.append(_clear(log[at + _FRAME_HEADER : at + _FRAME_HEADER + _PAGE], number == 1))
    return b"".join(clear)
