"""The weights of a small BERT by their names in Hugging Face's BertModel."""

from __future__ import annotations


def bert_shapes(
    width: int, words: int, places: int, layers: int = 2, wider: int = 2
) -> dict[str, tuple[int, ...]]:
    """Give the shape of each parameter; the intermediate layer is `wider` times the width."""
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (words, width),
        "embeddings.position_embeddings.weight": (places, width),
        "embeddings.token_type_embeddings.weight": (2, width),
    }
    square = [f"attention.self.{part}" for part in ("query", "key", "value")]
    norms = ["embeddings.LayerNorm"]
    for layer in (f"encoder.layer.{n}" for n in range(layers)):
        matrices = dict.fromkeys((*square, "attention.output.dense"), (width, width))
        matrices |= {"intermediate.dense": (wider * width, width)}
        for name, (rows, columns) in (matrices | {"output.dense": (width, wider * width)}).items():
            shapes[f"{layer}.{name}.weight"] = (rows, columns)
            shapes[f"{layer}.{name}.bias"] = (rows,)
        norms += [f"{layer}.attention.output.LayerNorm", f"{layer}.output.LayerNorm"]
    for norm in norms:
        shapes[f"{norm}.weight"] = shapes[f"{norm}.bias"] = (width,)
    return shapes
