"""What Prometheus reads at `/metrics`; no label holds a user's text, and each has few values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from starlette.types import Scope

from api.http.current import CurrentArchive
from api.http.limits import API_PREFIX, MCP_PATH, METRICS_PATH
from api.http.record import RequestRecord
from api.http.slots import Work, WorkSlots
from kg.errors import KgError

METRICS_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4
_BUCKETS_S: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30)
_NAMED: Final = (f"{API_PREFIX}/openapi.json", MCP_PATH, METRICS_PATH, "/healthz", "/readyz")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """Counters of one application, in a registry of their own."""

    def __init__(self, current: CurrentArchive, slots: WorkSlots) -> None:
        self._registry = registry = CollectorRegistry()
        self._requests = Counter(
            "groundpath_requests",
            "Requests, by route, method and class of status.",
            ("route", "method", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "groundpath_request_seconds",
            "Seconds from a request's headers to the end of its response, by route.",
            ("route",),
            buckets=_BUCKETS_S,
            registry=registry,
        )
        self._problems = Counter(
            "groundpath_problems",
            "Requests that were refused or failed, by the kind of the problem.",
            ("kind",),
            registry=registry,
        )
        self._answers = Counter(
            "groundpath_answers",
            "Answers, by status and kind of question.",
            ("status", "kind"),
            registry=registry,
        )
        self._dropped = Counter(
            "groundpath_dropped_statements",
            "Statements that failed their check and were not shown.",
            registry=registry,
        )
        _observe_slots(slots, registry)
        registry.register(_ArchiveCollector(current))
        ProcessCollector(registry=registry)

    def count(self, record: RequestRecord, route: str, seconds: float) -> None:
        """Count a request that has been answered."""
        method = record.method if record.method in _METHODS else "other"
        self._requests.labels(route, method, f"{record.status // 100}xx").inc()
        self._seconds.labels(route).observe(seconds)
        if record.problem:
            self._problems.labels(record.problem).inc()
        for answer in record.answers:
            self._answers.labels(answer.status, answer.kind).inc()
            self._dropped.inc(answer.provenance.dropped)

    @staticmethod
    def route(scope: Scope) -> str:
        """The template of a request's route: `page` for those of the web page, else `other`."""
        if "endpoint" not in scope:
            return "other"
        if scope["path"].startswith(f"{API_PREFIX}/") and "route" in scope:
            return API_PREFIX + str(scope["route"].path).removeprefix(API_PREFIX)
        return str(scope["path"]) if scope["path"] in _NAMED else "page"

    def text(self) -> bytes:
        """All values in Prometheus's text format."""
        return generate_latest(self._registry)


def _observe_slots(slots: WorkSlots, registry: CollectorRegistry) -> None:
    running = Gauge(
        "groundpath_running", "Requests that hold a slot.", ("work",), registry=registry
    )
    waiting = Gauge(
        "groundpath_waiting", "Requests that wait for a slot.", ("work",), registry=registry
    )
    for work in Work:
        running.labels(work).set_function(partial(getattr, slots[work], "running"))
        waiting.labels(work).set_function(partial(getattr, slots[work], "waiting"))


class _ArchiveCollector(Collector):
    """What the archive holds at the moment of reading."""

    def __init__(self, current: CurrentArchive) -> None:
        self._current = current

    def describe(self) -> Iterable[Metric]:
        """Nothing: the archive is not read before the first request."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Papers, entities and time of building; only that it can't be read, where it can't."""
        try:
            with self._current.lend() as archive:
                counts: dict[str, Any] = archive.store.run("archive_counts").dicts()[0]
        except KgError:
            counts = {}
        yield _gauge("readable", "Whether the archive can be read.", float(bool(counts)))
        if counts:
            yield _gauge("papers", "Papers in the archive.", counts["papers"])
            yield _gauge("entities", "Entities in the archive.", counts["entities"])
            if built := counts["updated"]:
                yield _gauge("built_timestamp_seconds", "When it was built.", _unix_time(built))


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(f"groundpath_archive_{name}", says, value)


def _unix_time(text: str) -> float:
    built = datetime.fromisoformat(text)
    return (built if built.tzinfo else built.replace(tzinfo=UTC)).timestamp()
