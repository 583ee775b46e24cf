"""What the short forms of a question stand for in the archive, where they are ambiguous."""

from __future__ import annotations

from collections.abc import Iterator

from extract.keys import fold
from kg.answer.draft import Draft
from kg.answer.facts import GraphKind, with_counts
from kg.retrieve.evidence import Fact
from kg.retrieve.facts import GraphQuestion
from kg.retrieve.sides.patterns import is_short_form

NAMED = 8


def _gather(question: GraphQuestion) -> Iterator[Fact]:
    concepts = [concept for side in question.sides for concept in side.concepts]
    parts = [part for concept in concepts for part in concept.parts or (concept,)]
    short = [part.phrase for part in parts if is_short_form(part.phrase) and len(part.nodes) > 1]
    for phrase in dict.fromkeys(short):
        run = question.log.run("entity_meanings", {"keys": [fold(phrase)]})
        if len(run.rows.rows) > 1:
            yield Fact("meanings", phrase, run)


def _text(_draft: Draft, fact: Fact) -> str:
    """The long forms of a short form, and how many papers use it without any."""
    rows = fact.run.rows.dicts()
    plain = [row for row in rows if str(row["name"]).casefold() == fact.about.casefold()]
    known = [row for row in rows if row not in plain][:NAMED]
    if len(known) < 2:
        return ""
    text = f"In papers of the archive {fact.about} stands for {with_counts(known)}"
    if plain:
        text += f"; others say {fact.about} ({plain[0]['papers']}) without its long form"
    return text


GRAPH_KINDS = (
    GraphKind(
        name="meanings",
        order=20,
        gather=_gather,
        text=_text,
        beside=True,
        table=("Meanings", ("name", "papers")),
    ),
)
