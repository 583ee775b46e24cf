"""The server gives the very rows that the known papers make, and what a journal loses goes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from extract.journal.journal import Journal
from extract.vocabulary import Vocabulary
from kg.errors import QueryError, QueryTimeout, StoreError
from kg.queries import read_queries
from kg.records import Limits
from kg.settings import Login
from kg.stores.base import Store
from kg.stores.open import open_store
from tests.conftest import PATIENCE_S
from tests.graph_dump import dump

FILE = Path(__file__).parents[2] / "read_queries.jsonl"
CASES = {
    case["query"]: case["parameters"]
    for case in map(json.loads, FILE.read_text(encoding="utf-8").splitlines())
}
ALL = Limits()


@pytest.mark.parametrize("name", sorted(CASES))
def test_rows_are_those_of_the_embedded_store(name: str, small: Store, small_neo4j: Store) -> None:
    here, there = small.run(name, CASES[name]), small_neo4j.run(name, CASES[name])
    assert (there.columns, there.rows) == (here.columns, here.rows)


def test_every_node_and_relationship_is_the_same(small: Store, small_neo4j: Store) -> None:
    assert len(CASES) == len(read_queries())
    assert dump(small_neo4j) == dump(small)


@pytest.mark.parametrize(
    "text",
    [
        *("summarize code", "strings", "CODE code summaries", "", "the of", '"', "a AND (b OR"),
        *("*:* ~ ^2 [x TO y]", "text:foo", "\\", "code^", "/code/", "{code}", "&& || !"),
        "code\x00\n",
    ],
)
def test_words_find_the_same_with_the_same_scores(
    text: str, small: Store, small_neo4j: Store
) -> None:
    assert small_neo4j.text_search(text, 5) == small.text_search(text, 5)
    papers = ["arxiv:2302.00002", "doi:10.1/x", "nothing"]
    assert small_neo4j.text_search(text, 5, papers) == small.text_search(text, 5, papers)
    assert small_neo4j.text_search(text, 0) == []


def test_without_vectors_none_are_found(small_neo4j: Store) -> None:
    assert not small_neo4j.has_vectors()
    assert small_neo4j.vector_search(np.ones(384, dtype=np.float32), 3) == []


def test_a_path_and_a_relationship_have_content_ids(small_neo4j: Store) -> None:
    text = "MATCH p = (a:Paper)-[r:ADDRESSES]->(b) RETURN p, [r] AS rs, date('2020-01-02') AS d"
    path, inside, day = small_neo4j.cypher(text, {}, ALL).rows[0]
    assert isinstance(path, dict)
    assert isinstance(inside, list)
    assert path["relationships"] == inside
    assert day == "2020-01-02"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("CREATE (n)", "Create"),
        ("MATCH (n) DETACH DELETE n", "DetachDelete"),
        ("MERGE (n:Paper {id: 'x'})", "Merge"),
        ("INSERT (:Paper {id: 'x'})", "Create"),
        ("MATCH (n) SET n.x = 1", "Set"),
        ("MATCH (n:Paper) FOREACH (x IN [1] | SET n.y = x)", "Foreach"),
        ("LOAD CSV FROM 'http://127.0.0.1/x' AS line RETURN line", "LoadCSV"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "LoadCSV"),
        ("SHOW USERS", "AdministrationCommand"),
        ("SHOW SETTINGS", "ShowSettings"),
        ("SHOW TRANSACTIONS", "ShowTransactions"),
        ("TERMINATE TRANSACTION 'neo4j-transaction-1'", "TerminateTransactions"),
        ("CALL dbms.killConnection('x')", "dbms.killConnection"),
        ("CALL dbms.listConfig() YIELD name RETURN name", "dbms.listConfig"),
        ("CALL { CALL dbms.listConfig() YIELD name RETURN name } RETURN name", "dbms.listConfig"),
        ("CALL { MATCH (n) DELETE n } RETURN 1", ""),
        ("CREATE INDEX x FOR (n:Paper) ON (n.x)", "CreateIndex"),
        ("CALL { CREATE (n) } IN TRANSACTIONS RETURN 1", ""),
        ("RETURN 1; RETURN 2", ""),
        ("PROFILE CREATE (n)", ""),
        ("CYPHER runtime=slotted CREATE (n)", "Create"),
        ("CALL db.createLabel('X')", "db.createLabel"),
        ("", ""),
    ],
)
def test_strangers_can_only_read(text: str, named: str, small_neo4j: Store) -> None:
    before = small_neo4j.run("label_counts").rows
    with pytest.raises(QueryError, match=named or ".") as raised:
        small_neo4j.cypher(text, {}, ALL)
    assert "\n" not in str(raised.value)
    assert small_neo4j.run("label_counts").rows == before


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (a:Paper)-[*1..3]-(b) WHERE NOT (b)-[:CITES]->() RETURN count(DISTINCT b) AS n",
        "MATCH (a:Paper), (b:Entity) RETURN count(*) AS n",
        "MATCH p = shortestPath((a:Paper)-[*..4]-(b:Paper)) WHERE a.id < b.id RETURN p LIMIT 2",
        "MATCH (n) WITH n ORDER BY n.id SKIP 1 LIMIT 3 RETURN collect(n.id) AS ids",
        "CALL db.labels() YIELD label RETURN label",
        "CALL db.index.fulltext.queryNodes('passage_text', 'code') YIELD node RETURN node.id",
        "MATCH (n:Entity) WHERE n.name STARTS WITH 'a' RETURN $id AS x UNION RETURN 1 AS x",
        "OPTIONAL MATCH (n:Paper)-[r:USES]->() WHERE r.id IN ['x'] RETURN n",
        "MATCH (n:Paper) WHERE EXISTS { (n)-[:USES]->() } RETURN n.id, COUNT { (n)--() } AS d",
        "UNWIND [1, 2] AS x WITH DISTINCT x RETURN sum(x), [y IN [x] | y + 1] AS z",
        "MATCH (a:Paper) MATCH (b:Paper) WHERE a.year = b.year RETURN count(*)",
    ],
)
def test_strangers_may_read_in_many_ways(text: str, small_neo4j: Store) -> None:
    assert small_neo4j.cypher(text, {"id": "metric:bleu"}, ALL).columns


def test_rows_and_bytes_are_capped(small_neo4j: Store) -> None:
    text = "UNWIND range(1, 10) AS n RETURN n, 'abcdefghij' AS word"
    table = small_neo4j.cypher(text, {}, Limits(rows=4))
    assert (len(table.rows), table.truncated) == (4, True)
    table = small_neo4j.cypher(text, {}, Limits(rows=10))
    assert (len(table.rows), table.truncated) == (10, False)
    table = small_neo4j.cypher(text, {}, Limits(bytes=60))
    assert 0 < len(table.rows) < 10
    assert table.truncated


def test_time_and_memory_are_capped(small_neo4j: Store) -> None:
    slow = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a + b)"
    with pytest.raises(QueryTimeout, match="past its time"):
        small_neo4j.cypher(slow, {}, Limits(timeout_s=0.5))
    greedy = "UNWIND range(1, 20000000) AS x WITH collect(x) AS xs RETURN size(xs)"
    with pytest.raises(QueryError, match="memory"):
        small_neo4j.cypher(greedy, {}, Limits(timeout_s=PATIENCE_S))


def test_what_the_journal_loses_the_graph_loses(
    tmp_path: Path,
    small: Store,
    small_neo4j: Store,
    neo4j_address: str,
    login: Login,
    on_neo4j: Callable[..., None],
    small_vocabulary: Vocabulary,
    fill_small: Callable[[Journal], None],
) -> None:
    whole = dump(small_neo4j)
    with Journal(tmp_path / "journal.sqlite") as journal:
        fill_small(journal)
        journal.remove("arxiv:2302.00002")
        on_neo4j(neo4j_address, journal, small_vocabulary, version="small-1")
    rest = dump(small_neo4j)
    assert len(rest) < len(whole)
    assert not any("2302" in row or "bleu" in row for row in rest)
    with Journal(tmp_path / "again" / "journal.sqlite") as journal:
        fill_small(journal)
        on_neo4j(neo4j_address, journal, small_vocabulary, version="small-1")
    assert dump(small_neo4j) == whole


def test_a_store_that_is_not_one_says_so(neo4j_address: str, login: Login) -> None:
    with pytest.raises(StoreError, match="has no database nowhere: set KG_NEO4J_DATABASE"):
        open_store(neo4j_address, Login(login.user, login.password, "nowhere"))
