"""The entities of a type that the whole archive names most often."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer.draft import Draft
from kg.answer.facts import GraphKind, with_counts
from kg.retrieve.evidence import Fact
from kg.retrieve.facts import GraphQuestion

NAMED = 10
_MOST = (
    r"\b(?:top(?! ?-)|commonest|most popular|used (?:the )?most|most (?:commonly |often |widely "
    r"|frequently )?(?:used|common|frequent|employed|adopted))\b"
)


def _gather(question: GraphQuestion) -> Iterator[Fact]:
    if question.label and not question.plan.sides and not question.plan.shared:
        run = question.log.run("top_entities", {"label": question.label, "limit": NAMED})
        yield Fact("most", "", run)


def _text(_draft: Draft, fact: Fact) -> str:
    return f"Named most often in the archive are {with_counts(fact.run.rows.dicts(), 'mentions')}"


GRAPH_KINDS = (
    GraphKind(
        name="most",
        order=60,
        ranks="most",
        pattern=_MOST,
        of=("list",),
        gather=_gather,
        text=_text,
        table=("Named most often", ("name", "mentions")),
    ),
)
