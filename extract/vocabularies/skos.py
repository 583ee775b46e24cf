"""Terms of a SKOS vocabulary (W3C, 2009) in Turtle or RDF/XML; nothing is fetched.

Of each statement only what a term needs is kept, so that memory grows with the concepts in English,
not with the file. A concept is of the label asked for, unless a scheme that it is in, its top
concept or another concept above it is called by an entity type: what is below "Methods" is a
Method, and "Methods" itself is no concept.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Final, Literal

import rdflib
from rdflib.namespace import DC, DCTERMS, RDF, RDFS, SKOS
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

from extract.errors import VocabularyError
from extract.keys import fold
from extract.records import EntityLabel
from extract.schema import schema
from extract.vocabularies.spellings import cleaned, short_forms, spelling_problem
from extract.vocabularies.terms import FileTerm, Reading, ReadingLimits

Syntax = Literal["turtle", "xml"]

_NAMING: Final = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
_TITLES: Final = (SKOS.prefLabel, RDFS.label, DC.title, DCTERMS.title)
_SCHEMES: Final = (SKOS.inScheme, SKOS.topConceptOf, SKOS.hasTopConcept)
_LINKS: Final = (SKOS.broader, SKOS.narrower, *_SCHEMES, SKOS.exactMatch, RDF.type)
_KEPT: Final = frozenset((*_NAMING, *_TITLES, *_LINKS))
_NO_CONCEPTS: Final = frozenset((SKOS.ConceptScheme, SKOS.Collection, SKOS.OrderedCollection))


def read_skos(
    content: bytes, file: str, syntax: Syntax, label: EntityLabel, limits: ReadingLimits
) -> Reading:
    """Read the concepts of a document; VocabularyError where it can't be parsed.

    XML is to be checked before (`xml_guard`).
    """
    graph = _parsed(content, syntax, limits)
    reading = Reading(file)
    document = _Document(graph, label)
    for concept in document.concepts():
        _take(concept, document, reading)
    return reading


def _take(concept: Node, document: _Document, reading: Reading) -> None:
    ref, name = str(concept), document.name(concept)
    labels = document.labels(concept)
    if not name:
        reading.problem(0, ref, "no prefLabel in English or without a language: not taken")
        return
    if problem := spelling_problem(name):
        reading.problem(0, ref, f"prefLabel {problem}: not taken")
        return
    if len(labels) > 1:
        reading.problem(0, ref, f"is below {' and '.join(labels)}: not taken, for it can't be both")
        return
    aliases = set()
    for alias in document.aliases(concept, name):
        if problem := spelling_problem(alias):
            reading.problem(0, ref, f"altLabel {problem}: left out")
        else:
            aliases.add(alias)
    reading.terms.append(
        FileTerm(
            ref=ref,
            line=0,
            name=name,
            label=labels[0],
            aliases=tuple(sorted(aliases)),
            parents=document.parents(concept),
            facets=schema().entity_types[labels[0]].facets,
            exact=short_forms((name, *aliases)),
            same=document.same(concept),
        )
    )


class _Statements(SimpleMemory):
    """A store that counts statements and keeps those of SKOS, texts in English only."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.objects: dict[Node, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
        self._left = limit

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        """Keep a statement, or not."""
        self._left -= 1
        if self._left < 0:
            raise VocabularyError("refused: more RDF statements than a vocabulary may have")
        subject, predicate, value = triple
        if predicate in _KEPT:
            objects = self.objects[predicate][subject]  # also of a concept that has no English name
            if not (isinstance(value, rdflib.Literal) and _foreign(value)):
                objects.append(value)


def _foreign(text: rdflib.Literal) -> bool:
    language = (text.language or "en").lower()
    return language != "en" and not language.startswith("en-")


def _parsed(content: bytes, syntax: Syntax, limits: ReadingLimits) -> _Statements:
    statements = _Statements(limits.statements)
    graph = rdflib.Graph(store=statements, bind_namespaces="none")
    try:
        text = content if syntax == "xml" else content.decode("utf-8-sig")
        with _quiet():
            graph.parse(data=text, format=syntax, publicID="http://vocabulary.invalid/")
    except VocabularyError:
        raise
    except UnicodeDecodeError as error:
        raise VocabularyError(f"not UTF-8 (byte {error.start + 1}); write it as UTF-8") from None
    except RecursionError:
        raise VocabularyError("refused: nested too deep") from None
    except Exception as error:  # the parsers raise what they like, also plain ValueErrors
        said = " ".join(str(error).split())[:200]
        raise VocabularyError(f"not {_NAMES[syntax]}: {said}; mend the file") from None
    return statements


