"""What the archive holds on a question: counts, facts and what is absent."""

from __future__ import annotations

from collections.abc import Iterator

from kg.answer.counts.tallies import tallies
from kg.answer.draft import Draft
from kg.answer.facts import Kinds, fact_statements
from kg.answer.records import Statement
from kg.answer.wording import capital, listed, papers
from kg.records import Value
from kg.retrieve.evidence import QueryRun, Side, ways

PARTS_NAMED = 3


def scope(draft: Draft, kinds: Kinds) -> tuple[Statement, ...]:
    """What the archive holds on each side, counted, and whether any paper joins them."""
    evidence = draft.evidence
    statements = (
        []
        if _only_facts(draft)
        else [statement for side in evidence.sides for statement in _side(draft, side)]
    )
    statements += fact_statements(draft, kinds, opening=False)
    if evidence.path is not None and evidence.path.rows.rows:
        statements.append(_way(draft, evidence.path))
    if evidence.archive is not None:
        statements.append(_archive(draft, evidence.archive))
    if evidence.years is not None and len(evidence.years.rows.rows) == 1:
        statements.append(_years(draft, evidence.years))
    if evidence.either is not None:
        count = len(evidence.either.rows.rows)
        text = f"In all, {papers(count)} {_verb('is', count)} on one or the other"
        statements.append(draft.counted(text, evidence.either))
    if evidence.same:
        left, right = evidence.sides[0], evidence.sides[1]
        text = (
            f"{capital(left.name)} and {right.name} come to the same "
            f"{papers(len(left.members))} here, so that nothing sets them apart"
        )
        statements.append(draft.counted(text, left.scope))
    if evidence.joint is not None:
        statements.append(_joint(draft, evidence.joint))
    return tuple(statements)


def _only_facts(draft: Draft) -> bool:
    """Whether the question names no subject and the graph answers it, or says that it can't."""
    plan, evidence = draft.evidence.plan, draft.evidence
    bare = not (plan.sides or plan.shared) and not any(side.members for side in evidence.sides)
    return bare and bool(evidence.facts or evidence.archive)


def _joint(draft: Draft, run: QueryRun) -> Statement:
    left, right = draft.evidence.sides
    both = f"{left.name} and {right.name}"
    count = len(run.rows.rows)
    if count:
        return draft.counted(f"{papers(count)} {_verb('is', count)} on both {both}", run)
    text = f"None is on both {both}, so what follows is drawn from separate papers"
    return draft.absence(text, run)


def _way(draft: Draft, run: QueryRun) -> Statement:
    """The shortest path in words: each node by its name, each relationship by its type."""
    row = run.rows.dicts()[0]
    nodes, relations = row["nodes"], row["relationships"]
    if not isinstance(nodes, list) or not isinstance(relations, list):
        raise AssertionError("shortest_path gives lists")
    names = [_node_name(node) for node in nodes]
    steps = [str(relation["type"]) for relation in relations if isinstance(relation, dict)]
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
    if not side.members:
        return list(_nothing(draft, side))
    near = ways(side.members, side.concepts)["meaning"]
    count = len(side.members) - near
    name, within = _named(draft, side), _within(draft)
    about = f" on {name}" if side.concepts else ""
    if not about and not within.startswith(" "):
        within = f" in the archive{within}"
    text = f"{papers(count)} {_verb('is', count)}{about}{within}{_lacking(side)}"
    if near and count:
        text += f"; {near} more {_verb('come', near)} near in meaning"
    elif near:
        verb = _verb("come", near)
        subjects = _named(draft, side, " and ")
        text = f"{papers(near)} {verb} near {subjects} in meaning alone{within}{_lacking(side)}"
    statements = [draft.counted(text, side.scope)]
    parts = _parts(draft, side) if len(draft.evidence.sides) < 2 else ""
    if parts and side.parts is not None:
        text = f"For {side.name}, the parts linked most are {parts}"
        statements.append(draft.counted(text, side.parts))
    return statements


def _nothing(draft: Draft, side: Side) -> Iterator[Statement]:
    """That a side has no papers: which of its concepts none holds, and what is nearest."""
    if not side.concepts and not side.label:
        if not draft.evidence.facts:
            text = "The question names nothing that an archive could hold"
            yield draft.absence(text, side.scope)
        return
    for phrase, run in side.absent:
        if run.name == "papers_on_both_sides":
            text = f"No paper of the archive is on both {phrase}"
        elif phrase.casefold() == side.label.casefold():
            text = f"The archive has nothing on “{phrase}”: no passage names it"
        else:
            text = f"The archive has nothing on {side.label}: no passage names “{phrase}”"
        yield draft.absence(text, run)
    users = draft.evidence.users
    if not side.absent:
        what = "that is linked to a use of" if users else "on"
        text = f"The archive has no paper {what} {side.name}{_within(draft)}"
        yield draft.absence(text, side.scope)
    for phrase, run in side.nearest:
        count = len(run.rows.rows)
        if count:
            verb = _verb("name", count) if users else f"{_verb('is', count)} on"
            text = f"Nearest to it, {papers(count)} {verb} {phrase}{_within(draft)}"
            yield draft.counted(text, run)


def _within(draft: Draft) -> str:
    """The plan's constraints in words, after a number of papers."""
    constraints = draft.evidence.plan.constraints
    said = []
    if constraints.papers and not (draft.evidence.plan.sides or draft.evidence.plan.shared):
        said.append("of that id or title")
    if constraints.authors:
        said.append(f"by {listed(constraints.authors)}")
    if constraints.categories:
        said.append(f"in {listed(constraints.categories)}")
    if constraints.since and constraints.since == constraints.until:
        said.append(f"of {constraints.since}")
    elif constraints.since and constraints.until:
        said.append(f"of {constraints.since} to {constraints.until}")
    elif constraints.since:
        said.append(f"since {constraints.since}")
    elif constraints.until:
        said.append(f"up to {constraints.until}")
    words = f" {' '.join(said)}" if said else ""
    if constraints.exclude and not draft.evidence.excluded:
        words += f", leaving out {listed(constraints.exclude)}"
    return words


def _parts(draft: Draft, side: Side) -> str:
    if side.parts is None:
        return ""
    own = draft.asked()
    counts = [tally for tally in tallies(side.parts, ["papers"]) if tally.id not in own][
        :PARTS_NAMED
    ]
    if len(counts) < 2 or counts[0].papers[0] < 2:
        return ""
    return listed([f"{tally.name} ({tally.papers[0]})" for tally in counts])


def _named(draft: Draft, side: Side, joint: str = " and on ") -> str:
    """What a side's papers are on: its name, and what is shared that the name lacks."""
    shared = _shared(draft, side)
    return f"{side.name}{joint}{listed(shared)}" if shared else side.name


def _lacking(side: Side) -> str:
    left = listed([f"“{phrase}”" for phrase in dict.fromkeys(side.unmet)])
    return f", none of which names {left}" if left else ""


def _shared(draft: Draft, side: Side) -> list[str]:
    """The shared phrases that a side's papers bear out and its own name lacks."""
    if not draft.evidence.plan.sides:
        return []
    lacking = {lost.replace("-", " ") for lost in side.unmet}
    return [
        phrase
        for phrase in draft.evidence.plan.shared
        if not any(lost in phrase.replace("-", " ") for lost in lacking) and phrase not in side.name
    ]


def _verb(verb: str, count: int) -> str:
    if verb == "is":
        return "is" if count == 1 else "are"
    return f"{verb}s" if count == 1 else verb
