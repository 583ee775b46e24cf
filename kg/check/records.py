"""What checking an answer gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that a statement breaks; without an id the answer as a whole does."""

    statement_id: str
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How many statements were checked, and every rule that is broken."""

    statements: int
    holds: bool
    failures: tuple[Failure, ...]
