"""What a user sets of a plan by hand: it takes the place of what was read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

from kg.plain import unset
from kg.questions.plan import MOST_SIDES, TRAITS, Constraints, Plan, QuestionKind

_OPTIONAL = {"exclude_if": unset}
_YEAR = {"exclude_if": unset, "ge": 1, "le": 9998}


@dataclass(frozen=True, slots=True)
class Options:
    """Parts of a plan set by hand; empty ones leave what the question says.

    Years are inclusive; `limit` is how many items a list shows, `shared` what holds of every side.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    sides: tuple[str, ...] = field(default=(), metadata=_OPTIONAL)
    aspects: tuple[str, ...] = field(default=(), metadata=_OPTIONAL)
    kind: QuestionKind | Literal[""] = field(default="", metadata=_OPTIONAL)
    since: int | None = field(default=None, metadata=_YEAR)
    until: int | None = field(default=None, metadata=_YEAR)
    categories: tuple[str, ...] = field(default=(), metadata=_OPTIONAL)
    authors: tuple[str, ...] = field(default=(), metadata=_OPTIONAL)
    limit: int | None = field(default=None, metadata=_OPTIONAL)
    shared: tuple[str, ...] = field(default=(), metadata=_OPTIONAL)

    def constraints(self, constraints: Constraints) -> Constraints:
        """The constraints, replaced by those that are set here."""
        return replace(
            constraints,
            since=self.since if self.since is not None else constraints.since,
            until=self.until if self.until is not None else constraints.until,
            categories=self.categories or constraints.categories,
            authors=self.authors or constraints.authors,
        )


def with_options(plan: Plan, options: Options) -> Plan:
    """The plan with what was set by hand; sides set by hand share what is set to be shared only."""
    plan = replace(plan, constraints=options.constraints(plan.constraints))
    if options.sides:
        sides = options.sides[:MOST_SIDES]
        kind: QuestionKind = "comparison" if len(sides) > 1 else _single(plan.kind)
        plan = replace(plan, sides=sides, shared=(), kind=kind)
    if options.shared:
        plan = replace(plan, shared=options.shared)
    if options.aspects:
        plan = replace(plan, aspects=options.aspects)
    return replace(plan, kind=options.kind) if options.kind else plan


def _single(kind: QuestionKind) -> QuestionKind:
    return "lookup" if TRAITS[kind].two_sides else kind
