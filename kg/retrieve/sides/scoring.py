"""How likely a paper is of a side, by its text and by what bears the side's concepts out.

A logistic model over a few features, fitted on judged papers (`kg.training.membership`); the
weights, and the level from which a paper counts, are in `data/models/membership.json`. An archive
without vectors, or an answer made without the embedding model, has weights of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from kg.embed.embedder import Embedder
from kg.retrieve.evidence import Concept, Papers
from kg.retrieve.logistic import Weights, load_weights
from kg.retrieve.reading import scores_by_paper
from kg.stores.base import Store

WEIGHTS_FILE: Final = "membership.json"
DEPTH: Final = 300  # passages that each search gives
CANDIDATES: Final = 80  # papers taken from each search
TOP: Final = 10  # papers whose mean score is what "near" means for a side
MOST_SCORED: Final = 1_500  # a side that more papers bear out is no subject to search for
_BY_LINK, _BY_TITLE, _BY_TEXT, _BY_NAME = 1.0, 0.8, 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores the papers of one archive; `embedder` is None where its vectors are not used."""

    store: Store
    embedder: Embedder | None

    @property
    def weights(self) -> Weights:
        """The model in use."""
        return load_weights(WEIGHTS_FILE, "words" if self.embedder is None else "meaning")

    def members(
        self, text: str, concepts: Sequence[Concept], said: Papers, borne: Papers
    ) -> Papers:
        """The papers that are of a side.

        `text` names the side, `said` are the papers that hold it word for word, `borne` those that
        bear its concepts out, to be weighed with what the searches give.
        """
        features = self.features(text, concepts, said, borne)
        level = self.weights.level
        return frozenset(
            paper for paper, values in features.items() if self.weights.probability(values) >= level
        )

    def features(
        self, text: str, concepts: Sequence[Concept], said: Papers, borne: Papers
    ) -> dict[str, dict[str, float]]:
        """The features of every paper that may be of a side, by paper."""
        words = scores_by_paper(self.store.text_search(text, DEPTH))
        vector = None if self.embedder is None else self.embedder.encode([text])[0]
        near = {} if vector is None else scores_by_paper(self.store.vector_search(vector, DEPTH))
        papers = borne.union(_first(words), _first(near))
        most = 8 * len(papers)
        words_of = words | scores_by_paper(self.store.text_search(text, most, papers))
        near_of = near
        if vector is not None:
            near_of = near | scores_by_paper(self.store.vector_search(vector, most, papers))
        top, best = fmean(list(near.values())[:TOP] or [0.0]), max(words.values(), default=1.0)
        parts = [part for concept in concepts for part in concept.parts or (concept,)]
        made = {}
        for paper in sorted(papers):
            held = [_firmness(paper, part) for part in parts] or [0.0]
            cosine = near_of.get(paper, 0.0)
            made[paper] = {
                "cosine": cosine,
                "cosine_to_top": cosine - top,
                "bm25_share": words_of.get(paper, 0.0) / best,
                "least_firm": min(held),
                "mean_firm": fmean(held),
                "said": float(paper in said),
            }
        return made


def _firmness(paper: str, concept: Concept) -> float:
    """How firmly a paper bears a concept out, 0 to 1."""
    if paper in concept.link:
        return _BY_LINK
    if paper in concept.mention:
        return _BY_TITLE
    if paper in concept.text:
        return _BY_TEXT
    return _BY_NAME if paper in concept.named else 0.0


def _first(scores: Mapping[str, float]) -> list[str]:
    return list(scores)[:CANDIDATES]
