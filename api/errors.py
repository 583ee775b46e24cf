"""Errors of the command line and of HTTP. Each says in one line what happened and what to do.

ApiError
├── Busy                too many queries of users' own run at once
└── NotSafe             the server was asked to listen where anybody could ask it
"""

from __future__ import annotations


class ApiError(Exception):
    """Base of every error that this package raises on purpose."""


class Busy(ApiError):
    """Too many queries of users' own run at once."""


class NotSafe(ApiError):
    """The server was asked to listen where anybody could ask it."""
