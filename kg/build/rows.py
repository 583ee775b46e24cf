"""What the journal holds, as rows for the files of `cypher/write`; pure, and sorted by id.

A relationship's id is a hash of what it says and where: equal facts have equal ids in every build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TypeAlias

from extract.entities.term_mining import Term, passage_phrases
from extract.keys import fold, slug, spelling_difference
from extract.records import Extraction, Paper
from extract.vocabulary import Vocabulary
from kg.records import Value
from kg.schema import TERM

Row: TypeAlias = dict[str, Value]
VOCABULARY = "vocabulary"
TERMS = "terms"


def passage_id(paper_id: str, position: int) -> str:
    """`<paper>#<position>`."""
    return f"{paper_id}#{position}"


def relationship(kind: str, source: str, target: str, *place: object, **properties: Value) -> Row:
    """Give the row of a relationship; `place` distinguishes several between two nodes."""
    identity = "|".join((kind, source, target, *map(str, place)))
    made = hashlib.sha1(identity.encode(), usedforsecurity=False).hexdigest()[:16]
    return {"id": made, "from": source, "to": target, "properties": {**properties}}


def node(node_id: str, **properties: Value) -> Row:
    """Give the row of a node."""
    return {"id": node_id, "properties": {**properties}}


def paper_row(paper: Paper, archive_id: str, extractor: str | None = None) -> Row:
    """Give the row of a paper; `year` is left out where it is unknown, `extractor` where None."""
    known: dict[str, Value] = (
        {"year": int(paper.published[:4])} if paper.published[:4].isdigit() else {}
    )
    if extractor is not None:
        known["extractor"] = extractor
    return node(
        paper.id,
        archive_id=archive_id,
        title=paper.title,
        authors=[*paper.authors],
        categories=[*paper.categories],
        published=paper.published,
        url=paper.url,
        doi=paper.doi,
        text_origin=paper.text_origin,
        content_hash=paper.content_hash,
        **known,
    )


@dataclass(slots=True)
class Authors:
    """Every author of the archive; of spellings of a name the one with most accents counts."""

    _names: dict[str, str] = field(default_factory=dict)

    def add(self, paper: Paper) -> None:
        """Take in a paper's authors."""
        for name in paper.authors:
            author = author_id(name)
            self._names[author] = min(name, self._names.get(author, name), key=_plainness)

    def rows(self) -> list[Row]:
        """One row an author, sorted by id."""
        return [node(author, name=name) for author, name in sorted(self._names.items())]


def _plainness(name: str) -> tuple[int, str]:
    """A sort key that is smaller for more accents."""
    return (-sum(not letter.isascii() for letter in name), name)


def author_id(name: str) -> str:
    """`author:<slug of the name>`."""
    return f"author:{slug(name)}"


def wrote_rows(paper: Paper) -> Iterator[Row]:
    """Author -> paper, in the order of the author list."""
    for position, name in enumerate(paper.authors):
        yield relationship("WROTE", author_id(name), paper.id, position, position=position)


def in_category_rows(paper: Paper) -> Iterator[Row]:
    """Paper -> category; the first one is primary."""
    for position, category in enumerate(dict.fromkeys(paper.categories)):
        yield relationship(
            "IN_CATEGORY", paper.id, category, primary=position == 0, paper_id=paper.id
        )


def category_parents(categories: Sequence[str], names: Mapping[str, str]) -> Iterator[Row]:
    """Category -> the category that it is in: `cs.CL` -> `cs`, where the taxonomy has that."""
    for category in categories:
        group = category.rpartition(".")[0]
        if group in names:
            yield relationship("PART_OF", category, group, extractor=VOCABULARY, confidence=1.0)


def category_domains(categories: Sequence[str], vocabulary: Vocabulary) -> Iterator[Row]:
    """Category -> the domains whose concept names it or a pattern that it fits."""
    concepts = [concept for concept in vocabulary.concepts.values() if concept.categories]
    for category in categories:
        for concept in concepts:
            if any(fnmatchcase(category, pattern) for pattern in concept.categories):
                yield relationship(
                    "PART_OF", category, concept.id, extractor=VOCABULARY, confidence=1.0
                )


def passage_rows(extraction: Extraction) -> Iterator[Row]:
    """Give the rows of passages; the sentences of one are three lists of equal length."""
    for passage in extraction.passages:
        yield node(
            passage_id(extraction.paper_id, passage.position),
            paper_id=extraction.paper_id,
            text=passage.text,
            section=passage.section,
            position=passage.position,
            char_start=passage.char_start,
            char_end=passage.char_end,
            sentence_starts=[sentence.char_start for sentence in passage.sentences],
            sentence_ends=[sentence.char_end for sentence in passage.sentences],
            sentence_roles=[sentence.role for sentence in passage.sentences],
        )


def has_passage_rows(extraction: Extraction) -> Iterator[Row]:
    """Paper -> passage."""
    paper = extraction.paper_id
    for passage in extraction.passages:
        target = passage_id(paper, passage.position)
        yield relationship("HAS_PASSAGE", paper, target, position=passage.position)


def mention_rows(extraction: Extraction) -> Iterator[Row]:
    """Passage -> entity, one a place."""
    paper = extraction.paper_id
    for mention in extraction.mentions:
        passage = passage_id(paper, mention.passage)
        yield relationship(
            "MENTIONS",
            passage,
            mention.entity_id,
            mention.char_start,
            mention.char_end,
            paper_id=paper,
            passage_id=passage,
            char_start=mention.char_start,
            char_end=mention.char_end,
            surface=mention.surface,
            confidence=mention.confidence,
            extractor=mention.extractor,
        )


def match_keys(keys: Iterable[str]) -> dict[str, Value]:
    """Match keys as a list, and the first two by themselves: only those can have an index."""
    ordered = sorted(set(keys))
    first, second, *_ = (*ordered, "", "")
    return {"keys": [*ordered], "first_key": first, "second_key": second}


def term_rows(terms: Iterable[Term]) -> Iterator[Row]:
    """Give the rows of terms."""
    for term in terms:
        yield node(
            term.id,
            name=term.name,
            label=TERM,
            aliases=[*term.aliases],
            alias_reasons=[spelling_difference(alias, term.name) for alias in term.aliases],
            **match_keys({term.key, *map(fold, term.aliases)}),
            facets=[],
            mentions=term.mentions,
        )


def phrase_rows(extraction: Extraction, targets: Mapping[str, str]) -> Iterator[Row]:
    """Passage -> what a phrase in it names, at its first place; `targets` are ids by surface."""
    for passage, phrases in zip(extraction.passages, passage_phrases(extraction), strict=False):
        source = passage_id(extraction.paper_id, passage.position)
        first: dict[str, tuple[int, int]] = {}
        for surface, place in phrases.items():
            target = targets.get(surface)
            if target is not None:
                first[target] = min(place, first.get(target, place))
        for target, (start, end) in sorted(first.items()):
            yield relationship(
                "MENTIONS",
                source,
                target,
                start,
                end,
                paper_id=extraction.paper_id,
                passage_id=source,
                char_start=start,
                char_end=end,
                surface=passage.text[start:end],
                confidence=1.0,
                extractor=TERMS,
            )
