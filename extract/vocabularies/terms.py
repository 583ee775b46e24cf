"""What a vocabulary file gives: its terms, each with its place, and what could not be taken."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.records import EntityLabel, Problem


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What a file may ask for: its size in bytes, and its RDF statements."""

    size: int = 200_000_000
    statements: int = 5_000_000


@dataclass(frozen=True, slots=True)
class FileTerm:
    """A concept as a file gives it.

    `ref` is what the file calls it (a URI or an id), `line` counts from 1 (0 where the format has
    none). `parents` and `domains` are refs; `same` are those of exactMatch. Spellings in `exact`
    are matched in their own case only.
    """

    ref: str
    line: int
    name: str
    label: EntityLabel
    aliases: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    cased: bool = False


@dataclass(slots=True)
class Reading:
    """The terms of a file, and what of it could not be taken."""

    file: str
    terms: list[FileTerm] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, ref: str, reason: str) -> None:
        """Note what was not taken."""
        self.problems.append(Problem(self.file, line, ref, reason))
