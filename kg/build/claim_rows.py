"""Claims of an extraction as rows for the files of `cypher/write`; pure."""

from __future__ import annotations

from collections.abc import Mapping

from extract.records import PHRASE, Claim, Extraction
from kg.build.rows import Row, evidence, relationship
from kg.records import Value
from kg.schema import CLAIMS


def claim_rows(extraction: Extraction, targets: Mapping[str, str]) -> dict[str, list[Row]]:
    """Claims by the file that writes them; `targets` are ids of what phrases name, by surface.

    A claim is left out where one of its ends is a phrase that turned out to be no term.
    """
    paper, made = extraction.paper_id, dict[str, dict[str, Row]]()
    for claim in extraction.claims:
        subject, other = (_end(end, targets) for end in (claim.subject_id, claim.object_id))
        if subject is None or not other or subject == other:
            continue
        place = (paper, claim.predicate, claim.passage, claim.char_start)
        row = relationship(CLAIMS, subject or paper, other, *place, **_claimed(paper, claim))
        made.setdefault("claims" if subject else "paper_claims", {})[str(row["id"])] = row
    return {write: list(rows.values()) for write, rows in sorted(made.items())}


def _end(end: str, targets: Mapping[str, str]) -> str | None:
    return targets.get(end.removeprefix(PHRASE)) if end.startswith(PHRASE) else end


def _claimed(paper: str, claim: Claim) -> dict[str, Value]:
    """Give the properties of a claim; `value` is left out where no figure is given."""
    value: dict[str, Value] = {} if claim.value is None else {"value": claim.value}
    return evidence(paper, claim) | {
        "predicate": claim.predicate,
        "metric_id": claim.metric_id,
        **value,
        "unit": claim.unit,
        "dataset_id": claim.dataset_id,
        "condition": claim.condition,
    }
