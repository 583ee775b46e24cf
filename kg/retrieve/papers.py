"""Papers as evidence: what they are, what links them to a side, and their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.records import Parameters
from kg.retrieve.aspects import Aspect, counted_types, in_facet
from kg.retrieve.evidence import Concept, LinkEvidence, Node, PaperEvidence, SentenceEvidence
from kg.retrieve.reading import (
    entity_nodes,
    first_text,
    passages_by_paper,
    relations_by_paper,
    sentences_by_paper,
    values_by_paper,
)
from kg.retrieve.runs import QueryLog, node_ids
from kg.retrieve.sides.concepts import FLOOR
from kg.retrieve.sides.patterns import phrase_pattern


class PaperReader:
    """Reads papers as evidence; keeps the entities that their links lead to in `nodes`."""

    def __init__(self, log: QueryLog, aspects: Sequence[Aspect]) -> None:
        self._log, self._aspects = log, aspects
        self.nodes: dict[str, Node] = {}

    def read(
        self,
        papers: Sequence[str],
        scores: Mapping[str, float],
        cosines: Mapping[str, float],
        concepts: Sequence[Concept],
    ) -> tuple[PaperEvidence, ...]:
        """The evidence of some papers, with their scores and cosines, for some concepts."""
        wanted: Parameters = {"papers": list(papers)}
        rows = {str(r["paper_id"]): r for r in self._log.quiet("papers_by_ids", wanted).dicts()}
        authors = values_by_paper(self._log.quiet("authors_of_papers", wanted), "name")
        passages = self._log.quiet("passages_of_papers", wanted)
        sentences = sentences_by_paper(passages)
        texts = {str(row["passage_id"]): str(row["text"]) for row in passages.dicts()}
        links = self._side_links(papers, concepts, texts)
        titles = {paper: str(row["title"]) for paper, row in rows.items()}
        self._name_passages(links, titles, concepts)
        facets = self._facet_links(papers)
        return tuple(
            PaperEvidence(
                id=paper,
                archive_id=str(rows[paper]["archive_id"]),
                title=str(rows[paper]["title"]),
                authors=tuple(authors.get(paper, ())),
                category=first_text(rows[paper]["categories"]),
                published=str(rows[paper]["published"] or ""),
                url=str(rows[paper]["url"] or ""),
                text_origin=str(rows[paper]["text_origin"]),
                similarity=cosines.get(paper),
                score=scores.get(paper, 0.0),
                side_links=links[paper],
                facet_links=facets.get(paper, {}),
                sentences=tuple(_to_the_point(paper, sentences.get(paper, ()), concepts)),
            )
            for paper in papers
        )

    def _side_links(
        self, papers: Sequence[str], concepts: Sequence[Concept], texts: Mapping[str, str]
    ) -> dict[str, tuple[LinkEvidence, ...]]:
        """The links that bear a side out; of a paper without any, the passage that speaks of it."""
        nodes = [node for concept in concepts for node in concept.nodes]
        given: Parameters = {"papers": list(papers), "entities": node_ids(nodes), "floor": FLOOR}
        rows = self._log.quiet("links_of_papers", given)
        self.nodes |= entity_nodes(rows)
        links = relations_by_paper(rows)
        bare = [paper for paper in papers if not links.get(paper)]
        held = passages_by_paper(self._log.quiet("passage_links", {"papers": [*bare]}))
        for paper in bare:
            links[paper] = (_speaking(held[paper], concepts, texts),)
        return links

    def _name_passages(
        self,
        links: Mapping[str, tuple[LinkEvidence, ...]],
        titles: Mapping[str, str],
        concepts: Sequence[Concept],
    ) -> None:
        """Name a passage that a link leads through by the first concept, else by its paper."""
        for paper, own in links.items():
            for link in own:
                if link.type == "HAS_PASSAGE":
                    name = concepts[0].phrase if concepts else titles[paper]
                    self.nodes[link.to_id] = Node(link.to_id, name, "Passage")

    def _facet_links(self, papers: Sequence[str]) -> dict[str, dict[str, tuple[LinkEvidence, ...]]]:
        """The papers' relationships to entities of each facet, by paper and facet."""
        facets = sorted({aspect.facet for aspect in self._aspects if aspect.facet})
        rows = self._log.quiet(
            "facet_links",
            {
                "papers": list(papers),
                "facets": [*facets],
                "types": [*counted_types(self._aspects)],
                "floor": FLOOR,
            },
        )
        self.nodes |= entity_nodes(rows)
        by_paper: dict[str, dict[str, tuple[LinkEvidence, ...]]] = {}
        for facet in facets:
            kept = [
                cells
                for cells, row in zip(rows.rows, rows.dicts(), strict=True)
                if in_facet(row["kind_label"], row["kind_facets"], facet)
            ]
            for paper, links in relations_by_paper(replace(rows, rows=tuple(kept))).items():
                own = {link.id: link for link in links}
                by_paper.setdefault(paper, {})[facet] = tuple(own.values())
        return by_paper


def _speaking(
    passages: Sequence[LinkEvidence], concepts: Sequence[Concept], texts: Mapping[str, str]
) -> LinkEvidence:
    """The first passage that holds the words of most concepts."""
    patterns = [re.compile(phrase_pattern(concept.phrase)) for concept in concepts]

    def held(link: LinkEvidence) -> int:
        return sum(bool(pattern.match(texts.get(link.to_id, ""))) for pattern in patterns)

    return min(passages, key=lambda link: (-held(link), link.to_id))


def _to_the_point(
    paper: str, sentences: Sequence[SentenceEvidence], concepts: Sequence[Concept]
) -> Iterable[SentenceEvidence]:
    """The sentences of a paper that may speak for a side.

    Of a paper that is neither linked to the side nor has its words in the title, these are the
    sentences that hold the words.
    """
    if not concepts or any(paper in concept.link | concept.mention for concept in concepts):
        return sentences
    patterns = [
        re.compile(phrase_pattern(part.phrase))
        for concept in concepts
        for part in (concept, *concept.parts)
    ]

    def holds(sentence: SentenceEvidence) -> bool:
        return any(pattern.match(sentence.text) for pattern in patterns)

    titles = [sentence for sentence in sentences if sentence.section == "title"]
    if any(map(holds, titles)):
        return sentences
    return dict.fromkeys([*titles, *filter(holds, sentences)])
