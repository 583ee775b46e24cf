"""Results as a reader sees them on the terminal; in a pipe the same as plain text."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any, Final

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.formats.terminal import plain_text
from kg.answer.output.layout import plain
from kg.overview.examples import ExampleQuestion
from kg.overview.graph_schema import GraphSchema, LabelSchema, TypeSchema
from kg.records import Rows
from kg.results import (
    ClaimGroup,
    EntityView,
    GraphPath,
    LinkedPaper,
    NamedQueries,
    NamedQuery,
    Neighbourhood,
    SearchHits,
    Status,
)
from kg.views.entities import NamedEntities
from kg.views.papers import LinkedEntity, PaperView

_IDS_SHOWN: Final = 5
_HIDDEN: Final = {"id", "title", "passages", "entities", "abstract", "content_hash", "name"}


def show(*lines: RenderableType) -> None:
    """Print to standard output, as it suits what standard output is."""
    if sys.stdout.isatty():
        Console(highlight=False, markup=False, emoji=False).print(Group(*lines))
    else:
        sys.stdout.write(plain_text(Group(*lines)))


def print_hits(page: SearchHits) -> None:
    """Search hits: archive id, which lists have them at which rank, title and text."""
    lines: list[RenderableType] = []
    for hit in page.hits:
        why = ", ".join(f"{reason.list} {reason.rank}" for reason in hit.reasons)
        head = Text(f"{hit.archive_id}  ", style="cyan") + Text(plain(hit.title), "bold")
        lines += [head, Padding(Text(plain(hit.text)), (0, 0, 0, 2))]
        lines += [Padding(Text(f"{hit.passage_id} · {why}", style="dim"), (0, 0, 1, 2))]
    if not lines:
        lines = [Text("nothing found")]
    if page.truncated:
        lines.append(Text(f"more: --cursor {page.next}", style="dim"))
    show(*lines)


def print_rows(result: Rows) -> None:
    """Rows as a table, and how many there are."""
    table = _table(result.columns, (map(_cell, row) for row in result.rows))
    count = len(result.rows)
    following = getattr(result, "next", None)
    onward = "" if following is None else f" (--cursor {following})"
    more = f", there are more{onward}" if result.truncated else ""
    ending = f"{count:,} row{'s' * (count != 1)}{more} · {result.elapsed_ms:.0f} ms"
    show(*([table] if count else []), Text(ending, style="dim"))


def print_paper(paper: PaperView) -> None:
    """A paper: what is known of it, its passages, and the entities it is linked to."""
    lines: list[RenderableType] = [Text(plain(paper.title), style="bold")]
    properties = paper.properties.items()
    facts = [(key, value) for key, value in properties if key not in _HIDDEN and value]
    lines += [_facts([("id", paper.id), *facts]), Text("")]
    for passage in paper.passages:
        if passage.section != "title":
            lines += [Text(plain(passage.text)), Text("")]
    if paper.truncated:
        lines.append(Text(f"there are more passages: --cursor {paper.next}", style="dim"))
    linked = [(entity.type, _with_figure(entity)) for entity in paper.entities]
    show(*lines, *([_facts(_grouped(linked))] if linked else []))


def _with_figure(entity: LinkedEntity) -> str:
    """An entity's name, with what the paper reports of it: "accuracy 34.2% on CoNaLa"."""
    if entity.value is None:
        return entity.name
    unit = f" {entity.unit}" if entity.unit == "points" else entity.unit
    way = {"increase": "up ", "decrease": "down "}.get(entity.change or "", "")
    apart = entity.dataset and entity.dataset_id != entity.entity_id
    on = f" on {entity.dataset}" if apart else ""
    return f"{entity.name} {way}{entity.value:g}{unit}{on}"


def print_entities(named: NamedEntities) -> None:
    """Entities of a name: a line each, and how to go on."""
    rows = [
        [each.name, each.label, f"{each.papers:,}", each.id, ", ".join(each.aliases[:_IDS_SHOWN])]
        for each in named.entities
    ]
    more = [Text(f"there are more: --cursor {named.next}", style="dim")] if named.truncated else []
    heads = ["name", "type", "papers", "id", "also called"]
    show(_table(heads, rows) if rows else Text(f"no entity of the name {named.query}"), *more)


def print_entity(entity: EntityView) -> None:
    """An entity: its facts, its aliases by why they are, what is above and below, its papers."""
    facts = [
        ("id", entity.id),
        ("labels", entity.labels),
        ("mentions", entity.properties.get("mentions")),
        ("above", [above.name for above in entity.above]),
        ("below", [below.name for below in entity.below]),
    ]
    papers = [(paper.archive_id, _linked(paper)) for paper in entity.papers]
    known = [(key, value) for key, value in facts if value]
    title = Text(plain(entity.name), style="bold")
    show(title, _facts(known), *_aliases(entity), *_claims(entity), Text(""), _facts(papers))


def _aliases(entity: EntityView) -> Iterator[RenderableType]:
    """The aliases, those of one reason together."""
    if entity.aliases:
        reasons = zip(entity.alias_reasons, entity.aliases, strict=True)
        yield Text("\nalso called, and why", style="dim")
        yield Padding(_facts(_grouped(reasons)), (0, 0, 0, 2))


