"""Errors of the command line and of HTTP. Each says in one line what happened and what to do.

ApiError
├── Busy                too many requests wait already, or a client sends too many
└── NotSafe             the server was asked to listen where anybody could ask it
"""

from __future__ import annotations


class ApiError(Exception):
    """Base of every error that this package raises on purpose."""


class Busy(ApiError):
    """Too many requests wait already, or a client sends too many; it may come again later."""

    def __init__(self, message: str, retry_s: int) -> None:
        super().__init__(message)
        self.retry_s = retry_s


class NotSafe(ApiError):
    """The server was asked to listen where anybody could ask it."""
