"""The stated version of each component of the extractor, and what an older one did otherwise.

Raise a component's number in the commit that changes its output: archives then extract their papers
again. `tests/extract/test_versions.py` fails where an output changed and no number did.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Final

from extract.models.weights import LOCK_FILE, models_dir
from extract.schema import SCHEMA_FILE, data_dir
from extract.word_lists import listed

VERSIONS: Final[Mapping[str, int]] = {
    "text": 1,  # passages, sentences and their roles
    "mentions": 1,  # mentions and the entities that they name
    "phrases": 1,  # noun phrases that may turn out to be terms
    "relations": 1,  # of a paper and between entities
    "claims": 1,  # what is said of one entity beside another
}
CONVERSION: Final = 1  # what becomes of an answer of Claude's
# What extraction reads of data/lexicon; what questions and answers read changes no extraction.
_WORDS: Final = (
    "claims", "clauses", "cues", "figures", "names", "phrase_words", "polarity", "relations",
    "roles",
)  # fmt: skip


@cache
def stated_version() -> str:
    """Give the components' versions, and under `data` a hash of weights, schema and word lists."""
    files = (models_dir() / LOCK_FILE, data_dir() / SCHEMA_FILE)
    lists = (listed(use).encode() for use in _WORDS)
    parts = (*(file.read_bytes() for file in files), *lists)
    data = hashlib.sha256(b"\0".join(parts)).hexdigest()
    return ",".join(
        [*(f"{name}={number}" for name, number in VERSIONS.items()), f"data={data[:8]}"]
    )


def outdated(papers: Mapping[str, int], now: str) -> str:
    """Say how many papers an older extractor extracted, and what it did otherwise; empty for none.

    `papers` counts them by extractor version.
    """
    changes = {version: why for version in papers if (why := change(version, now))}
    count = sum(papers[version] for version in changes)
    reasons = "; ".join(dict.fromkeys(changes.values()))
    line = f"{count:,} of the archive's papers come from an older extractor ({reasons})"
    return line if changes else ""


def change(version: str, now: str) -> str:
    """Say in what an extractor version differs from the one of now ("mentions 3, now 4").

    Empty where it differs in nothing that `now` states; vocabulary and tier are the user's choice.
    """
    then, wanted = _parts(version), _parts(now)
    if "+" in version:
        wanted["claude"] = str(CONVERSION)
    changed = [name for name in wanted if then.get(name) != wanted[name]]
    if not version or not changed:
        return ""
    if not then:
        return "made before its components had versions"
    return ", ".join(f"{name} {then.get(name, 0)}, now {wanted[name]}" for name in changed)


def _parts(version: str) -> dict[str, str]:
    stated = version.partition("-")[0].split(",")
    return {name: value for name, equals, value in (s.partition("=") for s in stated) if equals}
