"""Landlock: a Linux process gives up, for good, every file but those named. Kernel 5.13 and newer.

The calls have no wrapper in the C library; numbers and structures are those of
<linux/landlock.h>, the same on every architecture.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_VERSION_FLAG: Final = 1
_PATH_BENEATH: Final = 1
_NO_NEW_PRIVILEGES: Final = 38
_READ_FILE: Final = 1 << 2
# How many kinds of access to files each version of the interface knows: all of them are refused.
_FILE_RIGHTS: Final = {1: 13, 2: 14, 3: 15, 4: 15}
_LATER_FILE_RIGHTS: Final = 16
_TCP_RIGHTS: Final = 0b11
_SCOPES: Final = 0b11


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    )


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("access", ctypes.c_uint64), ("parent", ctypes.c_int32))


def restrict_to(readable: Sequence[Path], scratch: Path | None = None) -> bool:
    """Leave this thread, and those it starts, nothing but reading these files.

    In the folder `scratch` they may do anything. Where the kernel can, TCP and signals to other
    processes are given up as well. False, and nothing done, where the kernel has no Landlock.
    """
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_FLAG)
    if version < 1:
        return False
    ruleset = _ruleset(libc, version)
    try:
        for file in readable:
            _allow(libc, ruleset, file, _READ_FILE)
        if scratch is not None:
            _allow(libc, ruleset, scratch, _file_rights(version))
        _checked(libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
        _checked(libc.syscall(_RESTRICT_SELF, ruleset, 0))
    finally:
        os.close(ruleset)
    return True


def _file_rights(version: int) -> int:
    return (1 << _FILE_RIGHTS.get(version, _LATER_FILE_RIGHTS)) - 1


def _ruleset(libc: ctypes.CDLL, version: int) -> int:
    files = _file_rights(version)
    attributes = _Ruleset(files, _TCP_RIGHTS if version >= 4 else 0, _SCOPES if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    return _checked(
        libc.syscall(_CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), 0)
    )


def _allow(libc: ctypes.CDLL, ruleset: int, file: Path, rights: int) -> None:
    handle = os.open(file, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = _Beneath(rights, handle)
        _checked(libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0))
    finally:
        os.close(handle)


def _checked(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
