"""The gold questions of data/gold/questions: each with its plan, in the question's own words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.evaluation.rows import read_rows
from extract.vocabulary import data_dir
from kg.questions.plan import Constraints

HALVES = ("dev", "test")


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question and its plan; `either` may be aspect or shared, `kind_also` are as good kinds."""

    id: str
    question: str
    kinds: tuple[str, ...]
    sides: tuple[str, ...]
    shared: tuple[str, ...]
    aspects: tuple[str, ...]
    either: tuple[str, ...]
    constraints: Constraints


def gold_folder() -> Path:
    """The folder of the gold questions."""
    return data_dir() / "gold" / "questions"


def read_gold(file: Path) -> list[GoldQuestion]:
    """The questions of a file, a JSON object a line."""
    return [*map(_question, read_rows(file))]


def _question(row: dict[str, Any]) -> GoldQuestion:
    constraints = row.get("constraints", {})
    return GoldQuestion(
        id=row["id"],
        question=row["question"],
        kinds=(row["kind"], *row.get("kind_also", ())),
        sides=tuple(row["sides"]),
        shared=tuple(row.get("shared", ())),
        aspects=tuple(row.get("aspects", ())),
        either=tuple(row.get("either", ())),
        constraints=Constraints(
            since=constraints.get("since"),
            until=constraints.get("until"),
            categories=tuple(constraints.get("categories", ())),
            authors=tuple(constraints.get("authors", ())),
            papers=tuple(constraints.get("papers", ())),
            exclude=tuple(constraints.get("exclude", ())),
            order=constraints.get("order") or None,
        ),
    )
