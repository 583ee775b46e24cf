"""A trained encoder and its pair head as the files that `extract.tagger` reads."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx

from extract.models.onnx_export import export_tagger, quantise
from extract.models.weights import ENCODER_FILE, PAIR_HEAD_FILE, TOKENIZER_FILE
from extract.tagger.encoder import MAX_SUBWORDS
from extract.tagger.pair_head import NAMES, save_pair_head
from extract.training.encoder.network import HEADS
from extract.training.encoder.parameters import Params, unstack

_PLACES = "embeddings.position_embeddings.weight"


def write_encoder(params: Params, tokenizer: Path, folder: Path, in_8_bits: bool = True) -> None:
    """Write the graph, the word pieces and the pair head into `folder`."""
    write_tagger(params, folder / ENCODER_FILE, in_8_bits)
    save_pair_head({n: np.asarray(params[n]) for n in NAMES}, folder / PAIR_HEAD_FILE)
    shutil.copyfile(tokenizer, folder / TOKENIZER_FILE)


def write_tagger(params: Params, file: Path, in_8_bits: bool = True) -> None:
    """Write the graph of an encoder and its tag head, for texts of at most 256 sub-words."""
    weights = unstack(params)
    weights[_PLACES] = weights[_PLACES][:MAX_SUBWORDS]
    weights["tag.weight"] = np.ascontiguousarray(np.asarray(params["tag.weight"]).T)
    weights["tag.bias"] = np.asarray(params["tag.bias"])
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        floats = Path(name) / "float32.onnx"
        onnx.save(export_tagger(weights, HEADS), floats)
        if in_8_bits:
            quantise(floats, file)
        else:
            shutil.move(floats, file)
