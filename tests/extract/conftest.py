"""Small models, really trained, used by the tests of this folder."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from extract.evaluation.corpora import Example, Link, Name
from extract.evaluation.tags import CLASSES, LABELS, RELATIONS, TAGS
from extract.models.weights import (
    CRF_FILE,
    PAIRS_FILE,
    SHARES_FILE,
    TOKENIZER_FILE,
    write_lock,
)
from extract.tagger.crf import save_crf
from extract.tagger.features import names_of
from extract.tagger.pairs import save_pairs
from extract.tagger.tagger import Shares
from extract.training.crf_training import train_crf
from extract.training.encoder.export import write_encoder
from extract.training.encoder.parameters import Params, add_pair_head, add_tag_head, stack
from extract.training.pair_training import train_pairs
from extract.vocabulary import load_vocabulary
from tests.bert import bert_shapes

METHODS = ("Zorbo", "Quilk", "Tramnet", "Wexer")
DATASETS = ("Plimset", "Dorbank", "Gorpus")
PIECES = "[UNK] [CLS] [SEP] [PAD] we train on . it is zor ##bo plim ##set"
WORDS = PIECES.split()


def example(method: str, dataset: str) -> Example:
    """A sentence with a method that is measured on a data set."""
    text = f"We train {method} on {dataset} ."
    at = text.index(dataset)
    names = (Name(9, 9 + len(method), "Method"), Name(at, at + len(dataset), "Dataset"))
    return Example("gold", f"{method}-{dataset}", text, names, (Link(0, "EVALUATED_WITH", 1),))


def unrelated(method: str) -> Example:
    """A sentence that says nothing of its method and its data set together."""
    text = f"It is {method} . Dorbank it is ."
    at = text.index("Dorbank")
    names = (Name(6, 6 + len(method), "Method"), Name(at, at + 7, "Dataset"))
    return Example("gold", f"unrelated-{method}", text, names)


@pytest.fixture(scope="session")
def examples() -> list[Example]:
    """Sentences that a small model learns by heart, and some without a name."""
    named = [example(method, dataset) for method in METHODS for dataset in DATASETS]
    plain = [Example("gold", f"plain-{n}", "It is on it .", ()) for n in range(6)]
    return [*named, *plain, *(unrelated(method) for method in METHODS)]


def random_params(width: int = 24, words: int = len(WORDS), places: int = 256) -> Params:
    """An untrained encoder of two layers with both heads."""
    draw = np.random.default_rng(3)
    shapes = bert_shapes(width, words, places)
    weights = {n: (draw.standard_normal(s) * 0.3).astype(np.float32) for n, s in shapes.items()}
    # A norm that scales all alike, as a trained one nearly does: else tokens end up the same.
    weights |= {n: np.ones_like(w) for n, w in weights.items() if n.endswith("LayerNorm.weight")}
    params = add_tag_head(stack(weights), len(TAGS), 0)
    return add_pair_head(params, len(LABELS), len(CLASSES), 0)


def write_tokenizer(file: Path) -> None:
    """Word pieces of a few words, as BERT's."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    vocabulary = {word: n for n, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 2), ("[CLS]", 1))
    tokenizer.save(str(file))


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory, examples: list[Example]) -> Path:
    """A folder of weights of both tiers, with its lock; the encoder is untrained."""
    folder = tmp_path_factory.mktemp("weights")
    names = names_of(load_vocabulary())
    save_crf(train_crf(examples, names, {"zorbo": 17}), folder / CRF_FILE)
    save_pairs(train_pairs(examples), folder / PAIRS_FILE)
    (folder / SHARES_FILE).write_text(
        json.dumps(asdict(Shares(0.1, 0.1, 1, 1, relations=RELATIONS)))
    )
    source = tmp_path_factory.mktemp("tokenizer") / TOKENIZER_FILE
    write_tokenizer(source)
    write_encoder(random_params(), source, folder)
    write_lock(folder)
    return folder


@pytest.fixture(scope="session")
def params() -> Params:
    """An untrained encoder with both heads."""
    return random_params()


@pytest.fixture(scope="session")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of its word pieces."""
    file = tmp_path_factory.mktemp("pieces") / TOKENIZER_FILE
    write_tokenizer(file)
    return file
