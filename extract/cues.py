"""Words that govern a name: what a sentence uses, evaluates on, measures, studies or compares.

A verb governs what follows in its clause, up to another verb or to a word such as "that" or "for"
which opens something else; a preposition such as "with" or "via" governs the noun phrase that it
is attached to, and the further members of a list.
"""

from __future__ import annotations

import re

_CASE = re.IGNORECASE
_FAR = 90  # characters from a verb to what it governs
_NEAR = 60  # characters from a preposition to what it is attached to

_USE_VERB = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|employ(?:s|ed|ing)?|leverag(?:e|es|ed|ing)|appl(?:y|ies|ied|ying)"
    r"|adopt(?:s|ed|ing)?|adapt(?:s|ed|ing)?|utili[sz](?:e|es|ed|ing)|exploit(?:s|ed|ing)?"
    r"|harness(?:es|ed|ing)?|incorporat(?:e|es|ed|ing)|integrat(?:e|es|ed|ing)|combin(?:e|es|ed|ing)"
    r"|embed(?:s|ded|ding)?(?= (?:an?|the)\b)|implement(?:s|ed|ing)?|conduct(?:s|ed|ing)?|perform(?:s|ed|ing)?"
    r"|carr(?:y|ied|ying) out|undert(?:ake|ook|aking)|run(?:s|ning)?|ran|(?:pre-?|re|fine-?)?train(?:s|ed|ing)?"
    r"|fine-?tun(?:e|es|ed|ing)|prompt(?:s|ed|ing)?|quer(?:y|ies|ied)|instruct(?:s|ed)?|ask(?:s|ed)?"
    r"|(?:based|rel(?:y|ies|ied|ying)|building|builds?|built|capitali[sz]\w+|draw(?:s|ing)?|founded|grounded) (?:up)?on"
    r"|mak(?:e|es|ing) use of|made use of|resort(?:s|ed)? to|equip(?:s|ped|ping)?(?: \w+){0,4} with|employs"
    r"|augment(?:s|ed|ing)?|coupl(?:e|es|ed|ing)|fus(?:e|es|ed|ing)|deploy(?:s|ed|ing)?|replicat(?:e|es|ed|ing)"
    r"|invok(?:e|es|ed|ing)|comput(?:e|es|ed|ing)|calculat(?:e|es|ed|ing)|construct(?:s|ed|ing)?|build(?:s|ing)?|built"
    r"|creat(?:e|es|ed|ing)|design(?:s|ed|ing)?|develop(?:s|ed|ing)?|propos(?:e|es|ed|ing)|introduc(?:e|es|ed|ing)"
    r"|present(?:s|ed|ing)?(?! (?:in|at|on|as)\b)|releas(?:e|es|ed|ing)|devis(?:e|es|ed|ing)|formulat(?:e|es|ed|ing)|solv(?:e|es|ed|ing)"
    r"|deriv(?:e|es|ed|ing)|fit(?:s|ted|ting)?|simulat(?:e|es|ed|ing)|evaluat(?:e|es|ed|ing)|test(?:s|ed|ing)?"
    r"|benchmark(?:s|ed|ing)?|assess(?:es|ed|ing)?|stud(?:y|ies|ied|ying)|investigat(?:e|es|ed|ing)"
    r"|analy[sz](?:e|es|ed|ing)|examin(?:e|es|ed|ing)|explor(?:e|es|ed|ing)|prob(?:e|es|ed|ing)|consider(?:s|ed|ing)?"
    r"|extend(?:s|ed|ing)?|generali[sz](?:e|es|ed|ing)|modif(?:y|ies|ied|ying)|optimi[sz](?:e|es|ed|ing)"
    r"|compar(?:e|es|ed|ing)|distil(?:l|ls|led|ling)?|quanti[sz](?:e|es|ed|ing)|steer(?:s|ed|ing)?|align(?:s|ed|ing)?"
    r"|describ(?:e|es|ed|ing)|revisit(?:s|ed|ing)?|choose|chose|select(?:s|ed|ing)?|provid(?:e|es|ed|ing)"
    r"|feed(?:s|ing)?|hybridi[sz]\w+|merg(?:e|es|ed|ing)|unif(?:y|ies|ied|ying)|construct\w*|report(?:s|ed|ing)?"
    r"|(?:application|use|usage|combination|implementation|integration|adoption|deployment|evaluation"
    r"|comparison|ensemble|variant|version|extension|assessment|simulations?|help|means|basis|framework) of)\b",
    _CASE,
)
# "the design of X", "a study of X": what looks like a verb is a noun there.
_NOUN_BEFORE = re.compile(r"\b(?:an?|the|this|these|of|for|in|under|on|by|each|such|case|unit|future|new)\s$", _CASE)
_ATTACHED = re.compile(
    r"\b(?:with|via|by|using|through|by means of|based (?:up)?on|built (?:up)?on|under|within)\b",
    _CASE,
)
_NOT_ATTACHED = re.compile(
    r"(?:\b(?:compar\w+|consistent|agree\w*|associat\w+|deal\w*|cop\w+|contrast|problems?|issues?|challenges?"
    r"|interact\w*|compatib\w+|familiar|concern\w*|correlat\w+|compet\w+|together|competitive|contend\w*|inconsistent"
    r"|interfac\w+|collaborat\w+|communicat\w+|aligned|parity|pace|experiences?|difficult\w+|limitations?|comparable"
    r"|accordance|line|par|along|begin\w*|start\w*|analogy|connections?|relations?|relationships?|links?|similar\w*"
    r"|struggl\w+|overlap\w*|conflict\w*) with"
    r"|\b(?:fac\w+|pos\w+|limited|hindered|hampered|caused|constrained|challenged|motivated|inspired|affected"
    r"|outperform\w+|surpass\w+|plagued|divided|multiplied|enabled|inspir\w+|suggested|suffered|induced|exhibited|made"
    r"|brought|required|needed|adopted|shared|missed|offered|exceeded|beaten|introduced|followed|afforded|claimed) by"
    r"|\b(?:evolv\w+|progress\w*|goes|go|pass\w*|mov\w+|flow\w*|travel\w*) through|\bfalls? within|\b(?:going|went|are|is) under)$",
    _CASE,
)
_ENDS = (
    r";|[.!?]\s|,\s*(?:and\s+|but\s+)?(?:which|who|where|whose|we|our|while|whereas|it|this|these|they|but|so|then"
    r"|\w+ing)\b|\b(?:that|which|who|whose|where|when|while|because|if|than|is|are|was|were|has|have|had"
    r"|can|could|will|would|may|might|must|should|do|does|did|we|they|it|show|shows|against|without|despite"
    r"|beyond|including between|since|although|unlike|whether|how|why|towards?)\b"
)
_VERB_ENDS = re.compile(rf"{_ENDS}|\b(?:for|to|(?<!such )as|\w+ed by)\b", _CASE)
_TO_VERB_ENDS = re.compile(rf"{_ENDS}|\bfor\b", _CASE)
_LEADS_TO = re.compile(r"(?:appl|adapt|extend|generali|resort|ask)\w*(?: to)?$", _CASE)
_PHRASE_ENDS = re.compile(
    rf"{_ENDS}|:|\b(?:for|to|as|in|on|at|from|into|across|over|between|among|about|by|with|via|through"
    r"|using|\w+ed (?:by|on|in|to|for)|reaches|achieves)\b",
    _CASE,
)
_MODIFIERS = r"(?:(?:an?|the|our|both|two|three|several|multiple|various)\s+)?(?:[\w'-]+\s+){0,3}"
_OUR = re.compile(r"\bour(?:\s+(?:own|\w*new|novel|proposed|[\w-]+)){0,3}\s+$", _CASE)
_STARTS = re.compile(
    rf"^\W*(?:in|from|on|with|through|under|our|as)\s+(?:an?|our|this|these)\s+(?:[\w'-]+\s+){{0,3}}$",
    _CASE,
)
# What "is proposed" may be another's; what "a new ..." is said of is the paper's.
_MADE = r"proposed|presented|introduced|developed|designed"
_NEW = re.compile(rf"\b(?:an?|novel|new|our)\s+(?:[\w'-]+\s+){{0,3}}$", _CASE)
_DONE = (
    r"used|applied|employed|utili[sz]ed|adopted|trained|fine-?tuned|fitted|fit|performed|carried\s+out"
    r"|conducted|implemented|built|constructed|run"
    r"|evaluated|tested|benchmarked|compared|combined|integrated|incorporated|coupled|extended|derived"
    r"|solved|formulated|optimi[sz]ed|exploited|leveraged|deployed|created|obtained|computed|calculated"
    r"|investigated|studied|analy[sz]ed|examined|assessed|explored|considered|adapted|undertaken"
    r"|employed|chosen|selected|prompted|generali[sz]ed|modified|measured|simulated|described|validated|demonstrated"
)
_AFTER = re.compile(
    r"^(?:-based|-driven|-guided|-powered|-enhanced|-assisted|-aided|-augmented|-inspired)\b"
    r"|^(?:\s+(?!(?:in|for|of|to|that|which|and|or|by|on|as|with|has|have|is|are|was|were|can|not)\b)[\w-]+){0,3}?"
    r"(?:\s*\([^)]{0,30}\))?\s+"
    rf"(?:(?:is|are|was|were)\s+(?:\w+ly\s+|also\s+|then\s+|further\s+|here\s+|first\s+|both\s+)?(?:{_DONE})\b"
    rf"|(?:has|have)\s+been\s+(?:\w+ly\s+)?(?:{_DONE})\b"
    r"|(?:show|reveal|indicate|confirm|suggest|demonstrate|predict|yield|agree|point|give|achieve|outperform|reproduce|attain|reach)s?\b"
    r"|(?:showed|revealed|indicated|confirmed|suggested|demonstrated|yielded|achieved|outperformed|identified"
    r"|predicted|decides?|fuses?|serves?|served|underlies|underlie|guides?|lies at)\b)",
    _CASE,
)
# "The encoder is a X", "at its core lies X": a part of the paper's own is of the kind.
_COPULA = re.compile(
    r"\b(?:ours?|proposed|present|the|its|this|here)\b(?:(?!hurdle|challeng|problem|obstacle|bottleneck|limitation|difficult)[^,;.:]){0,60}?\s(?:is|are|was|were|lies|lie|sits|stands|comes? from|consists? of|comprises?)"
    r"\s+(?:(?:an?|the|just|simply|a variant of|a kind of)\s+)*(?:(?!not\b|in\b|for\b|that\b|to\b|of\b|on\b|by\b|than\b|as\b|with\b)[\w'-]+\s+){0,3}$",
    _CASE,
)
_SAID = (
    r"show|find|found|argue|conclude|note|believe|know|hope|think|see|expect|suggest|need|want|lack|have|are|do"
    r"|can|could|will|would|may|might|must|should|were|had|discuss|review|survey|claim|understand|assume|observe"
    r"|identify|did|recommend|outline|highlight|uncover|reveal|prove|speculate|conjecture|advocate|envision"
)
_WE = re.compile(rf"\bwe\s+(?:\w+ly\s+|also\s+|then\s+|first\s+|next\s+|further\s+)?(?!(?:{_SAID})\b)[a-z]+\b", _CASE)
_WE_TO = re.compile(
    r"\bwe\s+(?:\w+ly\s+|also\s+|then\s+)?(?:feed|fed|hand|handed|turn|turned|send|sent|pass|passed|give|gave|leave"
    r"|left|submit|submitted|add|added|switch|map|mapped|fit|project|compare|connect|convert|reduce|move|extend|apply)\b"
    r"[^,;.:]{0,60}\b(?:to|into|onto)\s+(?:an?\s+|the\s+)?(?:[\w'-]+\s+){0,3}$",
    _CASE,
)
_UNDERGONE = re.compile(
    r"\b(?:underwent|undergo\w*|thanks to|owing to|runs? on|owe [^,;.]{3,40} to|namely|took part in|opted? for|comes? from|came from|follow(?:s|ed)? from|subjected to"
    r"|enrolled in|went through|(?:scored|obtained|derived|extracted|computed|estimated|inferred|read|taken|recorded|learned)"
    r" from|assigned to|lets?|done by|powered by|comes? out of|initiali[sz]\w+ (?:\w+ ){0,3}from)\s+(?:an?\s+|the\s+|our\s+)?(?:[\w'-]+\s+){0,3}$",
    _CASE,
)
# The name is its clause's subject, and the verb after it is a finite one with an object.
_SUBJECT_BEFORE = re.compile(
    r"(?:^|[;:]\s|,\s|\b(?:that|then|because|since|while|so)\s)\W*(?:and\s+|then\s+|but\s+)?"
    r"(?:(?:an?|the|our|this|each|two|three|\w+ed)\s+)?(?:(?!(?:in|on|of|for|to|from|by|with|at|as|and|or"
    r"|that|than|than|is|are|was|were|like|such|into|over|between|against|without|via|not|no)\b)[\w'-]+\s+){0,2}$",
    _CASE,
)
_SUBJECT_AFTER = re.compile(
    r"^(?:\s+(?:from|of|over|on)\s+(?:the\s+|an?\s+|our\s+)?(?:[\w-]+\s+){0,3}?[\w-]+)?(?:,[^,;.]{3,40},)?"
    r"\s+(?:(?:does|do|did)\s+not\s+|then\s+|also\s+|\w+ly\s+)?(?!(?:is|was|has|as|us|its|this|models|methods|systems|remains"
    r"|requires|needs?|lacks|suffers|fails|struggles|continues|poses|offers|faces|plays|becomes|exists|tends|emerges|depends"
    r"|represents|seems|appears|contains|includes|involves|proposed|introduced|based|used|called|developed|described|algorithms"
    r"|networks|techniques|approaches|tools|agents|tasks|problems|results|studies|data|datasets|benchmarks|frameworks|simulations"
    r"|applications|experiments|calculations|measurements|equations|structures|features|parameters|performances|variants|types"
    r"|images|scans|users|solvers|pipelines|architectures|layers|modules|weights|embeddings|representations|strategies|conditions)\b)"
    r"[a-z]{2,}(?:s|ed|ew|old|ook|ave|ound|rote|ent)\s+"
    r"(?!and\b|or\b|models?\b|methods?\b|have\b|has\b|is\b|are\b|was\b|were\b|by\b|can\b|of\b|for\b|do\b|to\b|,)[\w$\\]",
    _CASE,
)
# "LSTM layers carry the state": a plural's verb has no ending and shows by its object.
_PLURAL_AFTER = re.compile(
    r"^(?:s|\s+[a-z]+s)\s+(?!have|are|were|is|was|lack|need|require|face|remain|suffer|pose|become|represent|of|in|on|for|with|from|to|and|or"
    r"|by|at|as|into|over|that|than|under|via|using|like|struggle|fail|offer|play)[a-z]{3,}\s+(?:the|an?|our|its|their|all|us)\b",
    _CASE,
)
# "From X at 2 K we know ...", "X improves with our filter": what is said is of the paper's work.
_OWN_AFTER = re.compile(r"^[^,;.:]{0,60}?,?\s(?:we|our)\b", _CASE)
_FROM_START = re.compile(
    r"(?:^|[;:,]\s)\W*(?:and\s+)?(?:from|by|with|in|using|through|under|via|on)\s+(?:an?\s+|the\s+)?(?:[\w'-]+\s+){0,2}$", _CASE
)
_PASSIVE_AFTER = re.compile(
    r"^(?:\s+(?!(?:in|for|to|that|which|and|or|by|as|with|has|have|is|are|was|were|can|not)\b)[\w-]+){0,3}?\s+(?:is|are|was|were)\s+"
    r"(?:\w+ly\s+|also\s+|then\s+|here\s+)?(?!(?:known|proposed|introduced|needed|required|limited|believed|called|designed|presented"
    r"|developed|expected|assumed|found|thought|given|faced|affected|defined|related|associated|based|characterized|named|intended|supposed"
    r"|understood|hindered|challenged|observed|discussed|reviewed|made|said|interested|located|concerned|inspired|motivated|needed|claimed"
    r"|described|regarded|seen|viewed|released|unlimited|indeed|composed|involved|determined|restricted|established|influenced)\b)"
    r"[a-z]+(?:ed|wn|ne|ught|nd|ld)\b",
    _CASE,
)
# "The tumours were seen in X": what was done, and where.
_DONE_IN = re.compile(
    r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+|then\s+|also\s+|here\s+|first\s+)?[a-z]+(?:ed|en|wn|ne|ught|de|un|ut|nd|ld|ept|et)\s+(?:\w+ly\s+)?"
    r"(?:in|on|at|from|under|into|onto|inside|within|over)\s+(?:an?\s+|the\s+|our\s+)?(?:[\w'-]+\s+){0,3}$",
    _CASE,
)
_TOPIC = re.compile(
    r"\b(?:task|problem|subject|theme|topic|focus|goal|aim|question|object|setting|challenge)\b[^,;.:]{0,40}?\s(?:is|are|was)\s+"
    r"(?:an?\s+|the\s+|that of\s+)?(?:[\w'-]+\s+){0,3}$|\b(?:about|look(?:s|ed)? at|concern(?:s|ed)?(?: with)?|deals? with|works? on"
    r"|turn(?:s|ed)? to|treats?|covers?|devoted to|contribut\w+ to)\s+(?:an?\s+|the\s+)?(?:[\w'-]+\s+){0,3}$",
    _CASE,
)
_TOPIC_AFTER = re.compile(
    r"^(?:\s+[\w-]+){0,5}?\s+(?:is|are|was|were)\s+(?:the|our|a main|one)\s+(?:\w+\s+){0,2}?(?:subject|topic|theme|task|goal|focus|aim"
    r"|problem|result|contribution|object|concern|interest)\b|^(?:\s+[\w-]+){0,4}?\s+(?:is|are|was|were)\s+(?:\w+ly\s+)?(?:addressed|studied"
    r"|tackled|solved|investigated|considered|performed|treated|examined|improved|evaluated|automated|formulated|cast|posed|framed|done|carried out)\b",
    _CASE,
)
_MADE_AFTER = re.compile(
    rf"^(?:\s+[\w-]+){{0,2}}?\s+(?:is|are|was|were)\s+(?:\w+ly\s+|also\s+|then\s+)?(?:{_MADE})\b", _CASE
)
_EVALUATE = re.compile(
    r"\b(?:evaluat|experiment|benchmark|test(?:ed|ing|s)?\b|results?\b|achiev|outperform|surpass"
    r"|scor|assess|validat|demonstrat|accuracy|performance|improv|measur|compar|obtain|attain|reach"
    r"|perform|state-of-the-art|applied|answer|gain|yield|verif|show|help|work|suffer)\w*",
    _CASE,
)
_EVALUATE_FIRM = re.compile(
    r"\b(?:evaluat|experiment|benchmark|test(?:ed|ing|s)?\b|validat|assess|verif|demonstrat|compar)\w*(?!-)\b", _CASE
)
_ON = re.compile(r"\b(?:on|across|over)\b", _CASE)
_IN = re.compile(r"\b(?:in|using|with|from|against|of|for|including|on|across|over|to|by)\b", _CASE)
_ON_ENDS = re.compile(
    rf"{_ENDS}|\b(?:for|to|by|via|through|using|based|focus\w*|rel(?:y|ies)|from)\b", _CASE
)
TRAINING_ON = re.compile(
    r"\b(?:train|fine-?tun|pre-?train|tun|learn)\w*\b[^,;.]{0,60}?\b(?:on|with|using"
    r"|from)\b[^,;.]{0,60}$",
    _CASE,
)
_DATA_VERB = re.compile(
    r"\b(?:collect|annotat|curat|compil|gather|record|acquir|assembl|label|process|analy[sz]|min(?:e|ing)\b|read\b"
    r"|visuali[sz]|examin|re-?analy|generat|construct|contribut|transcrib|observ|reads?\b|clean|select|search|query|crawl)\w*\b",
    _CASE,
)
_DATA_FROM = re.compile(
    r"\b(?:data|images?|spectra|spectroscopy|observations?|measurements?|samples?|catalogu?es?|light curves"
    r"|surveys?|photometry|records?|sequences|reads|maps?|imaging|obtained|derived|taken|drawn|extracted"
    r"|collected|sourced|selected|detected|observed|release \w+|events|stars|galaxies|posts|articles|texts?|subset)"
    r"\s+(?:\w+\s+)?(?:from|of|by|in|with|within)\s+(?:the\s+)?(?:[\w'-]+\s+){0,3}$",
    _CASE,
)
_REPORT = re.compile(
    r"\b(?:achiev|improv|reach|obtain|report|measur|increas|decreas|reduc|attain|yield|evaluat|lower(?=s|ed|ing)"
    r"|assess|outperform|gain|in terms of|comput|calculat|estimat|scor(?:es?|ed|ing)\b|boost|enhanc|rais|lose"
    r"|drop|surpass|exceed|determine|record(?:s|ed)\b|quantif|metrics?|degrad|deliver|maintain|trade-?off|measur)\w*\b",
    _CASE,
)
_REPORT_ENDS = re.compile(
    rf"{_ENDS}|\b(?:for|to|as|via|through|by|using|with|from|under|on|based|criteria)\b", _CASE
)
_REPORT_CLOSE = re.compile(
    r"(?<!\bof )(?<!\bwith )\b(?:higher|lower|better|best|superior|state-of-the-art|competitive|comparable|improved|highest|lowest)\s+(?:(?!of\b|and\b)[\w-]+\s+){0,2}$",
    _CASE,
)
_SCORED = re.compile(
    r"\b(?:evaluat|measur|assess|scor|compar|quantif|validat|benchmark)\w*\b[^;:.]{0,60}?\b(?:using|with|by|via|in terms of"
    r"|on|under)\s[^;:.]{0,40}$",
    _CASE,
)
_REPORT_AFTER = re.compile(
    r"^(?:(?!\band\b)[^,;.]){0,40}?\b(?:is|are|was|were|of|by|to|reach\w*|increas\w*|improv\w*|drop\w*|gain\w*|decreas\w*"
    r"|reduc\w*|grows?|falls?|rises?)\b[^,;.]{0,30}?(?:\d|\b(?:higher|lower|better|improved|reduced|increased|measured"
    r"|computed|obtained|achieved|reported|decreased|enhanced|evaluated|calculated|estimated|determined)\b)"
    r"|^[-\s]+(?:\w+\s+)?(?:improvements?|gains?|increases?|reductions?|scores?\s+of)\b",
    _CASE,
)
_ADDRESS_VERB = re.compile(
    r"\b(?:address|tackl|solv|perform|improv|automat|stud(?:y|ies|ied|ying)\b|investigat|consider|propos|present"
    r"|explor|develop|enabl|enhanc|advanc|formulat|revisit|examin|analy[sz]|evaluat|benchmark|assess"
    r"|introduc|facilitat|support|demonstrat|achiev|focus|conduct|accelerat|do\b|apply|applied|target|boost|use"
    r"|simplif|optimi|handl|unif|test|outperform|state-of-the-art)\w*\b",
    _CASE,
)
_ADDRESS_LINK = re.compile(
    r"\b(?:for|in|of|on|to|toward|towards|problem|tasks?(?: of| such as| like| including)?|including|as|by|with|using|via)\b", _CASE
)
_TITLE_MEANS = re.compile(
    r"\b(?:using|with|via|by|through|based on|leverag\w+|combin\w+|integrat\w+|employ\w+|exploit\w+|appl(?:y|ying|ications?)"
    r"(?: of)?|harness\w+|utili[sz]\w+|fine-?tun\w+|train\w+|(?:pre|re)-?train\w+|from|prompting|extend\w*)\b",
    _CASE,
)
_TITLE_HEAD = re.compile(
    r"(?:^|[:?]\s|\s[-\u2013\u2014]+\s)\W*(?:(?:an?|the|our)\s+)?(?:(?!(?:in|on|for|of|to|with|from|towards?|beyond"
    r"|improv|enhanc|evaluat|benchmark|understand|learn|model|solv|analy|detect|predict|how|what|why|when|is|are|do"
    r"|does|can|should|against|without|align|advanc|rethink|explor|investigat|assess|personali|talk|modelling|and|no"
    r"|study|survey|review|not)\w*\s)[\w.'()/-]+\s+){0,4}$",
    _CASE,
)
_TITLE_AFTER = re.compile(r"^-(?:based|driven|guided|powered|enhanced|assisted|inferred|augmented|generated|aided)\b", _CASE)


