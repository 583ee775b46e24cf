"""Links of an answer: paths from what a side names down the hierarchy and on to a paper."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.answer.records import AnswerLink, LinkNode, LinkRelationship
from kg.retrieve.evidence import Evidence, LinkEvidence, PaperEvidence, ParentLink, Side

SURE = 0.85


class LinkRegister:
    """Makes each link once; ids are given in the order of first use."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._links: dict[tuple[str, ...], AnswerLink] = {}

    def all(self) -> tuple[AnswerLink, ...]:
        """The links in the order of their ids."""
        return tuple(self._links.values())

    def _nearest(self, side: Side, paper: PaperEvidence) -> LinkEvidence | None:
        """The surest link of a paper to the side: its title's first, then to the deepest entity."""
        anchors = named_by(side)
        return min(
            paper.side_links,
            key=lambda link: (
                link.confidence < SURE,
                not link.passage_id.endswith("#0"),
                -len(self._climb(link.to_id, anchors)),
                -link.confidence,
                link.id,
            ),
            default=None,
        )

    def of_side(self, side: Side, paper: PaperEvidence) -> str:
        """The id of the path from a side to a paper of it, or near it."""
        nearest = self._nearest(side, paper)
        if nearest is None:
            raise AssertionError(f"{paper.id} is no paper of {side.label}")
        return self.below(paper, nearest, named_by(side))

    def below(self, paper: PaperEvidence, last: LinkEvidence, tops: Collection[str]) -> str:
        """The id of the path from one of `tops` down the hierarchy and on to the paper."""
        climbed = self._climb(last.to_id, tops)
        key = (*(relation.id for relation, _ in climbed), last.id)
        if key not in self._links:
            self._links[key] = self._path(f"l{len(self._links) + 1}", paper, last, climbed)
        return self._links[key].id

    def _path(
        self, link_id: str, paper: PaperEvidence, last: LinkEvidence, climbed: Sequence[ParentLink]
    ) -> AnswerLink:
        entity = self._evidence.nodes[last.to_id]
        nodes = [*(parent for _, parent in reversed(climbed)), entity]
        relations = [*(relation for relation, _ in reversed(climbed)), last]
        text = nodes[0].name
        names = [*(node.name for node in nodes[1:]), paper.archive_id]
        for relation, name in zip(relations, names, strict=True):
            text += f" <-{relation.type}- {name}"
        shown = [LinkNode(node.id, node.label, node.name) for node in nodes]
        shown.append(LinkNode(paper.id, "Paper", paper.title))
        return AnswerLink(link_id, tuple(shown), tuple(map(_relationship, relations)), text)

    def _climb(self, entity_id: str, tops: Collection[str]) -> tuple[ParentLink, ...]:
        """The shortest way up the hierarchy from an entity to one of `tops`."""
        waiting: list[tuple[str, tuple[ParentLink, ...]]] = [(entity_id, ())]
        seen = {entity_id}
        while waiting:
            here, way = waiting.pop(0)
            if here in tops:
                return way
            for relation, parent in self._evidence.parents.get(here, ()):
                if parent.id not in seen:
                    seen.add(parent.id)
                    waiting.append((parent.id, (*way, (relation, parent))))
        return ()


def named_by(side: Side) -> frozenset[str]:
    """The ids of all entities that a side's words name."""
    return frozenset(node.id for concept in side.concepts for node in concept.nodes)


def _relationship(relation: LinkEvidence) -> LinkRelationship:
    bare = relation.type == "HAS_PASSAGE"
    return LinkRelationship(
        relation.id,
        relation.type,
        relation.from_id,
        relation.to_id,
        None if bare else relation.paper_id or None,
        None if bare else relation.passage_id or None,
        None if bare else relation.confidence,
    )
