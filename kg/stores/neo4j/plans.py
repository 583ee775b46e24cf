"""Which plans of an untrusted query a Neo4j server may run: operators and procedures by name.

The query type that EXPLAIN gives is not enough: LOAD CSV, SHOW SETTINGS and TERMINATE TRANSACTION
count as reading there. What is on neither list is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.errors import QueryError
from kg.records import Value

PROCEDURES: Final = frozenset(
    {
        "db.index.fulltext.queryNodes",
        "db.index.vector.queryNodes",
        "db.labels",
        "db.propertyKeys",
        "db.relationshipTypes",
    }
)
_OPERATORS: Final = re.compile(
    r"""
    ProduceResults | EmptyRow | EmptyResult | Argument | Optional | Eager
    | (?:Partitioned)?(?:All|Union|Intersection|Subtraction)?Nodes?
      (?:ById|ByElementId|ByLabels?)?(?:Scan|Seek)
    | (?:Partitioned)?(?:Asserting)?(?:Multi)?Node(?:Unique)?Index
      (?:Seek|Scan|SeekByRange|ContainsScan|EndsWithScan)
    | (?:Partitioned)?(?:Directed|Undirected)(?:Union|All)?Relationships?(?:Unique)?
      (?:Types?|Index|ById|ByElementId)*(?:Scan|Seek|SeekByRange|ContainsScan|EndsWithScan)
    | NodeCountFromCountStore | RelationshipCountFromCountStore
    | (?:Optional)?Expand\((?:All|Into)\) | (?:BFS)?(?:Pruning)?VarLengthExpand(?:\([A-Za-z,]+\))?
    | (?:Stateful)?(?:All)?Shortest(?:Path|Paths)(?:\([A-Za-z]+\))? | Repeat(?:\([A-Za-z]+\))?
    | (?:Bidirectional)?RepeatTrail | PathPropagatingBFS
    | Filter | Projection | CacheProperties | Sort | PartialSort | Top | Top1WithTies | PartialTop
    | Limit | ExhaustiveLimit | Skip | Distinct | OrderedDistinct
    | EagerAggregation | OrderedAggregation | Aggregation
    | Apply | (?:Let)?(?:Select(?:Or)?)?(?:Anti)?(?:Semi)?Apply | (?:Anti)?ConditionalApply
    | (?:Let)?SelectOr(?:Anti)?SemiApply | RollUpApply | TransactionlessApply
    | CartesianProduct | (?:Node|Value|LeftOuter|RightOuter)HashJoin | TriadicSelection
    | TriadicBuild | TriadicFilter | Union | OrderedUnion | Unwind(?:Collection)? | ProcedureCall
    """,
    re.VERBOSE,
)
_CALLED: Final = re.compile(r"\s*([A-Za-z0-9_.`]+)\s*\(")


def check_plan(plan: Mapping[str, Any] | None) -> None:
    """Refuse a plan (as the driver gives it) with an operator or procedure off the lists."""
    if plan is None:
        raise QueryError("the server gives no plan for this query, so it isn't run")
    for step in _steps(plan):
        operator = str(step.get("operatorType", "")).partition("@")[0]
        if not _OPERATORS.fullmatch(operator):
            raise QueryError(f"a query may only read the graph: {operator} is not allowed")
        if operator == "ProcedureCall":
            _check_call(str(step.get("args", {}).get("Details", "")))


def plan_rows(plan: Mapping[str, Any]) -> Iterator[tuple[Value, ...]]:
    """Step, operation with its details, estimated rows: last to run first."""
    for place, step in enumerate(_steps(plan), start=1):
        args = step.get("args", {})
        operation = f"{step.get('operatorType', '')} {args.get('Details', '')}".strip()
        yield place, operation, args.get("EstimatedRows")


def _check_call(details: str) -> None:
    match = _CALLED.match(details)
    name = match[1].replace("`", "") if match else details[:60]
    if name not in PROCEDURES:
        raise QueryError(
            f"procedure {name} is not allowed (these are: {', '.join(sorted(PROCEDURES))})"
        )


def _steps(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    waiting = [plan]
    while waiting:
        step = waiting.pop()
        yield step
        waiting.extend(step.get("children") or ())
