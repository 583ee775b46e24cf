"""What stands around the sections: scope before them, follow-ups after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.answer.contrast import Contrast
from kg.answer.draft import Draft
from kg.answer.records import FollowUp, Link, Statement
from kg.answer.tallies import tallies
from kg.answer.wording import listed, papers
from kg.records import Value
from kg.retrieve.evidence import Node, QueryRun, Side

PARTS_NAMED = 3
FOLLOW_UPS = 3
_USABLE = ("Method", "Model", "Dataset", "Metric")


def scope(draft: Draft) -> tuple[Statement, ...]:
    """What the archive holds on each side, counted, and whether any paper joins them."""
    statements = [one for side in draft.evidence.sides for one in _side(draft, side)]
    if draft.evidence.path is not None and draft.evidence.path.rows.rows:
        statements.append(_way(draft, draft.evidence.path))
    if draft.evidence.archive is not None:
        statements.append(_archive(draft, draft.evidence.archive))
    unknown = draft.evidence.unknown_aspect
    if unknown is not None:
        asked = draft.evidence.plan.aspect
        text = f"No entity of the archive goes by “{asked}”; the sides are shown without it"
        statements.append(draft.absence(text, unknown))
    if draft.evidence.years is not None:
        statements.append(_years(draft, draft.evidence.years))
    joint = draft.evidence.joint
    if joint is not None:
        left, right = draft.evidence.sides
        both = f"{left.name} and {right.name}"
        if joint.rows.rows:
            count = len(joint.rows.rows)
            verb = "is" if count == 1 else "are"
            statements.append(
                draft.counted(f"{papers(count)} {verb} linked to both {both}{_on(draft)}", joint)
            )
        else:
            statements.append(
                draft.absence(
                    f"None is linked to both {both}{_on(draft)}, so what follows is drawn from "
                    "separate papers",
                    joint,
                )
            )
    return tuple(statements)


def _way(draft: Draft, run: QueryRun) -> Statement:
    """The shortest path in words: each node by its name, each relationship by its type."""
    row = run.rows.dicts()[0]
    nodes, relations = row["nodes"], row["relationships"]
    if not isinstance(nodes, list) or not isinstance(relations, list):
        raise AssertionError("shortest_path gives lists")
    names = [_node_name(node) for node in nodes]
    steps = [str(one["type"]) for one in relations if isinstance(one, dict)]
    text = names[0]
    for step, name in zip(steps, names[1:], strict=True):
        text += f" –{step}– {name}"
    return draft.counted(f"The shortest way between them is {text}", run)


def _node_name(node: Value) -> str:
    if not isinstance(node, dict) or not isinstance(node["properties"], dict):
        raise AssertionError("shortest_path gives nodes")
    properties = node["properties"]
    return str(properties.get("name") or f"“{properties.get('title', node['id'])}”")


def _archive(draft: Draft, run: QueryRun) -> Statement:
    row = run.rows.dicts()[0]
    text = (
        f"The archive holds {row['papers']} papers, cut into {row['passages']} passages, with "
        f"{row['entities']} entities and {row['relations']} relations"
    )
    return draft.counted(text, run)


def _years(draft: Draft, run: QueryRun) -> Statement:
    shown = listed([f"{row['year']} ({row['papers']})" for row in run.rows.dicts()])
    return draft.counted(f"These papers date from {shown}", run)


def _side(draft: Draft, side: Side) -> list[Statement]:
    aspect = _names(draft.evidence.aspect_anchors)
    if not side.anchors:
        return [_by_words(draft, side)]
    label = _named(side)
    if side.coverage == "none":
        joined = f"links {aspect} to {label}" if aspect else f"is linked to {label}"
        return [draft.absence(f"No paper of the archive {joined}", side.scope)]
    count = len(side.members)
    joined = f"{_verb('link', count)} {aspect} to" if aspect else f"{_verb('is', count)} linked to"
    statements = [draft.counted(f"{papers(count)} {joined} {label}", side.scope)]
    parts = _parts(draft, side)
    if parts and side.parts is not None:
        text = f"For {side.name}, the parts linked most are {parts}"
        statements.append(draft.counted(text, side.parts))
    return statements


def _by_words(draft: Draft, side: Side) -> Statement:
    about = _on(draft)
    if not side.label:
        return draft.absence("The question names nothing that an archive could hold", side.scope)
    if side.coverage == "none" and side.scope.name == "passages_with_phrase":
        text = f"The archive has nothing on “{side.label}”: no entity and no passage names it"
        return draft.absence(text, side.scope)
    if side.coverage == "none":
        text = f"The archive has nothing on “{side.label}”{about}: only papers on other matters"
        return draft.absence(f"{text} name it", side.scope)
    count = len(side.scope.rows.rows)
    passages = "1 passage holds" if count == 1 else f"{count} passages hold"
    text = f"No entity of the archive goes by “{side.label}”; {passages} these words{about}"
    return draft.counted(text, side.scope)


def _parts(draft: Draft, side: Side) -> str:
    if side.parts is None:
        return ""
    own = {node.id for node in side.anchors}
    found = [one for one in tallies(side.parts, ["papers"]) if one.id not in own][:PARTS_NAMED]
    if len(found) < 2 or found[0].papers[0] < 2:
        return ""
    return listed([f"{one.name} ({one.papers[0]})" for one in found])


def _named(side: Side) -> str:
    return f"{side.name} (“{side.unmatched}” left aside)" if side.unmatched else side.name


def _names(nodes: Sequence[Node]) -> str:
    return listed([node.name for node in nodes])


def _on(draft: Draft) -> str:
    aspect = _names(draft.evidence.aspect_anchors)
    return f" on {aspect}" if aspect else ""


def _verb(verb: str, count: int) -> str:
    if verb == "is":
        return "is" if count == 1 else "are"
    return f"{verb}s" if count == 1 else verb


def follow_ups(draft: Draft, made: Sequence[Contrast]) -> tuple[FollowUp, ...]:
    """Three questions that links already in the answer make answerable."""
    found: dict[str, FollowUp] = {}
    for question, entity in _questions(draft, made):
        because = _link_to(draft.links(), entity)
        if because is not None and question.strip("?") != draft.evidence.plan.question:
            found.setdefault(question, FollowUp(question, because))
    return tuple(found.values())[:FOLLOW_UPS]


def _questions(draft: Draft, made: Sequence[Contrast]) -> Iterator[tuple[str, str]]:
    sides = draft.evidence.sides
    for contrast in reversed(made):
        if contrast.shared:
            labels = f"{sides[0].label} and {sides[1].label}"
            yield f"Which {contrast.aspect.keys[0]} do {labels} share?", contrast.shared[0].id
            break
    for contrast, index in zip(made[1::-1], (0, 1), strict=False):
        for tally in contrast.only[index][:1]:
            yield f"Which papers use {tally.name}?", tally.id
    for side in sides:
        for paper in side.papers:
            part = draft.subject(paper, side)
            if part is not None and part.label != "Passage" and part.id not in draft.asked():
                yield f"What is known about {part.name}?", part.id
    for link in draft.links():
        entity = link.nodes[0]
        if entity["label"] in _USABLE and entity["id"] not in draft.asked():
            yield f"Which papers use {entity['name']}?", entity["id"]


def _link_to(links: Sequence[Link], entity_id: str) -> str | None:
    for link in links:
        if any(node["id"] == entity_id for node in link.nodes):
            return link.id
    return None
