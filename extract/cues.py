"""Words that govern a name: what a sentence works with.

A verb governs what follows in its clause, up to another verb or to a word such as "that" or "for"
which opens something else; a preposition such as "with" or "via" governs the noun phrase that it
is attached to, and the further members of a list.
"""

from __future__ import annotations

import re

from extract import predicates

CASE = re.IGNORECASE
FAR = 90  # characters from a verb to what it governs
NEAR = 60  # characters from a preposition to what it is attached to

_USE_VERB = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|employ(?:s|ed|ing)?|leverag(?:e|es|ed|ing)|appl(?:y|ies|ied|ying)"
    r"|adopt(?:s|ed|ing)?|adapt(?:s|ed|ing)?|utili[sz](?:e|es|ed|ing)|exploit(?:s|ed|ing)?"
    r"|harness(?:es|ed|ing)?|incorporat(?:e|es|ed|ing)|integrat(?:e|es|ed|ing)|combin(?:e|es|ed"
    r"|ing)"
    r"|embed(?:s|ded|ding)?(?= (?:an?|the)\b)|implement(?:s|ed|ing)?|conduct(?:s|ed|ing)?"
    r"|perform(?:s|ed|ing)?"
    r"|carr(?:y|ied|ying) out|undert(?:ake|ook|aking)|run(?:s|ning)?|ran|(?:pre-?|re"
    r"|fine-?)?train(?:s|ed|ing)?"
    r"|fine-?tun(?:e|es|ed|ing)|prompt(?:s|ed|ing)?|quer(?:y|ies|ied)|instruct(?:s|ed)?|ask(?:s"
    r"|ed)?"
    r"|(?:based|rel(?:y|ies|ied|ying)|building|builds?|built|capitali[sz]\w+|draw(?:s|ing)?"
    r"|founded|grounded) (?:up)?on"
    r"|mak(?:e|es|ing) use of|made use of|resort(?:s|ed)? to|equip(?:s|ped"
    r"|ping)?(?: \w+){0,4} with|employs"
    r"|augment(?:s|ed|ing)?|coupl(?:e|es|ed|ing)|fus(?:e|es|ed|ing)|deploy(?:s|ed|ing)?"
    r"|replicat(?:e|es|ed|ing)"
    r"|invok(?:e|es|ed|ing)|comput(?:e|es|ed|ing)|calculat(?:e|es|ed|ing)|construct(?:s|ed|ing)?"
    r"|build(?:s|ing)?|built"
    r"|creat(?:e|es|ed|ing)|design(?:s|ed|ing)?|develop(?:s|ed|ing)?|propos(?:e|es|ed|ing)"
    r"|introduc(?:e|es|ed|ing)"
    r"|present(?:s|ed|ing)?(?! (?:in|at|on|as)\b)|releas(?:e|es|ed|ing)|devis(?:e|es|ed|ing)"
    r"|formulat(?:e|es|ed|ing)|solv(?:e|es|ed|ing)"
    r"|deriv(?:e|es|ed|ing)|fit(?:s|ted|ting)?|simulat(?:e|es|ed|ing)|evaluat(?:e|es|ed|ing)"
    r"|test(?:s|ed|ing)?"
    r"|benchmark(?:s|ed|ing)?|assess(?:es|ed|ing)?|stud(?:y|ies|ied|ying)|investigat(?:e|es|ed"
    r"|ing)"
    r"|analy[sz](?:e|es|ed|ing)|examin(?:e|es|ed|ing)|explor(?:e|es|ed|ing)|prob(?:e|es|ed|ing)"
    r"|consider(?:s|ed|ing)?"
    r"|extend(?:s|ed|ing)?|generali[sz](?:e|es|ed|ing)|modif(?:y|ies|ied|ying)|optimi[sz](?:e|es"
    r"|ed|ing)"
    r"|compar(?:e|es|ed|ing)|distil(?:l|ls|led|ling)?|quanti[sz](?:e|es|ed|ing)|steer(?:s|ed"
    r"|ing)?|align(?:s|ed|ing)?"
    r"|describ(?:e|es|ed|ing)|revisit(?:s|ed|ing)?|choose|chose|select(?:s|ed|ing)?|provid(?:e|es"
    r"|ed|ing)"
    r"|feed(?:s|ing)?|hybridi[sz]\w+|merg(?:e|es|ed|ing)|unif(?:y|ies|ied|ying)|construct\w*"
    r"|report(?:s|ed|ing)?"
    r"|(?:application|use|usage|combination|implementation|integration|adoption|deployment"
    r"|evaluation"
    r"|comparison|ensemble|variant|version|extension|assessment|simulations?|help|means|basis"
    r"|framework) of)\b",
    CASE,
)
# "the design of X", "a study of X": what looks like a verb is a noun there.
_NOUN_BEFORE = re.compile(
    r"\b(?:an?|the|this|these|of|for|in|under|on|by|each|such|case|unit|future|new)\s$", CASE
)
_ATTACHED = re.compile(
    r"\b(?:with|via|by(?! contrast\b)|using|through|by means of|based (?:up)?on"
    r"|built (?:up)?on|under|within)\b",
    CASE,
)
_NOT_ATTACHED = re.compile(
    r"(?:\b(?:compar\w+|consistent|agree\w*|associat\w+|deal\w*|cop\w+|contrast|problems?|issues?"
    r"|challenges?"
    r"|interact\w*|compatib\w+|familiar|concern\w*|correlat\w+|compet\w+|together|competitive"
    r"|contend\w*|inconsistent"
    r"|interfac\w+|collaborat\w+|communicat\w+|aligned|parity|pace|experiences?|difficult\w+"
    r"|limitations?|comparable"
    r"|accordance|line|par|along|begin\w*|start\w*|analogy|connections?|relations?|relationships?"
    r"|links?|similar\w*"
    r"|struggl\w+|overlap\w*|conflict\w*) with"
    r"|\b(?:fac\w+|pos(?:es?|ed|ing)|limited|hindered|hampered|caused|constrained|challenged|motivated"
    r"|inspired|affected"
    r"|outperform\w+|surpass\w+|plagued|divided|multiplied|enabled|inspir\w+|suggested|suffered"
    r"|induced|exhibited|made"
    r"|brought|required|needed|adopted|shared|missed|offered|exceeded|beaten|introduced|followed"
    r"|afforded|claimed) by"
    r"|\b(?:evolv\w+|progress\w*|goes|go|pass\w*|mov\w+|flow\w*|travel\w*) through"
    r"|\bfalls? within|\b(?:going|went|are|is) under)$",
    CASE,
)
ENDS = (
    r";|[.!?]\s|,\s*(?:and\s+|but\s+)?(?:which|who|where|whose|we|our|while|whereas|it|this|these"
    r"|they|but|so|then"
    r"|\w+ing)\b|\b(?:that|which|who|whose|where|when|while|because|if|than|is|are|was|were|has"
    r"|have|had"
    r"|can|could|will|would|may|might|must|should|do|does|did|we|they|it|show|shows|against"
    r"|without|despite"
    r"|beyond|including between|since|although|unlike|whether|how|why|towards?)\b"
)
VERB_ENDS = re.compile(rf"{ENDS}|\b(?:for|to|(?<!such )as|\w+ed by)\b", CASE)
_TO_VERB_ENDS = re.compile(rf"{ENDS}|\bfor\b", CASE)
_LEADS_TO = re.compile(r"(?:appl|adapt|extend|generali|resort|ask)\w*(?: to)?$", CASE)
PHRASE_ENDS = re.compile(
    rf"{ENDS}|:|\b(?:for|to|as|in|on|at|from|into|across|over|between|among|about|by|with|via"
    r"|through"
    r"|using|\w+ed (?:by|on|in|to|for)|reaches|achieves)\b",
    CASE,
)
_OUR = re.compile(r"\bour(?:\s+(?:own|\w*new|novel|proposed|[\w-]+)){0,3}\s+$", CASE)
_STARTS = re.compile(
    r"^\W*(?:in|from|on|with|through|under|our|as)\s+(?:an?|our|this"
    r"|these)\s+(?:[\w'-]+\s+){0,3}$",
    CASE,
)
# What "is proposed" may be another's; what "a new ..." is said of is the paper's.
_MADE = r"proposed|presented|introduced|developed|designed"
_NEW = re.compile(r"\b(?:an?|novel|new|our)\s+(?:[\w'-]+\s+){0,3}$", CASE)
_DONE = (
    r"used|applied|employed|utili[sz]ed|adopted|trained|fine-?tuned|fitted|fit|performed"
    r"|carried\s+out"
    r"|conducted|implemented|built|constructed|run"
    r"|evaluated|tested|benchmarked|compared|combined|integrated|incorporated|coupled|extended"
    r"|derived"
    r"|solved|formulated|optimi[sz]ed|exploited|leveraged|deployed|created|obtained|computed"
    r"|calculated"
    r"|investigated|studied|analy[sz]ed|examined|assessed|explored|considered|adapted|undertaken"
    r"|employed|chosen|selected|prompted|generali[sz]ed|modified|measured|simulated|described"
    r"|validated|demonstrated"
)
_AFTER = re.compile(
    r"^(?:-based|-driven|-guided|-powered|-enhanced|-assisted|-aided|-augmented|-inspired)\b"
    r"|^(?:\s+(?!(?:in|for|of|to|that|which|and|or|by|on|as|with|has|have|is|are|was|were|can"
    r"|not)\b)[\w-]+){0,3}?"
    r"(?:\s*\([^)]{0,30}\))?\s+"
    r"(?:(?:is|are|was|were)\s+(?:\w+ly\s+|also\s+|then\s+|further\s+|here\s+|first\s+"
    rf"|both\s+)?(?:{_DONE})\b"
    rf"|(?:has|have)\s+been\s+(?:\w+ly\s+)?(?:{_DONE})\b"
    r"|(?:show|reveal|indicate|confirm|suggest|demonstrate|predict|yield|agree|point|give|achieve"
    r"|outperform|reproduce|attain|reach)s?\b"
    r"|(?:showed|revealed|indicated|confirmed|suggested|demonstrated|yielded|achieved"
    r"|outperformed|identified"
    r"|predicted|decides?|fuses?|serves?|served|underlies|underlie|guides?|lies at)\b)",
    CASE,
)
# "The encoder is a X", "at its core lies X": a part of the paper's own is of the kind.
_COPULA = re.compile(
    r"\b(?:ours?|proposed|present|the|its|this|here)\b(?:(?!hurdle|challeng|problem|obstacle"
    r"|bottleneck|limitation|difficult)[^,;.:]){0,60}?\s(?:is|are|was|were|lies|lie|sits|stands"
    r"|comes? from|consists? of|comprises?)"
    r"\s+(?:(?:an?|the|just|simply|a variant of|a kind of)\s+)*(?:(?!not\b|in\b|for\b|that\b|to\b"
    r"|of\b|on\b|by\b|than\b|as\b|with\b)[\w'-]+\s+){0,3}$",
    CASE,
)
_SAID = (
    r"show|find|found|argue|conclude|note|believe|know|hope|think|see|expect|suggest|need|want"
    r"|lack|have|are|do"
    r"|can|could|will|would|may|might|must|should|were|had|discuss|review|survey|claim|understand"
    r"|assume|observe"
    r"|identify|did|recommend|outline|highlight|uncover|reveal|prove|speculate|conjecture"
    r"|advocate|envision"
)
WE = re.compile(
    rf"\bwe\s+(?:\w+ly\s+|also\s+|then\s+|first\s+|next\s+|further\s+)?(?!(?:{_SAID})\b)[a-z]+\b",
    CASE,
)
_WE_TO = re.compile(
    r"\bwe\s+(?:\w+ly\s+|also\s+|then\s+)?(?:feed|fed|hand|handed|turn|turned|send|sent|pass"
    r"|passed|give|gave|leave"
    r"|left|submit|submitted|add|added|switch|map|mapped|fit|project|compare|connect|convert"
    r"|reduce|move|extend|apply)\b"
    r"[^,;.:]{0,60}\b(?:to|into|onto)\s+(?:an?\s+|the\s+)?(?:[\w'-]+\s+){0,3}$",
    CASE,
)
_UNDERGONE = re.compile(
    r"\b(?:underwent|undergo\w*|thanks to|owing to|runs? on|owe [^,;.]{3,40} to|namely"
    r"|took part in|opted? for|comes? from|came from|follow(?:s|ed)? from|subjected to"
    r"|enrolled in|went through|(?:scored|obtained|derived|extracted|computed|estimated|inferred"
    r"|read|taken|recorded|learned)"
    r" from|assigned to|lets?|done by|powered by|comes? out of"
    r"|initiali[sz]\w+ (?:\w+ ){0,3}from)\s+(?:an?\s+|the\s+|our\s+)?(?:[\w'-]+\s+){0,3}$",
    CASE,
)
# The name is its clause's subject, and the verb after it is a finite one with an object.
SUBJECT_BEFORE = re.compile(
    r"(?:^|[;:]\s|,\s|\b(?:that|then|because|since|while|so)\s)\W*(?:and\s+|then\s+|but\s+)?"
    r"(?:(?:an?|the|our|this|each|two|three|\w+ed)\s+)?(?:(?!(?:in|on|of|for|to|from|by|with|at"
    r"|as|and|or"
    r"|that|than|than|is|are|was|were|like|such|into|over|between|against|without|via|not"
    r"|no)\b)[\w'-]+\s+){0,2}$",
    CASE,
)
_SUBJECT_AFTER = re.compile(
    r"^(?:\s+(?:from|of|over|on)\s+(?:the\s+|an?\s+"
    r"|our\s+)?(?:[\w-]+\s+){0,3}?[\w-]+)?(?:,[^,;.]{3,40},)?"
    r"\s+(?:(?:does|do|did)\s+not\s+|then\s+|also\s+|\w+ly\s+)?(?!(?:is|was|has|as|us|its|this"
    r"|models|methods|systems|remains"
    r"|requires|needs?|lacks|suffers|fails|struggles|continues|poses|offers|faces|plays|becomes"
    r"|exists|tends|emerges|depends"
    r"|represents|seems|appears|contains|includes|involves|proposed|introduced|based|used|called"
    r"|developed|described|algorithms"
    r"|networks|techniques|approaches|tools|agents|tasks|problems|results|studies|data|datasets"
    r"|benchmarks|frameworks|simulations"
    r"|applications|experiments|calculations|measurements|equations|structures|features"
    r"|parameters|performances|variants|types"
    r"|images|scans|users|solvers|pipelines|architectures|layers|modules|weights|embeddings"
    r"|representations|strategies|conditions)\b)"
    r"[a-z]{2,}(?:s|ed|ew|old|ook|ave|ound|rote|ent)\s+"
    r"(?!and\b|or\b|models?\b|methods?\b|have\b|has\b|is\b|are\b|was\b|were\b|by\b|can\b|of\b"
    r"|for\b|do\b|to\b|,)[\w$\\]",
    CASE,
)
# "LSTM layers carry the state": a plural's verb has no ending and shows by its object.
_PLURAL_AFTER = re.compile(
    r"^(?:s|\s+[a-z]+s)\s+(?!have|are|were|is|was|lack|need|require|face|remain|suffer|pose"
    r"|become|represent|of|in|on|for|with|from|to|and|or"
    r"|by|at|as|into|over|that|than|under|via|using|like|struggle|fail|offer"
    r"|play)[a-z]{3,}\s+(?:the|an?|our|its|their|all|us)\b",
    CASE,
)
# "From X at 2 K we know ...", "X improves with our filter": what is said is of the paper's work.
OWN_AFTER = re.compile(
    r"^(?:(?!\b(?:while|whereas|but|than|unlike|not|never|no|from|against)\b)[^,;.:]){0,60}?,?\s(?:we|our)\b",
    CASE,
)
_FROM_START = re.compile(
    r"(?:^|[;:,]\s)\W*(?:and\s+)?(?:from|by|with|in|using|through|under|via|on)\s+(?:an?\s+"
    r"|the\s+)?(?:[\w'-]+\s+){0,2}$",
    CASE,
)
_PASSIVE_AFTER = re.compile(
    r"^(?:\s+(?!(?:in|for|to|that|which|and|or|by|as|with|has|have|is|are|was|were|can"
    r"|not)\b)[\w-]+){0,3}?\s+(?:is|are|was|were)\s+"
    r"(?:\w+ly\s+|also\s+|then\s+|here\s+)?(?!(?:known|proposed|introduced|needed|required"
    r"|limited|believed|called|designed|presented"
    r"|developed|expected|assumed|found|thought|given|faced|affected|defined|related|associated"
    r"|based|characterized|named|intended|supposed"
    r"|understood|hindered|challenged|observed|discussed|reviewed|made|said|interested|located"
    r"|concerned|inspired|motivated|needed|claimed"
    r"|described|regarded|seen|viewed|released|unlimited|indeed|composed|involved|determined"
    r"|restricted|established|influenced)\b)"
    r"[a-z]+(?:ed|wn|ne|ught|nd|ld)\b",
    CASE,
)
# "The tumours were seen in X": what was done, and where.
_DONE_IN = re.compile(
    r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+|then\s+|also\s+|here\s+|first\s+)?[a-z]+(?:ed|en"
    r"|wn|ne|ught|de|un|ut|nd|ld|ept|et)\s+(?:\w+ly\s+)?"
    r"(?:in|on|at|from|under|into|onto|inside|within|over)\s+(?:an?\s+|the\s+"
    r"|our\s+)?(?:[\w'-]+\s+){0,3}$",
    CASE,
)
TOPIC_AFTER = re.compile(
    r"^(?:\s+[\w-]+){0,5}?\s+(?:is|are|was|were)\s+(?:the|our|a main"
    r"|one)\s+(?:\w+\s+){0,2}?(?:subject|topic|theme|task|goal|focus|aim"
    r"|problem|result|contribution|object|concern|interest)\b|^(?:\s+[\w-]+){0,4}?\s+(?:is|are"
    r"|was|were)\s+(?:\w+ly\s+)?(?:addressed|studied"
    r"|tackled|solved|investigated|considered|performed|treated|examined|improved|evaluated"
    r"|automated|formulated|cast|posed|framed|done|carried out)\b",
    CASE,
)
_MADE_AFTER = re.compile(
    rf"^(?:\s+[\w-]+){{0,2}}?\s+(?:is|are|was|were)\s+(?:\w+ly\s+|also\s+|then\s+)?(?:{_MADE})\b",
    CASE,
)
_TITLE_MEANS = re.compile(
    r"\b(?:using|with|via|by|through|based on|leverag\w+|combin\w+|integrat\w+|employ\w+"
    r"|exploit\w+|appl(?:y|ying|ications?)"
    r"(?: of)?|uses? of|harness\w+|utili[sz]\w+|fine-?tun\w+|train\w+|(?:pre|re)-?train\w+|from"
    r"|prompting"
    r"|extend\w*)\b",
    CASE,
)
_TITLE_HEAD = re.compile(
    r"(?:^|[:?]\s|\s[-\u2013\u2014]+\s)\W*(?:(?:an?|the|our)\s+)?(?:(?!(?:in|on|for|of|to|with"
    r"|from|towards?|beyond"
    r"|improv|enhanc|evaluat|benchmark|understand|learn|model|solv|analy|detect|predict|how|what"
    r"|why|when|is|are|do"
    r"|does|can|should|against|without|align|advanc|rethink|explor|investigat|assess|personali"
    r"|talk|modelling|and|no"
    r"|study|survey|review|not)\w*\s)[\w.'()/-]+\s+){0,4}$",
    CASE,
)
_TITLE_AFTER = re.compile(
    r"^-(?:based|driven|guided|powered|enhanced|assisted|inferred|augmented|generated|aided)\b",
    CASE,
)


