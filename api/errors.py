"""Errors of the doors. Each message says in one line what happened and what to do.

ApiError
├── GuardError          a query was refused before any engine saw it
├── NoArchive           there is no archive where one was looked for
├── BadInput            what the user gave can't be used
│   └── WrongUsage      the words of the request itself are not usable
├── Busy                too many strangers' queries run at once
└── NotSafe             the server was asked to listen where anybody could ask it
"""

from __future__ import annotations


class ApiError(Exception):
    """Base of every error that the doors raise on purpose."""


class GuardError(ApiError):
    """A query was refused before any engine saw it."""


class NoArchive(ApiError):
    """There is no archive where one was looked for."""


class BadInput(ApiError):
    """What the user gave can't be used."""


class WrongUsage(BadInput):
    """The words of the request itself are not usable."""


class Busy(ApiError):
    """Too many strangers' queries run at once."""


class NotSafe(ApiError):
    """The server was asked to listen where anybody could ask it."""
