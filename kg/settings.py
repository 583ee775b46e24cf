"""What a user can set, read once from the environment at start-up; flags override it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import SettingsError

VARIABLES: Mapping[str, str] = {
    "ANTHROPIC_API_KEY": "the key for `kg ingest --extractor claude`; nothing else uses it",
    "ANTHROPIC_BASE_URL": "where Claude is asked (Anthropic's own address where unset)",
    "KG_CLAUDE_MODEL": "the model that is asked (claude-haiku-4-5-20251001 where unset)",
    "KG_DATA": "the folder of schema, vocabulary and weights (the program's own where unset)",
    "KG_STORE": "the archive: file:FOLDER or bolt://… (`archive` in the data folder where unset)",
    "KG_MODELS": "the folder of the embedding model (`models` in the data folder where unset)",
    "KG_NEO4J_USER": "the Neo4j user (neo4j where unset)",
    "KG_NEO4J_PASSWORD": "the Neo4j password",
    "KG_NEO4J_PASSWORD_FILE": "a file that holds the Neo4j password, instead of the variable",
    "KG_NEO4J_DATABASE": "the database on the Neo4j server (the user's own where unset)",
    "KG_THREADS": "how many texts are embedded at once (2 where unset)",
    "XDG_DATA_HOME": "the user's data folder (`~/.local/share` where unset)",
}


@dataclass(frozen=True, slots=True)
class Login:
    """The login to a Neo4j server, and its database (empty: the user's own)."""

    user: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    database: str = ""


@dataclass(frozen=True, slots=True)
class ClaudeLogin:
    """How Claude is asked: the key, the address and the model (empty: those of the program)."""

    key: str | None = field(default=None, repr=False)
    url: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the archive and the model are, and how to reach a server.

    `store` is an address as `KG_STORE` has it; an embedded archive is a folder. `home`
    holds the demo, and the journals of archives on servers.
    """

    store: str
    models: Path
    home: Path
    neo4j_user: str = "neo4j"
    neo4j_password: str | None = field(default=None, repr=False)
    neo4j_database: str = ""
    threads: int = 2
    claude: ClaudeLogin = ClaudeLogin()

    @property
    def demo(self) -> str:
        """The address of the demo archive where nothing else is said."""
        return f"file:{self.home / 'demo'}"

    @property
    def login(self) -> Login:
        """What a Neo4j store is opened with."""
        return Login(self.neo4j_user, self.neo4j_password, self.neo4j_database)


def read_settings(
    environ: Mapping[str, str] | None = None, *, store: str | None = None
) -> Settings:
    """Settings from the environment (default: the process's), with the flag `--store` before it.

    Raises SettingsError for a value that can't be used.
    """
    env = os.environ if environ is None else environ
    home = data_home(env)
    return Settings(
        store=store or env.get("KG_STORE") or f"file:{home / 'archive'}",
        models=Path(env.get("KG_MODELS") or home / "models").expanduser(),
        home=home,
        neo4j_user=env.get("KG_NEO4J_USER") or "neo4j",
        neo4j_password=_password(env),
        neo4j_database=env.get("KG_NEO4J_DATABASE") or "",
        threads=_threads(env.get("KG_THREADS") or "2"),
        claude=ClaudeLogin(
            (env.get("ANTHROPIC_API_KEY") or "").strip() or None,
            env.get("ANTHROPIC_BASE_URL") or "",
            env.get("KG_CLAUDE_MODEL") or "",
        ),
    )


def data_home(env: Mapping[str, str]) -> Path:
    """Give the folder that holds archives and models where nothing else is said."""
    home = env.get("XDG_DATA_HOME") or Path(env.get("HOME") or Path.home(), ".local", "share")
    return Path(home) / "groundpath"


def _password(env: Mapping[str, str]) -> str | None:
    file = env.get("KG_NEO4J_PASSWORD_FILE")
    if env.get("KG_NEO4J_PASSWORD") or not file:
        return env.get("KG_NEO4J_PASSWORD")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"KG_NEO4J_PASSWORD_FILE can't be read: {error}") from error


def _threads(value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise SettingsError(f"KG_THREADS is {value!r}: give a whole number from 1 on")
    return int(value)
