"""A question is followed to its answer, and ended on the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg import Archive, AskProgress, Stage

QUESTION = "Compare fine-tuning for physics and code summarization on training data since 2024"


@pytest.fixture(scope="module")
def archive(demo_address: str) -> Iterator[Archive]:
    with Archive.open(demo_address) as opened:
        yield opened


class Watcher(AskProgress):
    """Keeps what it is shown; after so many queries nobody waits any more."""

    def __init__(self, most: int = 1_000_000) -> None:
        self.stages: list[Stage] = []
        self.queries = 0
        self._most = most

    def reached(self, stage: Stage) -> None:
        self.stages.append(stage)

    def go_on(self) -> None:
        self.queries += 1
        if self.queries > self._most:
            raise TimeoutError


def test_each_stage_says_what_there_is(archive: Archive) -> None:
    watcher = Watcher()
    answer = archive.ask(QUESTION, progress=watcher)
    texts = {stage.name: stage.text for stage in watcher.stages}
    assert [*texts] == ["understood", "sides", "evidence", "statements"]
    assert texts["understood"] == (
        "Read as a comparison of physics and code summarization · on each with fine-tuning"
        " · aspect: training data · since 2024"
    )
    left, right = (f"{side.label}: {side.papers} papers" for side in answer.sides)
    assert texts["sides"] == f"{left} · {right}"
    assert texts["evidence"].endswith(f"ran {len(answer.provenance.queries)} queries")
    assert texts["statements"] == f"Wrote and checked {len(answer.statements())} statements"


@pytest.mark.parametrize(
    ("question", "understood", "sides"),
    [
        ("What is known about zeppelins?", "one subject on zeppelins", "zeppelins: no papers"),
        ("How many papers are there?", "a count", "the whole archive"),
        ("Which papers of 2024 are by Ada Lovelace?", "a list · 2024 · by Ada Lovelace", "in all"),
    ],
)
def test_a_stage_says_what_there_is_not(
    archive: Archive, question: str, understood: str, sides: str
) -> None:
    watcher = Watcher()
    archive.ask(question, progress=watcher)
    assert watcher.stages[0].text == f"Read as {understood}"
    assert watcher.stages[1].text.startswith(sides)


def test_a_question_ends_at_the_next_query(archive: Archive) -> None:
    whole = Watcher()
    archive.ask(QUESTION, progress=whole)
    for most in range(0, whole.queries, 7):
        ended = Watcher(most)
        with pytest.raises(TimeoutError):
            archive.ask(QUESTION, progress=ended)
        assert ended.queries == most + 1
        assert ended.stages == whole.stages[: len(ended.stages)]
