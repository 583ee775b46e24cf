"""Claims of papers in groups: how many say the same of two entities, in either direction.

"B is worse than A" says what "A is better than B" says, so both count for one finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from kg.records import Rows, Value
from kg.results import ClaimGroup, ClaimPlace

Row = Mapping[str, Value]

_TURNED: Final = {
    "better": "worse",
    "worse": "better",
    "faster": "slower",
    "slower": "faster",
    "needs_less": "needs_more",
    "needs_more": "needs_less",
    "equal": "equal",
    "fails_on": "failed_on_by",
}
_PLAIN: Final = ("better", "faster", "needs_less", "equal", "fails_on")
SAID: Final = {
    "better": "{} is better than {}",
    "faster": "{} is faster than {}",
    "needs_less": "{} needs less than {}",
    "equal": "{} and {} are equal",
    "fails_on": "{} fails on {}",
}
WORDS: Final = {
    "better": "better than",
    "worse": "worse than",
    "faster": "faster than",
    "slower": "slower than",
    "needs_less": "needs less than",
    "needs_more": "needs more than",
    "equal": "on a par with",
    "fails_on": "fails on",
    "failed_on_by": "failed on by",
}
PAPERS_OWN: Final = "what the paper proposes"


@dataclass(frozen=True, slots=True)
class Finding:
    """What several papers claim alike, with the rows of `claims_between` that say so."""

    predicate: str
    subject: str
    object: str
    rows: tuple[Row, ...]

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers that claim it, each once."""
        return tuple(dict.fromkeys(str(row["paper_id"]) for row in self.rows))

    @property
    def said(self) -> str:
        """The finding in words."""
        return SAID[self.predicate].format(self.subject, self.object)


def findings(rows: Rows) -> tuple[Finding, ...]:
    """The findings of rows, most papers first; of a paper that says one twice all rows are kept."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows.dicts():
        predicate = str(row["predicate"])
        first = (str(row["subject_id"]), str(row["subject"]))
        second = (str(row["object_id"]), str(row["object"]))
        if predicate not in _PLAIN or (predicate == "equal" and second < first):
            predicate, first, second = _TURNED[predicate], second, first
        groups.setdefault((predicate, *first, *second), []).append(row)
    made = [Finding(key[0], key[2], key[4], tuple(group)) for key, group in groups.items()]
    return tuple(sorted(made, key=lambda finding: (-len(finding.papers), finding.said)))


def by_how_much(row: Row) -> str:
    """By how much, of what, on what and when a claim holds, in the claim's own terms."""
    parts = []
    if isinstance(row["value"], int | float):
        unit = str(row["unit"])
        apart = "" if unit in ("", "%", "x") else " "
        metric = f" {row['metric']}" if row["metric"] else ""
        parts.append(f"by {row['value']:g}{apart}{unit}{metric}")
    elif row["metric"]:
        parts.append(f"in {row['metric']}")
    if row["dataset"]:
        parts.append(f"on {row['dataset']}")
    if row["condition"]:
        parts.append(str(row["condition"]))
    return " ".join(parts)


def claims_of(entity_id: str, rows: Rows) -> tuple[ClaimGroup, ...]:
    """What is claimed of an entity and against what, most papers first, with the sentences."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows.dicts():
        predicate, other = str(row["predicate"]), "object_id"
        if str(row["object_id"]) == entity_id:
            predicate, other = _TURNED[predicate], "subject_id"
        own = other == "subject_id" and row["subject_label"] == "Paper"
        groups.setdefault((predicate, "" if own else str(row[other])), []).append(row)
    made = [_group(predicate, other, group) for (predicate, other), group in groups.items()]
    return tuple(sorted(made, key=lambda g: (-len(g.papers), g.predicate, g.other_id)))


def _group(predicate: str, other: str, rows: Sequence[Row]) -> ClaimGroup:
    names = [str(row["object" if row["object_id"] == other else "subject"]) for row in rows]
    return ClaimGroup(
        predicate,
        WORDS[predicate],
        other,
        names[0] if other else PAPERS_OWN,
        tuple(dict.fromkeys(str(row["archive_id"]) for row in rows)),
        tuple(map(_place, rows)),
    )


def _place(row: Row) -> ClaimPlace:
    names = {field.name for field in fields(ClaimPlace)}
    cells: dict[str, Any] = {name: cell for name, cell in row.items() if name in names}
    return ClaimPlace(**cells, sentence=str(row["text"])[cells["char_start"] : cells["char_end"]])
