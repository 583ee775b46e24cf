"""Kinds of questions that the graph itself answers: taken from their package, and enough alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kg.kinds
from extract.models.weights import models_dir
from extract.vocabulary import load_vocabulary
from kg.answer.draft import Draft
from kg.answer.facts import GraphKind
from kg.answer.frame import scope
from kg.kinds import GRAPH_KINDS
from kg.questions.cues import graph_aspect
from kg.questions.options import Options
from kg.questions.plan import KINDS, TRAITS
from kg.questions.tagger import load_tagger
from kg.retrieve.evidence import Fact
from kg.retrieve.facts import GraphQuestion
from kg.retrieve.gather import gather
from kg.retrieve.runs import papers_of
from kg.retrieve.understand import understand
from kg.stores.base import Store


def test_every_module_gives_its_kinds_and_each_has_a_name_of_its_own() -> None:
    files = {file.stem for file in Path(kg.kinds.__file__).parent.glob("*.py")} - {"__init__"}
    assert len(files) <= len(GRAPH_KINDS) == len({kind.name for kind in GRAPH_KINDS})
    assert sorted(GRAPH_KINDS, key=lambda kind: (kind.order, kind.name)) == [*GRAPH_KINDS]


def test_every_kind_of_question_has_traits() -> None:
    assert set(TRAITS) == set(KINDS)


@pytest.mark.parametrize(
    ("phrase", "aspect"), [("cite", "cite"), ("co-authors", "authors"), ("datasets", ""), ("", "")]
)
def test_an_aspect_is_the_graphs_by_its_name_or_a_noun_for_it(phrase: str, aspect: str) -> None:
    assert graph_aspect(phrase, GRAPH_KINDS) == aspect


def _gather(question: GraphQuestion) -> Iterator[Fact]:
    for side in question.with_papers:
        run = question.log.run("papers_by_ids", {"papers": papers_of(side)})
        yield Fact("categories", side.name, run)


def _text(_draft: Draft, fact: Fact) -> str:
    return f"{len(fact.run.rows.rows)} papers on {fact.about} have a category"


CATEGORIES = GraphKind(
    name="categories",
    order=45,
    aspect="categories",
    pattern=r"\bcategories\b.+\bfall\b",
    words=frozenset(["fall"]),
    gather=_gather,
    text=_text,
)


def said(question: str, store: Store, kinds: tuple[GraphKind, ...]) -> str:
    plan = understand(question, store, load_tagger(models_dir()), Options(), kinds)
    evidence = gather(plan, store, load_vocabulary(), None, kinds)
    statements = scope(Draft(evidence), {kind.name: kind for kind in kinds})
    return " ".join(statement.text for statement in statements)


def test_a_kind_is_read_gathered_and_said_by_what_it_declares_alone(demo: Store) -> None:
    question, kinds = "Which categories do papers on LoRA fall in?", (*GRAPH_KINDS, CATEGORIES)
    assert " papers on LoRA have a category" in said(question, demo, kinds)
    assert " have a category" not in said(question, demo, GRAPH_KINDS)
    other = "Who wrote most about LoRA?"
    assert said(other, demo, kinds) == said(other, demo, GRAPH_KINDS)
