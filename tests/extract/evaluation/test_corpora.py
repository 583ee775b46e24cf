"""Reading annotated text: made-up files in each corpus's form, and the corpora themselves."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from extract.evaluation.corpora import (
    Example,
    read_gold,
    read_scier,
    read_scirex,
    read_tdmsci,
)
from extract.evaluation.tags import LABELS, TAGS
from extract.tagger.tokens import words_of
from extract.training.batches import word_tags
from extract.vocabulary import data_dir


def write_rows(file: Path, *rows: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def surfaces(example: Example) -> list[tuple[str, str]]:
    return [(example.text[name.start : name.end], name.label) for name in example.names]


def test_names_without_places_are_found_in_the_order_of_the_text(tmp_path: Path) -> None:
    row = {
        "doc_id": "1",
        "sentence": "A Zor net is a Zor net with a net .",
        "ner": [["Zor net", "Method"], ["Zor net", "Method"], ["net", "Method"]],
        "rel": [["net", "Part-Of", "Zor net"]],
    }
    write_rows(tmp_path / "LLM" / "train.jsonl", row)
    (example,) = read_scier(tmp_path, "train")
    assert [(name.start, name.end) for name in example.names] == [(2, 9), (15, 22), (30, 33)]
    (link,) = example.links
    assert (link.source, link.type, link.target) == (2, "PART_OF", 1)


def test_spans_are_counted_over_the_document(tmp_path: Path) -> None:
    row = {
        "doc_id": "1",
        "sentences": [["Nothing", "."], ["Zor", "net", "on", "Plim", "."]],
        "ner": [[], [[2, 3, "Method"], [5, 5, "Dataset"]]],
        "relations": [[], [[2, 3, 5, 5, "Evaluated-With"]]],
    }
    write_rows(tmp_path / "PLM" / "test.jsonl", row)
    _, example = read_scier(tmp_path, "test")
    assert surfaces(example) == [("Zor net", "Method"), ("Plim", "Dataset")]
    assert [(link.source, link.type, link.target) for link in example.links] == [
        (0, "EVALUATED_WITH", 1)
    ]


def test_a_document_of_scirex_gives_its_sentences(tmp_path: Path) -> None:
    row = {
        "doc_id": "1",
        "words": ["Zor", "net", ".", "On", "Plim", "."],
        "sentences": [[0, 3], [3, 6]],
        "ner": [[0, 2, "Method"], [4, 5, "Material"], [1, 2, "Task"]],
    }
    with gzip.open(tmp_path / "train_docs.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(row) + "\n")
    first, second = read_scirex(tmp_path)
    assert surfaces(first) == [("Zor net", "Method")]  # the longer of two that share a place
    assert surfaces(second) == [("Plim", "Dataset")]


def test_tags_of_tdmsci_become_names(tmp_path: Path) -> None:
    lines = ["We\t0\tO", "parse\t3\tB-TASK", "trees\t9\tI-TASK", "F1\t15\tB-METRIC", "", "So\t0\tO"]
    (tmp_path / "test_500_v2.conll").write_text("\n".join(lines) + "\n", encoding="utf-8")
    first, second = read_tdmsci(tmp_path, "test")
    assert surfaces(first) == [("parse trees", "Task"), ("F1", "Metric")]
    assert second.names == ()


def test_own_sentences_are_in_one_split_by_paper() -> None:
    train, test = (read_gold(data_dir(), split) for split in ("train", "test"))
    assert {example.document for example in train}.isdisjoint(example.document for example in test)
    assert {name.label for example in train for name in example.names} == set(LABELS)


def test_tags_follow_the_words_of_a_name() -> None:
    (example,) = [e for e in read_gold(data_dir(), "train") if len(e.names) > 3][:1]
    tags = word_tags(example)
    begun = [TAGS[tag][2:] for tag in tags if tag % 2]
    assert begun == [name.label for name in example.names]
    assert len(tags) == len(words_of(example.text))


def test_scier_is_read_whole(shared_data: Path) -> None:
    counts = {
        split: (sum(len(e.names) for e in read), sum(len(e.links) for e in read))
        for split in ("dev", "test")
        if (read := read_scier(shared_data / "scier", split))
    }
    assert counts == {"dev": (2234, 1130), "test": (2948, 1626)}
