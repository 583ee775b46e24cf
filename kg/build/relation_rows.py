"""Typed relations and claims of an extraction as rows for the files of `cypher/write`; pure."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from extract.records import PHRASE, Claim, EntityRelation, Extraction, PaperRelation
from kg.build.hierarchy import Edge
from kg.build.rows import Row, passage_id, relationship
from kg.records import Value
from kg.schema import CLAIMS


def relation_rows(
    extraction: Extraction, left_out: Container[Edge] = ()
) -> Iterator[tuple[str, Row]]:
    """Typed relations with their type, without the hierarchy links left out: each id comes once."""
    seen: set[Value] = set()
    for kind, row in (*_paper_relations(extraction), *_entity_relations(extraction, left_out)):
        if row["id"] not in seen:
            seen.add(row["id"])
            yield kind, row


def _paper_relations(extraction: Extraction) -> Iterator[tuple[str, Row]]:
    """Paper -> entity; the best evidence of a type and entity comes first.

    The best is of highest confidence, then of the lowest passage and offset. The place is no part
    of the id, so that a paper has one relationship of a type to an entity; of REPORTS it has one a
    figure, and one without a figure only where it has none with.
    """
    paper = extraction.paper_id
    figured = {
        relation.entity_id for relation in extraction.paper_relations if relation.value is not None
    }
    for relation in sorted(
        extraction.paper_relations,
        key=lambda r: (r.type, r.entity_id, -r.confidence, r.passage, r.char_start),
    ):
        if relation.type == "REPORTS" and relation.value is None and relation.entity_id in figured:
            continue
        figure = (
            (relation.value, relation.unit, relation.change, relation.dataset_id)
            if relation.value is not None
            else ()
        )
        properties = evidence(paper, relation) | {"why": relation.why} | _figure(relation)
        yield (
            relation.type,
            relationship(relation.type, paper, relation.entity_id, *figure, **properties),
        )


def _figure(report: PaperRelation) -> dict[str, Value]:
    """Give the further properties of REPORTS; `value` is left out where no figure is given."""
    if report.type != "REPORTS":
        return {}
    value: dict[str, Value] = {} if report.value is None else {"value": report.value}
    return {**value, "unit": report.unit, "change": report.change, "dataset_id": report.dataset_id}


def _entity_relations(
    extraction: Extraction, left_out: Container[Edge]
) -> Iterator[tuple[str, Row]]:
    """Entity -> entity, one a sentence that states it."""
    paper = extraction.paper_id
    for relation in extraction.entity_relations:
        if Edge.of(paper, relation) in left_out:
            continue
        place = (paper, relation.passage, relation.char_start)
        properties = evidence(paper, relation)
        yield (
            relation.type,
            relationship(
                relation.type, relation.source_id, relation.target_id, *place, **properties
            ),
        )


def evidence(paper: str, relation: PaperRelation | EntityRelation | Claim) -> dict[str, Value]:
    """Give the properties that say what a relationship is based on."""
    return {
        "paper_id": paper,
        "passage_id": passage_id(paper, relation.passage),
        "char_start": relation.char_start,
        "char_end": relation.char_end,
        "confidence": relation.confidence,
        "extractor": relation.extractor,
    }


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
