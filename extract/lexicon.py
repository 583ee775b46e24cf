"""Words that patterns share: what looks like a name, what a head noun says, what names nothing."""

from __future__ import annotations

import re

from extract.records import EntityLabel


def word_set(text: str) -> frozenset[str]:
    """Give the words of a text as a set."""
    return frozenset(text.split())


NAME = (
    r"(?<![\w.@/\\-])"
    r"(?=[\w+.-]*[A-Z])(?=[\w+-]*?(?:[A-Z][\w-]*?[A-Z0-9]|[A-Za-z][\w-]*\d|[a-z][A-Z]))"
    r"[A-Za-z][\w]*(?:[-.+][\w]+)*\+*(?![\w/@-])"
)
NAME_LIST = rf"{NAME}(?:(?:,\s+|,?\s+and\s+|,?\s+or\s+|\s*/\s*|\s+&\s+){NAME}){{0,15}}"

GENERIC = word_set(
    """
    ai ml nlp llm llms lm lms slm plm plms vlm vlms mllm mllms lmm lmms dl rl cv nlg nlu agi aigc
    gpu gpus cpu cpus tpu api apis sdk ide ides url html json xml csv pdf sql uml ast asts cfg dfg
    sota qa vqa rq rqs ood iid usa uk us eu un mit nasa esa ieee acm nips icml acl emnlp cvpr iclr
    2d 3d 4d 1d i ii iii iv pl nl pls nls se hpc stem it ui ux os io iot ar vr xr rgb gan gans cnn
    cnns rnn rnns gnn gnns dnn dnns mlp vae vaes bert gpt covid covid-19 phd bsc msc gre lsat
    sar rna dna mri ct eeg ecg icu ehr pde pdes ode odes github gitlab huggingface arxiv youtube
    python java javascript typescript php ruby go rust kotlin scala perl matlab latex tex linux
    android ios windows openai google meta microsoft deepmind nvidia facebook stackoverflow
    cs math physics fps hz ghz mhz kb mb gb tb ms cm mm km mev gev tev ev kpc mpc pc
    """
)
_GENERIC_PARTS = word_set(
    """
    based aware driven guided powered enhanced augmented level scale assisted generated inspired
    free only like style to of in as specific centric oriented grade informed trained tuned related
    ready with the a an our this and for non multi pre post self cross semi inter intra sub super
    meta auto
    """
)
_ODD_PART = re.compile(r"[A-Z].*[A-Z\d]|[a-z][A-Z]|[A-Za-z]\d")
_COMPOUND_END = re.compile(r"-[a-z]{4,}$")
HEADS: dict[str, EntityLabel] = {
    **dict.fromkeys(
        ("dataset", "data set", "benchmark", "corpus", "corpora", "collection", "testbed", "suite",
         "challenge", "leaderboard", "database", "test set", "testset", "benchmarking"),
        "Dataset",
    ),
    **dict.fromkeys(
        ("llm", "vlm", "mllm", "lmm", "slm", "language model", "foundation model", "model",
         "chatbot", "model family", "model series"),
        "Model",
    ),
    **dict.fromkeys(("metric", "score", "measure", "index"), "Metric"),
    "task": "Task",
    **dict.fromkeys(
        ("framework", "method", "approach", "system", "pipeline", "agent", "algorithm", "tool",
         "technique", "network", "architecture", "strategy", "toolkit", "library", "platform",
         "paradigm", "mechanism", "module", "methodology", "scheme", "workflow", "procedure",
         "environment", "engine", "plugin", "package", "software", "assistant", "protocol",
         "optimizer", "encoder", "decoder", "transformer", "simulator", "solver", "adapter"),
        "Method",
    ),
}  # fmt: skip
HEAD_NOUN = "|".join(sorted((re.escape(head) for head in HEADS), key=lambda h: (-len(h), h)))

