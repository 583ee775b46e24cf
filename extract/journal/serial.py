"""Papers and extractions as JSON and back, exactly; short, for an archive keeps one a paper.

An extraction is lists in the order of the records' fields, so that no field's name is repeated.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from operator import attrgetter
from typing import Any, TypeVar

from extract.records import (
    Claim,
    Entity,
    EntityRelation,
    Extraction,
    Mention,
    Paper,
    PaperRelation,
    Passage,
    Sentence,
)

Row = list[Any]
T = TypeVar("T")


def _row_of(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*(field.name for field in fields(kind)))


_SENTENCE = _row_of(Sentence)
_ENTITY = _row_of(Entity)
_MENTION = _row_of(Mention)
_PAPER_RELATION = _row_of(PaperRelation)
_ENTITY_RELATION = _row_of(EntityRelation)
_CLAIM = _row_of(Claim)
_FIGURE = [field.name for field in fields(PaperRelation)].index("value")
_PASSAGE = attrgetter("position", "section", "text", "char_start", "char_end")


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def dump_paper(paper: Paper) -> str:
    """The paper as one JSON object."""
    return _text(asdict(paper))


def load_paper(text: str) -> Paper:
    """The paper that `dump_paper` wrote."""
    row = json.loads(text)
    row["authors"] = tuple(row["authors"])
    row["categories"] = tuple(row["categories"])
    return Paper(**row)


def dump_extraction(extraction: Extraction) -> str:
    """The extraction as one JSON list, in the order of its fields."""
    passages = [
        (*_PASSAGE(passage), [_SENTENCE(sentence) for sentence in passage.sentences])
        for passage in extraction.passages
    ]
    return _text(
        [
            extraction.paper_id,
            passages,
            [_ENTITY(entity) for entity in extraction.entities],
            [_MENTION(mention) for mention in extraction.mentions],
            [_trimmed(_PAPER_RELATION(relation)) for relation in extraction.paper_relations],
            [_ENTITY_RELATION(relation) for relation in extraction.entity_relations],
            extraction.phrases,
            [_CLAIM(claim) for claim in extraction.claims],
        ]
    )


def load_extraction(text: str) -> Extraction:
    """The extraction that `dump_extraction` wrote."""
    paper_id, passages, entities, mentions, paper_relations, entity_relations, *later = json.loads(
        text
    )  # older extractions have no phrases, or no claims
    return Extraction(
        paper_id=paper_id,
        passages=tuple(_passage(row) for row in passages),
        entities=tuple(_entity(row) for row in entities),
        mentions=_records(Mention, mentions),
        paper_relations=_records(PaperRelation, paper_relations),
        entity_relations=_records(EntityRelation, entity_relations),
        phrases=tuple(tuple(row) for rows in later[:1] for row in rows),
        claims=tuple(record for rows in later[1:2] for record in _records(Claim, rows)),
    )


def _trimmed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row without a figure's fields where it has none: most relations don't."""
    return row if row[_FIGURE] is not None else row[:_FIGURE]


def _records(kind: Callable[..., T], rows: Iterable[Row]) -> tuple[T, ...]:
    return tuple(kind(*row) for row in rows)


def _passage(row: Row) -> Passage:
    position, section, text, char_start, char_end, sentences = row
    return Passage(position, section, text, char_start, char_end, _records(Sentence, sentences))


def _entity(row: Row) -> Entity:
    entity_id, name, label, aliases, *reasons = row  # older extractions have no reasons
    return Entity(entity_id, name, label, tuple(aliases), tuple(*reasons))
