"""The models of the benchmarks alone: trained on SciER, and on TDMSci with SciREX.

They are put where the caller says and are never committed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from extract.trained.crf import CrfTagger, CrfWeights, save_crf
from extract.trained.encoder import Read, load_tokenizer
from extract.trained.labels import LABELS
from extract.trained.pair_head import NAMES, PairHead
from extract.trained.pairs import CLASSES, PairModel, save_pairs
from extract.trained.ragged import Scores
from extract.trained.tagger import Shares
from extract.trained.tokens import Word, words_of
from extract.trained.weights import CRF_FILE, PAIRS_FILE, write_lock
from extract.training.batches import encode_example
from extract.training.choosing import choose_name_share, choose_pair_shares
from extract.training.corpora import Example, read_gold, read_scier, read_tdmsci
from extract.training.crf_training import train_crf
from extract.training.export import write_encoder
from extract.training.finetune import Plan, reads
from extract.training.network import Params, add_pair_head
from extract.training.pair_training import train_pairs
from extract.training.scoring import spans_of, to_tdmsci
from extract.training.setting import Setting, finetuned, tdmsci_to_learn, write_shares
from extract.training.shipping import is_held_out
from extract.vocabulary import data_dir

SEED = 1
SCIER = (
    Plan(epochs=7, rate=2e-4, layer_decay=0.9, seed=SEED, pair_weight=1.0),
    Plan(epochs=4, rate=2e-4, layer_decay=0.9, seed=SEED + 1, pair_weight=1.0),
)
SCIER_CRF = {"c1": 0.1, "c2": 0.02, "max_iterations": 120, "feature.minfreq": 1}
TDMSCI = Plan(epochs=4, rate=1e-4, layer_decay=0.9, seed=SEED)
PAIR_STRENGTH = 0.3


def train_scier(setting: Setting, first: Params, folder: Path) -> None:
    """Train the benchmark's models on SciER's training documents, choosing on its dev documents."""
    folder.mkdir(parents=True, exist_ok=True)
    train = read_scier(setting.data / "scier", "train")
    dev = read_scier(setting.data / "scier", "dev")
    crf = train_crf(train, setting.names, setting.clusters, SCIER_CRF)
    save_crf(crf, folder / CRF_FILE)
    linear = train_pairs(train, PAIR_STRENGTH)
    save_pairs(linear, folder / PAIRS_FILE)
    params = add_pair_head(first, len(LABELS), len(CLASSES), SEED)
    params = mean_of([finetuned(setting, params, train, plan) for plan in SCIER])
    write_encoder(params, setting.tokenizer, folder)
    tagger, pairs = CrfTagger(crf, setting.names), PairModel(linear)
    write_shares(choose(setting, dev, tagger, pairs, params), folder)
    write_lock(folder)


def train_tdmsci(setting: Setting, first: Params, chain: CrfWeights, folder: Path) -> None:
    """Train the names of TDMSci on, after a first reading of it and SciREX; `chain` read both too.

    Chosen on its held-out sentences. Relations, which it does not mark, are the project's own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    save_crf(chain, folder / CRF_FILE)
    save_pairs(train_pairs(read_gold(data_dir(), "train"), PAIR_STRENGTH), folder / PAIRS_FILE)
    params = finetuned(setting, first, tdmsci_to_learn(setting), TDMSCI)
    params = add_pair_head(params, len(LABELS), len(CLASSES), SEED)
    write_encoder(params, setting.tokenizer, folder)
    kept = [one for one in read_tdmsci(setting.data / "tdmsci", "train") if is_held_out(one)]
    words, quick, slow = read_by_both(setting, kept, CrfTagger(chain, setting.names), params)
    tags = [read.tags for read in slow]
    write_shares(Shares(name=choose_name_share(kept, words, quick, tags, to_tdmsci)), folder)
    write_lock(folder)


def choose(
    setting: Setting, dev: Sequence[Example], crf: CrfTagger, pairs: PairModel, params: Params
) -> Shares:
    """Choose how the models are blended, by held-out examples."""
    words, quick, slow = read_by_both(setting, dev, crf, params)
    head = PairHead({name: np.asarray(params[name]) for name in NAMES})
    spans = [spans_of(example) for example in dev]
    linear = [pairs.probabilities(*both) for both in zip(words, spans, strict=True)]
    headed = [head.probabilities(*all_) for all_ in zip(slow, words, spans, strict=True)]
    pair, trust = choose_pair_shares(dev, linear, headed)
    return Shares(
        name=choose_name_share(dev, words, quick, [read.tags for read in slow]),
        pair=pair,
        trust_fast=choose_pair_shares(dev, linear, linear)[1],
        trust_accurate=trust,
    )


def read_by_both(
    setting: Setting, examples: Sequence[Example], crf: CrfTagger, params: Params
) -> tuple[list[list[Word]], list[Scores], list[Read]]:
    """Give examples' words, and what field and encoder say of them."""
    tokenizer = load_tokenizer(setting.tokenizer)
    words = [words_of(example.text) for example in examples]
    quick = crf.probabilities([[word.text for word in row] for row in words])
    slow = reads(params, [encode_example(tokenizer, example) for example in examples])
    return words, quick, slow


def mean_of(trained: Sequence[Params]) -> Params:
    """Average the weights of encoders that began alike (Wortsman et al., "Model soups", 2022)."""
    return {name: sum(one[name] for one in trained) / len(trained) for name in trained[0]}
