"""What names in questions mean: short forms, longer names, accents; and which papers a list has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from extract.vocabulary import load_vocabulary
from kg.ask import ask
from kg.check.answer import check_answer
from kg.stores.base import Store
from tests.kg.archives import archive_of

PAPERS = [
    ("Themes of letters", "We use Latent Dirichlet Allocation (LDA) to find themes in letters of "
     "sailors. LDA gives 12 themes.", ["Jos\u00e9 N\u00fa\u00f1ez"]),
    ("Leaves of oaks by shape", "Leaves are told apart by Linear Discriminant Analysis (LDA). LDA "
     "reaches an accuracy of 93%.", ["Jose Nunez"]),
    ("LDA of diaries", "We apply LDA to diaries and report perplexity.", ["Ann M\u00fcller"]),
    ("Waves in a box", "The Schr\u00f6dinger equation of a box is solved on a grid.", []),
    ("Waves in a ring", "We solve the Schroedinger equation of a ring.", []),
    ("Waves on a wire", "A Schrodinger equation for wires is solved.", []),
    ("Reading with BERT", "We use BERT to read large letters. It is trained on large shelves.", []),
    ("What ships say", "We collect stories of the Cable News Network (CNN) on ships. CNN stories "
     "are long.", []),
]  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    rows = [
        {"id": f"p{n}", "title": title, "abstract": abstract, "authors": authors, "date": "2020"}
        for n, (title, abstract, authors) in enumerate(PAPERS)
    ]
    archive = archive_of(tmp_path_factory.mktemp("meanings"), rows)
    yield archive
    archive.close()


def asked(question: str, store: Store) -> dict[str, Any]:
    made = ask(question, store, load_vocabulary(), None)
    assert check_answer(made, store, None) == []
    assert made.provenance.dropped == 0
    return made.to_dict()


def scope(question: str, store: Store) -> str:
    return " ".join(statement["text"] for statement in asked(question, store)["scope"])


def test_a_short_form_of_several_meanings_is_shown_with_them(store: Store) -> None:
    said = scope("Which papers use LDA?", store)
    assert "3 papers are on LDA." in said
    assert "latent Dirichlet allocation (1) and linear discriminant analysis (1)" in said
    assert "others say LDA (1) without its long form" in said


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Which papers tell oak leaves apart with LDA?", "method:linear-discriminant-analysis"),
        ("LDA for themes of letters", "method:latent-dirichlet-allocation"),
    ],
)
def test_a_short_form_means_what_the_other_words_speak_of(
    question: str, meant: str, store: Store
) -> None:
    made = asked(question, store)
    ids = [key for side in made["sides"] for part in side["concepts"] for key in part["ids"]]
    assert meant in ids
    assert len([key for key in ids if key.endswith(("allocation", "analysis", "lda"))]) == 1


@pytest.mark.parametrize("name", ["Schr\u00f6dinger", "Schrodinger", "Schroedinger", "SCHRODINGER"])
def test_a_name_is_the_same_with_accents_and_without(name: str, store: Store) -> None:
    assert asked(f"Which papers use the {name} equation?", store)["sides"][0]["papers"] == 3


@pytest.mark.parametrize("name", ["Jos\u00e9 N\u00fa\u00f1ez", "Jose Nunez", "J. Nunez"])
def test_an_author_is_the_same_with_accents_and_without(name: str, store: Store) -> None:
    assert f"2 papers are by {name}" in scope(f"papers by {name}", store)
    assert "1 paper is by Ann Mueller" in scope("papers by Ann Mueller", store)


def test_a_longer_name_is_not_the_shorter_with_a_word_beside(store: Store) -> None:
    made = asked("Which papers use BERT-large?", store)
    assert made["sides"][0]["papers"] == 0
    assert made["status"] == "no_evidence"


def test_a_broadcaster_is_no_network(store: Store) -> None:
    rows = store.run("entities_by_keys", {"keys": ["cnn", "cable news network"]}).dicts()
    assert not any(row["label"] == "Method" and "cable" in str(row["name"]).lower() for row in rows)


def test_the_words_of_a_cased_name_may_be_plural(store: Store) -> None:
    assert asked("Which papers use BERTs?", store)["sides"][0]["papers"] == 1


def test_a_count_takes_no_two_words_that_stand_apart_for_a_subject(store: Store) -> None:
    made = asked("How many papers are about large shelves of letters?", store)
    assert made["sides"][0]["papers"] == 1
    assert "nothing on “letter box”" in scope("How many papers mention the letter box?", store)
