"""Questions that an archive can answer, chosen from what its papers are linked to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from extract.schema import schema
from kg.questions.plan import QuestionKind
from kg.records import Result, Value

if TYPE_CHECKING:
    from extract.schema import TypeRole
    from kg.stores.base import Store

_FIELDS: Final = 12  # those with most papers
_TASKS: Final = 10
_PAPERS: Final = 500  # of a field, looked at for what is open
_GOOD: Final = 3  # papers on a side
_OPEN: Final = ("limitation", "outlook")  # roles of sentences


@dataclass(frozen=True, slots=True)
class ExampleQuestion(Result):
    """A question, of which kind it is, and why the archive can answer it."""

    question: str
    kind: QuestionKind
    reason: str


@dataclass(frozen=True, slots=True)
class ExampleQuestions(Result):
    """At most one question a kind; none for an empty archive."""

    examples: tuple[ExampleQuestion, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    id: str
    name: str
    papers: int
    above: frozenset[str]

    def beside(self, other: _Field) -> bool:
        """Whether neither is a part of the other."""
        return self.id not in other.above and other.id not in self.above

    def apart(self, other: _Field) -> bool:
        """Whether they are parts of nothing in common."""
        return not (self.above | {self.id}) & (other.above | {other.id})


def examples(store: Store) -> ExampleQuestions:
    """A comparison of two fields, a list, and what is open; equal graphs give equal questions."""
    fields = [_field(store, row) for row in _dicts(store, "fields_by_papers", limit=_FIELDS)]
    made = (_comparison(store, fields), _list(store), _open(store, fields))
    return ExampleQuestions(tuple(example for example in made if example is not None))


def _dicts(store: Store, name: str, **given: Value) -> list[dict[str, Any]]:
    return store.run(name, given).dicts()


def _field(store: Store, row: dict[str, Any]) -> _Field:
    above = _dicts(store, "entity_ancestors", id=row["id"])
    return _Field(row["id"], row["name"], row["papers"], frozenset(each["id"] for each in above))


def _comparison(store: Store, fields: Sequence[_Field]) -> ExampleQuestion | None:
    """How a method is used in two fields: much in both, and in fields with nothing in common."""
    by_method: dict[str, dict[str, int]] = defaultdict(dict)
    for row in _beside(store, [field.id for field in fields], "means"):
        by_method[row["name"]][row["subject_id"]] = row["papers"]
    chosen = max(_pairs(by_method, fields), default=None, key=_worth)
    if chosen is None:
        return None
    (first, most), (second, fewer), method = chosen
    papers = f"{most} paper{'' if most == 1 else 's'} on {first.name} and {fewer} on {second.name}"
    return ExampleQuestion(
        f"How does {method} for {first.name} differ from {second.name}?",
        "comparison",
        f"{papers} are linked to {method}",
    )


_Side = tuple[_Field, int]
_Pair = tuple[_Side, _Side, str]


def _pairs(by_method: dict[str, dict[str, int]], fields: Sequence[_Field]) -> Iterator[_Pair]:
    for method, papers in by_method.items():
        sides = [(field, papers[field.id]) for field in fields if field.id in papers]
        for first, second in combinations(sides, 2):
            if first[0].beside(second[0]):
                more, less = sorted((first, second), key=lambda side: (-side[1], side[0].id))
                yield more, less, method


def _worth(pair: _Pair) -> tuple[bool, bool, int, int]:
    (first, more), (second, less), _ = pair
    return less >= _GOOD, first.apart(second), less, more


def _list(store: Store) -> ExampleQuestion | None:
    """By which metrics a task is measured: the task with most of them."""
    tasks = {
        row["id"]: str(row["name"])
        for label in schema().labels_of("task")
        for row in _dicts(store, "top_entities", label=label, limit=_TASKS)
    }
    metrics: dict[str, int] = defaultdict(int)
    for row in _beside(store, [*tasks], "measure"):
        metrics[row["subject_id"]] += 1
    if not metrics:
        return None
    task = max(tasks, key=lambda task: metrics[task])
    return ExampleQuestion(
        f"Which metrics are used for {tasks[task]}?",
        "list",
        f"papers on {tasks[task]} are linked to {metrics[task]} metrics",
    )


def _open(store: Store, fields: Sequence[_Field]) -> ExampleQuestion | None:
    """What is open in the field of which most papers say so."""
    stated = [(_stating(store, field), field) for field in fields[: _FIELDS // 2]]
    papers, field = max(stated, default=(0, None), key=lambda each: each[0])
    if field is None or not papers:
        return None
    return ExampleQuestion(
        f"What are open problems in {field.name}?",
        "lookup",
        f"{papers} of its papers state limits or what is left to do",
    )


def _stating(store: Store, field: _Field) -> int:
    below = store.run("papers_below", {"entities": [field.id], "floor": 0.5}).rows[:_PAPERS]
    papers: list[Value] = [row[0] for row in below]
    stating = (store.run("role_papers", {"papers": papers, "role": role}).rows for role in _OPEN)
    return len({row[0] for rows in stating for row in rows})


def _beside(store: Store, subjects: Sequence[str], role: TypeRole) -> Iterator[dict[str, Any]]:
    """The entities that play a part and that papers on the subjects are linked to."""
    for label in schema().labels_of(role):
        if not schema().entity_types[label].family:  # a model is asked for as a method is
            yield from _dicts(store, "linked_beside", subjects=[*subjects], label=label)
