"""What papers claim of two methods: stored, summed up, stated in answers and checked."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from api.cli.tables import print_entity
from extract.records import PHRASE, Claim, Extraction
from extract.vocabulary import load_vocabulary
from kg import views
from kg.ask import ask
from kg.build.relation_rows import claim_rows
from kg.check.answer import check_json
from kg.stores.base import Store
from tests.kg.archives import archive_of

LEAD = "Shelves of letters are read by encoders."
PAPERS = [
    ("Encoders on shelves", "We find that RoBERTa outperforms BERT on GLUE by 3.1 points."),
    ("Encoders in drawers", "Our results show that BERT is worse than RoBERTa on long letters."),
    ("Encoders in boxes", "We see that BERT outperforms RoBERTa when shelves are short. "
     "Our results show that BERT outperforms RoBERTa."),
    ("Encoders of stamps", "Our results show that RoBERTa is slower than BERT."),
    ("A shelf of one's own", "Our method outperforms BERT."),
    ("Letters without end", "Our results show that ELMo reads letters."),
]  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    papers = [
        {"id": f"p{n}", "title": title, "abstract": f"{LEAD} {text}", "date": f"20{20 + n}"}
        for n, (title, text) in enumerate(PAPERS)
    ]
    made = archive_of(tmp_path_factory.mktemp("claims"), papers)
    yield made
    made.close()


def weighing(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The statements that rest on a query of claims."""
    queries = {query["id"] for query in answer["provenance"]["queries"] if _is_claims(query)}
    return [s for s in (*answer["bottom_line"], *answer["scope"]) if s["query"] in queries]


def _is_claims(query: dict[str, Any]) -> bool:
    return bool(query["name"] == "claims_between")


@pytest.mark.parametrize(
    "question",
    [
        "Is RoBERTa better than BERT?",
        "Compare RoBERTa with BERT.",
        "How do RoBERTa and BERT differ?",
    ],
)
def test_an_answer_counts_each_paper_once_a_direction(store: Store, question: str) -> None:
    answer = ask(question, store, load_vocabulary(), None).to_dict()
    assert check_json(answer, store, None).holds
    (statement,) = weighing(answer)
    assert statement["kind"] == "counted"
    assert statement["text"].startswith(
        "Of the 4 papers that compare them, 2 report that RoBERTa is better than BERT "
        "(by 3.1 points on GLUE), 1 that BERT is better than RoBERTa (when shelves are short), "
        "1 that BERT is faster than RoBERTa ["
    )
    quotes = {citation["quote"] for citation in statement["citations"]}
    assert "Our results show that RoBERTa is slower than BERT." in quotes
    assert len(statement["citations"]) == 4


def test_nothing_is_said_where_nothing_is_claimed(store: Store) -> None:
    answer = ask("Is RoBERTa better than ELMo?", store, load_vocabulary(), None).to_dict()
    assert check_json(answer, store, None).holds
    assert weighing(answer) == []
    assert not any(map(_is_claims, answer["provenance"]["queries"]))


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("2 report that RoBERTa", "3 report that RoBERTa"),
        ("Of the 4 papers", "Of the 9 papers"),
        (", 1 that BERT is faster than RoBERTa", ""),
        ("1 that BERT is better than RoBERTa", "1 that RoBERTa is better than BERT"),
        ("1 that BERT is faster than RoBERTa", "1 that BERT is worse than RoBERTa"),
    ],
)
def test_a_false_count_is_found(store: Store, said: str, instead: str) -> None:
    answer = copy.deepcopy(
        ask("Is RoBERTa better than BERT?", store, load_vocabulary(), None).to_dict()
    )
    (statement,) = weighing(answer)
    assert said in statement["text"]
    statement["text"] = statement["text"].replace(said, instead)
    assert {f.rule for f in check_json(answer, store, None).failures} & {"count", "words"}


def test_an_entity_shows_what_is_claimed_of_it(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    view = views.entity(store, "BERT")
    shown = [(claim.words, claim.other, len(claim.papers)) for claim in view.claims]
    assert shown == [
        ("worse than", "RoBERTa", 2),
        ("better than", "RoBERTa", 1),
        ("faster than", "RoBERTa", 1),
        ("worse than", "what the paper proposes", 1),
    ]
    place = view.claims[0].places[-1]
    assert place.sentence == PAPERS[0][1]
    assert (place.value, place.unit, place.dataset) == (3.1, "points", "GLUE")
    print_entity(view)
    out = " ".join(capsys.readouterr().out.split())
    assert "worse than RoBERTa (2 papers: AG-" in out


def test_phrases_are_ends_where_they_are_terms() -> None:
    def claim(subject: str, other: str) -> Claim:
        return Claim("better", subject, other, 1, 0, 9, 0.9, "t")

    extraction = Extraction(
        "p",
        claims=(
            claim(f"{PHRASE}spin echo", "method:x"),
            claim("", f"{PHRASE}spin echoes"),
            claim("method:x", f"{PHRASE}no term"),
            claim(f"{PHRASE}spin echo", f"{PHRASE}spin echoes"),
        ),
    )
    term = "term:spin-echo"
    made = claim_rows(extraction, {"spin echo": term, "spin echoes": term})
    ends = {file: [(row["from"], row["to"]) for row in rows] for file, rows in made.items()}
    assert ends == {"claims": [(term, "method:x")], "paper_claims": [("p", term)]}
