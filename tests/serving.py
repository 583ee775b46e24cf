"""`kg serve` as a user starts it, for the tests of HTTP and of MCP."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tests.conftest import PATIENCE_S, PROGRAM, program_env


@contextmanager
def served(store: str, *arguments: str, **env: str) -> Iterator[str]:
    """The address of `kg serve` on a free port; it logs nothing and ends at Ctrl-C."""
    log: list[str] = []
    with logging_server(store, *arguments, log=log, stopped_by=signal.SIGINT, env=env) as address:
        yield address
    assert log == []


@contextmanager
def logging_server(
    store: str,
    *arguments: str,
    log: list[str],
    stopped_by: signal.Signals,
    env: Mapping[str, str],
) -> Iterator[str]:
    """The address of `kg serve` on a free port; what it logs is in `log` at the end."""
    command = [PROGRAM, "serve", "--port", "0", "--store", store, *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=program_env(**env))
    with process:
        assert process.stderr is not None
        said = process.stderr.readline()
        match = re.fullmatch(r"groundpath serves \S+ on (\S+) \(Ctrl-C stops\)\n", said)
        assert match, said
        guard = process.stderr.readline()
        assert guard.startswith("  reached from "), guard
        try:
            yield match[1]
        finally:
            process.send_signal(stopped_by)
            rest = process.communicate(timeout=PATIENCE_S)[1]
    *lines, last = rest.splitlines()
    assert (process.returncode, last) == (0, "stopped"), rest
    log += lines
