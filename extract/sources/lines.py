"""A file's lines, plain or gzip (by its first bytes), in memory that does not grow with it."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import SourceError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_GZIP_MAGIC = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What a file may ask of the reader; sizes in bytes after unpacking.

    A gzip file that unpacks to over `bomb_bytes` may not be over `bomb_ratio` times smaller.
    """

    line_bytes: int = 10_000_000
    bomb_bytes: int = 100_000_000
    bomb_ratio: int = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A line; `content` is None where it is over the limit. `consumed`: bytes of the file read."""

    number: int
    content: bytes | None
    consumed: int


class _Counted(io.RawIOBase):
    """A raw file that counts what was read of it (a pipe has no position)."""

    def __init__(self, raw: io.FileIO) -> None:
        self.consumed = 0
        self._raw = raw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        count = self._raw.readinto(buffer)
        self.consumed += count or 0
        return count


class _LineReader:
    """Reads the lines of one open file and limits what it may unpack to."""

    def __init__(self, raw: io.FileIO, limits: ReadLimits) -> None:
        self._limits = limits
        self._counted = _Counted(raw)
        packed = io.BufferedReader(self._counted)
        self._is_gzip = packed.peek(2)[:2] == _GZIP_MAGIC
        unpacked = gzip.GzipFile(fileobj=packed) if self._is_gzip else packed
        self._readline: Callable[[int], bytes] = unpacked.readline
        self._unpacked = 0

    @property
    def consumed(self) -> int:
        return self._counted.consumed

    def _piece(self) -> bytes:
        piece = self._readline(self._limits.line_bytes + 1)
        self._unpacked += len(piece)
        if self._is_gzip and self._unpacked > self._limits.bomb_bytes:
            self._refuse_bomb()
        return piece

    def _refuse_bomb(self) -> None:
        if self._unpacked > self._limits.bomb_ratio * self.consumed:
            raise SourceError(
                f"refused: the gzip file unpacks to over {self._limits.bomb_ratio} times its size"
            )

    def line(self) -> bytes | None:
        """The next line with its end, empty at the file's end, None for one over the limit."""
        piece = self._piece()
        if len(piece) <= self._limits.line_bytes or piece.endswith(b"\n"):
            return piece
        while piece and not piece.endswith(b"\n"):
            piece = self._piece()
        return None


def read_lines(path: Path, limits: ReadLimits) -> Iterator[Line]:
    """Each line of the file that is not blank, numbered from 1.

    Raises SourceError, with the number of the line it came to, where the file can't be read on.
    """
    number = 0
    try:
        with io.FileIO(str(path)) as raw:
            reader = _LineReader(raw, limits)
            while (content := reader.line()) != b"":
                number += 1
                if content is not None and number == 1:
                    content = content.removeprefix(_BOM)
                if content is None or content.strip():
                    yield Line(number, content, reader.consumed)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(f"the gzip file is damaged or cut short: {error}", number + 1) from error
    except SourceError as error:
        raise SourceError(error.reason, number + 1) from error
    except OSError as error:
        place = number + 1 if number else 0
        raise SourceError(f"can't be read: {error.strerror or error}", place) from error
