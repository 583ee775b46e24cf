"""Measures what an answer costs on a built archive, and what the searches alone cost.

    PYTHONPATH=. python tests/bench_answers.py STORE [QUESTIONS]

CPU and wall-clock time of this process, warm: every question is asked once before. Questions are
the development half of the gold ones and the comparisons written for archives of all fields.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

from extract.evaluation.rows import read_rows
from extract.vocabulary import data_dir
from kg.archive import Archive
from kg.ask import ask
from kg.settings import read_settings

DEPTH = 300


def questions(most: int) -> list[str]:
    """At most so many questions, comparisons first."""
    gold = data_dir() / "gold"
    files = (gold / "membership" / "comparisons.jsonl", gold / "questions" / "dev.jsonl")
    return [row["question"] for file in files for row in read_rows(file)][:most]


def seconds(
    run: Callable[[str], object], asked: Sequence[str], clock: Callable[[], float]
) -> list[float]:
    """Seconds that each question takes by the clock, sorted."""
    times = []
    for question in asked:
        started = clock()
        run(question)
        times.append(clock() - started)
    return sorted(times)


def main(store: str, most: int = 80) -> None:
    """Print the median and the 95th percentile of an answer and of each search."""
    asked = questions(most)
    with Archive(read_settings(store=store)) as archive:
        embedder = archive.embedder
        runs: dict[str, Callable[[str], object]] = {
            "answer": lambda question: ask(question, archive.store, archive.vocabulary, embedder),
            "text search": lambda question: archive.store.text_search(question, DEPTH),
        }
        if embedder is not None:
            runs["vector search"] = lambda question: archive.store.vector_search(
                embedder.encode([question])[0], DEPTH
            )
        print(f"{len(asked)} questions, ms{'':<12}{'p50':>8}{'p95':>8}{'most':>8}")
        for name, run in runs.items():
            seconds(run, asked, time.perf_counter)
            for of, clock in (("CPU", time.process_time), ("wall", time.perf_counter)):
                times = [1_000 * s for s in seconds(run, asked, clock)]
                p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
                print(f"{name + ', ' + of:<28}{p50:>8.0f}{p95:>8.0f}{times[-1]:>8.0f}")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
