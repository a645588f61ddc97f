"""Makes the lock files: every package of every platform with its hashes, from pyproject.toml."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "packaging" / "lock"
LOCKS = {"run": ("--extra", "demo"), "dev": ("--extra", "demo", "--group", "dev")}
PLATFORMS = (
    "x86_64-manylinux_2_34",
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
)  # no wheels of cryptography 50 for Intel Macs
MACOS = "14.0"  # the oldest that Qt 6.12 runs on


def main() -> int:
    """Write both lock files and prove that each can be installed on every platform; the exit code is returned."""
    FOLDER.mkdir(exist_ok=True)
    for name, extras in LOCKS.items():
        lock = FOLDER / f"{name}.txt"
        if not _is_made(lock, extras):
            print(f"{lock.name}: could not be made")
            return 1
        for platform in PLATFORMS:
            if not _is_complete(lock, platform):
                print(f"{lock.name}: cannot be installed on {platform}")
                return 1
            print(f"{lock.name}: complete for {platform}")
    return 0


def is_hashed(text: str) -> bool:
    """Whether every requirement of a lock file is exact and hashed, and no line names an index."""
    entries = re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)).splitlines()
    return bool(entries) and all("==" in entry and "--hash=sha256:" in entry for entry in entries if entry.strip())


def _is_made(lock: Path, extras: tuple[str, ...]) -> bool:
    options = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-annotate", "--upgrade", "--quiet"]
    remembered = "--custom-compile-command=python3 packaging/lock_files.py"
    done = _uv("pip", "compile", *options, remembered, *extras, "--output-file", str(lock), "pyproject.toml")
    return done and is_hashed(lock.read_text(encoding="utf-8"))


def _is_complete(lock: Path, platform: str) -> bool:
    options = ["--dry-run", "--quiet", "--require-hashes", "--only-binary=:all:", "--python-version=3.11"]
    target = f"--target={ROOT / 'build' / 'lock-check'}"
    return _uv("pip", "install", *options, f"--python-platform={platform}", target, "-r", str(lock))


def _uv(*arguments: str) -> bool:
    environment = {**os.environ, "MACOSX_DEPLOYMENT_TARGET": MACOS}
    return (
        subprocess.run([sys.executable, "-m", "uv", *arguments], cwd=ROOT, env=environment, check=False).returncode == 0
    )


if __name__ == "__main__":
    sys.exit(main())
