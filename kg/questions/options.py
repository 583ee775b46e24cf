"""What a user sets of a plan by hand: it takes the place of what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from kg.questions.plan import KINDS, MOST_SIDES, Constraints, Kind, Plan


@dataclass(frozen=True, slots=True)
class Options:
    """Parts of a plan set by hand; empty ones leave what the question says.

    Years are inclusive; `limit` is how many items a list shows.
    """

    sides: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    kind: str = ""
    since: int | None = None
    until: int | None = None
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    limit: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """The parts that are set, in plain JSON values."""
        found = {name: value for name, value in asdict(self).items() if value not in ((), "", None)}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in found.items()
        }

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Options:
        """The options that `to_dict` gave; ValueError or TypeError for others."""
        plain: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in given.items()
        }
        return cls(**plain)

    def constraints(self, found: Constraints) -> Constraints:
        """The constraints with what is set here in their place."""
        return replace(
            found,
            since=self.since if self.since is not None else found.since,
            until=self.until if self.until is not None else found.until,
            categories=self.categories or found.categories,
            authors=self.authors or found.authors,
        )


def with_options(plan: Plan, options: Options) -> Plan:
    """The plan with what was set by hand; sides set by hand have no shared part but their own."""
    plan = replace(plan, constraints=options.constraints(plan.constraints))
    if options.sides:
        sides = options.sides[:MOST_SIDES]
        kind: Kind = "comparison" if len(sides) > 1 else _single(plan.kind)
        plan = replace(plan, sides=sides, shared=(), kind=kind)
    if options.aspects:
        plan = replace(plan, aspects=options.aspects)
    return replace(plan, kind=_kind(options.kind)) if options.kind else plan


def _single(kind: Kind) -> Kind:
    return "lookup" if kind in ("comparison", "path") else kind


def _kind(name: str) -> Kind:
    for kind in KINDS:
        if kind == name:
            return kind
    raise ValueError(f"no kind of question {name!r}: give one of {', '.join(KINDS)}")
