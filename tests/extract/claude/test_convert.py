"""Only what stands in the text becomes an extraction, under the names that all extractors use."""

from __future__ import annotations

import json
from itertools import islice, pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.claude.convert import to_extraction
from extract.claude.prompt import asked_relations, prompt_for
from extract.claude.quotes import SentSentence
from extract.claude.reply import Dropped, read_answer
from extract.pipeline import extract_paper, passages_of
from extract.records import (
    EntityRelation,
    Extraction,
    Paper,
    PaperRelation,
    Role,
)
from extract.schema import schema
from extract.sources.read import read_files, source_files
from extract.vocabulary import data_dir, load_vocabulary
from tests.scaling import MOST, TIMES, growth
from tests.wave_bench import answer_of, paper


def _asked(about: Paper) -> tuple[list[dict[str, Any]], tuple[SentSentence, ...]]:
    sent = prompt_for(passages_of(about))
    assert sent is not None
    return json.loads(sent.text)["sentences"], sent.spans


def _converted(about: Paper, answer: dict[str, Any]) -> tuple[Extraction, Dropped]:
    read = read_answer(json.dumps(answer))
    return to_extraction(about, _asked(about)[1], read, load_vocabulary())


@pytest.fixture
def answer() -> dict[str, Any]:
    return answer_of(_asked(paper())[0])


def test_a_good_answer_is_taken_whole(answer: dict[str, Any]) -> None:
    made, dropped = _converted(paper(), answer)
    assert dropped == Dropped()
    mentions = [(mention.passage, mention.surface, mention.entity_id) for mention in made.mentions]
    assert mentions == [
        (0, "WaveBench", "dataset:wavebench"),
        (1, "WaveBench", "dataset:wavebench"),
        (1, "equation solving", "task:equation-solving"),
        (1, "Llama-3.1-8B", "model:llama-3-1-8b"),
        (1, "low-rank adaptation", "method:low-rank-adaptation"),
        (1, "LoRA", "method:low-rank-adaptation"),
        (1, "WaveBench", "dataset:wavebench"),
        (1, "BERT", "model:bert"),
        (1, "exact match", "metric:exact-match"),
    ]
    uses = {(r.type, r.entity_id) for r in made.paper_relations if r.why == "passage"}
    assert uses >= {
        ("PROPOSES", "dataset:wavebench"),
        ("USES", "method:low-rank-adaptation"),
        ("COMPARES_WITH", "model:bert"),
    }
    assert [(r.type, r.source_id, r.target_id) for r in made.entity_relations] == [
        ("BENCHMARK_FOR", "dataset:wavebench", "task:equation-solving"),
        ("TRAINED_WITH", "model:llama-3-1-8b", "dataset:wavebench"),
    ]
    roles = [sentence.role for passage in made.passages[1:] for sentence in passage.sentences]
    assert roles == ["background", "objective", "method", "result", "limitation"]


def test_evidence_is_the_sentence_that_was_quoted(answer: dict[str, Any]) -> None:
    made, _ = _converted(paper(), answer)
    text = {passage.position: passage.text for passage in made.passages}
    relations: list[PaperRelation | EntityRelation] = [
        *made.paper_relations,
        *made.entity_relations,
    ]
    quotes = {
        relation.type: text[relation.passage][relation.char_start : relation.char_end]
        for relation in relations
        if relation.extractor == "claude"
    }
    assert quotes["PROPOSES"].startswith("We introduce WaveBench")
    assert quotes["COMPARES_WITH"].startswith("It outperforms")
    assert quotes["TRAINED_WITH"].startswith("We tune")


def test_passages_and_categories_are_those_of_every_extractor(answer: dict[str, Any]) -> None:
    made, _ = _converted(paper(), answer)
    fast = extract_paper(paper(), load_vocabulary())
    assert [p.text for p in made.passages] == [p.text for p in fast.passages]
    by_category = [r for r in fast.paper_relations if r.extractor == "category"]
    assert by_category
    assert [r for r in made.paper_relations if r.extractor == "category"] == by_category


def _entity(name: str, label: str, *mentions: tuple[int, str]) -> dict[str, Any]:
    listed = [{"sentence": number, "surface": surface} for number, surface in mentions]
    return {"name": name, "label": label, "mentions": listed}


