"""The guard lets reading queries pass and nothing else; incidents of others are cases here."""

# ruff: noqa: E501, RUF001
from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import GuardError
from kg.queries import load_queries
from kg.stores.cypher_tokens import tokens
from kg.stores.guard import FIRST_WORDS, MAX_DEPTH, MAX_LENGTH, REFUSED_WORDS, check_read_only

PASS = {
    "plain": "MATCH (p:Paper) RETURN p LIMIT 5",
    "lower case": "match (p:Paper) where p.year > 2020 return p.title order by p.year desc limit 3;",
    "property named for a clause": "MATCH (p) WHERE p.set = 1 AND p.create IS NULL RETURN p.delete",
    "label named for a clause": "MATCH (n:Merge)-[:SET|DELETE]->(:Drop&!Load) RETURN n",
    "quoted label": "MATCH (n:`DETACH DELETE`) RETURN n.`remove`",
    "map key named for a clause": "RETURN {load: 1, create: {set: 2}} AS m",
    "map projection": "MATCH (p:Paper) RETURN p {.title, .set, year: p.year, .*} AS p",
    "alias named for a clause": "MATCH (p) RETURN count(p) AS create",
    "variable named for a clause": "MATCH (show:Show)-[use:USES]->(x) RETURN show.title, type(use)",
    "words in a string": "MATCH (p) WHERE p.title CONTAINS 'CREATE (n) DETACH DELETE n' RETURN p",
    "escaped quotes": r"""RETURN 'it\'s ; LOAD CSV' AS a, "say \"MERGE\"" AS b""",
    "words in comments": "MATCH (p) // CREATE (n)\nRETURN p /* LOAD CSV; SET */ LIMIT 1",
    "parameters": "MATCH (p {id: $create}) WHERE p.year IN $`load csv` RETURN p, $0 AS zero",
    "sub-query": "CALL { MATCH (p:Paper) RETURN p UNION ALL MATCH (q) RETURN q AS p } RETURN p",
    "importing sub-query": "MATCH (p) CALL (p) { WITH p MATCH (p)--(q) RETURN q } RETURN q",
    "procedure": "CALL db.labels() YIELD label RETURN label",
    "procedure without brackets": "CALL db.relationshipTypes",
    "full text": "CALL db.index.fulltext.queryNodes('passage_text', $q) YIELD node, score RETURN node",
    "exists with a pattern": "MATCH (p) WHERE NOT EXISTS { (p)-[:USES]->() } RETURN p",
    "exists with a query": "MATCH (p) WHERE EXISTS { MATCH (p)--(q) WHERE q.x = 1 } RETURN p",
    "count and collect": "MATCH (p) RETURN COUNT { (p)--() } AS n, COLLECT { MATCH (q) RETURN q } AS c",
    "case": "MATCH (p) RETURN CASE WHEN p.x THEN 1 ELSE 2 END AS c ORDER BY c ASC SKIP 1 LIMIT 2",
    "lists": "UNWIND range(1, 3) AS i WITH [x IN [1, 2] WHERE x > i | x * 2] AS l RETURN l[0..1], l",
    "paths": "MATCH p = shortestPath((a)-[:USES|PART_OF*..4]-(b)) RETURN [n IN nodes(p) | n.id]",
    "quantifier": "MATCH ((a)-[:PART_OF]->(b)){1,3} RETURN a, b",
    "numbers": "RETURN 1e5 + 0x1F + 1_000 - .5 AS n, [1, 2, 3][1..] AS l",
    "dates": "RETURN date('2024-01-01').year AS y, duration.between(date(), date()) AS d, date.truncate('year', date()) AS t",
    "variable transactions": "MATCH (n) WITH count(n) AS transactions RETURN transactions",
    "letters of the world": "MATCH (größe:Straße) RETURN größe.naïve AS été",
    "other scripts in strings": "MATCH (p) WHERE p.title = '量子 ｆｕｌｌ–width' RETURN p",
    "windows line ends": "MATCH (p)\r\nRETURN p\r\n",
    "everything": "MATCH (p) WITH * ORDER BY p.id RETURN *",
}

