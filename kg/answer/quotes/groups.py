"""Quotes on the same entity, grouped."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from kg.answer.quotes.choosing import Quote
from kg.questions.folding import folded
from kg.retrieve.evidence import Node

LEAST = 2  # papers that make a group
MOST = 4  # quotes of a group


@dataclass(frozen=True, slots=True)
class Group:
    """Quotes that name one entity (`on`), or a quote by itself."""

    on: Node | None
    quotes: tuple[Quote, ...]


def grouped(
    quotes: Sequence[Quote], names: Callable[[Quote], Sequence[Node]], asked: Collection[str]
) -> list[Group]:
    """Quotes of different papers grouped by an entity that they name, largest group first.

    `asked` are stems of the question: what they name is no news. The rest stand alone, in order.
    """
    left, made = list(quotes), list[Group]()
    named = {quote.key: [node for node in names(quote) if is_news(node, asked)] for quote in quotes}
    while True:
        node, own = _largest(left, named)
        if node is None:
            break
        made.append(Group(node, tuple(own[:MOST])))
        left = [quote for quote in left if quote not in own]
    alone = [Group(None, (quote,)) for quote in left]
    return [*made, *alone]


def _largest(
    quotes: Sequence[Quote], named: Mapping[tuple[str, int], Sequence[Node]]
) -> tuple[Node | None, list[Quote]]:
    held: dict[Node, list[Quote]] = {}
    for quote in quotes:
        for node in named[quote.key]:
            own = held.setdefault(node, [])
            if all(other.paper.id != quote.paper.id for other in own):
                own.append(quote)
    best = max(
        ((node, own) for node, own in held.items() if len(own) >= LEAST),
        key=lambda pair: (len(pair[1]), len(pair[0].name.split()), pair[0].id),
        default=None,
    )
    return best if best is not None else (None, [])


def is_news(node: Node, asked: Collection[str]) -> bool:
    """Whether a name adds something new: a term of several words, or the name of a type.

    `asked` are stems of the question; what is made of none but them, or shares most, is no news.
    """
    words = folded(node.name)
    narrow = node.label != "Term" or len(words) > 1
    return narrow and 2 * len(words & frozenset(asked)) < len(words)
