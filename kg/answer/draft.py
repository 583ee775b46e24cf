"""An answer in the making: numbers sources, makes links and writes statements down once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.answer.quotes import Quote
from kg.answer.records import Citation, Link, Source, Statement, StatementKind
from kg.answer.support import support
from kg.answer.wording import cited, paper_name
from kg.retrieve.evidence import Evidence, Node, PaperEvidence, QueryRun, Relation, Side

QUOTED_SUPPORT = 1.0


class Draft:
    """Registers what an answer cites; ids and numbers are given in the order of first use."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._papers = {paper.id: paper for side in evidence.sides for paper in side.papers}
        self._sources: dict[str, Source] = {}
        self._links: dict[tuple[str, ...], Link] = {}
        self._count = 0
        self._named: set[str] = set()
        self.used: set[tuple[str, int]] = set()
        self.spoken: set[str] = set()

    def counted(
        self,
        text: str,
        run: QueryRun,
        examples: Sequence[tuple[Side, PaperEvidence, Relation]] = (),
    ) -> Statement:
        """A statement whose numbers `run` gives again; example papers are cited at its end."""
        citations = tuple(
            citation
            for _, paper, relation in examples
            if (citation := self._evidence(paper, relation)) is not None
        )
        links = [
            link
            for side, paper, relation in examples
            for link in self._paths(side, paper, (relation,))
        ]
        shown = cited([paper.archive_id for _, paper, _ in examples])
        ending = f" {shown}." if shown else "."
        return self._statement(text + ending, "counted", citations, links, query=run.id)

    def absence(self, text: str, run: QueryRun) -> Statement:
        """A statement that says that the archive has nothing; `run` returned no row."""
        return self._statement(f"{text}.", "absence", query=run.id)

    def quoted(self, lead: str, side: Side, quote: Quote) -> Statement:
        """A sentence in a paper's own words, with what leads in to it."""
        sentence = quote.sentence
        self.used.add((sentence.passage_id, sentence.char_start))
        self.spoken.add(quote.paper.id)
        citation = Citation(
            self.number(quote.paper),
            sentence.passage_id,
            quote.char_start,
            quote.char_start + len(quote.text),
            quote.text,
        )
        text = f"{lead}: “{quote.text}” {cited([quote.paper.archive_id])}"
        links = self._paths(side, quote.paper, quote.facet_links[:1])
        return self._statement(text, "quoted", (citation,), links, support=QUOTED_SUPPORT)

    def synthesised(
        self, text: str, examples: Sequence[tuple[Side, PaperEvidence, Relation]]
    ) -> Statement | None:
        """A sentence put together from cited ones; None where they don't carry it."""
        citations = tuple(
            citation
            for _, paper, relation in examples
            if (citation := self._evidence(paper, relation)) is not None
        )
        if len(citations) < len(examples):
            return None
        links = [
            link
            for side, paper, relation in examples
            for link in self._paths(side, paper, (relation,))
        ]
        names = [
            *(node["name"] for link in links for node in self._links_by_id()[link].nodes),
            *(paper.title for _, paper, _ in examples),
            *(side.label for side in self.evidence.sides),
        ]
        score = support(text, [citation.quote for citation in citations], names)
        text = f"{text} {cited([paper.archive_id for _, paper, _ in examples])}."
        return self._statement(text, "synthesised", citations, links, support=score)

    def name(self, paper: PaperEvidence, side: Side) -> str:
        """How to speak of a paper here; a second unnamed one like the first is `another`."""
        name = paper_name(paper, self.subject(paper, side))
        if name.startswith("a ") and name in self._named:
            return f"another {name[2:]}"
        self._named.add(name)
        return name

    def subject(self, paper: PaperEvidence, side: Side) -> Node | None:
        """The most special entity of the side that a paper is linked to."""
        depth = {link.to_id: len(self._climb(link.to_id, side)) for link in paper.side_links}
        best = max(sorted(depth), key=lambda one: depth[one], default=None)
        return self.evidence.nodes.get(best) if best else None

    def number(self, paper: PaperEvidence) -> int:
        """The number of a source; a paper gets the next one when first cited."""
        if paper.id not in self._sources:
            self._sources[paper.id] = Source(
                number=len(self._sources) + 1,
                paper_id=paper.id,
                archive_id=paper.archive_id,
                title=paper.title,
                authors=paper.authors,
                category=paper.category,
                published=paper.published,
                url=paper.url,
                similarity=None if paper.similarity is None else round(paper.similarity, 4),
                text_origin=paper.text_origin,
            )
        return self._sources[paper.id].number

    def sources(self) -> tuple[Source, ...]:
        """The sources in the order of their numbers."""
        return tuple(self._sources.values())

    def links(self) -> tuple[Link, ...]:
        """The links in the order of their ids."""
        return tuple(self._links.values())

    def has_source(self, paper_id: str) -> bool:
        """Tell whether a paper is cited already."""
        return paper_id in self._sources

    def _links_by_id(self) -> dict[str, Link]:
        return {link.id: link for link in self._links.values()}

    def _statement(
        self,
        text: str,
        kind: StatementKind,
        citations: Sequence[Citation] = (),
        links: Sequence[str] = (),
        query: str | None = None,
        support: float | None = None,
    ) -> Statement:
        self._count += 1
        return Statement(
            f"s{self._count}",
            text,
            kind,
            tuple(citations),
            tuple(dict.fromkeys(links)),
            query,
            support,
        )

    def _evidence(self, paper: PaperEvidence, relation: Relation) -> Citation | None:
        """The sentence that a relationship came from, or the title for one from metadata."""
        sentences = [one for one in paper.sentences if one.passage_id == relation.passage_id]
        exact = [one for one in sentences if one.char_start == relation.char_start]
        titles = [one for one in paper.sentences if one.section == "title"]
        for sentence in (exact or sentences or titles)[:1]:
            return Citation(
                self.number(paper),
                sentence.passage_id,
                sentence.char_start,
                sentence.char_end,
                sentence.text,
            )
        return None

    def _paths(self, side: Side, paper: PaperEvidence, relations: Sequence[Relation]) -> list[str]:
        found = []
        nearest = min(
            paper.side_links,
            key=lambda link: (-link.confidence, -len(self._climb(link.to_id, side)), link.id),
            default=None,
        )
        if nearest is not None:
            found.append(self._link(side, paper, nearest))
        found += [self._link(None, paper, one) for one in relations if one is not nearest]
        return found

    def _link(self, side: Side | None, paper: PaperEvidence, last: Relation) -> str:
        climbed = self._climb(last.to_id, side) if side else ()
        key = (*(one.id for one, _ in climbed), last.id)
        if key not in self._links:
            self._links[key] = self._path(f"l{len(self._links) + 1}", paper, last, climbed)
        return self._links[key].id

    def _path(
        self,
        link_id: str,
        paper: PaperEvidence,
        last: Relation,
        climbed: Sequence[tuple[Relation, Node]],
    ) -> Link:
        entity = self.evidence.nodes[last.to_id]
        nodes = [*(parent for _, parent in reversed(climbed)), entity]
        relations = [*(one for one, _ in reversed(climbed)), last]
        text = nodes[0].name
        names = [*(node.name for node in nodes[1:]), paper.archive_id]
        for relation, name in zip(relations, names, strict=True):
            text += f" <-{relation.type}- {name}"
        shown = [{"id": node.id, "label": node.label, "name": node.name} for node in nodes]
        shown.append({"id": paper.id, "label": "Paper", "name": paper.title})
        return Link(link_id, tuple(shown), tuple(_relationship(one) for one in relations), text)

    def _climb(self, entity_id: str, side: Side | None) -> tuple[tuple[Relation, Node], ...]:
        """The shortest way up the hierarchy from an entity to an anchor of the side."""
        anchors = {node.id for node in side.anchors} if side else set()
        waiting: list[tuple[str, tuple[tuple[Relation, Node], ...]]] = [(entity_id, ())]
        seen = {entity_id}
        while waiting:
            here, way = waiting.pop(0)
            if here in anchors:
                return way
            for relation, parent in self.evidence.parents.get(here, ()):
                if parent.id not in seen:
                    seen.add(parent.id)
                    waiting.append((parent.id, (*way, (relation, parent))))
        return ()


def _relationship(relation: Relation) -> dict[str, Any]:
    return {
        "id": relation.id,
        "type": relation.type,
        "from": relation.from_id,
        "to": relation.to_id,
        "paper_id": relation.paper_id or None,
        "passage_id": relation.passage_id or None,
        "confidence": relation.confidence,
    }
