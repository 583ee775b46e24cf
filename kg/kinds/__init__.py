"""The kinds of questions that the graph itself answers, one module each.

A module declares in `GRAPH_KINDS` how a question is read, which named queries are run for it and
what is said of their rows. Every module of this package is loaded: a new kind needs no other file
than its module, its query and its test.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from kg.answer.facts import GraphKind


def _declared() -> tuple[GraphKind, ...]:
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    kinds = [kind for module in modules for kind in module.GRAPH_KINDS]
    return tuple(sorted(kinds, key=lambda kind: (kind.order, kind.name)))


GRAPH_KINDS: Final = _declared()
