"""Ranks sentences of a side's papers by how well they answer what is asked about the side.

Two stages: a logistic model over cheap features puts all sentences in order (their vectors are sums
of word pieces', `kg.embed.word_vectors`); the first of them are embedded, and a second logistic
model weighs their cosines with the features. Both were fitted on judged sentences
(`kg.training.evidence`; `data/models/evidence.json`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from extract.word_lists import alternations, any_case, lexicon_words
from kg.embed.embedder import Embedder
from kg.embed.word_vectors import word_vectors
from kg.progress import UNWATCHED, AskProgress
from kg.questions.folding import folded, folded_all, stem, telling_words
from kg.retrieve.aspects import Aspect
from kg.retrieve.evidence import PaperEvidence, Ranked, SentenceEvidence, Side
from kg.retrieve.logistic import load_weights

WEIGHTS_FILE = "evidence.json"
_NUMBER = re.compile(r"\d")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_BEST_LENGTH = 24  # words
_ROLE_STEP = 0.2
_PLAIN = lexicon_words("ranking", "plain")
_NAMES = 0.65  # fraction of a side's words with which a sentence names it
_OFF_SUBJECT = 0.6  # what a sentence counts that has no word of the side in it or its title
_APART = 0.49  # what a sentence counts that names both and sets neither against the other
_AGAINST = any_case(rf"\b(?:{alternations('ranking')['against']})\b")


_Row = tuple[PaperEvidence, SentenceEvidence, dict[str, float]]


@dataclass(frozen=True, slots=True)
class AspectQuery:
    """What is asked about a side: `text` names both, `side` and `asked` are stems of each.

    `whole` are the stems of the side and of what all sides share.
    """

    aspect: Aspect
    label: str
    whole: frozenset[str]
    text: str
    side: frozenset[str]
    asked: frozenset[str]


def query(aspect: Aspect, side: Side, shared: Sequence[str]) -> AspectQuery:
    """What an aspect asks about a side, on what all sides share."""
    names = [side.label, *(node.name for concept in side.concepts for node in concept.nodes)]
    whole = ", ".join([side.label, *(phrase for phrase in shared if phrase not in side.label)])
    text = f"{aspect.what} of {whole}"
    stems = folded_all((side.label, *shared))
    return AspectQuery(aspect, side.label, stems, text, folded_all(names), folded(aspect.what))


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks sentences; `embedder` is None where vectors are not used, then there is one stage.

    What `progress` raises ends the ranking.
    """

    embedder: Embedder | None
    progress: AskProgress = UNWATCHED

    def ranked(
        self, papers: Sequence[PaperEvidence], asked: AspectQuery, embedded: int
    ) -> tuple[Ranked, ...]:
        """The sentences of papers, best first; titles are none; ties by passage and place.

        The first `embedded` of them are weighed anew and stand before the others.
        """
        self.progress.go_on()
        rows = [
            (paper, sentence, features_of(paper, sentence, rank, asked))
            for rank, paper in enumerate(papers)
            for sentence in paper.sentences
            if sentence.section != "title"
        ]
        words = load_weights(WEIGHTS_FILE, "words")
        scored = [
            (words.probability(row[2]) * _subject(row[0], row[1], asked), row) for row in rows
        ]
        scored.sort(key=lambda pair: (-pair[0], *_place(pair[1][1])))
        first = [row for _, row in scored[:embedded]] if self.embedder else []
        judged = self._judged(first, asked)
        least = judged[-1].score if judged else 1.0
        rest = [
            Ranked(*row[:2], round(min(score, least), 4)) for score, row in scored[len(first) :]
        ]
        return (*judged, *rest)

    def _judged(self, rows: Sequence[_Row], asked: AspectQuery) -> list[Ranked]:
        """Sentences weighed with their cosines, best first."""
        meaning = load_weights(WEIGHTS_FILE, "meaning")
        near = self.cosines([sentence.text for _, sentence, _ in rows], asked)
        judged = []
        for cosines, (paper, sentence, features) in zip(near, rows, strict=True):
            chance = meaning.probability({**features, **cosines})
            score = round(chance * _subject(paper, sentence, asked), 4)
            judged.append(Ranked(paper, sentence, score))
        return sorted(judged, key=lambda ranked: (-ranked.score, *_place(ranked.sentence)))

    def cosines(self, texts: Sequence[str], asked: AspectQuery) -> list[dict[str, float]]:
        """The cosines of sentences to what is asked of the side, and to the aspect alone."""
        if self.embedder is None or not texts:
            return []
        wanted = self.embedder.encode([asked.text, asked.aspect.what])
        near = np.round(self.embedder.encode(texts) @ wanted.T, 4)
        return [{"whole_cosine": float(a), "aspect_cosine": float(b)} for a, b in near]


WITHOUT_VECTORS = Ranker(None)


