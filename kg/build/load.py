"""Build the graph from the journal: each build starts anew, equal journals give equal graphs.

Readable top to bottom: papers, entities, passages, relations, vectors, commit.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from extract.batches import batches
from extract.entities.term_mining import PhraseCounts
from extract.journal.journal import Journal
from extract.records import Extraction, Passage
from extract.vocabulary import Vocabulary, category_names
from kg.build import rows
from kg.build.entities import Entities, is_own
from kg.build.hierarchy import Edge, Hierarchy
from kg.build.relation_rows import claim_rows, relation_rows
from kg.build.rows import Row
from kg.schema import FORMAT, TERM, node_write
from kg.stores.base import Store, Writer

PAGE: Final = 2_000
VECTOR_PAGE = 100  # small, for embedding takes longest and people watch it
EMBED_BATCH: Final = 256
LINKS_NAMED: Final = 20  # of those left out, in the archive's record

Progress = Callable[[str, int, int], None]


class Encoder(Protocol):
    """A model that turns texts into L2-normalised vectors."""

    @property
    def model_id(self) -> str:
        """Name of the model, with its version."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one vector a text: a (n, dimensions) array."""
        ...


def build_graph(
    journal: Journal,
    writer: Writer,
    vocabulary: Vocabulary,
    embedder: Encoder | None,
    *,
    version: str,
    built_at: str = "",
    progress: Progress | None = None,
) -> list[Edge]:
    """Write the whole journal through the writer and commit; give the links left out.

    `version` is the extractor's; `built_at` is kept as it is given. `progress` gets the stage, how
    many are done and how many there are. What is left out are hierarchy links that would close a
    cycle; the archive's record counts and names them.
    """
    report = progress or _quiet
    titles, categories = _write_papers(journal, writer, report)
    written = _write_entities(journal, writer, vocabulary, categories)
    left_out, own = written.left_out, written.own
    _write_extractions(journal, writer, len(titles), report, set(left_out), written.targets)
    model = embedder.model_id if embedder else ""
    if embedder:
        _write_vectors(journal, writer, embedder, titles, report)
    state = journal.state_hash(version, model)
    writer.write("archive", [_archive_row(state, version, model, built_at, left_out, own)])
    writer.commit()
    return left_out


def graph_is_current(store: Store, journal: Journal, version: str, model: str) -> bool:
    """True where the store's graph was built from the journal as it is, and by these versions."""
    state = store.run("archive_state").dicts()
    if not state or state[0]["format"] != FORMAT:
        return False
    return state[0]["state_hash"] == journal.state_hash(version, model)


def _archive_row(
    state: str, version: str, model: str, built_at: str, left_out: Sequence[Edge], own: int
) -> Row:
    return rows.node(
        "archive",
        state_hash=state,
        extractor=version,
        model=model,
        built_at=built_at,
        format=FORMAT,
        left_out=len(left_out),
        left_out_links=[str(link) for link in left_out[:LINKS_NAMED]],
        own_concepts=own,
    )


def _write_papers(
    journal: Journal, writer: Writer, report: Progress
) -> tuple[dict[str, str], list[str]]:
    """Write papers, authors and categories with their links; give titles by id, and categories."""
    total, titles = journal.count(), dict[str, str]()
    authors, categories = rows.Authors(), set[str]()
    for page in batches(journal.papers(), PAGE):
        papers = [rows.paper_row(paper.paper, paper.archive_id, paper.extractor) for paper in page]
        writer.write("papers", papers)
        for stored in page:
            titles[stored.paper.id] = stored.paper.title
            categories.update(stored.paper.categories)
            authors.add(stored.paper)
        report("papers", len(titles), total)
    writer.write("authors", authors.rows())
    _write_categories(writer, sorted(categories))
    for page in batches(journal.papers(), PAGE):
        writer.write("wrote", [row for paper in page for row in rows.wrote_rows(paper.paper)])
        links = [row for paper in page for row in rows.in_category_rows(paper.paper)]
        writer.write("in_category", links)
    return titles, sorted(categories)


def _write_categories(writer: Writer, used: Sequence[str]) -> None:
    names = category_names()
    links = list(rows.category_parents(used, names))
    above = {str(link["to"]) for link in links}
    nodes = [rows.node(name, name=names.get(name, name)) for name in sorted({*used, *above})]
    writer.write("categories", nodes)
    writer.write("category_part_of_category", links)


class _Written(NamedTuple):
    """What is known once the entities are written.

    `left_out` are hierarchy links of papers that would close a cycle, `own` counts entities of
    users' vocabularies, `targets` are ids of what phrases name, by how they are written.
    """

    left_out: list[Edge]
    own: int
    targets: dict[str, str]


