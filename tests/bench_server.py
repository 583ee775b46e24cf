"""Many clients at once: how long a server on this machine makes them wait, and what it refuses.

    PYTHONPATH=. python tests/bench_server.py [--clients 50] [--seconds 120] [--think 5] [SOURCE]

Serves an archive of SOURCE (else of the demo's papers). Each client asks, explores, searches and
queries, and reads for `think` seconds on average before it goes on. Meanwhile `kg ingest` replaces
the archive twice. Prints latencies, refusals, failures and memory, and whether the bars are met;
the exit code is 1 where one is not. Clients and ingestion share the server's processors.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

import httpx2 as httpx

from extract.vocabulary import data_dir
from tests.conftest import PROGRAM, program_env
from tests.serving import served

SAMPLE_S: Final = 2.0
TIMEOUT_S: Final = 60.0
MOST_P95_MS: Final = {"ask": 2_000.0, "neighbourhood": 100.0}
MOST_GROWTH: Final = 1.1  # of memory, from the second quarter of the time to the last
BUILDS: Final = 2
NAMES: Final = (
    "MATCH (e:Entity)<-[r]-(:Paper) RETURN e.id, e.name, count(r) AS links "
    "ORDER BY links DESC, e.id LIMIT 60"
)
QUERIES: Final = (
    "MATCH (p:Paper)-[:USES]->(m:Method) RETURN m.name, count(p) AS n ORDER BY n DESC LIMIT 20",
    "MATCH (p:Paper) RETURN p.title, p.published ORDER BY p.published DESC LIMIT 50",
    "MATCH (a:Entity)<-[]-(p:Paper)-[]->(b:Entity) WHERE a.id < b.id "
    "RETURN a.name, b.name, count(DISTINCT p) AS n ORDER BY n DESC LIMIT 20",
)
QUESTIONS: Final = (
    "Which methods are used for {0}?",
    "What are the limits of {0}?",
    "How many papers use {0}?",
    "What is known about {0}?",
    "How does {0} differ from {1}?",
    "Which datasets are used for {0}?",
    "How has {0} changed?",
    "What do {0} and {1} have in common?",
)


@dataclass(slots=True)
class Measured:
    """What the clients saw: milliseconds by action, refusals, failures; memory in MB over time."""

    latencies: dict[str, list[float]] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)
    papers: list[int] = field(default_factory=list)


class Client:
    """A reader who acts, reads and acts again; the seed decides what comes when."""

    def __init__(
        self, http: httpx.AsyncClient, names: Sequence[tuple[str, str]], seed: int, think_s: float
    ) -> None:
        self._http, self._names, self._think_s = http, names, think_s
        self._chance = random.Random(seed)
        # Of a hundred actions.
        self._actions = {
            self._ask: 30,
            self._neighbourhood: 30,
            self._search: 10,
            self._entity: 10,
            self._named: 10,
            self._cypher: 10,
        }

    async def run(self, until: float, measured: Measured) -> None:
        """Act until the time has come."""
        await asyncio.sleep(self._chance.uniform(0, self._think_s))
        while time.perf_counter() < until:
            (action,) = self._chance.choices([*self._actions], [*self._actions.values()])
            name = action.__name__.strip("_")
            started = time.perf_counter()
            try:
                response = await action()
            except httpx.HTTPError as error:
                measured.failures[f"{name}: {type(error).__name__}"] += 1
            else:
                took = (time.perf_counter() - started) * 1000
                await _count(name, response, took, measured)
            if self._think_s:
                await asyncio.sleep(self._chance.expovariate(1 / self._think_s))

    async def _ask(self) -> httpx.Response:
        names = [name for _, name in self._chance.sample(self._names, 2)]
        question = self._chance.choice(QUESTIONS).format(*names)
        return await self._http.post("/ask", json={"question": question})

    async def _neighbourhood(self) -> httpx.Response:
        return await self._http.get(f"/nodes/{self._node()}/neighbourhood")

    async def _search(self) -> httpx.Response:
        return await self._http.get("/search", params={"q": self._chance.choice(self._names)[1]})

    async def _entity(self) -> httpx.Response:
        return await self._http.get(f"/entities/{self._node()}")

    async def _named(self) -> httpx.Response:
        return await self._http.get(f"/queries/entity_papers?id={self._node()}")

    async def _cypher(self) -> httpx.Response:
        return await self._http.post("/cypher", json={"query": self._chance.choice(QUERIES)})

    def _node(self) -> str:
        return quote(self._chance.choice(self._names)[0], safe="")


async def _count(name: str, response: httpx.Response, took: float, measured: Measured) -> None:
    if response.status_code == 200:
        measured.latencies.setdefault(name, []).append(took)
    elif response.status_code == 429:
        measured.refused[name] += 1
        await asyncio.sleep(float(response.headers["retry-after"]))
    else:
        measured.failures[f"{name}: {response.status_code} {response.text[:200]}"] += 1


async def _replace(
    http: httpx.AsyncClient, store: str, folder: Path, seconds: float, measured: Measured
) -> None:
    """Ingest a paper `BUILDS` times, evenly over the time, and see that it is served."""
    measured.papers.append((await http.get("/status")).json()["papers"])
    for turn in range(BUILDS):
        await asyncio.sleep(seconds / (BUILDS + 1))
        source = folder / f"more-{turn}.jsonl"
        paper = {
            "arxiv_id": f"2601.{turn + 1:05}",
            "title": f"Fine-tuning for physics, part {turn + 1}",
            "abstract": "We fine-tune a language model for physics. It reaches 40.1 BLEU.",
            "published": "2026-01-02",
        }
        source.write_text(json.dumps(paper) + "\n")
        command = (PROGRAM, "ingest", str(source), "--store", store)
        ingestion = await asyncio.create_subprocess_exec(
            *command, env=program_env(), stdout=subprocess.DEVNULL
        )
        if await ingestion.wait():
            measured.failures["kg ingest"] += 1
        measured.papers.append((await http.get("/status")).json()["papers"])


async def _watch_memory(server: int, measured: Measured) -> None:
    """Note the memory of the server's process and of its workers until cancelled."""
    while True:
        measured.memory.append(sum(map(_resident_mb, _tree(server))))
        await asyncio.sleep(SAMPLE_S)


