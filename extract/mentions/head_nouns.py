"""What the last word of a name says that it is, for names that a tagger is not trusted with alone.

A tagger learnt from papers on machine learning takes "surface tension" for a method elsewhere. A
phrase of plain words counts only where its last word is one of its kind ("cable equation") and the
words before narrow that down (not "numerical model"); a name with capitals inside, or digits, has
no such word and is held to the tagger's confidence instead.
"""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import GENERIC, word_set
from extract.records import EntityLabel
from extract.schema import schema

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


def ends_in_noun_of(name: str, label: EntityLabel) -> bool:
    """Tell whether a phrase ends in a noun of a label, narrowed down before it."""
    end = _end(label).search(name)
    if end is None:
        return False
    before = {word for word in re.split(r"[\s-]+", name[: end.start()].lower()) if word}
    # "Python datasets" and "English corpora" are no data sets of that name.
    general = _GENERAL | GENERIC | _LANGUAGES if label in schema().with_role("data") else _GENERAL
    return label in schema().with_role("field") or not before <= general


@cache
def _end(label: EntityLabel) -> re.Pattern[str]:
    """What a name of a label ends in; any word where the schema gives no nouns."""
    ends = "|".join(schema().entity_types[label].nouns.ends) or r"\w+"
    return re.compile(rf"(?:^|[\s-])(?:{ends})$", re.IGNORECASE)
