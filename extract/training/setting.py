"""The setting of all trainings: where corpora and weights are, and how encoders are tuned."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from safetensors.numpy import load_file

from extract.evaluation.corpora import Example, read_scirex, read_tdmsci
from extract.evaluation.tags import RELATIONS
from extract.models.weights import SHARES_FILE
from extract.tagger.encoder import load_tokenizer
from extract.tagger.features import Clusters, Names, names_of
from extract.tagger.tagger import Shares
from extract.training.batches import Encoded, encode_example
from extract.training.clusters import word_clusters
from extract.training.encoder.finetune import Schedule, finetune
from extract.training.encoder.parameters import Params
from extract.training.encoder.pretrained import fetch
from extract.training.encoder.windows import joined, windows_of
from extract.training.shipping import is_held_out
from extract.vocabulary import load_vocabulary


@dataclass(frozen=True)
class Setting:
    """The paths, corpora and words that all trainings use."""

    data: Path
    pretrained: Path
    weights: Path
    tokenizer: Path
    names: Names
    clusters: Clusters


def prepare(data: Path, out: Path) -> Setting:
    """Fetch the pre-trained weights and group the words."""
    weights, tokenizer = fetch(out / "pretrained" / "minilm")
    vectors = load_file(weights)["embeddings.word_embeddings.weight"]
    clusters = word_clusters(load_tokenizer(tokenizer), vectors, seed=0)
    return Setting(
        data, out / "pretrained", weights, tokenizer, names_of(load_vocabulary()), clusters
    )


def scirex_to_learn(setting: Setting) -> list[Example]:
    """Give SciREX's sentences but those of the documents that are held out."""
    return [example for example in read_scirex(setting.data / "scirex") if not is_held_out(example)]


def tdmsci_to_learn(setting: Setting) -> list[Example]:
    """Give the training sentences of TDMSci but those that are held out."""
    examples = read_tdmsci(setting.data / "tdmsci", "train")
    return [example for example in examples if not is_held_out(example)]


def finetuned(
    setting: Setting, params: Params, examples: Sequence[Example], plan: Schedule, window: int = 0
) -> Params:
    """Train an encoder on examples, neighbours together as far as a window holds them."""
    tokenizer = load_tokenizer(setting.tokenizer)
    encoded = [encode_example(tokenizer, example) for example in examples]

    def cut(seed: int) -> list[Encoded]:
        groups = windows_of(examples, encoded, window, seed)
        return [joined([encoded[n] for n in group]) for group in groups]

    return finetune(params, cut if window else lambda seed: encoded, plan, say)


def write_shares(shares: Shares, folder: Path) -> None:
    """Write how a tagger blends and decides, and the relations that it was trained on."""
    kept = asdict(replace(shares, relations=RELATIONS))
    (folder / SHARES_FILE).write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def say(line: str) -> None:
    """Tell how far a training is."""
    print(line, flush=True)