@pytest.mark.parametrize(
    "mention",
    [
        (4, "WaveBench"),  # in the text, not in that sentence
        (2, "wavebench"),  # not as it is written
        (2, "WaveBench-Pro"),  # invented
        (2, "Wave"),  # no whole word
        (99, "WaveBench"),
        (3, "We"),
        (2, "a benchmark for equation solvers"),
        (2, "benchmark"),  # a kind, no name
    ],
)
def test_an_invented_mention_is_dropped_and_counted(
    answer: dict[str, Any], mention: tuple[int, str]
) -> None:
    answer["entities"].append(_entity("Invented", "Method", mention))
    made, dropped = _converted(paper(), answer)
    assert dropped == Dropped(mentions=1)
    assert made == _converted(paper(), answer_of(_asked(paper())[0]))[0]


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("paper_relations", {"quote": "We introduce a new model"}),
        ("paper_relations", {"sentence": 4}),
        ("paper_relations", {"entity": "BERT"}),
        ("paper_relations", {"entity": "Nothing"}),
        ("paper_relations", {"type": "ADDRESSES"}),
        ("entity_relations", {"quote": "We tune Llama on everything"}),
        ("entity_relations", {"target": "BERT"}),
        ("entity_relations", {"target": "Llama-3.1-8B"}),
        ("entity_relations", {"sentence": 2}),
    ],
)
def test_a_relation_that_no_sentence_states_is_dropped_and_counted(
    answer: dict[str, Any], kind: str, change: dict[str, Any]
) -> None:
    whole, _ = _converted(paper(), answer)
    answer[kind][0].update(change)
    made, dropped = _converted(paper(), answer)
    assert dropped == Dropped(relations=1)
    lists = ("paper_relations", "entity_relations")
    assert sum(len(getattr(made, name)) - len(getattr(whole, name)) for name in lists) == -1


@pytest.mark.parametrize("change", [{"sentence": 1}, {"opening": "We present"}, {"sentence": 0}])
def test_a_role_whose_words_do_not_open_its_sentence_is_dropped_and_counted(
    answer: dict[str, Any], change: dict[str, Any]
) -> None:
    answer["roles"][1].update(change)
    made, dropped = _converted(paper(), answer)
    assert dropped == Dropped(roles=1)
    assert made.passages[1].sentences[0].role == "background"


def test_names_go_to_the_vocabulary_first() -> None:
    about = paper(abstract="We tune LoRA adapters of Llama 2 and code LLMs for CODE SUMMARIZATION.")
    answer = {
        **answer_of([]),
        "entities": [
            _entity("LoRA", "Task", (1, "LoRA")),
            _entity("Llama 2", "Model", (1, "Llama 2")),
            _entity("code summarisation", "Task", (1, "CODE SUMMARIZATION")),
        ],
    }
    made, _ = _converted(about, answer)
    assert [mention.entity_id for mention in made.mentions] == [
        "method:low-rank-adaptation",
        "model:llama-2",
        "task:code-summarization",
    ]
    names = {entity.id: entity.name for entity in made.entities}
    assert names["method:low-rank-adaptation"] == "low-rank adaptation"


def test_a_new_name_is_a_spelling_of_the_text_without_its_plural() -> None:
    about = paper(abstract="Here phase ladder networks (PLNs) help; a phase ladder network learns.")
    surfaces = ((1, "phase ladder networks"), (1, "PLNs"), (1, "phase ladder network"))
    entities = [_entity("Phase Ladder Net", "Method", *surfaces)]
    made, dropped = _converted(
        about, {**answer_of([]), "entities": entities, "paper_relations": []}
    )
    (own,) = (entity for entity in made.entities if entity.id.startswith("method:"))
    assert (own.id, own.name) == ("method:phase-ladder-network", "phase ladder network")
    assert own.aliases == ("PLNs", "phase ladder networks")
    assert dropped.mentions == 0


def test_kinds_are_names_where_the_vocabulary_says_so() -> None:
    about = paper(title="", abstract="A language model, a model and pass@8 or zap@8 of LLMs.")
    entities = [
        _entity("language model", "Model", (1, "language model"), (1, "LLMs")),
        _entity("model", "Model", (1, "model")),
        _entity("pass@8", "Metric", (1, "pass@8")),
        _entity("zap@8", "Metric", (1, "zap@8")),
    ]
    made, dropped = _converted(about, {**answer_of([]), "entities": entities})
    named = {mention.surface: mention.entity_id for mention in made.mentions}
    assert set(named) == {"language model", "LLMs", "pass@8", "zap@8"}
    assert (named["pass@8"], named["zap@8"]) == ("metric:pass-k", "metric:zap-k")
    assert dropped.mentions == 1


def test_a_short_form_has_the_meaning_that_the_paper_defines() -> None:
    text = "We cut the attack success rate (ASR) and use parameter-efficient low-rank adaptation."
    about = paper(title="ASR and LoRA", abstract=text)
    entities = [
        _entity(
            "attack success rate", "Metric", (1, "attack success rate"), (1, "ASR"), (0, "ASR")
        ),
        _entity(
            "parameter-efficient low-rank adaptation",
            "Method",
            (1, "parameter-efficient low-rank adaptation"),
            (0, "LoRA"),
        ),
    ]
    made, _ = _converted(about, {**answer_of([]), "entities": entities})
    assert {mention.entity_id for mention in made.mentions} == {
        "metric:attack-success-rate",
        "method:low-rank-adaptation",
    }