_NAMES: Final[dict[Syntax, str]] = {"turtle": "Turtle", "xml": "RDF/XML"}


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence rdflib's remarks on odd addresses and dates, of which we use none."""
    logger = logging.getLogger("rdflib")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


class _Document:
    """What the statements say of concepts."""

    def __init__(self, statements: _Statements, label: EntityLabel) -> None:
        self._of = statements.objects
        self._default = label
        self._broader: dict[Node, set[Node]] = defaultdict(set)
        self._schemes: dict[Node, set[Node]] = defaultdict(set)
        self._collect(self._broader, SKOS.broader, SKOS.narrower)
        self._collect(self._schemes, SKOS.inScheme)
        self._collect(self._schemes, SKOS.topConceptOf, SKOS.hasTopConcept)
        self._known: dict[Node, tuple[EntityLabel, ...]] = {}

    def _collect(
        self, links: dict[Node, set[Node]], predicate: Node, inverse: Node | None = None
    ) -> None:
        for subject, values in self._of[predicate].items():
            links[subject].update(values)
        for subject, values in self._of[inverse].items() if inverse else ():
            for value in values:
                links[value].add(subject)

    def concepts(self) -> list[Node]:
        """What is a concept or has a prefLabel, sorted; not what names an entity type."""
        typed = self._of[RDF.type]
        others = {node for node, types in typed.items() if _NO_CONCEPTS & set(types)}
        concepts = {node for node, types in typed.items() if SKOS.Concept in types}
        concepts |= self._of[SKOS.prefLabel].keys()
        concepts = {node for node in concepts - others if not self._type_named(node, _TITLES)}
        return sorted(concepts, key=str)

    def name(self, concept: Node) -> str:
        """The prefLabel: in plain English before one without a language before a variety's."""
        labels = [
            (_order(label), cleaned(str(label)))
            for label in self._of[SKOS.prefLabel].get(concept, ())
            if isinstance(label, rdflib.Literal)
        ]
        return min(labels, default=(0, ""))[1]

    def aliases(self, concept: Node, name: str) -> list[str]:
        """Every other label, sorted."""
        texts = (text for naming in _NAMING for text in self._of[naming].get(concept, ()))
        return sorted({cleaned(str(text)) for text in texts} - {name})

    def parents(self, concept: Node) -> tuple[str, ...]:
        """What is broader, but for what only names an entity type."""
        above = self._broader.get(concept, set())
        return tuple(
            sorted(str(parent) for parent in above if not self._type_named(parent, _TITLES))
        )

    def same(self, concept: Node) -> tuple[str, ...]:
        """What is an exact match, said from either side or not."""
        return tuple(sorted({str(match) for match in self._of[SKOS.exactMatch].get(concept, ())}))

    def labels(self, concept: Node) -> tuple[EntityLabel, ...]:
        """The entity types that what is nearest above says, in order; else the one asked for."""
        seen, level = {concept}, {concept}
        while level:
            above = {parent for node in level for parent in self._broader.get(node, ())} - seen
            schemes = {scheme for node in level for scheme in self._schemes.get(node, ())}
            named = {self._type_named(naming, _TITLES) for naming in above | schemes} - {None}
            if named:
                return tuple(sorted(label for label in named if label))
            seen |= above
            level = above
        return (self._default,)

    def _type_named(self, node: Node, naming: Sequence[Node]) -> EntityLabel | None:
        for predicate in naming:
            for text in self._of[predicate].get(node, ()):
                if label := _called().get(fold(cleaned(str(text)))):
                    return label
        return None


def _order(text: rdflib.Literal) -> int:
    return {"en": 0, None: 1}.get(text.language and text.language.lower(), 2)


@cache
def _called() -> dict[str, EntityLabel]:
    """The labels by what a scheme or concept of that type is called."""
    return {fold(label): label for label in schema().labels}