def _claims(entity: EntityView) -> Iterator[RenderableType]:
    """What papers claim of it beside others, those of one kind together."""
    if entity.claims:
        yield Text("\nclaims", style="dim")
        claims = ((claim.words, _claimed(claim)) for claim in entity.claims)
        yield Padding(_facts(_grouped(claims)), (0, 0, 0, 2))


def _claimed(claim: ClaimGroup) -> str:
    """The other of a claim, with how many papers say so, and which."""
    ids = claim.papers
    shown = " ".join(ids[:_IDS_SHOWN]) + (" …" if len(ids) > _IDS_SHOWN else "")
    return f"{claim.other} ({len(ids)} paper{'s' * (len(ids) != 1)}: {shown})"


def _linked(paper: LinkedPaper) -> str:
    return f"{paper.title} ({paper.published[:4]}) {', '.join(paper.types)}"


def print_neighbourhood(graph: Neighbourhood) -> None:
    """A neighbourhood: one line a relationship, as `from -TYPE-> to`."""
    names = {node.id: plain(node.name) for node in graph.nodes}
    lines = [Text(f"{graph.center}  {names[graph.center]}", style="bold")]
    for relationship in graph.relationships:
        start, end = (names.get(node, node) for node in (relationship.from_, relationship.to))
        lines.append(Text(f"  {start} -{relationship.type}-> {end}"))
    count = f"{len(names):,} nodes, {len(graph.relationships):,} relationships"
    more = ", there are more (--limit, --depth)" if graph.truncated else ""
    show(*lines, Text(f"{count}{more}", style="dim"))


def print_path(path: GraphPath) -> None:
    """A path: one line a step."""
    names = {node.id: plain(node.name) for node in path.nodes}
    lines = [
        Text(f"{names[relationship.from_]} -{relationship.type}-> {names[relationship.to]}")
        for relationship in path.relationships
    ]
    show(*(lines or [Text("no path of links between the two")]))


def print_queries(listed: NamedQueries) -> None:
    """The named queries: name with parameters, and the question that each answers."""
    rows = ([_signature(query), query.question] for query in listed.queries)
    show(_table(["query", "answers"], rows))


def print_schema(schema: GraphSchema) -> None:
    """The schema: a line a label and a line a relationship type, with counts and property keys."""
    labels = [_counted(label) for label in schema.labels]
    types = [_counted(type_) for type_ in schema.relationship_types]
    heads = ("nodes", "property keys")
    show(_table(("label", *heads), labels), _table(("type", "relationships", heads[1]), types))


def _counted(part: LabelSchema | TypeSchema) -> list[str]:
    return [part.name, f"{part.count:,}", ", ".join(part.keys)]


def _signature(query: NamedQuery) -> str:
    optional = " …" if any(parameter.optional for parameter in query.parameters) else ""
    needed = "".join(
        f" {parameter.name}" for parameter in query.parameters if not parameter.optional
    )
    return f"{query.name}{needed}{optional}"


def print_status(status: Status, store: str, examples: Iterable[ExampleQuestion]) -> None:
    """What the archive holds, where it is, what can be asked, what this installation lacks."""
    labels = ", ".join(f"{count:,} {name}" for name, count in status.labels.items())
    origins = ", ".join(f"{count:,} from {kind}" for kind, count in status.text_origins.items())
    extractors = ", ".join(f"{count:,} by {name}" for name, count in status.extractors.items())
    facts = [
        ("archive", store),
        ("built", status.updated),
        ("papers", f"{status.papers:,} ({origins}), newest {status.newest}"),
        ("extracted", extractors),
        ("passages", f"{status.passages:,}"),
        ("entities", f"{status.entities:,}"),
        ("relations", f"{status.relations:,}"),
        ("nodes", labels),
        *_left_out(status),
        *(("to ask", example.question) for example in examples),
        ("search", status.embedder.meaning),
        ("abbreviations", status.abbreviations),
        *(("missing", part) for part in status.missing),
    ]
    show(_facts([(key, value) for key, value in facts if value]))


def _left_out(status: Status) -> list[tuple[str, str]]:
    """Hierarchy links that the graph lacks because they would close a cycle."""
    if not status.left_out:
        return []
    heading = f"{status.left_out:,} hierarchy links that would close a cycle:"
    return [("left out", heading), *(("", link) for link in status.left_out_links)]


def _facts(facts: Iterable[tuple[str, Any]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(ratio=1)
    for key, value in facts:
        table.add_row(key, Text(_cell(value)))
    return table


def _grouped(facts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    for key, value in facts:
        groups.setdefault(key, []).append(value)
    return [(key, ", ".join(dict.fromkeys(values))) for key, values in sorted(groups.items())]


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        table.add_column(plain(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _cell(value: Any) -> str:
    """A value in a cell: text as it is, lists of text with commas, anything else as JSON."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return plain(", ".join(value))
    return plain(json.dumps(value, ensure_ascii=False))
