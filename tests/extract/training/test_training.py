"""The trainer learns, repeatably, and open annotations leave their tags open."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from extract.evaluation.corpora import Example, Link, Name
from extract.evaluation.scoring import score_names, score_relations
from extract.evaluation.tags import CLASSES, TAGS
from extract.models.onnx_export import DISTANCES, distance_buckets
from extract.models.weights import ENCODER_FILE, TOKENIZER_FILE
from extract.tagger.encoder import Encoder, word_firsts
from extract.tagger.pairs import NameSpan, Relation
from extract.tagger.tokens import words_of
from extract.training.batches import encode_example
from extract.training.encoder.export import write_encoder
from extract.training.encoder.finetune import Schedule, finetune, reads
from extract.training.encoder.network import HEADS
from extract.training.encoder.parameters import Params, freeze, stack, thaw, unstack
from extract.training.encoder.windows import joined, read_windows, windows_of
from extract.training.shipping import methods_together, with_methods

TEXT = "we train zorbo on plimset ."
NAMES = (Name(9, 14, "Method"), Name(18, 25, "Dataset"))
EXAMPLE = Example("gold", "1", TEXT, NAMES, (Link(0, "EVALUATED_WITH", 1),))


def test_training_is_repeatable_and_learns(params: Params, tokenizer: Path) -> None:
    encoded = [encode_example(Tokenizer.from_file(str(tokenizer)), EXAMPLE)] * 4
    fit = Schedule(epochs=60, rate=1e-3, head_rate=2e-2, layer_decay=1.0, drop=0.0, pair_weight=1.0)
    first = finetune(params, lambda seed: encoded, fit, lambda line: None)
    again = finetune(params, lambda seed: encoded, fit, lambda line: None)
    assert all(np.array_equal(first[name], again[name]) for name in first)
    finetune(first, lambda seed: encoded, Schedule(epochs=1), lambda line: None)
    assert np.isfinite(np.asarray(first["tag.bias"])).all()
    (read, *_) = reads(first, encoded)
    best = [TAGS[number] for number in read.tags.argmax(axis=1)]
    assert best == ["O", "O", "B-Method", "O", "B-Dataset", "O"]


def test_the_eight_bit_graph_reads_as_the_network(
    params: Params, tokenizer: Path, tmp_path: Path
) -> None:
    write_encoder(params, tokenizer, tmp_path)
    encoder = Encoder(tmp_path / ENCODER_FILE, tmp_path / TOKENIZER_FILE)
    read = encoder.read(TEXT, words_of(TEXT))
    (expected,) = reads(params, [encode_example(Tokenizer.from_file(str(tokenizer)), EXAMPLE)])
    assert read.firsts.tolist() == expected.firsts.tolist()
    assert np.abs(read.tags - expected.tags).max() < 0.05


def test_a_bias_of_distances_is_in_the_graph_too(
    params: Params, tokenizer: Path, tmp_path: Path
) -> None:
    draw = np.random.default_rng(3)
    tilted = {**params, DISTANCES: draw.standard_normal((32, HEADS)).astype(np.float32)}
    encoded = [encode_example(Tokenizer.from_file(str(tokenizer)), EXAMPLE)]
    (plain,), (expected,) = reads(params, encoded), reads(tilted, encoded)
    write_encoder(tilted, tokenizer, tmp_path)
    read = Encoder(tmp_path / ENCODER_FILE, tmp_path / TOKENIZER_FILE).read(TEXT, words_of(TEXT))
    assert np.abs(plain.hidden - expected.hidden).max() > 0.1
    assert np.abs(read.tags - expected.tags).max() < 0.05


def test_frozen_parameters_stay_as_they_are(params: Params, tokenizer: Path) -> None:
    encoded = [encode_example(Tokenizer.from_file(str(tokenizer)), EXAMPLE)]
    double = {n: np.concatenate([v, v]) if n.startswith("layer.") else v for n, v in params.items()}
    frozen = freeze(double, 2)
    assert all(np.array_equal(thaw(frozen)[name], double[name]) for name in double)
    (read,), (same,) = reads(frozen, encoded), reads(double, encoded)
    assert np.allclose(read.tags, same.tags, atol=1e-5)
    trained = thaw(
        finetune(frozen, lambda seed: encoded, Schedule(epochs=2, drop=0.0), lambda line: None)
    )
    for name in double:
        if name.startswith("embeddings."):
            assert np.array_equal(trained[name], double[name])
        if name.startswith("layer."):
            assert np.array_equal(trained[name][:2], double[name][:2])
    top = "layer.output.dense.weight"
    assert not np.array_equal(trained[top][2:], double[top][2:])


def test_neighbours_become_one_example(tokenizer: Path) -> None:
    pieces = Tokenizer.from_file(str(tokenizer))
    other = Example("gold", "2", TEXT, NAMES)
    examples = [EXAMPLE, EXAMPLE, EXAMPLE, other]
    encoded = [encode_example(pieces, example) for example in examples]
    own = len(encoded[0].ids) - 2
    assert windows_of(examples, encoded, 2 * own) == [[0, 1], [2], [3]]
    assert windows_of(examples, encoded, 1) == [[0], [1], [2], [3]]
    drawn = [windows_of(examples, encoded, 9 * own, seed) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1]
    whole = joined(encoded[:2])
    first, second = whole.pairs
    assert len(whole.ids) == 2 * own + 2
    assert [end + own for end in first[:4]] == list(second[:4])
    assert [whole.ids[first] for first in whole.firsts] == 2 * [
        encoded[0].ids[first] for first in encoded[0].firsts
    ]


def test_windows_are_read_as_at_run_time(params: Params, tokenizer: Path, tmp_path: Path) -> None:
    write_encoder(params, tokenizer, tmp_path)
    encoder = Encoder(tmp_path / ENCODER_FILE, tmp_path / TOKENIZER_FILE)
    encoded = [encode_example(Tokenizer.from_file(str(tokenizer)), EXAMPLE)] * 2
    results = encoder.read_text((TEXT, TEXT), 60)
    windows = read_windows(params, [EXAMPLE] * 2, encoded, 60)
    for read, expected in zip(results, windows, strict=True):
        assert read.firsts.tolist() == expected.firsts.tolist()
        assert np.abs(read.tags - expected.tags).max() < 0.05
        assert np.abs(read.hidden[0] - expected.hidden[0]).max() < 0.3


def test_distances_are_shared_out_among_buckets() -> None:
    buckets = distance_buckets(300)
    assert buckets[5, :10].tolist() == [5, 4, 3, 2, 1, 0, 17, 18, 19, 20]
    assert buckets[0, [8, 127, 128, 299]].tolist() == [24, 31, 31, 31]
    assert buckets[[8, 127, 128, 299], 0].tolist() == [8, 15, 15, 15]


def test_layers_stack_and_unstack(params: Params) -> None:
    back = stack(unstack(params))
    assert all(np.array_equal(back[name], params[name]) for name in back)


def test_labels_that_a_corpus_lacks_stay_open(tokenizer: Path) -> None:
    pieces = Tokenizer.from_file(str(tokenizer))
    open_tags = {
        corpus: {
            TAGS[n]
            for n in np.flatnonzero(
                encode_example(pieces, Example(corpus, "1", TEXT, NAMES[:1])).allowed[0]
            )
        }
        for corpus in ("gold", "scirex", "tdmsci")
    }
    assert open_tags["gold"] == {"O"}
    assert open_tags["scirex"] == {"O", "B-Domain", "I-Domain"}
    assert "B-Method" in open_tags["tdmsci"]
    assert "B-Task" not in open_tags["tdmsci"]


def test_a_corpus_without_relations_trains_none(tokenizer: Path) -> None:
    pieces = Tokenizer.from_file(str(tokenizer))
    assert encode_example(pieces, Example("scirex", "1", TEXT, NAMES)).pairs == []
    ((*_, number),) = encode_example(pieces, EXAMPLE).pairs
    assert CLASSES[number] == ("EVALUATED_WITH", True)


def test_words_without_sub_words_borrow_one() -> None:
    offsets = [(0, 2), (2, 4), (5, 6)]
    assert word_firsts(offsets, words_of("abcd e \u4e00")) == [0, 2, 2]
    assert word_firsts([], words_of("a")) == [0]


def test_scores_count_exact_names_and_relations() -> None:
    spans = [NameSpan(9, 14, "Model"), NameSpan(18, 25, "Dataset")]
    assert score_names([EXAMPLE], [spans]).f1 == 50
    assert score_names([EXAMPLE], [spans], lambda label: "Method").same == 1
    relations = [[Relation(0, "EVALUATED_WITH", 1, 1.0)]]
    assert score_relations([EXAMPLE], [spans], relations, with_labels=False).f1 == 100
    assert score_relations([EXAMPLE], [spans], relations, with_labels=True).f1 == 0


def test_methods_are_filled_in_where_nothing_is_marked() -> None:
    tagged = (Name(0, 2, "Method"), Name(9, 14, "Method"), Name(15, 17, "Task"))
    filled = with_methods(Example("tdmsci", "1", TEXT, NAMES), tagged)
    assert filled.names == (Name(0, 2, "Method"), *NAMES)
    row = np.zeros((1, len(TAGS)), np.float32)
    row[0, TAGS.index("B-Model")] = 0.4
    row[0, TAGS.index("B-Method")] = 0.3
    assert methods_together(row)[0, TAGS.index("B-Method")] > 0.69
