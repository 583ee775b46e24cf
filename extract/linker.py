"""Vocabulary concepts spelt nearly as a name is: scispaCy finds candidates, a rule confirms them.

scispaCy's CandidateGenerator compares character 3-grams (Neumann et al., "ScispaCy: Fast and Robust
Models for Biomedical Natural Language Processing", 2019). Its candidates are only looked at: what
is not one slip of the pen away (`surfaces.is_near_spelling`), of the same label, is no match,
however similar. Where scispaCy is not installed nothing is found, and `kg status` says so.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from extract.records import EntityLabel
from extract.surfaces import family, is_near_spelling, skeleton, words_of
from extract.vocabulary import Vocabulary

CANDIDATES: Final = 12

Generator = Callable[[list[str], int], Sequence[Sequence[Any]]]


class Linker:
    """Looks names up among a vocabulary's spellings; scispaCy is loaded at the first likely one."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def near(self, name: str, label: EntityLabel) -> str | None:
        """Give the id of the one concept of this label that is spelt nearly so, or None."""
        words = words_of(name)
        if skeleton(words) not in self._skeletons or self._generator is None:
            return None
        found = {
            candidate.concept_id
            for candidate in self._generator([name], CANDIDATES)[0]
            if family(self._vocabulary.concepts[candidate.concept_id].label) == family(label)
            and any(is_near_spelling(words, words_of(alias)) for alias in candidate.aliases)
        }
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _skeletons(self) -> frozenset[str]:
        """What nearly equal spellings share, so that most names need no search at all."""
        concepts = self._vocabulary.concepts.values()
        return frozenset(skeleton(words_of(one)) for each in concepts for one in each.spellings)

    @cached_property
    def _generator(self) -> Generator | None:
        with warnings.catch_warnings(), _without_nmslib():
            warnings.simplefilter("ignore")  # of regular expressions in libraries, not of ours
            try:
                from scispacy.candidate_generation import CandidateGenerator
                from scispacy.linking_utils import Entity, KnowledgeBase
                from sklearn.feature_extraction.text import TfidfVectorizer
            except ImportError:
                return None
            entities = [
                Entity(one.id, one.name, [*one.aliases], [one.label])
                for one in self._vocabulary.concepts.values()
            ]
            base = KnowledgeBase(entities)
            spellings = sorted(base.alias_to_cuis)
            # scispaCy's own index builder drops every 3-gram that is in fewer than ten names.
            vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), dtype=np.float32)
            index = _Index(vectorizer.fit_transform(spellings))
            made: Generator = CandidateGenerator(index, vectorizer, spellings, base)
            return made


@contextmanager
def _without_nmslib() -> Iterator[None]:
    """Let scispaCy be imported without nmslib, whose index `_Index` replaces.

    Loaded after other libraries with threads nmslib fails ("cannot allocate memory in static TLS
    block"), so that what a paper gives would depend on what was imported before.
    """
    stand_ins = {name: ModuleType(name) for name in ("nmslib", "nmslib.dist")}
    stand_ins["nmslib.dist"].__dict__["FloatIndex"] = _Index
    added = {name: one for name, one in stand_ins.items() if name not in sys.modules}
    sys.modules.update(added)
    try:
        yield
    finally:
        for name in added:
            del sys.modules[name]


class _Index:
    """An exact stand-in for scispaCy's approximate index: equal names, equal neighbours."""

    def __init__(self, vectors: Any) -> None:
        self._columns = vectors.T.tocsr()

    def knnQueryBatch(  # noqa: N802 - the name that scispaCy calls
        self, queries: Any, k: int
    ) -> list[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Give for each row its k nearest vectors' places and cosine distances, nearest first."""
        similar: NDArray[np.float32] = (queries @ self._columns).toarray()
        return [self._nearest(row, k) for row in similar]

    def _nearest(
        self, row: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        order = np.lexsort((np.arange(len(row)), -row))[:k]
        return order, 1 - row[order]
