"""Words that say that a sentence denies, plans, supposes or asks, or speaks of others.

Each line has a pattern of words in small letters and a reason for it. `CLAUSE` words hold for what
follows in their clause, `PHRASE` words for the noun phrase behind them (or for a clause that begins
with a verb in -ing), `BACK` words for what stands before them in their clause, and `SUBJECT` words
for the whole clause that they begin.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Polarity = Literal[
    "own", "denied", "planned", "supposed", "possible", "asked", "others", "without", "instead",
    "unlike",
]  # fmt: skip
Reach = Literal["clause", "phrase", "back", "subject"]


class Trigger(NamedTuple):
    """What some words say of what, and why they are listed."""

    kind: Polarity
    reach: Reach
    words: str
    why: str


_USED = (
    r"(?:used|us(?:e|ing)|appl\w+|train\w*|fine-?tun\w*|test\w*|evaluat\w*|consider\w*|includ\w*"
    r"|need\w*|requir\w*|necessary|explor\w*|adopt\w*|employ\w*|involv\w*|address\w*|report\w*"
    r"|measur\w*|compar\w*|attempt\w*|tri\w+|run|part\b|available|possible|assum\w*|rel\w+ upon|suitable"
    r"|investigat\w*|stud\w+|examin\w*|assess\w*|benchmark\w*|implement\w*|introduc\w*|propos\w*"
    r"|perform\w*|integrat\w*|incorporat\w*|leverag\w*|utili[sz]\w*|touch\w*|covered|reached|met"
    r"|exceeded|attained|achieved|done|made|updated|involved|present|released|proposed|chosen)"
)
_WORK = (
    r"(?:works?|stud(?:y|ies)|papers?|methods?|approach(?:es)?|research|efforts?|models?|systems?"
    r"|literature|surveys?|reviews?|techniques?|algorithms?|benchmarks?|datasets?|solutions?"
    r"|attempts?|analys[ei]s|experiments?|results?|tools?|frameworks?|investigations?|authors"
    r"|reports?|pipelines?|theories|theor(?:y|ies)|observations?|measurements?|teams?|groups?|versions?"
    r"|proposals?|architectures?|evaluations?|implementations?|publications?|articles?|simulations?)"
)
_HABIT = (
    r"(?:widely|commonly|often|typically|usually|frequently|traditionally|increasingly|generally"
    r"|successfully|recently|extensively|previously|long|routinely|conventionally|already|mostly"
    r"|normally|historically|earlier|elsewhere)"
)

TRIGGERS: tuple[Trigger, ...] = (
    Trigger("denied", "clause", r"(?:do|does|did|has|have|had|is|are|was|were|can|could|will|would"
            r"|should|must|need|may|might)n(?:'|\u2019)t|cannot", "verb and 'not' in one word"),
    Trigger("denied", "clause", r"not|never", "the plain negations"),
    Trigger("denied", "clause", r"no longer|nowhere|hardly|barely|by no means|at no point"
            r"|under no circumstances|(?:at|in) no (?:\w+ )?(?:point|stage|time|way|case|part|step)"
            r"|ha(?:s|ve|d) yet to|rarely|seldom|and no(?= \w+ (?:of|is|are|was|were)\b)", "as good as not"),
    Trigger("denied", "clause", r"neither|nor|none of", "deny every member of a list"),
    Trigger("denied", "clause", r"fail(?:s|ed)? to|unable to|inability to|impossible to"
            r"|refus\w+ to|declin(?:e|es|ed|ing) to|chose not to|too \w+ to"
            r"|stop(?:s|ped)? short of|falls? short of|fell short of",
            "verbs whose infinitive did not happen"),
    Trigger("denied", "phrase", r"refrain\w* from|abstain\w* from|desist\w* from|avoid(?:s|ed|ing)?"
            r"|forgo(?:es|ing|ne)?|forego(?:es|ing)?|omit(?:s|ted|ting)?|skip(?:s|ped|ping)?"
            r"|discard(?:s|ed|ing)?|abandon(?:s|ed|ing)?|exclud(?:e|es|ed|ing)|dispens\w+ with"
            r"|do(?:es|ing)? away with|bypass(?:es|ed|ing)?|circumvent(?:s|ed|ing)?"
            r"|sidestep(?:s|ped|ping)?|eschew(?:s|ed|ing)?|ruled? out|reject(?:s|ed|ing)?"
            r"|dropp?(?:s|ed|ing)?(?= (?:the |any )?[a-z0-9-]+ (?:from|entirely|altogether))"
            r"|stay(?:s|ed|ing)? away from|steer(?:s|ed|ing)? clear of"
            r"|remov(?:e|es|ed|ing) the need (?:for|of|to)",
            "verbs of leaving something out"),
    Trigger("denied", "phrase", r"(?:argu|advis|caution|warn|decid|recommend|speak|spoke)\w* against"
            r"|against (?:the )?us(?:e|ing)(?: of)?", "advice against something"),
    Trigger("denied", "phrase", r"(?:eliminat|obviat|remov|alleviat|avoid|reduc|replac|bypass)\w* (?:the )?"
            r"(?:need|reliance|dependence|dependency|requirement)s? (?:for|of|on|to)",
            "what is no longer needed"),
    Trigger("denied", "subject", r"no(?= \w)", "'no' in the subject denies the clause"),
    Trigger("denied", "clause", r"lack(?:s|ed|ing)? (?:the )?\w+ to|no (?:\w+ )?(?:chance|time|means|way|data|room|budget|resources|access"
            r"|reason|intention|plans?|attempt|need|desire|wish|opportunity) (?:to|for|of)|not enough \w+ to",
            "what there was no way to do"),
    Trigger("without", "phrase", r"no|zero|lacks?|lacked|lacking|free (?:of|from)|devoid of"
            r"|independent(?:ly)? of|(?:in )?the absence of|(?:the |a )?lack of|short of|nothing of",
            "what is not there"),
    Trigger("without", "phrase", r"without", "the preposition of absence"),
    Trigger("instead", "phrase", r"instead of|rather than|in place of|in lieu of|as opposed to"
            r"|in preference to|as (?:an )?alternatives? to|(?:an )?alternatives? to"
            r"|as (?:a )?(?:replacement|substitute)s? (?:for|of)|substitutes? for|(?:tak|fill)(?:es?|ing) (?:over )?the (?:role|place) (?:that|of)"
            r"|(?:favou?r|prefer|choose|chose|opt)(?:s|ed|ring|red|ted)? [^,;.]{1,60} over"
            r"|(?:replac|substitut|supplant|supersed)(?:e|es|ed|ing)|go(?:es)? beyond"
            r"|(?:switch|move)(?:ed|s)? (?:away )?from|other than|except(?: for)?|apart from",
            "what something else stands in for"),
    Trigger("instead", "phrase", r"(?:dropp?(?:ed|ing)?|swap(?:s|ped|ping)?|trad(?:e|es|ed|ing)|exchang(?:e|es|ed|ing)|abandon\w*)"
            r"(?= [^,;.]{1,40}\b(?:in favou?r of|for|against)\b)", "what is given for another"),
    Trigger("instead", "back", r"(?:gives?|gave|giving|made|makes?) way to", "what is given for another, said behind it"),
    Trigger("unlike", "phrase", r"unlike|in contrast (?:to|with)|contrary to|by contrast (?:to|with)"
            r"|in (?:marked|stark|sharp|clear|strong|direct) contrast (?:to|with)|nothing like|compared (?:to|with)"
            r"|relative to|sets? (?:it|them|us|this) apart from|different(?:ly)? from|differs? from|distinct from|dissimilar to|as distinct from",
            "what the paper's own is set apart from"),
    Trigger("unlike", "subject", r"whereas", "the clause is what the paper's own is set against"),
    Trigger("planned", "subject", r"ideally|hopefully|it is (?:our|to be) (?:wish|hope|hoped|ambition)"
            r"|we (?:trust|believe) that|(?:our|the) (?:long-term |ultimate |overall )?(?:hope|wish|dream|vision|ambition)"
            r" (?:is|to|that)|eventually|one day|some day|someday", "a sentence on what one wishes"),
    Trigger("planned", "back", r"(?:will|shall)(?: \w+ly)? (?!\w+ly\b)(?:be (?!present|discuss|describ|show|introduc|demonstrat|review"
            r"|explain|explor|illustrat|argu|given)\w+|(?!be\b|show|present|discuss|describ|introduc|demonstrat|review|explain"
            r"|explor|illustrat|argu)\w+)|(?:is|are) (?:to be|under way|underway|in (?:preparation|progress|planning)"
            r"|pending|ongoing)|ha(?:s|ve) yet to", "the future of the clause's subject"),
    Trigger("planned", "clause", r"paves? the way (?:for|to|towards?)|paving the way (?:for|to|towards?)|gives? hope|optimis\w+|(?:are|is) preparing"
            r"|hopefully|(?:promising|potential|ideal|suitable|attractive) (?:target|candidate|tool|route|platform|basis|starting point)s? for"
            r"|opens? (?:up )?(?:the |new |a )?(?:door|way|path|avenue|possibilit|perspective|opportunit)\w*"
            r"|inspires?|encourag(?:e|es|ing)|eventually|some ?day|one day|once|in the hope", "what others are to do with it"),
    Trigger("planned", "clause", r"plan(?:s|ned|ning)? (?:to|on|for)|intend(?:s|ed|ing)? to"
            r"|hop(?:e|es|ed|ing) (?:to|that|for|one day)|wish(?:es)? to|would like to|want to"
            r"|(?:aim|aims|aimed|aiming) for|our (?:goal|target|aim) (?:is|was) (?:an? |at )"
            r"|target(?:s|ing)? (?:an?|of)|expect(?:s|ed|ing)? (?:to|that)|propose to (?:use|test|evaluate)"
            r"(?= .*\b(?:future|next|later)\b)|anticipat(?:e|es|ed) (?:to|that)|promis(?:e|es|ing) to"
            r"|(?:is|are|was|were) (?:expected|planned|scheduled|intended|hoped|envisaged|projected) to"
            r"|looks? forward to|it is hoped|envision(?:s|ed)?|it remains to|remains? to be",
            "what is not done yet"),
    Trigger("planned", "subject", r"(?:our |as |in |for |the |as part of |a |an )?(?:\w+ )?"
            r"(?:future|next|later|subsequent|upcoming|follow-?up|forthcoming|further|ongoing|planned)"
            r" (?:works?|research|stud(?:y|ies)|steps?|experiments?|versions?|papers?|releases?|directions?"
            r"|extensions?|investigations?|analys[ei]s|efforts?|developments?)"
            r"|in (?:the |a )?(?:near |not too distant )?future|(?:as a |the |our )?next step|going forward",
            "a sentence on later work"),
    Trigger("planned", "back", r"(?:(?:is|are|was|were) )?(?:left|reserved|postponed|deferred|saved)"
            r" (?:for|to|until)|(?:in|for|to|as|until) (?:(?:a|an|the|our) )?(?:\w+ )?(?:future|later"
            r"|subsequent|upcoming|follow-?up|further|next)\b(?: (?:works?|research|stud(?:y|ies)|papers?"
            r"|versions?|experiments?|extensions?|directions?|releases?|step))?(?=[\s.,;)]*$|[,.;])"
            r"|remains? (?:to be|for future|open|future)|(?:is|are) (?:planned|envisaged|scheduled|intended)"
            r"|will (?:be|follow|come)(?: \w+){0,3} (?:later|next|soon|in)|is future work|next year",
            "what is put off"),
    Trigger("planned", "clause", r"will(?=[^;.]*\b(?:coming|next|later|soon|future|eventually|in due course)\b)",
            "'will' with a time is no announcement of what the paper shows"),
    Trigger("planned", "clause", r"leave(?:s)?|leaving|postpon(?:e|es|ed|ing)|defer(?:s|red|ring)?",
            "what is put off, said before it"),
    Trigger("supposed", "clause", r"if|unless|suppos(?:e|ing)(?: that)?|perhaps|maybe|conceivably|assuming that"
            r"|provided that|imagine|hypotheti\w+|in principle|in theory|were we to|had we"
            r"|should one|as if|even if|whenever", "conditions"),
    Trigger("supposed", "subject", r"assume(?: that)?|(?:let us |let's )(?:assume|suppose|imagine)", "orders to suppose"),
    Trigger("supposed", "clause", r"(?:is|be|seems?) (?:\w+ly )?(?:tempting|worthwhile|interesting|conceivable|advisable|natural"
            r"|desirable|imaginable|worth) (?:to)?", "what one might do"),
    Trigger("supposed", "clause", r"could|might|would|ought to", "moods of what is not so"),
    Trigger("supposed", "back", r"(?:would|could|might|should|ought to|must)(?: \w+){0,2} (?:be\b|have|help|improve"
            r"|suffice|work|do\b|serve|need|allow|make|offer|prove|yield|lead|reach|give)",
            "the same of the clause's subject"),
    Trigger("possible", "clause", r"can|may|should|be able to|(?:possibilit(?:y|ies)|opportunit(?:y|ies)|potential|capabilit(?:y|ies)|abilit(?:y|ies)"
            r"|chances?|difficult(?:y|ies)?|hard|challeng(?:e|es|ing)|crucial|important|essential|needs?|needed|critical|required|necessary"
            r"|desirable|useful|helpful|implications|requirements?|demand|desire|tend|tends|attractive|feasib(?:le|ility)) (?:to|for|of|in)",
            "what is able to be, not what is done"),
    Trigger("planned", "clause", r"(?:for|help\w*|allow\w*|enabl\w*|guid(?:e|es|ing)|assist\w*|invit\w*) (?:the |future |other )?"
            r"(?:researchers|practitioners|users|developers|scientists|engineers|clinicians|readers|others|biologists"
            r"|physicists|authors|students|teachers)", "what readers are to do"),
    Trigger("others", "phrase", r"(?:limitations?|shortcomings?|drawbacks?|weaknesses|disadvantages|deficienc\w+|inefficienc\w+"
            r"|bottlenecks?|pitfalls|failures?) (?:of|in)", "what is found fault with is another's"),
    Trigger("possible", "back", r"(?:can|may|should)(?: \w+)? (?:be|serve|help|provide|offer|enable|lead|suffer)"
            r"|(?:is|are) (?:able|likely|prone|needed|required|necessary|unlikely|desirable)",
            "the same of the clause's subject"),
    Trigger("asked", "clause", r"whether|(?:know|known|understood) (?:little|nothing|about|how|whether)|little is (?:known|understood)|(?:we|to) ask (?:if|how|why|what|which|when)|(?:un)?clear (?:if|how|why|what)|to what extent|unknown (?:if|how)"
            r"|(?:the )?(?:open )?question (?:is|of|remains|arises)|wonder(?:s|ed|ing)? (?:if|how|why|about|what)|ask(?:s|ed|ing)?(?: \w+)? if",
            "indirect questions"),
    Trigger("asked", "back", r"(?:is|are|remains?|remained|still) (?:\w+ )?(?:unclear|unknown|an open"
            r"|unexplored|untested|unanswered|open question|uncertain|questionable|debatable|understudied"
            r"|underexplored|under-explored)", "what nobody knows"),
    Trigger("others", "subject", r"(?:(?:most|many|several|some|all|the|much|various|numerous|few|both|a few|two|three|four|one|a|an"
            r"|almost all|nearly all|these|those|of the|majority of|other) )*(?:\w+ly |well-)?"
            r"(?:previous|prior|existing|earlier|recent|past|current|traditional|conventional|classical|"
            r"classic|established|published|related|state-of-the-art|sota|other|standard|competing|rival"
            r"|older|contemporary|previously \w+|recently \w+|commonly \w+|widely \w+|today(?:'|\u2019)s|preceding|former|available|mainstream|popular|typical)"
            rf"(?:,? (?:and |or )?(?!we\b|our\b|is\b|are\b)[a-z0-9-]+){{0,4}}? (?:{_WORK}|[a-z-]+[a-rt-z]s)\b",
            "the clause's subject is the work of others"),
    Trigger("others", "subject", r"(?:(?:most|many|several|some|the|other|two|three) )+(?:\w+ )?"
            r"(?:researchers|scholars|authors|teams|groups|stud(?:y|ies) (?:have|use|rely)"
            r"|(?:approaches|methods|works|papers|systems) (?:have|use|rely|focus|are|do|require|assume))"
            r"|(?:most|many) (?:\w+ )?[a-z]+s (?!are|were|was|is)[a-z]+|(?:a|an|one|another|the) (?:\w+ )?(?:team|consortium|company|laboratory)"
            r"|a group (?:in|at|from|of)|it was \w+ who|(?:our )?(?:predecessors|colleagues|rivals)|(?:the )?winn(?:er|ers|ing \w+)"
            r"|the (?:field|community|industry) (?:has|have|relies|rely)|(?:in |as in )?the (?:work|paper|study|papers|works|studies) of"
            r"|(?:in |since |until )(?:the )?(?:19|20)\d\ds?|(?:\w+ ){0,2}(?:decades?|years?|months?) ago|commercial \w+"
            r"|researchers|others|it (?:has|had|was|is)(?: \w+)? (?:been )?(?:\w+ly )?(?:suggested|claimed|argued|reported|conjectured|hypothesi[sz]ed"
            r"|believed|thought|known|established|shown|speculated|assumed)|(?:the )?(?:pioneers|experimenters|theorists|workers|observers|people"
            r"|[a-z]+(?:icians|ologists|onomers|hysicists|hemists))|(?:(?:the|most|many) )?(?:practitioners|engineers|physicians|clinicians"
            r"|companies|vendors)|the literature|(?:a |the )?(?:competing|rival|different|another|other) "
            r"(?:team|group|lab|laboratory|paper|study|work|approach)|their \w+|they|another (?:team|group|paper|study|work)",
            "the clause's subject is other people"),
    Trigger("others", "subject", r"(?:human(?: [a-z]+)?|people|expert|annotator|radiologist|reader|student|child|children|"
            r"physician|specialist|pathologist)s?(?: (?:experts?|annotators?|readers?|raters?|performance|accuracy))?"
            r" (?:reach|achieve|attain|score|obtain|get|have|has|is|are|still|use|can|do|perform|reached"
            r"|achieved|attained|scored|obtained|reaches|achieves)", "what people reach is no model's figure"),
    Trigger("others", "subject", r"(?:the |a |an )?(?:[a-z0-9-]+ )?(?:baselines?|competitors?|winner|winning entry"
            r"|best (?:known|published|previous|prior|existing|competing) \S+)"
            r"(?: \w+)? (?:reach|achiev|attain|scor|obtain|get|has|have|is|are|was|were|yield|only)\w*",
            "what a rival reaches is not the paper's own"),
    Trigger("others", "subject", r"(?:the )?(?:previous|prior|former|old|current|existing) (?:\w+ )?(?:best|records?|highs?"
            r"|state of the art|top|leader)|human (?:performance|accuracy|level)", "a record is somebody's"),
    Trigger("others", "subject", r"[a-z-]+(?:,? (?:and|&) [a-z-]+)?,? et al\.?(?:,? ?[(\[][^)\]]*[)\]])?"
            r"|[a-z-]+ and (?:colleagues|co-?workers|co-?authors|others)",
            "named authors"),
    Trigger("others", "subject", r"in (?:their|a|an|the|most|some|many)?\s?(?:previous|prior|earlier|past|recent|other|existing)"
            r" (?:work|stud(?:y|ies)|papers?|research|literature|years)|historically|traditionally|until now|to date"
            r"|so far|(?:previously|earlier|recently), (?!we\b)|conventionally|in recent years|in the (?:past|literature)",
            "the sentence is on what was done before"),
    Trigger("others", "back", rf"(?:has|have|had) (?:\w+ly )?(?:been|become|emerged|proven|shown|demonstrated|revolutioni[sz]ed|gained|attracted)\b(?: \w+)? "
            rf"(?:{_HABIT}|shown|proven|proved|demonstrated|a|an|as|the|great|remarkable|significant|impressive)",
            "what is known of something already"),
    Trigger("others", "back", rf"(?:is|are|was|were|being) (?:\w+ )?{_HABIT} (?:\w+ )?{_USED}|(?:is|are) (?:popular|ubiquitous"
            r"|widespread|standard|a popular|a standard|common|well-known|a well-known|the standard|the de facto)",
            "what is usual"),
    Trigger("others", "clause", rf"(?:{_HABIT}|normally) (?:been )?(?:used|applied|employed|trained|adopted) (?:in|for|to|by|with|on)",
            "the same before what it is used for"),
    Trigger("others", "back", rf"(?:is|are|was|were|been) (?:\w+ )?(?:{_USED}|proposed|introduced|popular\w*|described|reported)(?: \w+){{0,4}}? (?:by|in) "
            r"(?:(?:most|many|several|some|all|the|other|their|a|an|various|few) )*(?:(?:previous|prior|earlier|other|existing|past|recent|related)\b"
            r"|researchers|others|competing|rival|competitors|groups|teams|authors|labs|laboratories|people|practitioners|[a-z-]+(?: and [a-z-]+)? et al|[a-z-]+ and co)|"
            r"(?:by|of|from|in) (?:[a-z-]+(?: and [a-z-]+)? et al|(?:the )?(?:previous|prior|earlier) (?:work|stud|paper|method|approach))",
            "what others did with it"),
    Trigger("denied", "back", rf"(?:is|are|was|were|has|have|had|been|could|can|will|would|does|do|did)(?: \w+)? ?"
            rf"(?:not|never|no longer|n(?:'|\u2019)t|nowhere)(?: (?:yet|been|be|actually|even|directly|explicitly"
            rf"|currently|\w+ly|at all|part of|in|a))* (?:be )?{_USED}"
            rf"|(?:is|are|was|were)n(?:'|\u2019)t (?:\w+ly )?{_USED}",
            "a denied passive"),
    Trigger("denied", "back", r"(?:is|are|was|were|be|been|being) (?:deliberately |intentionally |explicitly |also |then |therefore |fully |entirely |simply |completely )?"
            r"(?:avoided|omitted|dropped|excluded|removed|discarded|replaced|skipped|abandoned|rejected|ruled out|left out"
            r"|unnecessary|unavailable|absent|missing|out of scope|beyond the scope|outside the scope|superfluous|redundant|obsolete|dispensable"
            r"|disabled|left aside|ignored|substituted|eliminated|unsuitable|infeasible|impractical|unused|untested)"
            r"|superfluous|obsolete|play(?:s|ed)? no (?:role|part)|falls? outside|(?:lies?|are|is) (?:beyond|outside)|is not (?:an option|among|one of)"
            r"|remains? (?:untested|unused|unavailable|absent)",
            "what is left out, said behind it"),
)  # fmt: skip

# Words that look like triggers and are none.
NO_TRIGGERS = (
    r"not only|not just|not merely|not solely|not to mention|if not|whether or not|no (?:less|fewer|more)"
    r" than|not (?:less|more|fewer) than|without loss of generality|no doubt|no (?:single|one)-|not surprisingly"
    r"|no wonder|if any|as if by|cannot but|so far as|as far as|could not only|can not only|not without"
    r"|by not only|never before|not previously|without precedent|other than english|may \d"
)
