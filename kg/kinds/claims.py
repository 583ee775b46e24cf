"""Claims of papers that compare the first two sides: they answer which of them is better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.answer.draft import Draft
from kg.answer.facts import GraphKind, Row, paper_ids
from kg.answer.records import Statement
from kg.answer.wording import papers
from kg.claims import Finding, by_how_much, findings
from kg.questions.folding import folded
from kg.records import Parameters
from kg.retrieve.evidence import Fact, Node, SentenceEvidence, Side
from kg.retrieve.facts import GraphQuestion
from kg.retrieve.runs import node_ids
from kg.retrieve.sides.concepts import FLOOR

DETAILED = 2  # claims of a finding whose details are shown


def _gather(question: GraphQuestion) -> Iterator[Fact]:
    """The claims between the first two sides, where they name entities."""
    sides, log = question.sides, question.log
    if not question.plan.traits.weighed or len(sides) < 2:
        return
    left, right = (_named(side) for side in sides[:2])
    both = {node.id for node in left} & {node.id for node in right}
    ends = [[node for node in nodes if node.id not in both] for nodes in (left, right)]
    given: Parameters = {"left": node_ids(ends[0]), "right": node_ids(ends[1]), "floor": FLOOR}
    if all(ends) and log.quiet("claims_between", given).rows:
        yield Fact("claims", sides[0].name, log.run("claims_between", given))


def _named(side: Side) -> tuple[Node, ...]:
    """The entities that a side's own words name, without what all sides share."""
    own = [concept for concept in side.concepts if concept.nodes and not concept.parts]
    whole = [concept for concept in own if folded(concept.phrase) == folded(side.label)]
    return whole[0].nodes if whole else ()


def _say(draft: Draft, fact: Fact) -> Iterator[Statement]:
    """How many papers report each finding on the two sides."""
    rows = fact.run.rows.dicts()
    count = len(paper_ids(rows))
    first, *others = findings(fact.run.rows)
    verb = "reports" if len(first.papers) == 1 else "report"
    opening = f"Of the {papers(count)} that compare them, {len(first.papers)} {verb}"
    opening = "1 paper compares them and reports" if count == 1 else opening
    said = [f"{opening} that {_in_detail(first)}"]
    said += [f"{len(other.papers)} that {_in_detail(other)}" for other in others]
    sides = draft.evidence.sides
    cited = {side.label: _claiming(side, rows) for side in sides}
    best = max(sides, key=lambda side: len(cited[side.label]))
    yield draft.pointed(", ".join(said), fact.run, best, cited[best.label])


def _in_detail(finding: Finding) -> str:
    details = list(dict.fromkeys(filter(None, map(by_how_much, finding.rows))))[:DETAILED]
    return f"{finding.said} ({'; '.join(details)})" if details else finding.said


def _claiming(side: Side, rows: Sequence[Row]) -> list[SentenceEvidence]:
    """The first sentence that makes a claim in each of the side's papers."""
    places = {(row["passage_id"], row["char_start"]) for row in rows}
    claiming = []
    for paper in side.papers:
        own = [
            sentence
            for sentence in paper.sentences
            if (sentence.passage_id, sentence.char_start) in places
        ]
        claiming += own[:1]
    return claiming


GRAPH_KINDS = (
    GraphKind(name="claims", order=30, gather=_gather, say=_say, opens=True, beside=True),
)
