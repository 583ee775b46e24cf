"""An answer or a neighbourhood as a fragment of HTML; everything that papers say is escaped.

Whatever page it is put into, it brings no script, no style, and loads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from kg.answer.output import layout
from kg.answer.output.layout import Paragraph
from kg.answer.records import Answer, AnswerTable, Source, Statement
from kg.results import Neighbourhood

_NUMBER: Final = re.compile(r"\[(\d+)\]")


def html(answer: Answer) -> str:
    """The whole answer, ending with a line break; citations lead to its own list of sources."""
    return "\n".join(('<article lang="en">', *_lines(answer), "</article>")) + "\n"


def neighbourhood_html(neighbourhood: Neighbourhood) -> str:
    """A neighbourhood as a table, a row a relationship, ending with a line break."""
    names = {node.id: node.name for node in neighbourhood.nodes}
    rows = (
        _row(
            _escaped(cell)
            for cell in (names[relationship.from_], relationship.type, names[relationship.to])
        )
        for relationship in neighbourhood.relationships
    )
    more = ", there are more" if neighbourhood.truncated else ""
    count = f"{len(names):,} nodes, {len(neighbourhood.relationships):,} relationships{more}"
    lines = (*_head(("from", "relationship", "to")), *rows, "</tbody>\n</table>")
    around = _section(names[neighbourhood.center], (*lines, f"<p><small>{count}</small></p>"))
    return "\n".join(around) + "\n"


def _escaped(text: object) -> str:
    return escape(layout.plain(text))


def _lines(answer: Answer) -> Iterator[str]:
    yield f"<h1>{_escaped(answer.question)}</h1>"
    yield f"<p>{_escaped(layout.understood(answer))}</p>"
    yield from _lead("In short.", answer, answer.bottom_line)
    yield from _lead(f"{layout.HOLDINGS}.", answer, answer.scope)
    for part in layout.parts(answer):
        paragraphs = (line for each in part.paragraphs for line in _paragraph(answer, each))
        yield from _section(part.heading, paragraphs)
    for given in answer.tables:
        yield from _section(given.heading, _rows(given))
    yield from _comparison(answer)
    if answer.sources:
        sources = map(_source, answer.sources)
        yield from _section("Sources", ("<ol>", *sources, "</ol>"))
    if answer.follow_ups:
        questions = (f"<li>{_escaped(each.question)}</li>" for each in answer.follow_ups)
        yield from _section("Keep exploring", ("<ul>", *questions, "</ul>"))
    yield f"<p><small>{_escaped(answer.disclaimer)}</small></p>"


def _section(heading: str, content: Iterable[str]) -> Iterator[str]:
    yield f"<section>\n<h2>{_escaped(heading)}</h2>"
    yield from content
    yield "</section>"


def _lead(label: str, answer: Answer, statements: tuple[Statement, ...]) -> Iterator[str]:
    if statements:
        words = _cited(answer, layout.joined(statements))
        yield f"<p><strong>{label}</strong> {words}</p>"


def _paragraph(answer: Answer, paragraph: Paragraph) -> Iterator[str]:
    lead = f"<strong>{_escaped(paragraph.lead)}</strong> " if paragraph.lead else ""
    yield f"<p>{lead}{_cited(answer, paragraph.text)}</p>"
    if paragraph.path:
        yield f"<p><code>{_cited(answer, paragraph.path)}</code></p>"


def _cited(answer: Answer, text: str) -> str:
    """The text escaped, with a link to the source in the place of each archive id."""
    parts = layout.pieces(answer, text)
    return "".join(_link(part) if isinstance(part, int) else escape(part) for part in parts)


def _link(number: int | str) -> str:
    return f'<a href="#source-{number}">[{number}]</a>'


def _rows(given: AnswerTable) -> Iterator[str]:
    """People, years or counts, a row each."""
    yield from _head(map(_escaped, given.columns))
    for row in given.rows:
        yield _row(map(_escaped, row))
    yield "</tbody>\n</table>"


def _comparison(answer: Answer) -> Iterator[str]:
    grid = layout.grid(answer)
    if grid is None:
        return
    numbers = {str(source.number) for source in answer.sources}

    def linked(cell: str) -> str:
        return _NUMBER.sub(lambda it: _link(it[1]) if it[1] in numbers else it[0], _escaped(cell))

    rows = (_row(map(linked, row)) for row in grid.rows)
    head = _head(map(_escaped, ("aspect", *grid.columns[1:])))
    yield from _section("Comparison", (*head, *rows, "</tbody>\n</table>"))


def _head(columns: Iterable[str]) -> Iterator[str]:
    cells = "".join(f'<th scope="col">{column}</th>' for column in columns)
    yield f"<table>\n<thead>\n<tr>{cells}</tr>\n</thead>\n<tbody>"


def _row(cells: Iterable[str]) -> str:
    first, *rest = cells
    others = "".join(f"<td>{cell}</td>" for cell in rest)
    return f'<tr><th scope="row">{first}</th>{others}</tr>'


def _source(source: Source) -> str:
    title = f"<cite>{_escaped(layout.described(source))}</cite>"
    if address := layout.address(source):
        title = f'<a href="{escape(address)}" rel="noreferrer">{title}</a>'
    facts = [source.category, layout.percent(source), layout.origin(source)]
    rest = " · ".join((title, *(_escaped(fact) for fact in facts if fact)))
    number, name = source.number, _escaped(source.archive_id)
    return f'<li id="source-{number}" value="{number}"><code>{name}</code> {rest}</li>'
