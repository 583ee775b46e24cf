"""Lines of plain and gzip files, also of damaged and hostile ones."""

from __future__ import annotations

import gzip
import os
import threading
import tracemalloc
from pathlib import Path

import pytest

from extract.errors import SourceError
from extract.sources.lines import Line, ReadLimits, read_lines

SMALL = ReadLimits(line_bytes=20, bomb_bytes=10_000, bomb_ratio=100)


def _lines(path: Path, limits: ReadLimits = SMALL) -> list[tuple[int, bytes | None]]:
    return [(line.number, line.content) for line in read_lines(path, limits)]


def _until_error(path: Path, limits: ReadLimits) -> tuple[list[Line], SourceError]:
    lines: list[Line] = []
    with pytest.raises(SourceError) as caught:
        lines.extend(read_lines(path, limits))
    return lines, caught.value


def test_blank_lines_count_but_are_not_given(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"\xef\xbb\xbfone\r\n\n  \nfour")
    assert _lines(file) == [(1, b"one\r\n"), (4, b"four")]


def test_gzip_is_recognised_by_its_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    packed, plain = tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz"
    packed.write_bytes(gzip.compress(b"one\ntwo\n") + gzip.compress(b"three\n"))
    plain.write_bytes(b"one\ntwo\nthree\n")
    assert _lines(packed) == _lines(plain)
    assert len(_lines(plain)) == 3


def test_a_line_at_the_limit_is_given_and_one_over_it_is_not(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * 20 + b"\n" + b"y" * 21 + b"\n" + b"z" * 95 + b"\nlast\n" + b"w" * 50)
    assert _lines(file) == [(1, b"x" * 20 + b"\n"), (2, None), (3, None), (4, b"last\n"), (5, None)]


def test_a_long_line_is_never_in_memory_whole(tmp_path: Path) -> None:
    file = tmp_path / "a"
    with file.open("wb") as out:
        out.truncate(200_000_000)
    tracemalloc.start()
    assert _lines(file, ReadLimits(line_bytes=1_000_000)) == [(1, None)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_cut_gzip_gives_what_came_before_and_the_line(tmp_path: Path) -> None:
    file = tmp_path / "a.gz"
    text = b"".join(b"%d\n" % number for number in range(100_000))
    file.write_bytes(gzip.compress(text)[:-20_000])
    lines, error = _until_error(file, SMALL)
    assert len(lines) > 1_000
    assert error.line == lines[-1].number + 1
    assert "damaged or cut short" in error.reason


def test_a_gzip_with_a_wrong_byte_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "a.gz"
    packed = bytearray(gzip.compress(b"one\ntwo\n"))
    packed[-5] ^= 0xFF
    file.write_bytes(packed)
    lines, error = _until_error(file, SMALL)
    assert [line.content for line in lines] == [b"one\n", b"two\n"]
    assert "damaged" in error.reason


def test_a_gzip_header_with_nothing_behind_it(tmp_path: Path) -> None:
    file = tmp_path / "a.gz"
    file.write_bytes(b"\x1f\x8b\xff\xff")
    lines, error = _until_error(file, SMALL)
    assert not lines
    assert error.line == 1


@pytest.mark.parametrize("unit", [b"\0", b"{}\n"])
def test_a_gzip_bomb_is_refused(tmp_path: Path, unit: bytes) -> None:
    file = tmp_path / "bomb.gz"
    file.write_bytes(gzip.compress(unit * (3_000_000 // len(unit))))
    lines, error = _until_error(file, SMALL)
    assert "unpacks to over 100 times" in error.reason
    assert len(lines) < 2_000_000


def test_a_real_bomb_is_refused_with_the_real_limits(tmp_path: Path) -> None:
    file = tmp_path / "bomb.gz"
    with gzip.open(file, "wb", compresslevel=1) as out:
        for _ in range(120):
            out.write(bytes(1_000_000))
    lines, error = _until_error(file, ReadLimits())
    assert not lines
    assert "refused" in error.reason


def test_a_small_file_may_be_packed_as_well_as_it_can(tmp_path: Path) -> None:
    file = tmp_path / "a.gz"
    file.write_bytes(gzip.compress(b"{}\n" * 3_000))
    assert len(_lines(file)) == 3_000


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    _, error = _until_error(tmp_path / "none", SMALL)
    assert (error.line, error.reason) == (0, "can't be read: No such file or directory")


def test_a_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(gzip.compress(b"one\ntwo\n"),))
    writer.start()
    assert _lines(pipe) == [(1, b"one\n"), (2, b"two\n")]
    writer.join()


def test_consumed_bytes_grow_to_the_size_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.gz"
    file.write_bytes(gzip.compress(b"".join(b"%d\n" % number for number in range(100_000))))
    consumed = [line.consumed for line in read_lines(file, SMALL)]
    assert consumed == sorted(consumed)
    assert consumed[-1] == file.stat().st_size