def test_of_overlapping_names_the_longest_counts() -> None:
    about = paper(title="", abstract="We study neural code search here.")
    entities = [
        _entity("code search", "Task", (1, "code search")),
        _entity("neural code search", "Task", (1, "neural code search")),
    ]
    made, dropped = _converted(about, {**answer_of([]), "entities": entities})
    assert [mention.surface for mention in made.mentions] == ["neural code search"]
    assert dropped.mentions == 1


def test_a_newer_cut_of_sentences_changes_no_place(answer: dict[str, Any]) -> None:
    about = paper()
    _, spans = _asked(about)
    joined = (*spans[:2], SentSentence(2, "abstract", spans[2].start, spans[3].end), *spans[4:])
    read = read_answer(json.dumps(answer))
    made, dropped = to_extraction(about, joined, read, load_vocabulary())
    for mention in made.mentions:
        text = made.passages[mention.passage].text
        assert text[mention.char_start : mention.char_end] == mention.surface
    assert dropped.total > 0


def test_the_cost_of_an_answer_that_names_everything_everywhere_grows_with_its_names() -> None:
    about = paper(title="", abstract="aa " * 4000)

    def convert(names: int) -> Extraction:
        entities = [
            _entity(f"thing {number}", "Method", *[(1, "aa")] * 4, (1, "aa " * 30))
            for number in range(names)
        ]
        return _converted(about, {**answer_of([]), "entities": entities})[0]

    assert convert(200).mentions
    assert growth(convert, 200 // TIMES, 200) < MOST


def _as_claude_would(made: Extraction, spans: tuple[SentSentence, ...]) -> dict[str, Any]:
    """Say in Claude's form which entities another extractor found, and where."""
    names = {entity.id: entity for entity in made.entities}
    refs: dict[str, list[tuple[int, str]]] = {}
    for mention in made.mentions:
        passage = made.passages[mention.passage]
        start = passage.char_start + mention.char_start
        held = (s for s in spans if s.section == passage.section and s.start <= start < s.end)
        refs.setdefault(mention.entity_id, []).append((next(held).number, mention.surface))
    entities = [_entity(names[key].name, names[key].label, *places) for key, places in refs.items()]
    return {**answer_of([]), "entities": entities, "paper_relations": [], "entity_relations": []}


def test_an_entity_has_one_id_whoever_extracts_it() -> None:
    same = total = 0
    for record in islice(read_files(source_files([data_dir() / "demo"])), 30):
        assert isinstance(record.item, Paper)
        fast = extract_paper(record.item, load_vocabulary())
        made, _ = _converted(record.item, _as_claude_would(fast, _asked(record.item)[1]))
        ids = {(m.passage, m.char_start): m.entity_id for m in made.mentions}
        total += len(fast.mentions)
        same += sum(ids.get((m.passage, m.char_start)) == m.entity_id for m in fast.mentions)
    assert total > 300
    assert same / total > 0.99


WORDS = (
    *paper().abstract.split(), "WaveBench", "LoRA", "our model", "Invented", "", "language models",
)  # fmt: skip
_sentence = st.integers(-2, 8)
_words = st.sampled_from(WORDS) | st.text(max_size=8)
_name = st.sampled_from(["A", "B", "C"])


def _items(most: int = 4, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Lists of objects with these fields."""
    return st.lists(st.fixed_dictionaries(fields), max_size=most)


_answers = st.fixed_dictionaries(
    {
        "entities": _items(
            name=_name,
            label=st.sampled_from(schema().labels),
            mentions=_items(8, sentence=_sentence, surface=_words),
        ),
        "paper_relations": _items(
            type=st.sampled_from([*asked_relations()]),
            entity=_name,
            sentence=_sentence,
            quote=_words,
        ),
        "entity_relations": _items(
            type=st.sampled_from([*schema().entity_relations]),
            source=_name,
            target=_name,
            sentence=_sentence,
            quote=_words,
        ),
        "roles": _items(sentence=_sentence, opening=_words, role=st.sampled_from(get_args(Role))),
    }
)


@given(_answers)
def test_any_answer_gives_only_names_of_the_text(answer: dict[str, Any]) -> None:
    made, dropped = _converted(paper(), answer)
    ids = {entity.id for entity in made.entities}
    places = []
    for mention in made.mentions:
        text = made.passages[mention.passage].text
        assert text[mention.char_start : mention.char_end] == mention.surface
        assert mention.entity_id in ids
        places.append((mention.passage, mention.char_start, mention.char_end))
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(places))
    for link in made.entity_relations:
        assert {link.source_id, link.target_id} <= ids
        assert link.source_id != link.target_id
    assert dropped.relations <= len(answer["paper_relations"]) + len(answer["entity_relations"])
    assert _converted(paper(), answer)[0] == made
