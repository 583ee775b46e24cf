"""The models of the benchmarks alone: trained on SciER, and on TDMSci with SciREX.

They are put where the caller says and are never committed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from extract.evaluation.corpora import Example, read_gold, read_scier, read_tdmsci
from extract.evaluation.scoring import spans_of, to_tdmsci
from extract.evaluation.tags import CLASSES, LABELS, TAGS
from extract.models.weights import CRF_FILE, PAIRS_FILE, write_lock
from extract.tagger.crf import CrfTagger, save_crf
from extract.tagger.encoder import Read, load_tokenizer
from extract.tagger.pair_head import NAMES, PairHead
from extract.tagger.pairs import PairModel, save_pairs
from extract.tagger.ragged import Scores
from extract.tagger.tagger import Shares
from extract.tagger.tokens import Word, words_of
from extract.training.batches import encode_example
from extract.training.choosing import choose_name_share, choose_pair_shares
from extract.training.crf_training import train_crf
from extract.training.encoder.export import write_encoder
from extract.training.encoder.finetune import Schedule, reads
from extract.training.encoder.parameters import (
    Params,
    add_pair_head,
    add_tag_head,
    freeze,
    load_encoder,
    thaw,
)
from extract.training.encoder.pretrained import fetch_mpnet
from extract.training.encoder.windows import read_windows
from extract.training.pair_training import train_pairs
from extract.training.setting import Setting, finetuned, tdmsci_to_learn, write_shares
from extract.training.shipping import is_held_out
from extract.vocabulary import data_dir

SEED = 1
SCIER = Schedule(epochs=4, rate=1.5e-4, layer_decay=0.9, seed=SEED, pair_weight=1.0, subwords=1024)
SCIER_FROZEN = 4  # of MPNet's 12 layers
SCIER_WINDOW = 142  # sub-words
SCIER_CRF = {"c1": 0.1, "c2": 0.02, "max_iterations": 120, "feature.minfreq": 1}
TDMSCI = Schedule(epochs=4, rate=1e-4, layer_decay=0.9, seed=SEED)
TDMSCI_CRF = {"c1": 0.1, "c2": 0.05, "max_iterations": 100, "feature.minfreq": 1}
PAIR_STRENGTH = 0.3


def train_scier(setting: Setting, folder: Path) -> None:
    """Train the benchmark's models on SciER's training documents, choosing on its dev documents.

    The encoder is MPNet, which is eight times as large as the shipped MiniLM.
    """
    folder.mkdir(parents=True, exist_ok=True)
    train = read_scier(setting.data / "scier", "train")
    crf = train_crf(train, setting.names, setting.clusters, SCIER_CRF)
    save_crf(crf, folder / CRF_FILE)
    linear = train_pairs(train, PAIR_STRENGTH)
    save_pairs(linear, folder / PAIRS_FILE)
    weights, tokenizer = fetch_mpnet(setting.pretrained / "mpnet")
    large = replace(setting, weights=weights, tokenizer=tokenizer)
    params = add_tag_head(load_encoder(weights), len(TAGS), SEED)
    params = freeze(add_pair_head(params, len(LABELS), len(CLASSES), SEED), SCIER_FROZEN)
    params = thaw(finetuned(large, params, train, SCIER, SCIER_WINDOW))
    # In 8 bits it loses a point of F1 on the dev documents, MiniLM a third of one.
    write_encoder(params, tokenizer, folder, in_8_bits=False)
    tagger, pairs = CrfTagger(crf, setting.names), PairModel(linear)
    write_shares(choose(large, tagger, pairs, params), folder)
    write_lock(folder)


def train_tdmsci(setting: Setting, first: Params, folder: Path) -> None:
    """Train the names that TDMSci marks, after a first reading of it and SciREX.

    What it leaves unmarked is no name here. Chosen on its held-out sentences. Relations, which it
    does not mark, are the project's own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    learnt = [replace(e, corpus="tdmsci alone") for e in tdmsci_to_learn(setting)]
    chain = train_crf(learnt, setting.names, setting.clusters, TDMSCI_CRF)
    save_crf(chain, folder / CRF_FILE)
    save_pairs(train_pairs(read_gold(data_dir(), "train"), PAIR_STRENGTH), folder / PAIRS_FILE)
    params = finetuned(setting, first, learnt, TDMSCI)
    params = add_pair_head(params, len(LABELS), len(CLASSES), SEED)
    write_encoder(params, setting.tokenizer, folder)
    kept = [e for e in read_tdmsci(setting.data / "tdmsci", "train") if is_held_out(e)]
    words, quick, slow = read_by_both(setting, kept, CrfTagger(chain, setting.names), params)
    tags = [read.tags for read in slow]
    write_shares(Shares(name=choose_name_share(kept, words, quick, tags, to_tdmsci)), folder)
    write_lock(folder)


def choose(setting: Setting, crf: CrfTagger, pairs: PairModel, params: Params) -> Shares:
    """Choose how the models are blended, by SciER's dev documents."""
    dev = read_scier(setting.data / "scier", "dev")
    words, quick, slow = read_by_both(setting, dev, crf, params, SCIER_WINDOW)
    head = PairHead({name: np.asarray(params[name]) for name in NAMES}, LABELS)
    spans = [spans_of(example) for example in dev]
    linear = [pairs.probabilities(*both) for both in zip(words, spans, strict=True)]
    headed = [head.probabilities(*all_) for all_ in zip(slow, words, spans, strict=True)]
    pair, trust = choose_pair_shares(dev, linear, headed)
    return Shares(
        name=choose_name_share(dev, words, quick, [read.tags for read in slow]),
        pair=pair,
        trust_fast=choose_pair_shares(dev, linear, linear)[1],
        trust_accurate=trust,
        window=SCIER_WINDOW,
    )


def read_by_both(
    setting: Setting, examples: Sequence[Example], crf: CrfTagger, params: Params, window: int = 0
) -> tuple[list[list[Word]], list[Scores], list[Read]]:
    """Give examples' words, and the tag chances of CRF and encoder."""
    tokenizer = load_tokenizer(setting.tokenizer)
    words = [words_of(example.text) for example in examples]
    quick = crf.probabilities([[word.text for word in row] for row in words])
    encoded = [encode_example(tokenizer, example) for example in examples]
    slow = read_windows(params, examples, encoded, window) if window else reads(params, encoded)
    return words, quick, slow
