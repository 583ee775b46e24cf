"""A knowledge graph of papers, opened: papers are brought in, questions asked, nodes looked up.

Parts are made when they are first asked for, so that a program pays for what it uses only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kg import views
from kg.build import ingest as building
from kg.build.ingest import QUIET, BuildProgress, Built
from kg.errors import BadInput
from kg.progress import UNWATCHED, AskProgress
from kg.records import Parameters, Rows
from kg.settings import Settings, read_settings
from kg.stores.location import Location, with_scheme

if TYPE_CHECKING:
    from extract.journal.vocabularies import KeptVocabulary
    from extract.records import EntityLabel
    from extract.tagger.labels import Tier
    from extract.vocabulary import Vocabulary
    from kg import results
    from kg.answer.records import Answer
    from kg.build.claude import ClaudeOrder
    from kg.build.vocabularies import Added
    from kg.check.records import Checked
    from kg.embed.embedder import Embedder
    from kg.overview.coverage import SubjectsCoverage
    from kg.overview.examples import ExampleQuestions
    from kg.overview.graph_schema import GraphSchema
    from kg.questions.options import Options
    from kg.stores.base import Store
    from kg.views.entities import NamedEntities
    from kg.views.papers import PaperView


class Archive:
    """Papers and their graph, in a folder or on a server. Close it, or use it in a `with` block.

    Nothing is read or written before a method needs it: an archive that doesn't exist yet is made
    by `ingest`, and reading it raises NoArchive. Several threads may read at once.
    """

    def __init__(self, settings: Settings, demo: Location | None = None) -> None:
        """Take what the settings name; messages about a missing archive name `demo`, if given."""
        self.settings = settings
        self.location = Location.parse(settings.store)
        self._demo = demo

    @classmethod
    def open(cls, address: str | Path = "", settings: Settings | None = None) -> Self:
        """Take an archive by its address: `file:FOLDER`, a bare folder, `bolt://…`, `neo4j+s://…`.

        What is not given comes from the environment, as for the command line. StoreError for an
        address of another kind.
        """
        settings = settings or read_settings()
        return cls(replace(settings, store=with_scheme(str(address) or settings.store)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back files, processes and connections; what is asked next opens them again."""
        self.__dict__.pop("embedder", None)
        self.__dict__.pop("schema", None)
        if store := self.__dict__.pop("store", None):
            store.close()

    def connect(self) -> Self:
        """Open the graph now; NoArchive where there is none, StoreError where it can't be read."""
        _ = self.store
        return self

    @cached_property
    def store(self) -> Store:
        """The graph, opened for reading."""
        from kg.stores.open import open_archive

        return open_archive(self.location, self.settings.login, self._demo)

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary that the graph was built with, its users' concepts among it.

        Asked for anew each time: a server's graph may be built again while it is read.
        """
        from kg.vocabulary import archive_vocabulary

        return archive_vocabulary(self.store)

    @cached_property
    def embedder(self) -> Embedder | None:
        """The model for questions; None where it is missing or not the one of the passages."""
        if not self.store.has_vectors():
            return None
        embedder = building.embedder_of(self.settings)
        models = {row["model"] for row in self.store.run("archive_state").dicts()}
        return embedder if embedder is not None and embedder.model_id in models else None

    @property
    def outdated(self) -> str:
        """What the next ingestion will extract again and why, in one line; empty for nothing."""
        from kg.overview.status import outdated

        return outdated(self.store)

    def ask(
        self,
        question: str,
        options: Options | None = None,
        progress: AskProgress = UNWATCHED,
    ) -> Answer:
        """Answer a question in English; `options` set parts of what is read from it.

        `progress` is shown each stage, and may end the work. WrongUsage for a text that is empty,
        too long or in another language.
        """
        from kg.ask import ask
        from kg.questions.language import check_question

        check_question(question)
        return ask(question, self.store, self.vocabulary, self.embedder, options, progress)

    def check(self, answer: object) -> Checked:
        """What the checker finds wrong with an answer: a new one, or JSON from anywhere."""
        from kg.answer.records import Answer
        from kg.check.answer import check_json, checked

        if isinstance(answer, Answer):
            return checked(answer, self.store, self.embedder)
        if not isinstance(answer, dict):
            raise BadInput("an answer is a JSON object, as `kg ask --json` gives it")
        return check_json(answer, self.store, self.embedder)

    def search(
        self, text: str, limit: int = 20, cursor: int = 0, options: Options | None = None
    ) -> results.SearchHits:
        """Passages by words and meaning, best first, of the papers that the options allow.

        `cursor` skips so many hits; WrongUsage for a text that is empty or too long.
        """
        from kg.questions.language import check_length
        from kg.retrieve.search import search

        check_length(text, "search text")
        return search(text, self.store, self.embedder, limit, cursor, options)

    def paper(self, name: str, limit: int | None = None, cursor: int = 0) -> PaperView:
        """A paper by id or archive id, `limit` passages of it; UnknownName where there is none."""
        return views.paper(self.store, name, limit, cursor)

    def entity(self, name: str) -> results.EntityView:
        """An entity by id, name or alias; UnknownName where there is none."""
        return views.entity(self.store, name)

    def entities(self, text: str, limit: int = 20, cursor: int = 0) -> NamedEntities:
        """Entities by the beginning or the words of a name; WrongUsage for a text without any."""
        return views.named_entities(self.store, text, limit, cursor)

    def neighbourhood(
        self,
        node: str,
        depth: int = 1,
        relations: Sequence[str] = (),
        limit: int = 100,
        cursor: int = 0,
    ) -> results.Neighbourhood:
        """What is within `depth` (1-3) relationships of a node: `limit` (1-500) nodes a page.

        `relations` are the types that count, else all; UnknownName for an unknown node or type.
        """
        return views.neighbourhood(self.store, node, depth, relations, limit, cursor)

    def path(self, start: str, end: str, max_hops: int = views.MAX_HOPS) -> results.GraphPath:
        """The shortest way of links between two nodes; UnknownName for one that isn't there."""
        return views.path(self.store, start, end, max_hops)

    def cypher(self, text: str, parameters: Parameters | None = None) -> results.CypherRows:
        """Rows of a Cypher query that only reads: 10 seconds, 1,000 rows, 5 MB at most.

        Its `warnings` name labels and relationship types that no graph has, and say how to go on.
        GuardError for a query that could do more; QueryError or QueryTimeout where it fails.
        """
        return views.cypher_rows(self.store, text, parameters or {})

    def plan(self, text: str, parameters: Parameters | None = None) -> Rows:
        """The steps by which the store would run a reading query, which is not run."""
        return views.plan_rows(self.store, text, parameters or {})

    @cached_property
    def schema(self) -> GraphSchema:
        """Labels, relationship types and property keys with their counts, read once."""
        from kg.overview.graph_schema import graph_schema

        return graph_schema(self.store)

    def query(self, name: str, parameters: Parameters | None = None) -> Rows:
        """Rows of a query of `queries`; QueryError where its parameters are others."""
        return self.store.run(name, parameters).for_json()

    @staticmethod
    def queries() -> results.NamedQueries:
        """The queries that `query` runs by name, each with the question that it answers."""
        from kg.queries import read_queries
        from kg.results import NamedQueries, NamedQuery

        return NamedQueries(tuple(map(NamedQuery.of, read_queries())))

    def status(self) -> results.Status:
        """What the archive holds, and what this installation can and can't do with it."""
        from kg.overview.status import status

        return status(self.store, self.settings, self.embedder)

    def examples(self) -> ExampleQuestions:
        """Questions that the archive can answer: a comparison, a list, what is open."""
        from kg.overview.examples import examples

        return examples(self.store)

    def coverage(self, *subjects: str, options: Options | None = None) -> SubjectsCoverage:
        """What there is on each subject, by year; WrongUsage for a text that `ask` refuses."""
        from kg.overview.coverage import coverage

        return coverage(self.ask, subjects, options)

    def ingest(
        self,
        *sources: str | Path,
        workers: int = 0,
        tier: Tier | None = None,
        order: ClaudeOrder | None = None,
        progress: BuildProgress = QUIET,
    ) -> Built:
        """Bring in the papers of files and folders, and make the graph current.

        With 0 workers there is a process a processor, 8 at most. `tier` ("fast", "accurate") counts
        for all papers, from then on; with an `order`, Claude extracts. BadInput, before anything
        is done, for a source that is not there; what can't be taken of one is in the report.
        """
        self.close()
        return building.bring_in(
            [Path(source) for source in sources],
            self.settings,
            progress,
            workers=workers,
            tier=tier,
            order=order,
        )

    def rebuild(self, progress: BuildProgress = QUIET) -> Built:
        """Make the graph current where extraction, model, vocabularies or papers have changed."""
        return self.ingest(progress=progress)

    def remove(self, papers: Iterable[str], progress: BuildProgress = QUIET) -> int:
        """Take papers (ids or archive ids) out, and give how many; with UnknownName, none."""
        self.close()
        removed = building.take_out([*papers], self.settings, progress)
        self.rebuild(progress)
        return removed

    def export(self, folder: str | Path, progress: BuildProgress = QUIET) -> list[str]:
        """Write CSV files for Neo4j's import tool; give the tool's command."""
        return building.export_archive(Path(folder), self.settings, progress)

    def vocabularies(self) -> list[KeptVocabulary]:
        """The vocabularies that users added, by name."""
        from kg.build.vocabularies import list_vocabularies

        return list_vocabularies(self.settings)

    def add_vocabulary(
        self, file: str | Path, label: EntityLabel = "Domain", progress: BuildProgress = QUIET
    ) -> Added:
        """Keep a file's concepts under the file's name, for papers extracted from now on.

        `label` is the type of concepts of which the file says none. NoConcepts where it has none
        that can be taken, VocabularyError where it can't be read.
        """
        from kg.build.vocabularies import add_vocabulary

        return add_vocabulary(Path(file), label, self.settings, progress)

    def remove_vocabulary(self, name: str, progress: BuildProgress = QUIET) -> int:
        """Take a vocabulary out; give how many papers `rebuild` extracts again."""
        from kg.build.vocabularies import remove_vocabulary

        return remove_vocabulary(name, self.settings, progress)
