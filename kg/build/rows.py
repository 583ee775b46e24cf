"""What the journal holds, as rows for the files of `cypher/write`; pure, and sorted by id.

A relationship's id is a hash of what it says and where: equal facts have equal ids in every build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TypeAlias

from extract.entities.term_mining import Term, passage_phrases
from extract.keys import fold, slug, spelling_difference
from extract.records import (
    Claim,
    EntityLabel,
    EntityRelation,
    Extraction,
    Paper,
    PaperRelation,
)
from extract.vocabulary import Concept, Vocabulary
from kg.build.aliases import Aliases
from kg.build.hierarchy import Edge
from kg.records import Value
from kg.schema import TERM

Row: TypeAlias = dict[str, Value]
VOCABULARY = "vocabulary"
TERMS = "terms"


def passage_id(paper_id: str, position: int) -> str:
    """`<paper>#<position>`."""
    return f"{paper_id}#{position}"


def relationship(kind: str, source: str, target: str, *place: object, **properties: Value) -> Row:
    """Give the row of a relationship; `place` tells apart several between the same two nodes."""
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
    """Less for more accents, which those who leave them out have lost."""
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


def _keys(keys: Iterable[str]) -> dict[str, Value]:
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
            **_keys({term.key, *map(fold, term.aliases)}),
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
    """Give what REPORTS has besides; `value` is left out where no figure is given."""
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


def is_own(row: Row) -> bool:
    """Tell whether an entity's row says that a user's vocabulary gave or changed it."""
    properties = row["properties"]
    return isinstance(properties, dict) and properties["own"] is True


@dataclass(slots=True)
class Entities:
    """Every entity of the archive, gathered paper by paper, with all above it."""

    vocabulary: Vocabulary
    _names: dict[str, tuple[str, EntityLabel]] = field(default_factory=dict)
    _aliases: Aliases = field(default_factory=Aliases)
    _mentions: dict[str, int] = field(default_factory=dict)

    def add(self, extraction: Extraction) -> None:
        """Count a paper's entities in."""
        for entity in extraction.entities:
            named = (entity.name, entity.label)
            self._names[entity.id] = min(named, self._names.get(entity.id, named))
            self._aliases.add(entity, extraction.paper_id)
        for mention in extraction.mentions:
            self._mentions[mention.entity_id] = self._mentions.get(mention.entity_id, 0) + 1

    def known_keys(self) -> frozenset[str]:
        """The match keys of everything taken in, and of all that the vocabulary knows by them.

        A spelling that needs a cue may be a term where it has none.
        """
        concepts = (self._concept(name) for name in self._names)
        taken = frozenset(key for concept in concepts for key in self._aliases.keys(concept))
        cued = {key for concept in self.vocabulary.concepts.values() for key, _ in concept.cues}
        return (taken | self.vocabulary.by_key.keys()) - cued

    def named_alone(self) -> dict[str, str]:
        """The ids of what papers alone name, by those keys of several words that are one's own."""
        named: dict[str, set[str]] = {}
        for entity_id in self._names:
            for key in self._aliases.keys(self._concept(entity_id)):
                named.setdefault(key, set()).add(entity_id)
        alone = {key: min(ids) for key, ids in named.items() if len(ids) == 1 and " " in key}
        return {key: owner for key, owner in alone.items() if owner not in self.vocabulary.concepts}

    def count_more(self, entity_id: str, mentions: int) -> None:
        """Count further mentions of an entity in."""
        self._mentions[entity_id] = self._mentions.get(entity_id, 0) + mentions

    def need(self, concept_id: str) -> None:
        """Take a concept in, though no paper may name it."""
        concept = self.vocabulary.concepts[concept_id]
        self._names.setdefault(concept_id, (concept.name, concept.label))

    def rows(self) -> dict[str, list[Row]]:
        """Entities by label, sorted by id: those taken in and all concepts above them."""
        for entity_id in list(self._names):
            for above in self.vocabulary.ancestors(entity_id):
                self.need(above)
        made: dict[str, list[Row]] = {}
        for entity_id in sorted(self._names):
            label, row = self._row(entity_id)
            made.setdefault(label, []).append(row)
        return made

    def _row(self, entity_id: str) -> tuple[str, Row]:
        concept = self._concept(entity_id)
        aliases = self._aliases.of(concept)
        row = node(
            entity_id,
            name=concept.name,
            label=concept.label,
            aliases=[alias for alias, _ in aliases],
            alias_reasons=[reason for _, reason in aliases],
            **_keys(self._aliases.keys(concept)),
            facets=[*concept.facets],
            mentions=self._mentions.get(entity_id, 0),
            own=entity_id in self.vocabulary.own,
        )
        return concept.label, row

    def _concept(self, entity_id: str) -> Concept:
        name, label = self._names[entity_id]
        return self.vocabulary.concepts.get(entity_id) or Concept(entity_id, name, label)

    def hierarchy(self) -> dict[str, list[Row]]:
        """Entity -> the concepts right above it, by type; after `rows`."""
        made: dict[str, list[Row]] = {}
        for entity_id in sorted(self._names):
            concept = self.vocabulary.concepts.get(entity_id)
            for kind, parent in concept.parents if concept else ():
                row = relationship(
                    kind, entity_id, parent, VOCABULARY, extractor=VOCABULARY, confidence=1.0
                )
                made.setdefault(kind, []).append(row)
        return made
