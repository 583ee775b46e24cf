"""A changed output needs a raised version; `python -m tests.extract.test_versions` notes both."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from extract.claude.convert import to_extraction
from extract.claude.prompt import prompt_for
from extract.claude.reply import read_answer
from extract.pipeline import extract_papers, extractor_version, passages_of
from extract.records import Extraction, Paper
from extract.sources.read import read_files
from extract.tagger.labels import Tier
from extract.versions import CONVERSION, VERSIONS, change, outdated, stated_version
from extract.vocabulary import data_dir
from tests.extract.extracted import VOCABULARY
from tests.wave_bench import answer_of, paper

FILE = Path(__file__).with_name("versions.json")
COMPONENTS = {
    "text": ["passages"],
    "mentions": ["entities", "mentions"],
    "phrases": ["phrases"],
    "relations": ["paper_relations", "entity_relations"],
    "claims": ["claims"],
}


def _papers() -> list[Paper]:
    records = read_files([data_dir() / "demo" / "both.jsonl"])
    return [paper(), *(record.item for record in records if isinstance(record.item, Paper))]


def _digest(made: Iterable[Extraction], fields: Iterable[str], exact: bool = True) -> str:
    rows = [{name: asdict(extraction)[name] for name in fields} for extraction in made]
    text = json.dumps(rows, sort_keys=True)
    if not exact:  # of 8-bit products, processors may round the last digit otherwise
        text = re.sub(r'"confidence": [\d.]+', "", text)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _converted() -> Extraction:
    asked = prompt_for(passages_of(paper()))
    assert asked
    reply = answer_of(json.loads(asked.text)["sentences"])
    return to_extraction(paper(), asked.spans, read_answer(json.dumps(reply)), VOCABULARY)[0]


def _now() -> dict[str, Any]:
    """What the texts, the data and each component's output and version are."""
    papers, tiers = _papers(), dict[Tier, list[Extraction]]()
    for tier in ("fast", "accurate"):
        tiers[tier] = extract_papers(papers, VOCABULARY, tier)
    given = json.dumps([[asdict(item) for item in papers], VOCABULARY.version]).encode()
    noted: dict[str, Any] = {
        "given": [hashlib.sha256(given).hexdigest()[:16], stated_version().rpartition("=")[2]]
    }
    for name, fields in COMPONENTS.items():
        outputs = [_digest(made, fields, tier == "fast") for tier, made in tiers.items()]
        noted[name] = [VERSIONS[name], *outputs]
    noted["claude"] = [CONVERSION, _digest([_converted()], asdict(_converted()))]
    return noted


def _advice(noted: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """What is to be done before the two agree; empty where they do."""
    if noted == now:
        return ""
    note = "note it: python -m tests.extract.test_versions"
    if noted["given"] != now["given"]:
        return f"the texts, the vocabulary or the trained data changed; {note}"
    silent = [
        name
        for name, (version, *outputs) in now.items()
        if noted.get(name, [0])[0] == version and noted[name][1:] != outputs
    ]
    raised = f"the output changed: raise in extract/versions.py {', '.join(silent)}; then "
    return f"{raised if silent else ''}{note}"


def test_a_changed_output_has_a_raised_version() -> None:
    assert set(COMPONENTS) == set(VERSIONS)
    advice = _advice(json.loads(FILE.read_text()), _now())
    assert not advice, advice


def test_the_advice_names_what_changed() -> None:
    noted = {"given": ["a", "b"], "text": [1, "c"], "claude": [1, "d"]}
    assert _advice(noted, noted) == ""
    assert "raise in extract/versions.py text;" in _advice(noted, {**noted, "text": [1, "other"]})
    assert _advice(noted, {**noted, "text": [2, "other"]}).startswith("note it")
    assert _advice(noted, {**noted, "given": ["a", "other"]}).startswith("the texts, the vocab")


def test_what_an_older_extractor_did_otherwise_is_named() -> None:
    now = extractor_version(VOCABULARY)
    accurate = extractor_version(VOCABULARY, "accurate")
    older = now.replace("text=1", "text=0").replace(",claims=1", "")
    hashed = "0123456789ab-scispacy-0123456789ab-fast"
    assert outdated({now: 3, accurate: 2, "": 1}, now) == ""
    assert change(older, now) == "text 0, now 1, claims 0, now 1"
    assert change(older, stated_version()) == change(older, now)
    assert change(f"claude=0,{now}+claude:haiku:1", now) == "claude 0, now 1"
    assert outdated({now: 1, older: 2, hashed: 1_000}, now) == (
        "1,002 of the archive's papers come from an older extractor "
        "(text 0, now 1, claims 0, now 1; made before its components had versions)"
    )


if __name__ == "__main__":
    FILE.write_text(json.dumps(_now(), indent=1) + "\n")
