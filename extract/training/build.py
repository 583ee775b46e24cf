"""Trains every model anew: `python -m extract.training.build DATA OUT`.

DATA is the folder of SciER, SciREX and TDMSci. The shipped weights go to `data/models`, those that
SciER trains to OUT/scier, which is never committed. Every seed is fixed, so that the same packages
on the same kind of processor give the same figures.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from extract.trained.crf import CrfTagger, CrfWeights, save_crf
from extract.trained.encoder import load_tokenizer
from extract.trained.features import Clusters, Names, names_of
from extract.trained.labels import LABELS, TAGS
from extract.trained.pair_head import NAMES, PairHead
from extract.trained.pairs import CLASSES, PairModel, save_pairs
from extract.trained.tagger import Shares, spans_from
from extract.trained.tokens import words_of
from extract.trained.weights import CRF_FILE, PAIRS_FILE, SHARES_FILE, models_dir, write_lock
from extract.training.batches import encode_example
from extract.training.choosing import choose_name_share, choose_pair_shares, choose_trust
from extract.training.clusters import word_clusters
from extract.training.corpora import (
    Example,
    Name,
    read_gold,
    read_scier,
    read_scirex,
    read_tdmsci,
)
from extract.training.crf_training import train_crf
from extract.training.export import write_encoder
from extract.training.finetune import Plan, finetune, reads
from extract.training.network import Params, add_pair_head, add_tag_head, load_encoder
from extract.training.pair_training import train_pairs
from extract.training.pretrained import fetch
from extract.training.scoring import spans_of
from extract.training.shipping import (
    chosen_from,
    is_held_out,
    methods_together,
    with_found,
    with_models,
)
from extract.vocabulary import data_dir, load_vocabulary

SEED = 1
FIRST = Plan(epochs=1, rate=2e-4, layer_decay=0.9, seed=SEED)
SHIPPED = Plan(epochs=4, rate=1e-4, layer_decay=0.9, seed=SEED, pair_weight=1.0)
SCIER = (
    Plan(epochs=7, rate=2e-4, layer_decay=0.9, seed=SEED, pair_weight=1.0),
    Plan(epochs=4, rate=2e-4, layer_decay=0.9, seed=SEED + 1, pair_weight=1.0),
)
SCIER_CRF = {"c1": 0.1, "c2": 0.02, "max_iterations": 120, "feature.minfreq": 1}
SHIPPED_CRF = {"c1": 0.3, "c2": 0.02, "max_iterations": 100, "feature.minfreq": 2}
PAIR_STRENGTH = 0.3
SHIPPED_PAIR_STRENGTH = 1.0

FIRST_SHARE = 62  # per cent of SciREX's sentences that the encoder reads first
CRF_SHARE = 30  # per cent of them that the chain learns from
LAST_SHARE = 4  # per cent of them that the encoder reads again with the project's own
GOLD_TIMES = 4  # how often the encoder reads an own sentence for one of the others
GOLD_TIMES_CRF = 6  # the same for the chain


@dataclass(frozen=True)
class Setting:
    """What all trainings share."""

    data: Path
    weights: Path
    tokenizer: Path
    names: Names
    clusters: Clusters


def main(arguments: Sequence[str]) -> int:
    """Train all, and say what is being trained."""
    if len(arguments) != 2:
        print("usage: python -m extract.training.build DATA OUT", file=sys.stderr)
        return 2
    data, out = map(Path, arguments)
    absent = [name for name in ("scier", "scirex", "tdmsci") if not (data / name).is_dir()]
    if absent:
        print(f"no {', '.join(absent)} in {data}: nothing is trained", file=sys.stderr)
        return 1
    setting = prepare(data, out)
    _say("the encoder's first reading: SciREX and TDMSci")
    first = first_reading(setting)
    _say("the shipped models")
    ship(setting, first, models_dir())
    _say("the models of SciER")
    train_scier(setting, first, out / "scier")
    return 0


def prepare(data: Path, out: Path) -> Setting:
    """Fetch the pre-trained weights and group the words."""
    weights, tokenizer = fetch(out / "pretrained")
    vectors = load_file(weights)["embeddings.word_embeddings.weight"]
    clusters = word_clusters(load_tokenizer(tokenizer), vectors, seed=0)
    return Setting(data, weights, tokenizer, names_of(load_vocabulary()), clusters)


def first_reading(setting: Setting) -> Params:
    """Fine-tune the encoder on SciREX and TDMSci."""
    scirex = [one for one in read_scirex(setting.data / "scirex") if not is_held_out(one)]
    examples = [*chosen_from(scirex, FIRST_SHARE), *_tdmsci(setting), *_tdmsci(setting)]
    params = add_tag_head(load_encoder(setting.weights), len(TAGS), SEED)
    return _finetuned(setting, params, examples, FIRST)


def ship(setting: Setting, first: Params, folder: Path) -> None:
    """Train what the project ships, on SciREX, TDMSci and its own sentences, and lock it."""
    scirex = [one for one in read_scirex(setting.data / "scirex") if not is_held_out(one)]
    gold = read_gold(data_dir(), "train")
    save_crf(shipped_chain(setting, first, scirex, gold), folder / CRF_FILE)
    save_pairs(train_pairs(gold, SHIPPED_PAIR_STRENGTH), folder / PAIRS_FILE)
    examples = [*gold * GOLD_TIMES, *chosen_from(scirex, LAST_SHARE), *_tdmsci(setting)]
    params = add_pair_head(first, len(LABELS), len(CLASSES), SEED)
    write_encoder(_finetuned(setting, params, examples, SHIPPED), setting.tokenizer, folder)
    trust = choose_trust(gold, SHIPPED_PAIR_STRENGTH)
    _write_shares(Shares(trust_fast=trust, trust_accurate=trust), folder)
    write_lock(folder)


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
    params = mean_of([_finetuned(setting, params, train, plan) for plan in SCIER])
    write_encoder(params, setting.tokenizer, folder)
    tagger, pairs = CrfTagger(crf, setting.names), PairModel(linear)
    _write_shares(choose(setting, dev, tagger, pairs, params), folder)
    write_lock(folder)


def choose(
    setting: Setting, dev: Sequence[Example], crf: CrfTagger, pairs: PairModel, params: Params
) -> Shares:
    """Choose how the models are blended, by held-out examples."""
    tokenizer = load_tokenizer(setting.tokenizer)
    words = [words_of(example.text) for example in dev]
    quick = crf.probabilities([[word.text for word in row] for row in words])
    slow = reads(params, [encode_example(tokenizer, example) for example in dev])
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


def shipped_chain(
    setting: Setting, first: Params, scirex: Sequence[Example], gold: list[Example]
) -> CrfWeights:
    """Train the chain; in TDMSci, which marks no methods, they are those that the encoder finds."""
    tdmsci = _tdmsci(setting)
    tokenizer = load_tokenizer(setting.tokenizer)
    tags = [read.tags for read in reads(first, [encode_example(tokenizer, e) for e in tdmsci])]
    found = spans_from([words_of(e.text) for e in tdmsci], [methods_together(row) for row in tags])
    filled = [
        with_found(example, [Name(s.char_start, s.char_end, s.label) for s in spans])
        for example, spans in zip(tdmsci, found, strict=True)
    ]
    likes = [with_models(one, setting.names) for one in (*chosen_from(scirex, CRF_SHARE), *filled)]
    examples = [*likes, *gold * GOLD_TIMES_CRF]
    return train_crf(examples, setting.names, setting.clusters, SHIPPED_CRF)


def mean_of(trained: Sequence[Params]) -> Params:
    """Average the weights of encoders that began alike (Wortsman et al., "Model soups", 2022)."""
    return {name: sum(one[name] for one in trained) / len(trained) for name in trained[0]}


def _tdmsci(setting: Setting) -> list[Example]:
    found = read_tdmsci(setting.data / "tdmsci", "train")
    return [one for one in found if not is_held_out(one)]


def _finetuned(setting: Setting, params: Params, examples: Sequence[Example], plan: Plan) -> Params:
    tokenizer = load_tokenizer(setting.tokenizer)
    encoded = [encode_example(tokenizer, example) for example in examples]
    return finetune(params, encoded, plan, _say)


def _write_shares(shares: Shares, folder: Path) -> None:
    (folder / SHARES_FILE).write_text(json.dumps(asdict(shares), indent=1) + "\n", encoding="utf-8")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
