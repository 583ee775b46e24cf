"""The first of four layers between untrusted Cypher and the graph: what is allowed at all.

A query passes when it is one statement of limited size, every statement and sub-query begins with
a reading clause, every word where a clause may stand is on the list, and CALL names an allowed
procedure or a sub-query. Words in a name's place pass: `p.set`, `(:Merge)`, `{load: 1}`, `AS use`.
The other layers: parameters instead of pasted text, the engine's own read-only mode with caps, and
a process that can be killed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extract.lexicon import word_set
from kg.errors import GuardError
from kg.stores.cypher_tokens import CypherToken, refuse_odd_characters, shown, tokens, where
from kg.stores.neo4j.plans import PROCEDURES

MAX_LENGTH: Final = 20_000
MAX_TOKENS: Final = 4_000
MAX_DEPTH: Final = 64

FIRST_WORDS: Final = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"})
FUNCTION_GROUPS: Final = frozenset(
    {"date", "time", "localtime", "datetime", "localdatetime", "duration", "point", "vector"}
)


REFUSED_WORDS: Final = word_set(
    "ALTER CREATE DELETE DENY DETACH DROP EXPLAIN FOREACH FORMAT GRANT INSERT LOAD MERGE NODETACH "
    "PROFILE REMOVE RENAME REVOKE SET SHOW TERMINATE USE"
)
_ENDINGS: Final = word_set("END NULL TRUE FALSE ASC ASCENDING DESC DESCENDING")
# The words that may stand right after something complete: a name, a value, a closing bracket.
_KNOWN: Final = _ENDINGS | word_set(
    "MATCH OPTIONAL WITH UNWIND RETURN CALL WHERE ORDER BY SKIP OFFSET LIMIT UNION YIELD FILTER "
    "LET FINISH HAVING INTERSECT EXCEPT USING SEEK SCAN JOIN ON AND OR XOR NOT IN IS STARTS ENDS "
    "CONTAINS AS CASE WHEN THEN ELSE DISTINCT ALL OVER PARTITION FROM NULLS FIRST LAST PATH PATHS "
    "GROUP GROUPS TYPED NFC NFD NFKC NFKD NORMALIZED"
)
_QUERY_OPENERS: Final = word_set("CALL EXISTS COUNT COLLECT")
_PATTERN_OPENERS: Final = word_set("EXISTS COUNT")
_SET_WORDS: Final = word_set("UNION INTERSECT EXCEPT")
_OPENING: Final = {")": "(", "]": "[", "}": "{"}
_NOWHERE: Final = CypherToken("mark", "", "", 0)


def check_read_only(text: str) -> None:
    """Let a reading query pass; GuardError, in one line, for anything else."""
    if len(text) > MAX_LENGTH:
        raise GuardError(f"the query is longer than {MAX_LENGTH:,} characters")
    refuse_odd_characters(text)
    stream: list[CypherToken] = []
    for token in tokens(text):
        stream.append(token)
        if len(stream) > MAX_TOKENS:
            raise GuardError(f"the query has more than {MAX_TOKENS:,} words and marks")
    if stream and stream[-1].text == ";":
        stream.pop()
    if not stream:
        raise GuardError("the query is empty")
    _Reader(text, stream).read()


class _Reader:
    """Checks the tokens of one query in one pass, with the state that says what may come next."""

    def __init__(self, text: str, stream: Sequence[CypherToken]) -> None:
        self._text, self._tokens = text, stream
        self._open: list[str] = []
        self._first = True  # a statement or sub-query begins here
        self._pattern = False  # and may be a bare pattern: EXISTS { (a)-->(b) }
        self._complete = False  # what stands right before is a whole value
        self._labels = False  # inside `:A|B&!C`
        self._alias = False  # right after AS

    def read(self) -> None:
        for place, token in enumerate(self._tokens):
            first, pattern, self._first, self._pattern = self._first, self._pattern, False, False
            begins = token.kind == "word" or (pattern and token.text == "(")
            if first and not begins:
                raise self._refusal(token, f"a query can't begin with {shown(token.text)}")
            if token.kind == "word":
                self._word(place, token, first)
            elif token.kind == "mark":
                self._mark(place, token)
            else:
                self._value(place, token)
        if self._open:
            raise GuardError(f"the bracket {self._open[-1]} is not closed")

    def _word(self, place: int, token: CypherToken, first: bool) -> None:
        if not first and self._is_name(place, token):
            self._no_odd_function(place, token)
            self._labels = self._labels or self._at(place - 1).text == ":"
            self._complete, self._alias = True, False
            return
        if first and token.upper not in FIRST_WORDS:
            raise self._refusal(token, f"{shown(token.text)} is refused: queries here only read")
        if token.upper in REFUSED_WORDS or self._is_in_transactions(place, token):
            raise self._refusal(token, f"{shown(token.text)} is refused: queries here only read")
        if self._complete and token.upper not in _KNOWN:
            raise self._refusal(token, f"{shown(token.text)} is no clause that is allowed here")
        if token.upper == "CALL":
            self._call(place, token)
        self._keyword(place, token)

    def _keyword(self, place: int, token: CypherToken) -> None:
        """A clause, an operator, or a variable; say what may follow."""
        word, before = token.upper, self._at(place - 1).upper
        self._labels = False
        self._alias = word == "AS"
        self._complete = word in _ENDINGS or word not in _KNOWN
        self._first = self._begins_next(place, word, before)

    def _begins_next(self, place: int, word: str, before: str) -> bool:
        after = self._at(place + 1).upper
        if word in _SET_WORDS:
            return after not in ("ALL", "DISTINCT")
        return word in ("ALL", "DISTINCT") and before in _SET_WORDS

    def _mark(self, place: int, token: CypherToken) -> None:
        mark = token.text
        if mark == ";":
            raise self._refusal(token, "one statement at a time, please")
        self._labels = mark == ":" or (self._labels and mark in "|&!%")
        self._complete = mark in _OPENING or (mark == "*" and self._is_everything(place))
        self._alias = False
        if mark == "{":
            opener = self._query_opener(place)
            self._first, self._pattern = bool(opener), opener in _PATTERN_OPENERS
        if mark in "([{":
            self._open.append(mark)
            if len(self._open) > MAX_DEPTH:
                raise self._refusal(token, f"brackets are nested over {MAX_DEPTH} deep")
        elif mark in _OPENING and (not self._open or self._open.pop() != _OPENING[mark]):
            raise self._refusal(token, f"the bracket {mark} closes nothing")

    def _value(self, place: int, token: CypherToken) -> None:
        called = token.kind == "quoted_name" and self._at(place + 1).text == "("
        if called and self._at(place - 1).text != ":":
            raise self._refusal(token, "a function's name may not be quoted")
        self._complete, self._alias = True, False

    def _is_name(self, place: int, token: CypherToken) -> bool:
        """Is the word here a property, label, type, map key, alias or plainly a variable?"""
        before, after = self._at(place - 1), self._at(place + 1)
        if before.text == ".":
            owner = self._at(place - 2)
            return owner.text != "." and owner.kind != "number"
        if before.text == ":" or self._alias or (self._labels and before.text in ("|", "&", "!")):
            return True
        if token.upper not in REFUSED_WORDS:
            return False
        if after.text == "." or before.text in ("(", "[", ","):
            return after.text == "." or after.text in (":", ")", "]")
        return before.text == "{" and after.text == ":"

    def _is_in_transactions(self, place: int, token: CypherToken) -> bool:
        """Is this `CALL {…} IN TRANSACTIONS`, not a variable of that name?"""
        before = (self._at(place - 2).text, self._at(place - 1).upper)
        return token.upper == "TRANSACTIONS" and before == ("}", "IN")

    def _no_odd_function(self, place: int, token: CypherToken) -> None:
        """Refuse `apoc.load.json(…)`: of dotted functions only those on dates, points, vectors."""
        if self._at(place + 1).text != "(" or self._at(place - 1).text != ".":
            return
        parts = self._dotted_before(place)
        name = ".".join(part.text for part in parts)
        known = parts[0].text.lower() in FUNCTION_GROUPS or name in PROCEDURES
        if not known or any(part.kind != "word" for part in parts):
            raise self._refusal(token, f"the function {shown(name)} is not allowed")

    def _dotted_before(self, place: int) -> list[CypherToken]:
        """The parts of `a.b.c` that ends at a place."""
        parts = [self._tokens[place]]
        while self._at(place - 1).text == "." and place >= 2:
            place -= 2
            parts.insert(0, self._tokens[place])
        return parts

    def _call(self, place: int, token: CypherToken) -> None:
        """Refuse CALL of anything but a sub-query or a procedure on the list."""
        after = self._at(place + 1)
        if after.text in ("{", "("):
            return
        name, place = after.text, place + 2
        while self._at(place).text == ".":
            name += "." + self._at(place + 1).text
            place += 2
        if name not in PROCEDURES:
            allowed = ", ".join(sorted(PROCEDURES))
            raise self._refusal(token, f"CALL {shown(name)} is not allowed (allowed: {allowed})")

    def _query_opener(self, place: int) -> str:
        """The word that makes the `{` here begin a sub-query (`CALL (x) {` too), else nothing."""
        before = place - 1
        if self._at(before).text == ")":
            before = self._opening(before) - 1
            return "CALL" if self._at(before).upper == "CALL" else ""
        word = self._at(before).upper
        return word if word in _QUERY_OPENERS else ""

    def _opening(self, place: int) -> int:
        """Place of the bracket that the `)` at a place closes."""
        depth = 0
        while place >= 0:
            depth += {")": 1, "(": -1}.get(self._tokens[place].text, 0)
            if depth == 0:
                break
            place -= 1
        return place

    def _is_everything(self, place: int) -> bool:
        """Is the `*` here all columns (`RETURN *`), not a product?"""
        return self._at(place - 1).upper in ("RETURN", "WITH", "DISTINCT", ".")

    def _at(self, place: int) -> CypherToken:
        return self._tokens[place] if 0 <= place < len(self._tokens) else _NOWHERE

    def _refusal(self, token: CypherToken, reason: str) -> GuardError:
        return GuardError(f"{where(self._text, token.place)}: {reason}")