_NP_END = re.compile(
    r"[.;:()]|\s[-\u2013\u2014]+\s|\b(?:for|that|which|to|of|with|in|on|by|using|via|from|where"
    r"|designed|built|aimed|developed|tailored|containing|comprising|consisting|based on|trained"
    r"|capable|specifically|covering|leveraging|towards?|through|and|is|are|spanning|enabling)\b"
)
_FAMILY = re.compile(r"[\w\s-]*?\b(?:family|series|set|class|collection|suite|group) of\s+")
_PHRASE_PARTS = 3
_ANY_HEAD = re.compile(rf"\b({HEAD_NOUN})s?\b", re.IGNORECASE)
_LAST_HEAD = re.compile(rf"\b({HEAD_NOUN})s?\s*$", re.IGNORECASE)


def is_name(text: str) -> bool:
    """Tell whether a word that looks like a name names something: no "LLM-Based", no "GPU"."""
    small = text.casefold()
    if len(text) < 3 or small in GENERIC or not any(map(str.isalpha, text)):
        return False
    parts = [part for part in re.split(r"[-_.]", small) if part]
    if any(part in _GENERIC_PARTS for part in parts) or _COMPOUND_END.search(text):
        return False
    return not all(part in GENERIC or part.isdigit() or len(part) == 1 for part in parts)


def is_strict_name(text: str) -> bool:
    """Tell whether a name has capitals or digits that no pair of plain words has."""
    return is_name(text) and any(_ODD_PART.search(part) for part in re.split(r"[-_]", text))


def label_of(phrase: str) -> EntityLabel | None:
    """Give what a noun phrase says a thing is, by its head: "a new benchmark for X" -> Dataset."""
    family = _FAMILY.match(phrase)
    if family and label_of(phrase[family.end() :]):
        return label_of(phrase[family.end() :])
    end = _NP_END.search(phrase)
    for part in (phrase[: end.start()] if end else phrase).split(",")[:_PHRASE_PARTS]:
        heads = _LAST_HEAD.findall(part) or _ANY_HEAD.findall(part)
        if heads:
            return HEADS[heads[-1].lower()]
    return None


_LONG_FORM_HEADS: dict[EntityLabel, str] = {
    "Dataset": r"dataset|benchmark|corpus|database|challenge|test suite",
    "Model": r"language model|foundation model|pre-?trained model|multimodal model",
    "Metric": r"metric|score|error|accuracy|similarity|error rate|success rate|distance",
    "Task": r"generation|summari[sz]ation|prediction|detection|classification|recognition"
    r"|answering|retrieval|synthesis|estimation|completion|translation|segmentation|captioning"
    r"|reconstruction|forecasting|verification|localization|repair|extraction",
    "Method": r"network|algorithm|learning|framework|method|regression|transformer|sampling"
    r"|optimi[sz]ation|tuning|attention|prompting|pipeline|adaptation|distillation|autoencoder"
    r"|encoder|decoder|search|process|machine|forest|descent|architecture|gradient|decomposition"
    r"|filter|operator|agent|adapter|training|reasoning|decoding",
}
_LONG_FORM_TYPES: tuple[tuple[EntityLabel, re.Pattern[str]], ...] = tuple(
    (label, re.compile(rf"(?:^|[\s-])(?:{heads})s?$", re.IGNORECASE))
    for label, heads in _LONG_FORM_HEADS.items()
)


# "Cable News Network" is no kind of network.
_ORGANISATION = re.compile(
    r"\b(?:News|Press|Broadcast\w*|Television|Radio|Corporation|Company|University|College|Institutes?"
    r"|Agency|Association|Society|Council|Commission|Committee|Bank|Foundation|Ministry|Department"
    r"|Organi[sz]ation|Union|Administration|Bureau|Office|Alliance|Consortium|Nations)\b"
)


def label_of_long_form(long: str) -> EntityLabel | None:
    """Give what a long form of two words or more names, by its last words; None if untold."""
    if len(re.split(r"[\s-]+", long.strip())) < 2 or _ORGANISATION.search(long):
        return None
    return next((label for label, head in _LONG_FORM_TYPES if head.search(long)), None)
