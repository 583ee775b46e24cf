"""A paid run: its likely cost is shown first, it never costs more than the budget, it resumes.

Paper by paper: ask, keep the answer and what it gives in one transaction. What ends a run early
(the budget, the key, the network) leaves all that in the journal; the next run goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from extract.claude.budget import Budget
from extract.claude.client import LONGEST_WAIT_S, TRIES, Claude, Lost, Reply, Unavailable, wait_s
from extract.claude.models import PRICES_OF, ClaudeModel
from extract.claude.paid import NOTHING, answered_version, from_paid, keep
from extract.claude.prompt import LONGEST, Prompt, fixed_text, prompt_for, prompt_version
from extract.claude.quotes import SentSentence
from extract.claude.reply import Dropped
from extract.errors import BrokenAnswer, ClaudeError
from extract.ingest import NoProgress, Progress
from extract.journal.journal import Journal
from extract.journal.replies import PaidAnswer
from extract.pipeline import extractor_version, passages_of
from extract.records import Extraction, Paper, Problem
from extract.vocabulary import Vocabulary

Announce = Callable[[str], None]

# A guess from the schema and from demo papers, for the sum that is shown first; never for a limit.
_OUT_BASE, _OUT_PER_TOKEN = 150, 2.8
_REASONS = {
    "refused": "Claude refused to answer",
    "cut off": "the answer was cut off at its longest",
    "broken": "the answer can't be read",
    "too long": f"the text has more than the {LONGEST:,} characters that are sent",
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """What asking about all papers that are left is likely to cost, in tokens and dollars."""

    papers: int
    input_tokens: int
    output_tokens: int
    dollars: float


@dataclass(frozen=True, slots=True)
class ClaudeReport:
    """What a run did: papers, tokens, dollars.

    `answered` papers have a usable answer now; `problems` names those that got none and keep what
    was extracted before; `left` were not asked about. `dropped` counts what of the answers does not
    stand in the text. `stopped` says why the run ended early, else it is empty.
    """

    model: str
    answered: int
    left: int
    input_tokens: int
    output_tokens: int
    dollars: float
    budget: float
    dropped: Dropped
    problems: tuple[Problem, ...]
    stopped: str
    out_of_budget: bool


class OutOfBudget(ClaudeError):
    """The next question could cost more than is left."""


def extractor_id(model: ClaudeModel) -> str:
    """Name what answers: the model, and the prompt with its schema."""
    return f"claude:{model.name}:{prompt_version()}"


def ask_claude(
    journal: Journal,
    vocabulary: Vocabulary,
    claude: Claude,
    dollars: float,
    announce: Announce,
    progress: Progress | None = None,
) -> ClaudeReport:
    """Ask about every paper that this model and prompt haven't been asked about, within `dollars`.

    `announce` gets the estimate, in one line, before the first question. Errors of the API end
    the run and are in the report; JournalError where the journal fails.
    """
    progress = progress or NoProgress()
    name = extractor_id(claude.model)
    guess = estimate(journal.answers.unasked(name), claude.model)
    announce(_announced(guess, claude.model, dollars))
    run = _Run(claude, Budget(dollars, claude.model), journal, vocabulary)
    stopped: ClaudeError | None = None
    progress.start("asking", guess.papers)
    try:
        for paper in journal.answers.unasked(name):
            run.take(paper)
            progress.advance(1)
        progress.finish()
    except ClaudeError as error:
        stopped = error
    return run.report(guess.papers, stopped)


def estimate(papers: Iterable[Paper], model: ClaudeModel) -> Estimate:
    """Guess what asking about the papers costs, from their lengths."""
    count = sent = received = 0
    for paper in papers:
        chars = len(paper.title) + len(paper.abstract)
        count += 1
        if 0 < chars <= LONGEST:
            text = chars / model.chars_per_token
            sent += round(len(fixed_text()) / model.chars_per_token + 1.15 * text)
            received += round(_OUT_BASE + _OUT_PER_TOKEN * text)
    return Estimate(count, sent, received, model.dollars(sent, received))


def _announced(guess: Estimate, model: ClaudeModel, budget: float) -> str:
    how = "temperature 0" if model.temperature else "which takes no temperature"
    papers = f"{guess.papers:,} paper{'s' * (guess.papers != 1)} to ask about"
    tokens = f"about {guess.input_tokens:,} tokens in and {guess.output_tokens:,} out"
    price = f"about ${guess.dollars:.2f} by the prices of {PRICES_OF}"
    return f"{model.name} ({how}): {papers}, {tokens}, {price}; budget ${budget:.2f}"


@dataclass(slots=True)
class _Run:
    """A run under way."""

    claude: Claude
    budget: Budget
    journal: Journal
    vocabulary: Vocabulary
    taken: int = 0
    answered: int = 0
    dropped: Dropped = field(default_factory=Dropped)
    problems: list[Problem] = field(default_factory=list)

    def take(self, paper: Paper) -> None:
        """Ask about one paper and keep what comes; ClaudeError where the run can't go on."""
        if len(paper.title) + len(paper.abstract) > LONGEST:
            self._keep(paper, PaidAnswer(extractor_id(self.claude.model), "too long", ""))
        elif asked := prompt_for(passages_of(paper)):
            self._keep(paper, self._paid(self._reply(asked), asked.spans))
        else:
            self._keep(paper, self._paid(Reply(NOTHING, "answered", 0, 0), ()))
        self.taken += 1

    def report(self, papers: int, stopped: ClaudeError | None) -> ClaudeReport:
        """What was done of so many papers."""
        return ClaudeReport(
            model=self.claude.model.name,
            answered=self.answered,
            left=papers - self.taken,
            input_tokens=self.budget.input_tokens,
            output_tokens=self.budget.output_tokens,
            dollars=round(self.budget.spent, 6),
            budget=self.budget.limit,
            dropped=self.dropped,
            problems=tuple(self.problems),
            stopped=str(stopped or ""),
            out_of_budget=isinstance(stopped, OutOfBudget),
        )

    def _reply(self, asked: Prompt) -> Reply:
        """Ask until there is a reply: a few times, each within the budget."""
        said = ""
        for tries in range(1, TRIES + 1):
            if not self.budget.fits(asked):
                raise OutOfBudget(f"the next paper could pass the budget{said and f' ({said})'}")
            wait = None
            try:
                reply = self.claude.ask(asked)
            except Lost as lost:
                self.budget.lose(asked)
                said = str(lost)
            except Unavailable as busy:
                said, wait = str(busy), busy.wait
            else:
                self.budget.pay(reply.input_tokens, reply.output_tokens)
                return reply
            seconds = wait_s(tries, wait)
            if seconds > LONGEST_WAIT_S:
                raise ClaudeError(f"Claude asks to wait {seconds:,.0f} s: {said}; go on later")
            if tries < TRIES:
                self.claude.sleep(seconds)
        raise ClaudeError(f"no answer from Claude in {TRIES} tries: {said}; go on later")

    def _paid(self, reply: Reply, spans: Sequence[SentSentence]) -> PaidAnswer:
        return PaidAnswer(
            extractor=extractor_id(self.claude.model),
            outcome=reply.outcome,
            answer=keep(spans, reply.text),
            input_tokens=reply.input_tokens,
            output_tokens=reply.output_tokens,
        )

    def _keep(self, paper: Paper, paid: PaidAnswer) -> None:
        """Keep an answer, and the extraction that it gives; else why there is none."""
        made: Extraction | None = None
        why = _REASONS.get(paid.outcome, "")
        if not why:
            try:
                made, dropped = from_paid(paper, paid, self.vocabulary)
                self.dropped += dropped
            except BrokenAnswer as error:
                paid, why = replace(paid, outcome="broken"), str(error)
        with self.journal.batch():
            self.journal.answers.save(paper, paid)
            if made:
                version = answered_version(extractor_version(self.vocabulary))
                self.journal.save_extraction(made, version + paid.extractor)
        if made:
            self.answered += 1
        else:
            self.problems.append(Problem("", 0, paper.id, why))
