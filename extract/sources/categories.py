"""arXiv categories among the subject classes (MSC, ACM) that sources write beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)?(?:\.(?:[A-Z]{2}|[a-z]+(?:-[a-z]+)?))?", re.ASCII)


def arxiv_categories(raw: Iterable[str]) -> tuple[str, ...]:
    """Those that have a category's shape (`cs.SE`, `hep-th`, `physics.ed-ph`), each once."""
    stripped = (category.strip() for category in raw)
    return tuple(dict.fromkeys(category for category in stripped if _CATEGORY.fullmatch(category)))
