"""Trains every model anew: `python -m extract.training.build DATA OUT`.

DATA is the folder of SciER, SciREX and TDMSci. The shipped weights go to `data/models`, those of
the benchmarks to OUT/scier and OUT/tdmsci, which are never committed. Every seed is fixed, so that
the same packages on the same kind of processor give the same figures.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from extract.evaluation.corpora import Example, Name, read_gold
from extract.evaluation.tags import CLASSES, LABELS, TAG_SET, TAGS
from extract.models.weights import CRF_FILE, PAIRS_FILE, models_dir, write_lock
from extract.tagger.crf import CrfWeights, save_crf
from extract.tagger.encoder import load_tokenizer
from extract.tagger.pairs import save_pairs
from extract.tagger.tagger import Shares, spans_from
from extract.tagger.tokens import words_of
from extract.training.batches import encode_example
from extract.training.benchmarks import train_scier, train_tdmsci
from extract.training.choosing import choose_trust
from extract.training.crf_training import train_crf
from extract.training.encoder.export import write_encoder
from extract.training.encoder.finetune import Schedule, reads
from extract.training.encoder.parameters import Params, add_pair_head, add_tag_head, load_encoder
from extract.training.pair_training import train_pairs
from extract.training.setting import (
    Setting,
    finetuned,
    prepare,
    say,
    scirex_to_learn,
    tdmsci_to_learn,
    write_shares,
)
from extract.training.shipping import (
    chosen_from,
    methods_together,
    with_methods,
    with_models,
)
from extract.vocabulary import data_dir

SEED = 1
FIRST = Schedule(epochs=1, rate=2e-4, layer_decay=0.9, seed=SEED)
SHIPPED = Schedule(epochs=4, rate=1e-4, layer_decay=0.9, seed=SEED, pair_weight=1.0)
SHIPPED_CRF = {"c1": 0.3, "c2": 0.02, "max_iterations": 100, "feature.minfreq": 2}
SHIPPED_PAIR_STRENGTH = 1.0

FIRST_PERCENT = 62  # per cent of SciREX's sentences that the encoder reads first
CRF_PERCENT = 30  # per cent of them that the chain learns from
LAST_PERCENT = 4  # per cent of them that the encoder reads again with the project's own
GOLD_TIMES = 4  # how often the encoder reads an own sentence for one of the others
GOLD_TIMES_CRF = 6  # the same for the chain


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
    say("the encoder's first reading: SciREX and TDMSci")
    first = first_reading(setting)
    say("the shipped models")
    ship(setting, first, models_dir())
    say("the models of TDMSci")
    train_tdmsci(setting, first, out / "tdmsci")
    say("the models of SciER")
    train_scier(setting, out / "scier")
    return 0


def first_reading(setting: Setting) -> Params:
    """Fine-tune the encoder on SciREX and TDMSci."""
    tdmsci = tdmsci_to_learn(setting)
    examples = [*chosen_from(scirex_to_learn(setting), FIRST_PERCENT), *tdmsci, *tdmsci]
    params = add_tag_head(load_encoder(setting.weights), len(TAGS), SEED)
    return finetuned(setting, params, examples, FIRST)


def ship(setting: Setting, first: Params, folder: Path) -> None:
    """Train what the project ships, on SciREX, TDMSci and its own sentences, and lock it."""
    gold = read_gold(data_dir(), "train")
    save_crf(quick_chain(setting, first, gold), folder / CRF_FILE)
    save_pairs(train_pairs(gold, SHIPPED_PAIR_STRENGTH), folder / PAIRS_FILE)
    scirex = chosen_from(scirex_to_learn(setting), LAST_PERCENT)
    examples = [*gold * GOLD_TIMES, *scirex, *tdmsci_to_learn(setting)]
    params = add_pair_head(first, len(LABELS), len(CLASSES), SEED)
    write_encoder(finetuned(setting, params, examples, SHIPPED), setting.tokenizer, folder)
    trust = choose_trust(gold, SHIPPED_PAIR_STRENGTH)
    write_shares(Shares(trust_fast=trust, trust_accurate=trust), folder)
    write_lock(folder)


def quick_chain(setting: Setting, first: Params, gold: list[Example]) -> CrfWeights:
    """Train the chain; in TDMSci, which marks no methods, they are those that the encoder finds."""
    tdmsci = tdmsci_to_learn(setting)
    tokenizer = load_tokenizer(setting.tokenizer)
    tags = [read.tags for read in reads(first, [encode_example(tokenizer, e) for e in tdmsci])]
    tagged = spans_from(
        [words_of(e.text) for e in tdmsci], [methods_together(row) for row in tags], TAG_SET
    )
    filled = [
        with_methods(example, [Name(s.char_start, s.char_end, s.label) for s in spans])
        for example, spans in zip(tdmsci, tagged, strict=True)
    ]
    scirex = chosen_from(scirex_to_learn(setting), CRF_PERCENT)
    likes = [with_models(example, setting.names) for example in (*scirex, *filled)]
    examples = [*likes, *gold * GOLD_TIMES_CRF]
    return train_crf(examples, setting.names, setting.clusters, SHIPPED_CRF)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