def _tree(process: int) -> list[int]:
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [process, *(pid for child in children for pid in _tree(int(child)))]


def _resident_mb(process: int) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return 0.0
    sizes = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")]
    return sum(map(int, sizes)) / 1024


async def measure(
    address: str, server: int, store: str, folder: Path, arguments: argparse.Namespace
) -> Measured:
    """Let the clients act for the time that the arguments give."""
    measured, limits = Measured(), httpx.Limits(max_connections=None)
    base = f"{address}/api/v1"
    async with httpx.AsyncClient(base_url=base, timeout=TIMEOUT_S, limits=limits) as http:
        found = (await http.post("/cypher", json={"query": NAMES})).json()
        names = [(row[0], row[1]) for row in found["rows"]]
        watching = asyncio.create_task(_watch_memory(server, measured))
        until = time.perf_counter() + arguments.seconds
        clients = [
            Client(http, names, seed, arguments.think).run(until, measured)
            for seed in range(arguments.clients)
        ]
        await asyncio.gather(_replace(http, store, folder, arguments.seconds, measured), *clients)
        watching.cancel()
    return measured


def report(measured: Measured, seconds: float) -> bool:
    """Print what was measured; True where every bar is met."""
    print(f"{'':<16}{'requests':>9}{'p50 ms':>9}{'p95 ms':>9}{'most':>9}{'refused':>9}")
    for name, times in sorted(measured.latencies.items()):
        spread = f"{_quantile(times, 50):>9.0f}{_quantile(times, 95):>9.0f}{max(times):>9.0f}"
        print(f"{name:<16}{len(times):>9}{spread}{measured.refused[name]:>9}")
    served_now = sum(map(len, measured.latencies.values()))
    print(f"{served_now / seconds:.1f} requests a second; papers served: {measured.papers}")
    quarter = max(1, len(measured.memory) // 4)
    early = statistics.median(measured.memory[quarter : 2 * quarter] or measured.memory)
    late = statistics.median(measured.memory[-quarter:])
    print(f"memory, MB: {early:.0f} in the second quarter, {late:.0f} in the last")
    met = {
        f"{name} p95 under {most:.0f} ms": _quantile(measured.latencies[name], 95) < most
        for name, most in MOST_P95_MS.items()
    }
    met["no failed request"] = not measured.failures
    met["every build was served"] = measured.papers == sorted({*measured.papers})
    met["memory flat"] = late < early * MOST_GROWTH
    for bar, holds in met.items():
        print(f"{'met ' if holds else 'MISSED'}  {bar}")
    for failure, count in measured.failures.most_common(10):
        print(f"{count} x {failure}")
    return all(met.values())


def _quantile(times: Sequence[float], percent: int) -> float:
    ranked = sorted(times)
    return ranked[round((len(ranked) - 1) * percent / 100)]


def main() -> None:
    """Build, serve, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", nargs="?", type=Path, default=data_dir() / "demo")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--think", type=float, default=5.0, help="mean seconds between actions")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        store = f"file:{made}/archive"
        built = (PROGRAM, "ingest", str(arguments.source), "--store", store)
        subprocess.run(built, check=True, env=program_env(), stdout=subprocess.DEVNULL)
        with served(store) as address:
            server = _tree(os.getpid())[1]  # the only child now
            measured = asyncio.run(measure(address, server, store, Path(made), arguments))
    sys.exit(0 if report(measured, arguments.seconds) else 1)


if __name__ == "__main__":
    main()
