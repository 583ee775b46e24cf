"""Prompts that users start from their client: what a model is to do with the tools."""

from __future__ import annotations

from dataclasses import dataclass
from string import Template
from typing import Final

import mcp_types as types
from mcp.shared.exceptions import MCPError

_LONGEST: Final = 1_000
_RULES: Final = (
    "Rest every sentence on a passage that you read, and cite it by its archive id in brackets, as "
    "[AG-2026.04-1]. Say which words are quoted. Say nothing of a side on which the archive has no "
    "papers but that it has none. Where text_origin is not the paper's own text, say so. End with "
    "the BibTeX entries of export_citations for what you cited."
)


@dataclass(frozen=True, slots=True)
class ArchivePrompt:
    """A prompt: `text` holds its arguments as `$name`; arguments with a default may be left out."""

    name: str
    title: str
    description: str
    arguments: dict[str, str]
    defaults: dict[str, str]
    text: str

    def described(self) -> types.Prompt:
        """The prompt as clients list it."""
        arguments = [
            types.PromptArgument(name=name, description=what, required=name not in self.defaults)
            for name, what in self.arguments.items()
        ]
        return types.Prompt(
            name=self.name, title=self.title, description=self.description, arguments=arguments
        )

    def filled(self, given: dict[str, str]) -> types.GetPromptResult:
        """The prompt with its arguments; MCPError, in one line, for wrong ones."""
        values = {**self.defaults, **{key: " ".join(value.split()) for key, value in given.items()}}
        wrong = [*(values.keys() ^ self.arguments.keys())]
        wrong += [name for name in given if not 0 < len(values[name]) <= _LONGEST]
        if wrong:
            takes = ", ".join(self.arguments)
            line = f"{self.name} takes {takes} (each of 1 to {_LONGEST} characters)"
            raise MCPError(types.INVALID_PARAMS, f"{line}: check {', '.join(sorted(wrong))[:200]}")
        text = f"{Template(self.text).substitute(values)}\n\n{_RULES}"
        message = types.PromptMessage(role="user", content=types.TextContent(text=text))
        return types.GetPromptResult(description=self.description, messages=[message])


PROMPTS: Final = (
    ArchivePrompt(
        name="compare_papers",
        title="Compare papers",
        description="Compare papers of the archive with each other, aspect by aspect.",
        arguments={
            "papers": "Ids, archive ids or titles, with commas between.",
            "aspects": "What to compare; else problem, method, data, results and limits.",
        },
        defaults={"aspects": "the problem, the method, the data, the results, the limits"},
        text=(
            "Compare these papers of the archive: $papers.\n\n"
            "1. Find each with read_paper (search_papers where only a title is given) and read it "
            "to its end.\n"
            "2. Look with find_path and neighbourhood at how they are linked: shared methods, "
            "data, tasks; who cites whom.\n"
            "3. Write a table, a row an aspect and a column a paper, on: $aspects. Leave a cell "
            "empty where the paper says nothing on it.\n"
            "4. Say in a few sentences what they share, where they differ, and where they "
            "contradict each other."
        ),
    ),
    ArchivePrompt(
        name="literature_review",
        title="Review the literature",
        description="Review what the archive holds on a subject, and what it lacks.",
        arguments={
            "subject": "The subject, or several with commas between.",
            "since": "Papers of this year or later.",
        },
        defaults={"since": "any year"},
        text=(
            "Write a literature review on: $subject (papers since: $since).\n\n"
            "1. Ask coverage for each subject. Say how many papers there are, of which years, and "
            "what is thin or lacking.\n"
            "2. Ask the archive (ask) for the main question, its methods, data, results and open "
            "problems; take up its follow_ups where they lead on.\n"
            "3. Find further papers with search_papers, and read with read_paper those that the "
            "review rests on.\n"
            "4. Write: the question; approaches in groups, with how they differ; results with "
            "figures; what is contested; gaps. Order by subject, not by paper."
        ),
    ),
)
