"""`kg serve` as a user starts it, for the tests of HTTP and of MCP."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.conftest import PATIENCE_S, PROGRAM, program_env


@contextmanager
def served(store: str, *arguments: str, **env: str) -> Iterator[str]:
    """The address of `kg serve` on a free port."""
    command = [PROGRAM, "serve", "--port", "0", "--store", store, *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=program_env(**env))
    with process:
        assert process.stderr is not None
        said = process.stderr.readline()
        match = re.fullmatch(r"groundpath serves \S+ on (\S+) \(Ctrl-C stops\)\n", said)
        assert match, said
        try:
            yield match[1]
        finally:
            process.send_signal(signal.SIGINT)
            rest = process.communicate(timeout=PATIENCE_S)[1]
    assert (process.returncode, rest) == (0, "stopped\n")
