"""The demo archive, and real papers, give the same rows and the same answers on both stores."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from extract.ingest import ingest
from extract.journal.journal import Journal
from extract.vocabulary import load_vocabulary
from kg.answer.records import Answer
from kg.ask import ask
from kg.build.load import build_graph
from kg.check.answer import check_answer
from kg.embed.embedder import Embedder
from kg.queries import read_queries
from kg.records import Limits, Value
from kg.settings import Login
from kg.stores.base import Store
from kg.stores.open import open_store, open_writer
from tests.compare_checkouts import QUESTIONS
from tests.neo4j_server import Neo4jServer

Both = tuple[Store, Store]


def both_stores(
    folder: Path, journal: Journal, address: str, login: Login, embedder: Embedder | None
) -> Iterator[Both]:
    """Build a journal's graph in a folder and on a server, and open both."""
    for url in (f"file:{folder}", address):
        build_graph(
            journal,
            open_writer(url, login),
            load_vocabulary(),
            embedder,
            version="test",
            built_at="2026-01-01T00:00:00Z",
        )
    here, there = open_store(f"file:{folder}"), open_store(address, login)
    yield here, there
    here.close()
    there.close()


@pytest.fixture(scope="module")
def demos(
    tmp_path_factory: pytest.TempPathFactory,
    neo4j_server: Neo4jServer,
    login: Login,
    embedder: Embedder,
    demo_journal: Path,
) -> Iterator[Both]:
    """Give the demo archive on both stores."""
    neo4j_server.wipe()
    folder = tmp_path_factory.mktemp("demo")
    with Journal(Path(shutil.copy(demo_journal, folder))) as journal:
        yield from both_stores(folder, journal, neo4j_server.address, login, embedder)


def test_every_read_query_gives_equal_rows(demos: Both) -> None:
    assert differing(demos) == []


def differing(both: Both) -> list[str]:
    """Names of read queries whose rows differ, with parameters out of the archive."""
    sets = parameter_sets(both[0])
    return [
        query.name
        for query in read_queries()
        for given in sets
        for bound in ({p.name: given[p.name] for p in query.parameters if p.name in given},)
        if both[0].run(query.name, bound).rows != both[1].run(query.name, bound).rows
    ]


FIXED: dict[str, Value] = {
    "keys": ["fine tuning", "bert", "code summarization"],
    "key": "bert",
    "floor": 0.5,
    "facets": ["tuning", "data", "evaluation", "model"],
    "types": ["USES", "PROPOSES", "REPORTS", "EVALUATES_ON"],
    "elements": [],
    "prefix": "co",
    "words": "an",
    "beginnings": ["language", "mod"],
    "phrase": "language model",
    "pattern": r"(?is).*\blanguage\s+models?\b.*",
    "role": "result",
    "doi": "10.48550/arxiv.1706.03762",
    "since": 2019,
}