def _place(sentence: SentenceEvidence) -> tuple[str, int]:
    return sentence.passage_id, sentence.char_start


def naming_both(
    papers: Sequence[PaperEvidence], left: AspectQuery, right: AspectQuery
) -> tuple[Ranked, ...]:
    """The sentences that name both sides, those first that set them against each other.

    Words that both sides have name neither of them.
    """
    made = []
    first, second = _own(left, right), _own(right, left)
    for paper in papers:
        for sentence in paper.sentences:
            if sentence.section == "title":
                continue
            words = _stems(sentence.text)
            least = min(_named(first, words), _named(second, words))
            if least >= _NAMES:
                against = _AGAINST.search(sentence.text) is not None
                made.append(Ranked(paper, sentence, round(least * (1 if against else _APART), 4)))
    return tuple(sorted(made, key=lambda ranked: (-ranked.score, *_place(ranked.sentence))))


def _subject(paper: PaperEvidence, sentence: SentenceEvidence, asked: AspectQuery) -> float:
    """How far a paper's title and a sentence are on the side and on what is shared: .6 to 1.

    A paper that is linked to what the side names is on it, in whatever words.
    """
    words = _stems(paper.title) | _stems(sentence.text)
    if any(link.type != "HAS_PASSAGE" for link in paper.side_links):
        words |= asked.side
    return _OFF_SUBJECT + (1 - _OFF_SUBJECT) * _fraction(asked.whole, words)


def _own(query: AspectQuery, other: AspectQuery) -> tuple[str, ...]:
    """The stems by which a side is named apart from another; the last is its head."""
    words = telling_words(query.label)
    narrow = [word for word in words if word not in _PLAIN and stem(word) not in other.side]
    return tuple(stem(word) for word in narrow or words)


def _named(own: Sequence[str], words: Collection[str]) -> float:
    """The fraction of a side's own stems in a sentence; 0 without the last of them."""
    return _fraction(own, words) if own and own[-1] in words else 0.0


def features_of(
    paper: PaperEvidence, sentence: SentenceEvidence, rank: int, asked: AspectQuery
) -> dict[str, float]:
    """The features of a sentence of the side's paper of that rank (from 0)."""
    title = _stems(paper.title)
    aspect, vectors = asked.aspect, word_vectors()
    words = _stems(sentence.text)
    own = float(aspect.own)
    held = len(asked.asked & words) / len(asked.asked) if asked.asked else 0.0
    whole, part = vectors.near([sentence.text], asked.text)[0], 0.0
    part = vectors.near([sentence.text], aspect.what)[0]
    role = _role(sentence.role, aspect)
    cues = min(cues_in(sentence.text, aspect), 3) / 3
    bearing = min(len(bearing_links(paper, sentence, aspect)), 2) / 2
    return {
        "own_words": own * held,
        "own_near": own * part,
        "known_near": (1 - own) * part,
        "query_near": whole,
        "side_words": _fraction(asked.side, words),
        "side_title": _fraction(asked.side, title),
        "known_role": (1 - own) * role,
        "known_cues": (1 - own) * cues,
        "own_result": own * float(sentence.role in ("result", "limitation")),
        "bearing": bearing,
        "number": float(_NUMBER.search(sentence.text) is not None),
        "rank": rank / 24,
        "length": abs(len(sentence.text.split()) - _BEST_LENGTH) / _BEST_LENGTH,
        "objective": float(sentence.role == "objective"),
        "background": float(sentence.role == "background"),
    }


def bearing_links(
    paper: PaperEvidence, sentence: SentenceEvidence, aspect: Aspect
) -> tuple[str, ...]:
    """The entities of the aspect's facet that this very sentence links the paper to."""
    return tuple(
        link.to_id
        for link in paper.facet_links.get(aspect.facet, ())
        if (link.passage_id, link.char_start) == (sentence.passage_id, sentence.char_start)
    )


def _role(role: str, aspect: Aspect) -> float:
    return 1 - _ROLE_STEP * aspect.roles.index(role) if role in aspect.roles else 0.0


def _fraction(wanted: Collection[str], held: Collection[str]) -> float:
    return sum(word in held for word in wanted) / len(wanted) if wanted else 0.0


@lru_cache(maxsize=1 << 14)
def _stems(text: str) -> frozenset[str]:
    return folded(text)


def cues_in(text: str, aspect: Aspect) -> int:
    """How many of an aspect's cues a text has."""
    words = spaced(text)
    return sum(cue in words for cue in _cues(aspect))


@cache
def _cues(aspect: Aspect) -> tuple[str, ...]:
    return tuple(map(spaced, aspect.cues))


@lru_cache(maxsize=1 << 14)
def spaced(text: str) -> str:
    """The text in small words, each between spaces, to find whole words in."""
    return f" {_NOT_WORD.sub(' ', text.lower())} "
