"""The vocabulary that an archive was built with: the shipped one, and what its users added.

A reader has the graph alone, so the graph says which of its entities users' vocabularies gave. A
concept that no paper leads to is not in it, and there is nothing to answer of it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from extract.entities.alias_reasons import VOCABULARY
from extract.vocabulary import Concept, Vocabulary, load_vocabulary, make_vocabulary
from kg.stores.base import Store


def archive_vocabulary(store: Store) -> Vocabulary:
    """Give the vocabulary of the archive that a store holds."""
    rows = store.run("own_concepts").dicts()
    return _with_own(json.dumps(rows)) if rows else load_vocabulary()


@lru_cache(maxsize=4)
def _with_own(content: str) -> Vocabulary:
    shipped = load_vocabulary()
    groups = groupby(json.loads(content), itemgetter("id"))
    own = {key: _concept(list(rows), shipped.concepts.get(key)) for key, rows in groups}
    made = make_vocabulary({**shipped.concepts, **own}, shipped.version)
    return replace(made, own=frozenset(own))


def _concept(rows: list[dict[str, Any]], shipped: Concept | None) -> Concept:
    """The concept of an entity, one row for each that is right above it."""
    row = rows[0]
    known = shipped or Concept(row["id"], row["name"], row["label"])
    reasons = zip(row["aliases"], row["alias_reasons"], strict=True)
    aliases = {alias for alias, reason in reasons if reason == VOCABULARY} - {known.name}
    parents = {(above["type"], above["parent"]) for above in rows if above["parent"] is not None}
    return replace(
        known,
        aliases=tuple(sorted({*known.aliases, *aliases})),
        parents=tuple(sorted({*known.parents, *parents})),
    )
