"""What the last word of a name says that it is, for names that a tagger is not trusted with alone.

A tagger learnt from papers on machine learning takes "surface tension" for a method elsewhere. A
phrase of plain words counts only where its last word is one of its kind ("cable equation") and the
words before narrow that down (not "numerical model"); a name with capitals inside, or digits, has
no such word and is held to the tagger's confidence instead.
"""

from __future__ import annotations

import re

from extract.lexicon import GENERIC, word_set
from extract.records import EntityLabel

_HEADS: dict[EntityLabel, str] = {
    "Method": "algorithms?|analys[ei]s|approach(?:es)?|approximations?|architectures?|autoencoders?"
    "|calculus|clustering|compilers?|controllers?|(?:de|en|trans)coders?|decompositions?|descent"
    "|distillation|ensembles?|equations?|estimators?|expansions?|filters?|filtering|formalisms?"
    "|formulations?|frameworks?|functionals?|generators?|heuristics?|inference|inversion|kernels?"
    "|languages?|(?:un)?learning|librar(?:y|ies)|logics?|machines?|methods?|methodolog(?:y|ies)"
    "|microscopy|models?|modules?|(?:neural|convolutional|attention|adversarial|bayesian|belief"
    r"|stacking|memory|capsule|siamese|residual|recurrent)[\s-]networks?|nets?|notations?"
    "|optimi[sz](?:ation|ers?)|pipelines?|(?:pre-?|fine-?)?(?:training|tuning)|programming"
    "|prompting|protocols?|procedures?|regressions?|representations?|sampling|samplers?|schemes?"
    "|search|sequencing|simulations?|simulators?|solvers?|spectroscopy|strateg(?:y|ies)"
    "|techniques?|theor(?:y|ies)|tools?|toolkits?|transformations?|transformers?|transforms?"
    "|tests?|regulari[sz]ation|renormali[sz]ation|adaptation|augmentation|attention|embeddings?"
    "|potentials?|parsers?|classifiers?|annealing|quanti[sz]ation|imputation|integrat(?:ors?|ion)",
    "Model": "models?|l?lms?|networks?|transformers?|(?:de|en|autoen)coders?",
    "Dataset": "data ?sets?|corpus|corpora|benchmarks?|databases?|collections?|treebanks?"
    "|test ?(?:sets?|suites?)|challenges?|surveys?|catalog(?:ue)?s?|repositor(?:y|ies)|archives?",
    "Task": "alignment|allocation|analys[ei]s|annotation|answering|assessment|assignment|captioning"
    "|classification|clustering|completion|compression|control|debugging|decoding|denoising|design"
    "|detection|diagnosis|disambiguation|discovery|estimation|evaluation|extraction|forecasting"
    "|generation|grounding|identification|imputation|induction|inference|interpretation"
    "|label+ing|learning|linking|locali[sz]ation|mapping|matching|mining|model+ing|monitoring"
    "|navigation|optimi[sz]ation|paraphrasing|parsing|planning|prediction|problems?|programming"
    "|ranking|reali[sz]ation|reasoning|recognition|recommendation|reconstruction|refactoring"
    "|registration|regression|repair|resolution|retrieval|routing|scheduling|screening|search"
    "|segmentation|selection|sensing|similarity|simulation|summari[sz]ation|synthesis|tagging"
    "|testing|tracking|transcription|transfer|translation|understanding|verification|validation",
    "Metric": "accurac(?:y|ies)|precision|recall|f-?1|f-?(?:scores?|measures?)|scores?|errors?"
    r"|(?:error|success|hit|pass|win|positive|negative)[\s-]rates?|auc|perplexity|similarity"
    "|complexity|correlation|coefficients?|divergence|throughput|latency|runtime|ratio|index|loss"
    "|coverage|fidelity|agreement|kappa|distance",
    "Domain": r"\w+",
}
_ENDS = {
    label: re.compile(rf"(?:^|[\s-])(?:{heads})$", re.IGNORECASE) for label, heads in _HEADS.items()
}
# Words that narrow nothing down.
_GENERAL = word_set(
    """
    a an the this that these those our their its new novel proposed existing general generic simple
    basic standard traditional conventional classical common main overall specific certain various
    several different other many some any such same first second two three better best improved
    efficient effective fast robust accurate powerful useful practical possible similar recent
    current previous present mathematical physical numerical computational theoretical conceptual
    analytical statistical stochastic deterministic probabilistic predictive nonlinear non linear
    dynamic dynamical static discrete continuous categorical empirical experimental qualitative
    quantitative formal abstract complex advanced modern appropriate suitable underlying resulting
    computer software hardware data system real actual network input output state parameter feature
    large small global local full final single multiple multi unified integrated combined
    alternative based realistic approximate exact detailed extended modified minimal solution study
    research sampling inference analysis diagnostic hidden coherent
    """
)
_LANGUAGES = word_set(
    """
    arabic bengali chinese czech danish dutch english finnish french german greek hebrew hindi
    hungarian indian indonesian italian japanese korean latin norwegian persian polish portuguese
    romanian russian spanish swedish thai turkish ukrainian urdu vietnamese multilingual parallel
    """
)
_NO_NAMES = word_set(
    """
    dna rna mrna mirna sirna cdna atp adp nad nadh dmso hiv gpu gpus cpu cpus tpu tpus fpga fpgas
    cmos usb led leds wifi api apis gui guis ui sdk ide ides pc pcs vm vms url urls html xml json
    pdf c++ c# .net phd usa uk eu co2 h2o 1d 2d 3d 4d ac dc rf uv
    """
)
_CODED = re.compile(r"[A-Z].*[A-Z\d]|[a-z][A-Z]|[A-Za-z]\d|\+\+")


def is_coded(name: str) -> bool:
    """Tell whether a word of a name has capitals inside, or digits, as no plain word has.

    What is written so though it is no name of a kind, as molecules and machines are, is none.
    """
    words = re.split(r"[\s-]", name)
    return any(_CODED.search(word) and word.lower() not in _NO_NAMES for word in words)


def says_its_kind(name: str, label: EntityLabel) -> bool:
    """Tell whether a phrase ends in a word for things of a label, narrowed down before it."""
    end = _ENDS[label].search(name)
    if end is None:
        return False
    before = {word for word in re.split(r"[\s-]+", name[: end.start()].lower()) if word}
    # "Python datasets" and "English corpora" are no data sets of that name.
    general = _GENERAL | GENERIC | _LANGUAGES if label == "Dataset" else _GENERAL
    return label == "Domain" or not before <= general
