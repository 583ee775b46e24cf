"""Training of the question tagger: MiniLM fine-tuned on questions whose subjects are swapped.

    python -m kg.training.questions QUESTIONS.jsonl… --out FOLDER

Every epoch sees each question in other words of content: its sides and shared parts are replaced by
those of other questions, so that the tagger learns how a question is asked and not what about.
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from extract.models.weights import QUESTIONS_FILES, TOKENIZER_FILE, write_lock
from extract.tagger.encoder import load_tokenizer, word_firsts
from extract.tagger.tokens import words_of
from extract.training.batches import Encoded
from extract.training.encoder.export import write_tagger
from extract.training.encoder.finetune import Schedule, finetune
from extract.training.encoder.parameters import Params, add_tag_head, load_encoder
from extract.training.encoder.pretrained import fetch
from kg.evaluation.question_gold import GoldQuestion, read_gold
from kg.questions.tagger import MAX_SUBWORDS
from kg.questions.tags import TAGS, label_runs
from kg.training.alignment import asked_of, tags_of, word_labels

Phrase = tuple[tuple[str, ...], tuple[str, ...]]  # words, and what stands before each
Pools = dict[str, list[Phrase]]

SWAPPED = 0.6  # share of an epoch's questions whose content is replaced
KIND_WEIGHT, CLASS_WEIGHT = 4.0, 2.0  # what the classes of a whole question count, a word being 1
SMALL = 0.25  # share that is put into lower case, sloppily


@dataclass(frozen=True)
class Labelled:
    """A question cut into words, their labels, and its classes."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]  # what stands before each word
    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    asked: str
    order: str

    @property
    def text(self) -> str:
        """The question."""
        return "".join(gap + word for gap, word in zip(self.gaps, self.words, strict=True))


def example_of(gold: GoldQuestion) -> Labelled:
    """A gold question as an example."""
    words = words_of(gold.question)
    ends = [0, *(word.end for word in words)]
    return Labelled(
        tuple(word.text for word in words),
        tuple(gold.question[end : w.start] for end, w in zip(ends, words, strict=False)),
        tuple(word_labels(gold)),
        gold.kinds,
        asked_of(gold),
        gold.constraints.order or "",
    )


def phrases_of(examples: Sequence[Labelled], span: str) -> list[Phrase]:
    """The (words, gaps) of every run of a span, for swapping."""
    phrases = []
    for example in examples:
        for first, last in _runs(example.labels, span):
            phrases.append((example.words[first:last], example.gaps[first:last]))
    return sorted(set(phrases))


def _runs(labels: Sequence[str], span: str) -> list[tuple[int, int]]:
    return [run[:2] for run in label_runs(labels) if run[2].partition("#")[0] == span]


def swapped(old: Labelled, pools: Pools, draw: random.Random) -> Labelled:
    """The example with other sides and shared parts of about the same length."""
    words, gaps, labels = list(old.words), list(old.gaps), list(old.labels)
    elliptical = "SHARED#c" in old.labels
    runs = [(*run, span) for span in pools for run in _runs(old.labels, span)]
    for first, last, span in sorted(runs, reverse=True):
        if elliptical and span in ("SIDE", "SHARED"):
            continue
        if draw.random() < 0.25:
            continue
        size = last - first
        near = [p for p in pools[span] if abs(len(p[0]) - size) <= 1 + size // 3]
        if not near:
            continue
        new_words, new_gaps = draw.choice(near)
        label = labels[first]
        words[first:last] = new_words
        gaps[first:last] = (gaps[first], *(gap or "" for gap in new_gaps[1:]))
        labels[first:last] = [label] * len(new_words)
    return Labelled(tuple(words), tuple(gaps), tuple(labels), old.kinds, old.asked, old.order)


def roughened(old: Labelled, draw: random.Random) -> Labelled:
    """The example in lower case, now and then without its last sign."""
    words = tuple(word.lower() for word in old.words)
    cut = len(words) - 1 if words[-1:] in (("?",), (".",)) and draw.random() < 0.7 else len(words)
    return Labelled(words[:cut], old.gaps[:cut], old.labels[:cut], old.kinds, old.asked, old.order)


def encoded(example: Labelled, tokenizer: Tokenizer) -> Encoded:
    """The example in numbers: its classes stand on [CLS] and on two [SEP]s at the end."""
    encoding = tokenizer.encode(example.text)
    ids = [*encoding.ids[:-1][: MAX_SUBWORDS - 2], encoding.ids[-1], encoding.ids[-1]]
    firsts = [1 + at for at in word_firsts(encoding.offsets[1:-1], words_of(example.text))]
    firsts = [at for at in firsts if at < len(ids) - 2]
    tags = tags_of(list(example.labels))[: len(firsts)]
    allowed = np.zeros((len(firsts) + 3, len(TAGS)), bool)
    for kind in example.kinds:
        allowed[0, TAGS.index(f"kind:{kind}")] = True
    for row, tag in enumerate(tags, start=1):
        allowed[row, tag] = True
    allowed[-2, TAGS.index(f"asked:{example.asked}")] = True
    allowed[-1, TAGS.index(f"order:{example.order}")] = True
    weights = (KIND_WEIGHT, *[1.0] * len(firsts), CLASS_WEIGHT, CLASS_WEIGHT)
    return Encoded(ids, [0, *firsts, len(ids) - 2, len(ids) - 1], allowed, [], weights)


def train(
    gold: Sequence[GoldQuestion], folder: Path, epochs: int, rate: float, seed: int
) -> Params:
    """Fine-tune MiniLM on the questions."""
    weights, tokenizer_file = fetch(folder / "pretrained" / "minilm")
    tokenizer = load_tokenizer(tokenizer_file)
    examples = [example_of(question) for question in gold]
    pools = {span: phrases_of(examples, span) for span in ("SIDE", "SHARED", "ASPECT")}

    def deal(epoch_seed: int) -> list[Encoded]:
        draw = random.Random(epoch_seed)
        made = []
        for example in examples:
            if draw.random() < SWAPPED:
                example = swapped(example, pools, draw)
            if draw.random() < SMALL:
                example = roughened(example, draw)
            made.append(encoded(example, tokenizer))
        return made

    params = add_tag_head(load_encoder(weights), len(TAGS), seed)
    schedule = Schedule(epochs=epochs, rate=rate, subwords=1024, seed=seed)
    return finetune(params, deal, schedule, lambda line: print(line, flush=True))


def main() -> None:
    """Train on the files given, once for each of the tagger's encoders, and write them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--rate", type=float, default=3e-4)
    given = parser.parse_args()
    gold = [question for file in given.files for question in read_gold(file)]
    for seed, name in enumerate(QUESTIONS_FILES, start=1):
        trained = train(gold, given.out, given.epochs, given.rate, seed)
        write_tagger(trained, given.out / name)
    _, tokenizer = fetch(given.out / "pretrained" / "minilm")
    shutil.copyfile(tokenizer, given.out / TOKENIZER_FILE)
    write_lock(given.out)


if __name__ == "__main__":
    main()