_FINITE_AFTER = (_SUBJECT_AFTER, _PLURAL_AFTER)


def governed(before: str, verb: re.Pattern[str], ends: re.Pattern[str], far: int) -> bool:
    """Tell whether the last cue before a name reaches it: nothing that ends its phrase between."""
    last = None
    for last in verb.finditer(before, max(0, len(before) - far - 30)):
        pass
    return (
        last is not None
        and len(before) - last.end() <= far
        and not ends.search(before, last.end())
    )


def uses(before: str, after: str) -> bool:
    """Tell whether a sentence's own words say that what stands here is used or worked with."""
    last = None
    for match in _USE_VERB.finditer(before, max(0, len(before) - _FAR - 30)):
        if not _NOUN_BEFORE.search(before, 0, match.start()) or match.group().endswith(" of"):
            last = match
    if last and len(before) - last.end() <= _FAR:
        ends = _TO_VERB_ENDS if _LEADS_TO.match(last.group()) else _VERB_ENDS
        if not ends.search(before, last.end()):
            return True
    return bool(
        _is_attached(before)
        or governed(before, _WE, _PHRASE_ENDS, _NEAR)
        or any(one.search(before) for one in (_WE_TO, _COPULA, _UNDERGONE, _DONE_IN))
        or (_SUBJECT_BEFORE.search(before) and any(one.match(after) for one in _FINITE_AFTER))
        or (_FROM_START.search(before) and _OWN_AFTER.match(after))
        or _PASSIVE_AFTER.match(after)
        or _TOPIC_AFTER.match(after)
        or _OUR.search(before)
        or _STARTS.match(before)
        or _AFTER.match(after)
        or (_MADE_AFTER.match(after) and _NEW.search(before))
    )


