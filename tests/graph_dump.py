"""A store's whole graph as text, to compare two stores."""

from __future__ import annotations

import json
from typing import Any

from kg.records import Limits
from kg.settings import Login
from kg.stores.base import Store
from kg.stores.open import open_store

_ALL = "MATCH (n) WHERE NOT n:Archive RETURN n AS cell UNION ALL MATCH ()-[r]->() RETURN r AS cell"


def dump(store: Store, without: str = "") -> list[str]:
    """Every node and relationship but the archive's own record, sorted; `without` one property."""
    cells: list[Any] = [row[0] for row in store.cypher(_ALL, {}, Limits(60, 10**6, 10**9)).rows]
    for cell in cells:
        cell["properties"].pop(without, None)
    return sorted(json.dumps(cell, sort_keys=True) for cell in cells)


def opened_dump(address: str, login: Login, without: str = "") -> list[str]:
    """The same of a store at an address."""
    store = open_store(address, login)
    try:
        return dump(store, without)
    finally:
        store.close()