def _write_entities(
    journal: Journal, writer: Writer, vocabulary: Vocabulary, categories: Sequence[str]
) -> _Written:
    """Write every entity that a paper or a category leads to, all above it, and the terms."""
    entities, hierarchy, phrases = Entities(vocabulary), Hierarchy(), PhraseCounts()
    for extraction in journal.extractions():
        entities.add(extraction)
        hierarchy.add(extraction)
        phrases.add(extraction)
    targets = _write_terms(writer, entities, phrases)
    domains = list(rows.category_domains(categories, vocabulary))
    for link in domains:
        entities.need(str(link["to"]))
    own = 0
    for label, nodes in entities.rows().items():
        writer.write(node_write(label), nodes)
        own += sum(is_own(node) for node in nodes)
    for kind, links in entities.hierarchy().items():
        writer.write(kind.lower(), links)
        for link in links:
            hierarchy.add_known(kind, str(link["from"]), str(link["to"]))
    writer.write("category_part_of_domain", domains)
    return _Written(hierarchy.left_out(), own, targets)


def _write_terms(writer: Writer, entities: Entities, phrases: PhraseCounts) -> dict[str, str]:
    """Write the terms that are no entities; give the ids of what each phrase names, as written.

    Phrases that name what other papers alone name count as its mentions.
    """
    surfaces = phrases.surfaces()
    terms = phrases.terms(surfaces, entities.known_keys())
    writer.write(node_write(TERM), list(rows.term_rows(terms.values())))
    named = entities.named_alone()
    for key, entity_id in named.items():
        entities.count_more(entity_id, phrases.passages(key))
    ids = named | {key: term.id for key, term in terms.items()}
    return {surface: ids[key] for key in ids for surface in surfaces.get(key, ())}


def _write_extractions(
    journal: Journal,
    writer: Writer,
    total: int,
    report: Progress,
    left_out: Container[Edge],
    targets: Mapping[str, str],
) -> None:
    done = 0
    for page in batches(journal.extractions(), PAGE):
        for name, made in (
            ("passages", map(rows.passage_rows, page)),
            ("has_passage", map(rows.has_passage_rows, page)),
            ("mentions", map(rows.mention_rows, page)),
            ("mentions", (rows.phrase_rows(extraction, targets) for extraction in page)),
        ):
            writer.write(name, [row for parts in made for row in parts])
        for kind, links in _by_type(page, left_out).items():
            writer.write(kind.lower(), links)
        for file, links in _claims(page, targets).items():
            writer.write(file, links)
        done += len(page)
        report("passages", done, total)


def _by_type(page: Iterable[Extraction], left_out: Container[Edge]) -> dict[str, list[Row]]:
    """Typed relations of several papers, by type, types in order."""
    typed: dict[str, list[Row]] = defaultdict(list)
    for extraction in page:
        for kind, row in relation_rows(extraction, left_out):
            typed[kind].append(row)
    return dict(sorted(typed.items()))


def _claims(page: Iterable[Extraction], targets: Mapping[str, str]) -> dict[str, list[Row]]:
    """Claims of several papers, by the file that writes them, files in order."""
    claims: dict[str, list[Row]] = defaultdict(list)
    for extraction in page:
        for file, made in claim_rows(extraction, targets).items():
            claims[file] += made
    return dict(sorted(claims.items()))


def _write_vectors(
    journal: Journal, writer: Writer, embedder: Encoder, titles: Mapping[str, str], report: Progress
) -> None:
    """Embed what the journal has no vector of, keeping each batch, and write all."""
    done, total = 0, len(titles)
    for page in batches(journal.extractions(), VECTOR_PAGE):
        texts = {
            rows.passage_id(extraction.paper_id, passage.position): _with_title(
                titles.get(extraction.paper_id, ""), passage
            )
            for extraction in page
            for passage in extraction.passages
        }
        hashes = {key: hashlib.sha256(text.encode()).hexdigest() for key, text in texts.items()}
        known = _embedded(journal, embedder, {hashes[key]: text for key, text in texts.items()})
        ids = sorted(texts)
        if ids:
            joined = b"".join(known[hashes[identifier]] for identifier in ids)
            writer.write_vectors(ids, np.frombuffer(joined, np.float32).reshape(len(ids), -1))
        done += len(page)
        report("vectors", done, total)


def _with_title(title: str, passage: Passage) -> str:
    """Give what is embedded: a passage says more with its paper's title before it."""
    return passage.text if passage.section == "title" else f"{title}. {passage.text}"


def _embedded(journal: Journal, embedder: Encoder, texts: Mapping[str, str]) -> dict[str, bytes]:
    """Vectors of texts by hash: the journal's, and new ones, which it keeps batch by batch."""
    known = journal.vectors(embedder.model_id, texts)
    missing = sorted(texts.keys() - known.keys(), key=lambda hashed: (len(texts[hashed]), hashed))
    for batch in batches(missing, EMBED_BATCH):
        vectors = embedder.encode([texts[hashed] for hashed in batch])
        made = {
            hashed: np.ascontiguousarray(vector, dtype=np.float32).tobytes()
            for hashed, vector in zip(batch, vectors, strict=True)
        }
        journal.save_vectors(embedder.model_id, made)
        known |= made
    return known


def _quiet(stage: str, done: int, total: int) -> None:
    """Report nothing."""