def parameter_sets(store: Store) -> list[dict[str, Value]]:
    """Parameters for every query, by name, in six sets; all name what the store has."""
    ids: Callable[[str], list[Value]] = lambda text: [  # noqa: E731
        row[0] for row in store.cypher(text, {}, Limits()).rows
    ]
    entities = ids("MATCH (n:Entity) RETURN n.id ORDER BY n.mentions DESC, n.id LIMIT 12")
    papers = ids("MATCH (n:Paper) RETURN n.id ORDER BY n.id LIMIT 40")
    passages = ids("MATCH (n:Passage) RETURN n.id ORDER BY n.id LIMIT 40")
    relations = ids("MATCH ()-[r:USES]->() RETURN r.id ORDER BY r.id LIMIT 30")
    authors = ids("MATCH (n:Author) RETURN n.id ORDER BY n.id LIMIT 3")
    categories = ids("MATCH (n:Category) RETURN n.id ORDER BY n.id LIMIT 3")
    text = "MATCH (a)-[r:USES]->() RETURN r.id AS id, a.id AS source ORDER BY id LIMIT 30"
    ends = store.cypher(text, {}, Limits()).dicts()
    shared: dict[str, Value] = FIXED | {
        "papers": papers,
        "paper_ids": papers,
        "ids": [*passages, *relations],
        "entities": entities[:3],
        "subjects": entities[:3],
        "passages": passages,
        "archive_id": ids("MATCH (n:Paper) RETURN n.archive_id ORDER BY n.id LIMIT 1")[0],
    }
    named = [papers[0], entities[0], passages[0], authors[0], categories[0], relations[0]]
    return [
        shared
        | {
            "id": ends[turn % len(ends)]["id"] if turn == 5 else named[turn],
            "from": ends[turn]["source"],
            "to": entities[turn],
            "left": papers[turn : turn + 20],
            "right": papers[turn + 10 : turn + 30],
            "side": [entities[turn]],
            "aspect": [entities[(turn + 2) % len(entities)]],
            "facet": ("tuning", "data", "evaluation", "model", "inference", "task")[turn],
            "label": ("Method", "Model", "Dataset", "Task", "Metric", "Domain")[turn],
            "category": categories[turn % len(categories)],
        }
        for turn in range(6)
    ]


@pytest.mark.parametrize("text", ["fine-tuning for physics", "code comments", "BLEU and METEOR"])
def test_searches_find_the_same(text: str, demos: Both, embedder: Embedder) -> None:
    here, there = demos
    assert there.text_search(text, 200) == here.text_search(text, 200)
    vector = embedder.encode([text])[0]
    papers = [str(row[0]) for row in here.run("papers_on_both", WIDE).rows]
    for within in (None, papers):
        near, same = (store.vector_search(vector, 40, within) for store in demos)
        assert [hit.passage_id for hit in near] == [hit.passage_id for hit in same]
        assert [hit.score for hit in near] == pytest.approx([h.score for h in same], abs=2e-6)


WIDE: dict[str, Any] = {
    "side": ["domain:software-engineering"],
    "aspect": ["method:machine-learning", "domain:machine-learning"],
    "floor": 0.0,
}


def without_times(given: Answer) -> str:
    """The answer's JSON without the time it was made, scores to five decimals."""
    answer = given.to_dict()
    answer["provenance"] |= {"answered_at": "", "timings_ms": {}}
    return json.dumps(rounded(answer), ensure_ascii=False, indent=1)


def rounded(cell: Any) -> Any:
    """A JSON value with its floats rounded to five decimals."""
    if isinstance(cell, float):
        return round(cell, 5)
    if isinstance(cell, dict):
        return {key: rounded(part) for key, part in cell.items()}
    return [rounded(part) for part in cell] if isinstance(cell, list) else cell


@pytest.mark.parametrize("question", QUESTIONS)
def test_questions_have_the_same_checked_answer(
    question: str, demos: Both, embedder: Embedder
) -> None:
    here, there = (ask(question, store, load_vocabulary(), embedder) for store in demos)
    assert check_answer(there, demos[1], embedder) == []
    assert without_times(there) == without_times(here)


def test_every_read_query_gives_equal_rows_on_real_papers(
    tmp_path: Path, shared_data: Path, neo4j_server: Neo4jServer, login: Login
) -> None:
    """The last test of the module, as it overwrites the demo archive on the server."""
    some = tmp_path / "some.jsonl"
    with gzip.open(shared_data / "arxiv-16k" / "arxiv-metadata-sample.jsonl.gz", "rt") as file:
        some.write_text("".join(islice(file, 2_050)), encoding="utf-8")
    with Journal(tmp_path / "journal.sqlite") as journal:
        ingest([some], journal, load_vocabulary())
        for both in both_stores(tmp_path, journal, neo4j_server.address, login, None):
            assert len(list(journal.papers())) >= 2_000
            assert differing(both) == []
            for text in ("graph neural networks", "quantum field theory on the lattice"):
                assert both[0].text_search(text, 200) == both[1].text_search(text, 200)