REFUSE = {
    "empty": "  // nothing\n",
    "CVE-2024-8309: generated text deletes all": "MATCH (n) DETACH DELETE n",
    "CVE-2024-8309: after a match": "MATCH (p:Paper) WHERE p.id = 'x' OR 1=1 SET p.title = 'gone' RETURN p",
    "CVE-2026-35402: CALL apoc": "CALL apoc.load.json('http://169.254.169.254/') YIELD value RETURN value",
    "CVE-2026-35402: with odd spaces": "MATCH (n) CALL\n\tapoc . cypher . doIt('x', {}) YIELD value RETURN 1",
    "CVE-2026-35402: quoted": "CALL `apoc.load.json`('http://localhost/') YIELD value RETURN value",
    "CVE-2026-35402: half quoted": "CALL db.`labels`() YIELD label RETURN label",
    "function of apoc": "RETURN apoc.cypher.runFirstColumnSingle('CREATE (n) RETURN n', {}) AS x",
    "quoted function": "RETURN `apoc`.`load`('x') AS x",
    "quoted function, no group": "RETURN `create`(1) AS x",
    "mcp-neo4j 296: explain": "EXPLAIN LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "mcp-neo4j 296: profile": "PROFILE MATCH (n) RETURN n",
    "mcp-neo4j 205: insert": "INSERT (:Paper {id: 'x'})",
    "insert after match": "MATCH (n) INSERT (n)-[:USES]->(:X)",
    "CVE-2026-32247: label breaks out": "MATCH (n:Paper) DETACH DELETE n //) RETURN n",
    "CVE-2026-22743: property breaks out": "MATCH (n) WHERE n.x = 1 REMOVE n.y RETURN n",
    "CodeGraphContext 882: load csv": "LOAD CSV FROM 'http://evil/' AS row RETURN row",
    "CodeGraphContext 882: later": "MATCH (n) WITH n LOAD CSV FROM 'file:///etc/passwd' AS r RETURN r",
    "CodeGraphContext 883: foreach": "MATCH (n) FOREACH (x IN [1] | CREATE (:X))",
    "graphrag-toolkit 291: in a sub-query": "CALL { CREATE (n) RETURN n } RETURN n",
    "graphrag-toolkit 291: in transactions": "MATCH (n) CALL (n) { RETURN 1 AS x } IN TRANSACTIONS RETURN x",
    "concurrent": "MATCH (n) CALL (n) { RETURN 1 AS x } IN 3 CONCURRENT TRANSACTIONS RETURN x",
    "full width letters": "MATCH (n) ＤＥＬＥＴＥ n",
    "full width in a first word": "ＭＡＴＣＨ (n) RETURN n",
    "long s": "MATCH (n) \u017fET n.x = 1 RETURN n",
    "dotless i": "\u0131NSERT (:X)",
    "kelvin sign": "MATCH (n) RETURN n S\u212aIP 1",
    "use": "USE system MATCH (n) RETURN n",
    "use in a sub-query": "CALL { USE neo4j MATCH (n) RETURN n } RETURN n",
    "show": "SHOW USERS",
    "terminate": "TERMINATE TRANSACTION 'x'",
    "create index": "CREATE INDEX x FOR (n:Paper) ON (n.id)",
    "drop": "DROP CONSTRAINT paper_id",
    "grant": "GRANT ROLE admin TO me",
    "start database": "START DATABASE neo4j",
    "cypher version": "CYPHER 25 MATCH (n) RETURN n",
    "two statements": "RETURN 1; RETURN 2",
    "two ends": "RETURN 1;;",
    "merge after a comment": "MATCH (n) /* reading */ MERGE (m) RETURN m",
    "set in a union": "MATCH (n) RETURN n UNION CREATE (n) RETURN n",
    "unknown clause": "MATCH (n) VACUUM n RETURN n",
    "unknown clause after a property": "MATCH (n) RETURN n.as CREATE (m)",
    "word after a number": "WITH 1.LOAD CSV FROM 'x' AS l RETURN l",
    "word after dots": "RETURN [1][0..LOAD] AS l",
    "alias twice": "RETURN 1 AS as CREATE (n)",
    "kglite's output form": "MATCH (n) RETURN n FORMAT CSV",
    "begins with a bracket": "(n) RETURN n",
    "begins with a string": "'x'",
    "begins with a parameter": "$query",
    "other procedure": "CALL dbms.killConnection('bolt-1')",
    "procedures of the engine": "CALL pagerank() YIELD node, score RETURN node",
    "open string": "RETURN 'x",
    "open name": "RETURN `x",
    "open comment": "RETURN 1 /* x",
    "open bracket": "RETURN (1",
    "wrong bracket": "RETURN (1]",
    "escape by code point": "RETURN '\\u0027 CREATE (n) //' AS x",
    "escape by code point in a name": "MATCH (n) \\u0053ET n.x = 1 RETURN n",
    "bare carriage return": "MATCH (n) // x\rDELETE n",
    "line separator": "MATCH (n) // x\u2028DELETE n",
    "next line": "MATCH (n) // x\u0085DELETE n",
    "null": "MATCH (n)\x00 RETURN n",
    "zero width": "MATCH (n) DE\u200bLETE n",
    "right to left": "MATCH (n) \u202eRETURN n",
    "no-break space": "MATCH\u00a0(n) RETURN n",
    "full width semicolon": "RETURN 1\uff1b RETURN 2",
    "too long": "RETURN '" + "x" * MAX_LENGTH + "'",
    "too many tokens": "RETURN " + "1+" * 4_000 + "1",
    "too deep": "RETURN " + "(" * (MAX_DEPTH + 1) + "1" + ")" * (MAX_DEPTH + 1),
}