_FINITE_AFTER = (_SUBJECT_AFTER, _PLURAL_AFTER)


def governed(before: str, verb: re.Pattern[str], ends: re.Pattern[str], far: int) -> bool:
    """Tell whether the last cue before a name reaches it: nothing that ends its phrase between."""
    cues = [*verb.finditer(before, max(0, len(before) - far - 30))]
    if not cues or len(before) - cues[-1].end() > far:
        return False
    return not ends.search(before, cues[-1].end())


def uses(before: str, after: str) -> bool:
    """Tell whether a sentence's own words say that what stands here is used or worked with."""
    last = None
    for match in _USE_VERB.finditer(before, max(0, len(before) - FAR - 30)):
        if not _NOUN_BEFORE.search(before, 0, match.start()) or match.group().endswith(" of"):
            last = match
    if last and len(before) - last.end() <= FAR:
        ends = _TO_VERB_ENDS if _LEADS_TO.match(last.group()) else VERB_ENDS
        if not ends.search(before, last.end()):
            return True
    return bool(
        _is_attached(before)
        or governed(before, WE, PHRASE_ENDS, NEAR)
        or any(one.search(before) for one in (_WE_TO, _COPULA, _UNDERGONE, _DONE_IN))
        or (SUBJECT_BEFORE.search(before) and any(one.match(after) for one in _FINITE_AFTER))
        or (_FROM_START.search(before) and OWN_AFTER.match(after))
        or _PASSIVE_AFTER.match(after)
        or TOPIC_AFTER.match(after)
        or _OUR.search(before)
        or _STARTS.match(before)
        or _AFTER.match(after)
        or (_MADE_AFTER.match(after) and _NEW.search(before))
        or predicates.is_means(before)
        or predicates.is_subject(before, after)
        or predicates.is_offered(before, after)
    )


def _is_attached(before: str) -> bool:
    """Tell whether a name stands in the phrase of "with", "via" or "by", or in a list there."""
    for link in _ATTACHED.finditer(before, max(0, len(before) - NEAR)):
        if not PHRASE_ENDS.search(before, link.end()) and not _NOT_ATTACHED.search(
            before[: link.end()]
        ):
            return True
    return False


def titles_use(before: str, after: str) -> bool:
    """Tell whether a title says by what: "... using X", "X-based ...", or with X as its head."""
    return bool(
        _TITLE_AFTER.match(after)
        or _TITLE_HEAD.search(before)
        or governed(before, _TITLE_MEANS, PHRASE_ENDS, FAR)
    )
