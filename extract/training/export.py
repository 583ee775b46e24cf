"""A trained encoder and its pair head as the files that `extract.trained` reads."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx

from extract.onnx_export import export_tagger, quantise
from extract.trained.encoder import MAX_SUBWORDS
from extract.trained.pair_head import NAMES, save_pair_head
from extract.trained.weights import ENCODER_FILE, PAIR_HEAD_FILE, TOKENIZER_FILE
from extract.training.network import HEADS, Params, unstack

_PLACES = "embeddings.position_embeddings.weight"


def write_encoder(params: Params, tokenizer: Path, folder: Path, in_8_bits: bool = True) -> None:
    """Write the graph, the word pieces and the pair head into `folder`."""
    weights = unstack(params)
    weights[_PLACES] = weights[_PLACES][:MAX_SUBWORDS]
    weights["tag.weight"] = np.ascontiguousarray(np.asarray(params["tag.weight"]).T)
    weights["tag.bias"] = np.asarray(params["tag.bias"])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        floats = Path(name) / "float32.onnx"
        onnx.save(export_tagger(weights, HEADS), floats)
        if in_8_bits:
            quantise(floats, folder / ENCODER_FILE)
        else:
            shutil.move(floats, folder / ENCODER_FILE)
    save_pair_head({n: np.asarray(params[n]) for n in NAMES}, folder / PAIR_HEAD_FILE)
    shutil.copyfile(tokenizer, folder / TOKENIZER_FILE)
