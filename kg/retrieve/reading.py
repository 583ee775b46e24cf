"""Rows of named queries and hits of searches, read as evidence."""

from __future__ import annotations

from collections.abc import Iterable

from kg.records import Hit, Rows, Value
from kg.retrieve.evidence import LinkEvidence, Node, SentenceEvidence


def scores_by_paper(hits: Iterable[Hit]) -> dict[str, float]:
    """The score of each paper's best passage, of hits that come best first, in their order."""
    scores: dict[str, float] = {}
    for hit in hits:
        scores.setdefault(hit.passage_id.rpartition("#")[0], hit.score)
    return scores


def relations_by_paper(rows: Rows) -> dict[str, tuple[LinkEvidence, ...]]:
    """Paper-to-entity relationships by paper id, in the rows' order."""
    by_paper: dict[str, list[LinkEvidence]] = {}
    for row in rows.dicts():
        relation = LinkEvidence(
            id=str(row["relation_id"]),
            type=str(row["type"]),
            from_id=str(row["paper_id"]),
            to_id=str(row["entity_id"]),
            paper_id=str(row["paper_id"]),
            passage_id=str(row["passage_id"]),
            char_start=int(number(row["char_start"])),
            char_end=int(number(row["char_end"])),
            confidence=number(row["confidence"]),
        )
        by_paper.setdefault(relation.paper_id, []).append(relation)
    return {paper: tuple(relations) for paper, relations in by_paper.items()}


def passages_by_paper(rows: Rows) -> dict[str, tuple[LinkEvidence, ...]]:
    """Paper-to-passage relationships by paper id, in the rows' order."""
    by_paper: dict[str, list[LinkEvidence]] = {}
    for row in rows.dicts():
        paper, passage = str(row["paper_id"]), str(row["passage_id"])
        relation = LinkEvidence(
            str(row["relation_id"]), "HAS_PASSAGE", paper, passage, paper, passage, 0, 0, 1.0
        )
        by_paper.setdefault(paper, []).append(relation)
    return {paper: tuple(relations) for paper, relations in by_paper.items()}


def entity_nodes(rows: Rows) -> dict[str, Node]:
    """The entities of the rows by id."""
    nodes = (Node(str(r["entity_id"]), str(r["name"]), str(r["label"])) for r in rows.dicts())
    return {node.id: node for node in nodes}


def sentences_by_paper(rows: Rows) -> dict[str, tuple[SentenceEvidence, ...]]:
    """The sentences of the passages by paper id, in reading order."""
    by_paper: dict[str, list[SentenceEvidence]] = {}
    for row in rows.dicts():
        text = str(row["text"])
        places = zip(
            as_list(row["sentence_starts"]),
            as_list(row["sentence_ends"]),
            as_list(row["sentence_roles"]),
            strict=True,
        )
        for start, end, role in places:
            first, last = int(number(start)), int(number(end))
            by_paper.setdefault(str(row["paper_id"]), []).append(
                SentenceEvidence(
                    str(row["paper_id"]),
                    str(row["passage_id"]),
                    str(row["section"]),
                    int(number(row["position"])),
                    first,
                    last,
                    text[first:last],
                    str(role),
                    text,
                )
            )
    return {paper: tuple(sentences) for paper, sentences in by_paper.items()}


def values_by_paper(rows: Rows, column: str) -> dict[str, list[str]]:
    """One column's texts by paper id, in the rows' order."""
    by_paper: dict[str, list[str]] = {}
    for row in rows.dicts():
        by_paper.setdefault(str(row["paper_id"]), []).append(str(row[column]))
    return by_paper


def as_list(value: Value) -> list[Value]:
    """The value where it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def first_text(value: Value) -> str:
    """The first of a list as text, or nothing."""
    values = as_list(value)
    return str(values[0]) if values else ""


def number(value: Value) -> float:
    """The value where it is a number, else 0."""
    return float(value) if isinstance(value, int | float) else 0.0
