"""Errors of the graph package. Each message says in one line what happened and what to do.

KgError
├── StoreError          the store can't be opened, read or written
│   ├── QueryError      a query was refused or failed
│   └── QueryTimeout    a query ran past its time
├── GuardError          a query was refused before any engine saw it
├── NoArchive           there is no archive where it was looked for
├── BadInput            what the user gave can't be used
│   └── WrongUsage      the words of the request itself can't be used
├── SettingsError       a variable of the environment can't be used
├── UnknownName         no node, paper or query of that name
├── NotAnAnswer         JSON that does not have the shape of an answer
└── ModelError          the embedding model is missing or not the one expected
"""


class KgError(Exception):
    """Base of every error that this package raises on purpose."""


class StoreError(KgError):
    """The store can't be opened, read or written."""


class QueryError(StoreError):
    """A query was refused or failed."""


class QueryTimeout(StoreError):
    """A query ran past its time."""


class GuardError(KgError):
    """A query was refused before any engine saw it."""


class NoArchive(KgError):
    """There is no archive where it was looked for."""


class BadInput(KgError):
    """What the user gave can't be used."""


class WrongUsage(BadInput):
    """The words of the request itself can't be used."""


class SettingsError(KgError):
    """A variable of the environment can't be used."""


class UnknownName(KgError):
    """No node, paper or query of that name."""


class NotAnAnswer(KgError):
    """JSON that does not have the shape of an answer."""


class ModelError(KgError):
    """The embedding model is missing or not the one expected."""
