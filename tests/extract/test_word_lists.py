"""The word lists of data/lexicon: each is valid, says why, and is read by some module."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from extract import word_lists
from extract.errors import LexiconError
from extract.vocabulary import data_dir

FILES = sorted(path.stem for path in (data_dir() / "lexicon").glob("*.json"))
ROWS = ("kin_aspects", "polarity")  # rows of more than words and a reason
ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(word_lists, "data_dir", lambda: tmp_path)
    (tmp_path / "lexicon").mkdir()
    return tmp_path / "lexicon"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    for reader in (word_lists.word_lists, word_lists.lexicon_words, word_lists.read_lexicon):
        reader.cache_clear()


@pytest.mark.parametrize("use", [name for name in FILES if name not in ROWS])
def test_every_list_is_read_by_a_module_that_names_it(use: str) -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for package in ("extract", "kg")
        for path in (ROOT / package).rglob("*.py")
    )
    assert f'"{use}"' in code
    for name in word_lists.word_lists(use) if use != "other_languages" else ():
        assert re.search(rf"[\"']{re.escape(name)}[\"']", code), f"{use}: {name} is read nowhere"


@pytest.mark.parametrize(
    "held",
    [
        [],
        {"list": ["a", "b"]},
        {"list": {"words": ["a"]}},
        {"list": {"why": "because", "words": []}},
        {"list": {"why": "because", "words": ["a", ""]}},
        {"list": {"why": "because", "words": ["a", 1]}},
        {"list": {"why": "because", "words": "a b a"}},
    ],
)
def test_a_list_without_words_or_reason_is_refused(folder: Path, held: object) -> None:
    (folder / "some.json").write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"data/lexicon/some\.json"):
        word_lists.word_lists("some")


@pytest.mark.parametrize("text", ["{", None])
def test_a_file_that_cannot_be_read_is_named(folder: Path, text: str | None) -> None:
    if text:
        (folder / "some.json").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"data/lexicon/some\.json can't be read"):
        word_lists.lexicon_words("some", "list")


def test_words_stand_in_an_array_or_in_one_string(folder: Path) -> None:
    lists = {"a": {"why": "x", "words": "one two"}, "b": {"why": "y", "words": ["no one", "two"]}}
    (folder / "some.json").write_text(json.dumps(lists), encoding="utf-8")
    assert word_lists.lexicon_words("some", "a") == {"one", "two"}
    word_lists.alternations.cache_clear()
    assert word_lists.alternations("some") == {"a": "one|two", "b": "no one|two"}


def test_a_reason_may_change_where_words_may_not(folder: Path) -> None:
    stated = []
    for why, words in (("x", "one two"), ("y", "one two"), ("y", "one")):
        text = json.dumps({"a": {"why": why, "words": words}})
        (folder / "some.json").write_text(text, encoding="utf-8")
        word_lists.read_lexicon.cache_clear()
        stated.append(word_lists.listed("some"))
    assert stated[0] == stated[1] != stated[2]
