"""Checks of citations and words: quotes stand in their passages, and bear out what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.answer.quotes.support import THRESHOLD, support
from kg.answer.records import Answer, Statement
from kg.answer.words import stray_words
from kg.check.holdings import Holdings
from kg.check.records import Failure
from kg.kinds import GRAPH_KINDS
from kg.records import Rows

_ARCHIVE_ID = re.compile(r"AG-\d{4}\.\d{2}-\d+")


def citation_failures(statement: Statement, holdings: Holdings) -> Iterator[Failure]:
    """Each quote is its passage's text, of a source that the text names."""
    own = statement.id
    cited = set()
    for citation in statement.citations:
        source = holdings.sources.get(citation.source)
        if source is None:
            yield Failure(own, "citation", f"no source {citation.source}")
            continue
        cited.add(source.archive_id)
        if citation.passage_id not in holdings.passages:
            yield Failure(own, "citation", f"no passage {citation.passage_id}")
            continue
        paper_id, text = holdings.passages[citation.passage_id]
        if paper_id != source.paper_id:
            yield Failure(own, "citation", f"{citation.passage_id} is of another paper")
        if text[citation.char_start : citation.char_end] != citation.quote:
            yield Failure(own, "quote", "the quote is not the passage's text at its offsets")
    named = set(_ARCHIVE_ID.findall(statement.text))
    for stray in sorted(named - cited):
        yield Failure(own, "citation", f"the text names {stray}, which it does not cite")
    for silent in sorted(cited - named):
        yield Failure(own, "citation", f"{silent} is cited, but the text does not name it")


def support_failures(statement: Statement, holdings: Holdings) -> Iterator[Failure]:
    """What is quoted or synthesised has citations and links, and says what its quotes say."""
    own = statement.id
    if not statement.citations:
        yield Failure(own, "citation", "no citation")
    if not statement.links:
        yield Failure(own, "link", "no link")
    quotes = [citation.quote for citation in statement.citations]
    if statement.kind == "quoted":
        if not any(quote and quote in statement.text for quote in quotes):
            yield Failure(own, "quote", "the text holds none of its quotes")
        return
    score = support(statement.text, quotes, _names(statement, holdings))
    if score < THRESHOLD:
        yield Failure(own, "support", f"support {score} is under {THRESHOLD}")


def word_failures(statement: Statement, holdings: Holdings, rows: Rows) -> Iterator[Failure]:
    """Outside its quotes a statement has the composer's words, and names from its evidence."""
    if statement.kind == "synthesised":
        return
    answer = holdings.answer
    known = [answer.question, *_names(statement, holdings), *_planned(answer)]
    for source in holdings.sources_of(statement):
        known += [source.title, *source.authors]
    for citation in statement.citations:
        known += holdings.names.get(citation.passage_id, ())
    known += [cell for row in rows.rows for cell in row if isinstance(cell, str)]
    known += [*_node_names(rows), *(kind.wording for kind in GRAPH_KINDS)]
    text = statement.text
    for citation in statement.citations:
        text = text.replace(f"“{citation.quote}”", " ")
    if stray := stray_words(text, known):
        yield Failure(statement.id, "words", f"nothing bears out: {', '.join(stray)}")


def _names(statement: Statement, holdings: Holdings) -> list[str]:
    """The names of what a statement's links lead over, and of the sides."""
    links = [holdings.links[link] for link in statement.links if link in holdings.links]
    names = [node.name for link in links for node in link.nodes]
    for side in holdings.answer.sides:
        names += [side.label, *(node.name for node in side.anchors)]
    return names


def _planned(answer: Answer) -> tuple[str, ...]:
    """The phrases of the plan, which is held against the question by itself."""
    plan, given = answer.plan, answer.plan.constraints
    phrases = (*plan.sides, *plan.shared, *plan.aspects)
    return (*phrases, *given.categories, *given.authors, *given.papers, *given.exclude)


def _node_names(rows: Rows) -> Iterator[str]:
    """Names and titles of the nodes, and types of the relationships, in lists of cells."""
    lists = (cell for row in rows.rows for cell in row if isinstance(cell, list))
    for item in (item for cell in lists for item in cell if isinstance(item, dict)):
        properties = item.get("properties")
        own = properties if isinstance(properties, dict) else {}
        for value in (item.get("type"), own.get("name"), own.get("title")):
            yield str("" if value is None else value)