@pytest.mark.parametrize("text", PASS.values(), ids=PASS.keys())
def test_reading_passes(text: str) -> None:
    check_read_only(text)


@pytest.mark.parametrize("text", REFUSE.values(), ids=REFUSE.keys())
def test_the_rest_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(GuardError) as refused:
        check_read_only(text)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 300


def test_every_read_query_of_the_project_passes_and_no_other() -> None:
    for query in load_queries().values():
        writes = {"SET", "DELETE", "MERGE", "CREATE", "REMOVE", "SHOW"} & {*query.text.split()}
        if query.kind == "read":
            check_read_only(query.text)
        elif query.kind in ("write", "schema") or writes:
            with pytest.raises(GuardError):
                check_read_only(query.text)


def test_a_refusal_says_where() -> None:
    with pytest.raises(GuardError, match="line 2, column 3: SET is refused"):
        check_read_only("MATCH (n)\n  SET n.x = 1")


@given(st.text())
def test_any_text_is_answered_by_a_verdict(text: str) -> None:
    verdict(text)


WORDS = [
    "//",
    "/*",
    "n",
    "1",
    "AS",
    "MATCH",
    "CALL",
    "SET",
    "LOAD",
    "CSV",
    "CREATE",
    "RETURN",
    "{",
    "}",
    "$a",
    "..",
]


@given(st.lists(st.sampled_from([*"(){}[].,:;|*'\"`/ \n", *WORDS])))
def test_any_tokens_are_answered_by_a_verdict(parts: list[str]) -> None:
    verdict(" ".join(parts))


HEADS = [
    "MATCH (n)",
    "MATCH (n) WHERE n.x = 1",
    "UNWIND [1] AS x",
    "WITH 1 AS x",
    "CALL db.labels() YIELD label",
    "MATCH (n) RETURN n UNION",
    "MATCH (n) CALL (n) {",
    "MATCH (n:A|B)",
    "WITH $p AS as",
    "MATCH (n) WITH n.as AS b",
]
TAILS = [
    "(m) RETURN m",
    "n.x = 1",
    "(m:X {id: 1})",
    "n",
    "CSV FROM 'x' AS row RETURN row",
    "(x IN [1] | y)",
    "`x`",
]
SPACES = [" ", "\n", "\t", " /* x */ ", " // x\n", "\r\n"]


@given(
    st.sampled_from(HEADS),
    st.sampled_from(SPACES),
    st.sampled_from(sorted(REFUSED_WORDS)),
    st.lists(st.booleans(), min_size=12, max_size=12),
    st.sampled_from(SPACES),
    st.sampled_from(TAILS),
)
def test_a_writing_word_where_a_clause_stands_is_refused(
    head: str, before: str, word: str, capitals: list[bool], after: str, tail: str
) -> None:
    mixed = "".join(
        char if capital else char.lower() for char, capital in zip(word, capitals, strict=False)
    )
    assert not verdict(f"{head}{before}{mixed}{after}{tail}")


@given(st.sampled_from(sorted(REFUSED_WORDS)), st.integers(0, 11), st.integers(0x80, 0x1FFFF))
def test_no_other_letter_makes_a_refused_word(word: str, place: int, code: int) -> None:
    char = chr(code)
    if unicodedata.category(char) == "Cs":
        return
    place %= len(word)
    changed = word[:place] + char + word[place + 1 :]
    assert not verdict(f"MATCH (n) {changed} (m)")


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=60))
def test_tokens_give_back_the_text_but_for_space_and_comments(text: str) -> None:
    try:
        parts = list(tokens(text))
    except GuardError:
        return
    for token in parts:
        assert text[token.place : token.place + len(token.text)] == token.text


def test_real_questions_of_others_pass(shared_data: Path) -> None:
    """Queries that run on Neo4j pass, but for those that call apoc and those that are SQL inside."""
    refused, read = [], 0
    for file in sorted((shared_data / "text2cypher" / "datasets").glob("*/*.csv")):
        with file.open(newline="", encoding="utf-8") as opened:
            for row in csv.DictReader(opened):
                if row["syntax_error"] == "False":
                    read += 1
                    if not verdict(row["cypher"]):
                        refused.append(row["cypher"])
    assert read > 10_000
    assert all("apoc." in text or "(SELECT " in text for text in refused)
    assert len(refused) < 15


def verdict(text: str) -> bool:
    """True where the text passes; it has a reading first word then."""
    message = ""
    try:
        check_read_only(text)
    except GuardError as error:
        message = str(error)
    assert "\n" not in message
    assert len(message) < 300
    if message:
        return False
    assert next(tokens(text)).upper in FIRST_WORDS
    return True
