"""Collects an answer: numbers sources, makes links and statements, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from kg.answer.counts.tallies import ExamplePaper
from kg.answer.links import LinkRegister, named_by
from kg.answer.quotes.choosing import Quote, named_in
from kg.answer.quotes.groups import is_news
from kg.answer.records import Citation, Source, Statement, StatementKind
from kg.answer.wording import cited, paper_name
from kg.questions.folding import folded_all
from kg.retrieve.evidence import (
    Evidence,
    LinkEvidence,
    Node,
    PaperEvidence,
    QueryRun,
    SentenceEvidence,
    Side,
    way_in,
)

QUOTED_SUPPORT = 1.0


class Draft:
    """Registers what an answer cites; ids and numbers are given in the order of first use."""

    def __init__(self, evidence: Evidence, limit: int | None = None) -> None:
        self.evidence = evidence
        self.limit = limit
        self._papers = {paper.id: paper for side in evidence.sides for paper in side.papers}
        self._papers |= {
            ranked.paper.id: ranked.paper for many in evidence.beside.values() for ranked in many
        }
        self._sources: dict[str, Source] = {}
        self.links = LinkRegister(evidence)
        self._count = 0
        self.used: set[tuple[str, int]] = set()
        self.spoken: set[str] = set()
        # By (aspect name, side label), what *In short* says of it: ids of quotes, or that none is.
        self.opened: dict[tuple[str, str], tuple[str, ...]] = {}
        self.named: dict[str, list[tuple[Node, PaperEvidence]]] = {}

    def counted(self, text: str, run: QueryRun, examples: Sequence[ExamplePaper] = ()) -> Statement:
        """A statement whose numbers `run` gives again; example papers are cited at its end."""
        citations, links = self._examples(examples)
        shown = cited([example.paper.archive_id for example in examples])
        ending = f" {shown}." if shown else "."
        made = self._statement(text + ending, "counted", citations, links, query=run.id)
        nodes = self.evidence.nodes
        self.named[made.id] = [
            (nodes[example.entity_id], example.paper)
            for example in examples
            if example.entity_id in nodes
        ]
        return made

    def pointed(
        self, text: str, run: QueryRun, side: Side, sentences: Sequence[SentenceEvidence]
    ) -> Statement:
        """A counted statement that cites sentences without quoting them in its text."""
        papers = [self._papers[sentence.paper_id] for sentence in sentences]
        citations = [*map(self._citation, papers, sentences)]
        links = [self.links.of_side(side, paper) for paper in papers]
        shown = cited([paper.archive_id for paper in papers])
        ending = f" {shown}." if shown else "."
        return self._statement(text + ending, "counted", citations, links, query=run.id)

    def absence(self, text: str, run: QueryRun) -> Statement:
        """A statement that says that the archive has nothing; `run` returned no row."""
        return self._statement(f"{text}.", "absence", query=run.id)

    def quoted(self, lead: str, side: Side, quote: Quote) -> Statement:
        """A sentence in a paper's own words, with what leads in to it."""
        text = f"{lead}: “{quote.text}” {cited([quote.paper.archive_id])}"
        return self._quoting(text, side, [quote])

    def grouped(self, lead: str, side: Side, quotes: Sequence[Quote]) -> Statement:
        """Sentences of several papers on one entity, each with the name of its paper."""
        shown = "; ".join(
            f"{self.voice(quote.paper)}, “{quote.text}” {cited([quote.paper.archive_id])}"
            for quote in quotes
        )
        return self._quoting(f"{lead}: {shown}", side, quotes)

    def _quoting(self, text: str, side: Side, quotes: Sequence[Quote]) -> Statement:
        citations, links = [], []
        for quote in quotes:
            self.used.add(quote.key)
            self.spoken.add(quote.paper.id)
            start = quote.char_start
            citations.append(
                Citation(
                    self.number(quote.paper),
                    quote.sentence.passage_id,
                    start,
                    start + len(quote.text),
                    quote.text,
                )
            )
            links.append(self.links.of_side(side, quote.paper))
            links += [
                self.links.below(quote.paper, relation, {relation.to_id})
                for relation in _given_by(quote)[:1]
            ]
        made = self._statement(text, "quoted", citations, links, support=QUOTED_SUPPORT)
        self.named[made.id] = [
            (node, quote.paper) for quote in quotes for node in self.names_in(quote)
        ]
        return made

    def names_in(self, quote: Quote) -> tuple[Node, ...]:
        """The entities that a quote names, in its order, without those that were asked about."""
        mentions = self.evidence.mentions.get(quote.sentence.passage_id, ())
        own, words = self.asked(), self.words
        named = named_in(quote, mentions)
        return tuple(node for node in named if node.id not in own and is_news(node, words))

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of the question's words."""
        plan = self.evidence.plan
        return folded_all((plan.question, *plan.sides, *plan.shared, *plan.aspects))

    def _examples(self, examples: Sequence[ExamplePaper]) -> tuple[list[Citation], list[str]]:
        citations, links = [], []
        for example in examples:
            citation = self._evidence(example.paper, example.relation)
            if citation is not None:
                citations.append(citation)
            links.append(self.links.of_side(example.side, example.paper))
            links.append(self.links.below(example.paper, example.relation, {example.entity_id}))
        return citations, links

    def asked(self) -> frozenset[str]:
        """The entities that the question itself names, or wants left out."""
        left_out = (node.id for node in self.evidence.excluded)
        return frozenset(
            (*left_out, *(entity for side in self.evidence.sides for entity in named_by(side)))
        )

    def voice(self, paper: PaperEvidence) -> str:
        """Who speaks in a quote: the paper, or the digest of it that the archive holds."""
        name = paper_name(paper)
        return f"the digest of {name}" if paper.text_origin == "digest" else name

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
                by={
                    side.label: way_in(paper.id, side.concepts)
                    for side in self.evidence.sides
                    if paper.id in side.members
                },
            )
        return self._sources[paper.id].number

    def retain(self, numbers: Sequence[int]) -> dict[int, int]:
        """Keep the sources of these numbers alone, in this order; give old -> new number."""
        known = {source.number: source for source in self._sources.values()}
        kept = [known[number] for number in numbers]
        renumbered = {source.number: number for number, source in enumerate(kept, start=1)}
        self._sources = {
            source.paper_id: replace(source, number=renumbered[source.number]) for source in kept
        }
        return renumbered

    def sources(self) -> tuple[Source, ...]:
        """The sources in the order of their numbers."""
        return tuple(self._sources.values())

    def has_source(self, paper_id: str) -> bool:
        """Whether a paper is cited already."""
        return paper_id in self._sources

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

    def _citation(self, paper: PaperEvidence, sentence: SentenceEvidence) -> Citation:
        return Citation(
            self.number(paper),
            sentence.passage_id,
            sentence.char_start,
            sentence.char_end,
            sentence.text,
        )

    def _evidence(self, paper: PaperEvidence, relation: LinkEvidence) -> Citation | None:
        """The sentence that a relationship came from, or the title for one from metadata."""
        sentences = [
            sentence for sentence in paper.sentences if sentence.passage_id == relation.passage_id
        ]
        exact = [sentence for sentence in sentences if sentence.char_start == relation.char_start]
        titles = [sentence for sentence in paper.sentences if sentence.section == "title"]
        for sentence in (exact or sentences or titles)[:1]:
            return self._citation(paper, sentence)
        return None


def _given_by(quote: Quote) -> list[LinkEvidence]:
    """The relationships to entities that the quoted sentence gave."""
    links = [link for many in quote.paper.facet_links.values() for link in many]
    return [link for link in links if (link.passage_id, link.char_start) == quote.key]