def _is_attached(before: str) -> bool:
    """Tell whether a name stands in the phrase of "with", "via" or "by", or in a list there."""
    for link in _ATTACHED.finditer(before, max(0, len(before) - _NEAR)):
        if not _PHRASE_ENDS.search(before, link.end()) and not _NOT_ATTACHED.search(
            before[: link.end()]
        ):
            return True
    return False


def uses_data(before: str, after: str) -> bool:
    """Tell the same of a dataset, which is also collected, annotated, or a source of data."""
    return (
        uses(before, after)
        or governed(before, _DATA_VERB, _VERB_ENDS, _FAR)
        or _DATA_FROM.search(before) is not None
    )


def evaluates(text: str, before: str) -> bool:
    """Tell whether a sentence tests something on what stands here."""
    on = _EVALUATE.search(text) and governed(before, _ON, _ON_ENDS, _NEAR)
    firm = _EVALUATE_FIRM.search(before) and governed(before, _IN, _ON_ENDS, _NEAR)
    return bool(on or firm or governed(before, _EVALUATE_FIRM, _PHRASE_ENDS, _NEAR))


def reports(before: str, after: str) -> bool:
    """Tell whether a verb of measuring or a figure is said of what stands here."""
    return governed(before, _REPORT, _REPORT_ENDS, _FAR) or bool(
        _REPORT_AFTER.match(after) or _REPORT_CLOSE.search(before) or _SCORED.search(before)
    )


_OURS = re.compile(r"\b(?:we|our|this (?:paper|work|study))\b|\b(?:new|novel)\b", _CASE)


def addresses(before: str, after: str) -> bool:
    """Tell whether a sentence works on the task that stands here."""
    linked = governed(before, _ADDRESS_LINK, _PHRASE_ENDS, _NEAR)
    if _TOPIC.search(before) or _TOPIC_AFTER.match(after) or governed(before, _WE, _PHRASE_ENDS, _NEAR):
        return True
    if _SUBJECT_BEFORE.search(before) and _OWN_AFTER.match(after):
        return True
    return governed(before, _ADDRESS_VERB, _VERB_ENDS, _FAR) or (
        linked and (_ADDRESS_VERB.search(before) or _EVALUATE.search(before) or _OURS.search(before))
        is not None
    )


def titles_use(before: str, after: str) -> bool:
    """Tell whether a title says by what: "... using X", "X-based ...", or with X as its head."""
    return bool(
        _TITLE_AFTER.match(after)
        or _TITLE_HEAD.search(before)
        or governed(before, _TITLE_MEANS, _PHRASE_ENDS, _FAR)
    )
