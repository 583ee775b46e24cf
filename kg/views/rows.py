"""Rows of queries: those that readers write, and those of a name in pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from kg.records import Limits, Parameters, Rows
from kg.results import CypherRows
from kg.views.pages import NEXT, page

if TYPE_CHECKING:
    from kg.stores.base import Store

_T = TypeVar("_T")
LIMITS: Final = Limits()
MORE: Final = (
    f"there are more rows than are given ({LIMITS.rows:,}, or {LIMITS.bytes // 10**6} MB): "
    "for the others put them in order and use SKIP and LIMIT"
)


@dataclass(frozen=True, slots=True)
class RowsPage(Rows):
    """A page of a named query's rows; `truncated` where there are more."""

    next: int | None = field(default=None, metadata=NEXT)


def rows_page(rows: Rows, cursor: int = 0) -> RowsPage:
    """At most 1,000 of a query's rows, from the `cursor`-th on."""
    taken, following = page(rows.rows, cursor, LIMITS.rows)
    return RowsPage(rows.columns, taken, following is not None, rows.elapsed_ms, following)


def cypher_rows(store: Store, text: str, parameters: Parameters) -> CypherRows:
    """Rows of a reader's query within the limits, with what there is to say of it.

    A query's rows have no order of their own, so there is no next page: a warning says what to
    write. GuardError for a query that could do more than read.
    """
    from kg.stores.guard import check_read_only
    from kg.stores.unknown_names import unknown_names

    check_read_only(text)
    rows = store.cypher(text, parameters, LIMITS).for_json()
    warnings = (*unknown_names(text), *([MORE] if rows.truncated else []))
    return CypherRows(rows.columns, rows.rows, rows.truncated, rows.elapsed_ms, warnings)


def plan_rows(store: Store, text: str, parameters: Parameters) -> Rows:
    """The steps by which a store would run a reader's query, which is not run."""
    from kg.stores.guard import check_read_only

    check_read_only(text)
    return store.plan(text, parameters, LIMITS).for_json()


def each(make: Callable[..., _T], rows: Rows) -> tuple[_T, ...]:
    """One result for each row, whose fields have the columns' names."""
    return tuple(make(**row) for row in rows.dicts())
