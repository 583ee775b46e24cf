"""A throw-away Neo4j server out of Maven Central's jars: for tests, and for `make neo4j`.

Java 17 and Maven are all it needs. The jars (GPL-3.0, run as a process of their own) are kept in
the user's cache, outside the checkout.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

VERSION: Final = "5.26.30"
START_S: Final = 900.0

_POM: Final = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>groundpath</groupId><artifactId>neo4j</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version>
    </dependency>
    <dependency>
      <groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId>
      <version>{version}</version>
    </dependency>
  </dependencies>
</project>
"""
_CONF: Final = """server.default_listen_address=127.0.0.1
server.default_advertised_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.http.advertised_address=127.0.0.1:{http}
server.https.enabled=false
dbms.usage_report.enabled=false
dbms.security.auth_enabled=true
server.memory.pagecache.size=128m
db.memory.transaction.max=256m
db.transaction.timeout=120s
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=keep_none
server.config.strict_validation.enabled=true
dbms.security.allow_csv_import_from_file_urls=false
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0
"""
_MAIN: Final = "org.neo4j.server.CommunityEntryPoint"
_OPENED: Final = [
    "java.nio",
    "java.io",
    "sun.nio.ch",
    "java.util.concurrent",
    "java.lang",
    "java.lang.reflect",
]
_TOOL: Final = ("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_JAVA: Final = (
    "-Xms512m",
    *_TOOL,
    "-XX:+ExitOnOutOfMemoryError",
    "-Dlog4j2.disable.jmx=true",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "--enable-native-access=ALL-UNNAMED",
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
)


def missing() -> str:
    """Say in a few words what this machine lacks for a server; empty where nothing."""
    lacking = [program for program in ("java", "mvn") if shutil.which(program) is None]
    if lacking:
        return f"Neo4j needs {' and '.join(lacking)}"
    try:
        jars()
    except (subprocess.SubprocessError, OSError) as error:
        return f"Neo4j's jars can't be had from Maven Central: {error}"
    return ""


def jars() -> Path:
    """Give the folder of the server's jars; fetched by Maven where it isn't there."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(cache) / "groundpath" / f"neo4j-{VERSION}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        Path(made, "pom.xml").write_text(_POM.format(version=VERSION), encoding="utf-8")
        lib = Path(made, "lib")
        goal = (
            "dependency:copy-dependencies",
            "-DincludeScope=runtime",
            f"-DoutputDirectory={lib}",
        )
        subprocess.run(
            ["mvn", "-B", "-q", *goal], cwd=made, check=True, timeout=600, stdout=subprocess.DEVNULL
        )
        if not folder.is_dir():
            lib.rename(folder)
    return folder


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Neo4jServer:
    """A server over a home folder; it can be started and killed repeatedly and keeps its data."""

    home: Path
    password: str
    bolt: int = 0
    heap: str = ""
    _process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """The Bolt address."""
        return f"bolt://127.0.0.1:{self.bolt}"

    def prepare(self) -> None:
        """Make the home folder and set the password, once."""
        self.bolt = self.bolt or _free_port()
        if (self.home / "conf").is_dir():
            return
        for name in ("conf", "data", "logs", "plugins", "import", "run"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        self.configure({})
        self.admin("dbms", "set-initial-password", self.password)

    def run(self, text: str) -> None:
        """Run a statement that no file of the program has, as an administrator would."""
        import neo4j

        login = ("neo4j", self.password)
        with (
            neo4j.GraphDatabase.driver(self.address, auth=login) as driver,
            driver.session() as session,
        ):
            session.run(text).consume()

    def wipe(self) -> None:
        """Take all nodes and relationships out."""
        self.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS")

    def configure(self, more: Mapping[str, str]) -> None:
        """Write the settings, with some more; they count from the next start on."""
        text = _CONF.format(bolt=self.bolt, http=_free_port())
        text += "".join(f"{key}={value}\n" for key, value in more.items())
        (self.home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")

    def admin(self, *arguments: str) -> str:
        """Run the admin tool and give what it printed."""
        done = subprocess.run(
            ["java", *_TOOL, "-cp", f"{jars()}/*", "org.neo4j.cli.AdminTool", *arguments],
            env={**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": f"{self.home}/conf"},
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=600,
        )
        if done.returncode:
            raise RuntimeError(f"neo4j-admin {arguments}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self, more: Mapping[str, str] | None = None) -> None:
        """Start, with some more settings, and wait until the Bolt port answers."""
        self.prepare()
        self.configure(more or {})
        heap = (f"-Xmx{self.heap}",) if self.heap else ()
        place = (f"--home-dir={self.home}", f"--config-dir={self.home}/conf")
        with (self.home / "logs" / "console.log").open("ab") as log:
            self._process = subprocess.Popen(
                ["java", *_JAVA, *heap, "-cp", f"{jars()}/*", _MAIN, *place],
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + START_S
        while not self._answers():
            if self._process is None or self._process.poll() is not None:
                text = (self.home / "logs" / "console.log").read_text(errors="replace")
                raise RuntimeError(f"the server ended at once: {text[-2000:]}")
            if time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"the server did not start in {START_S:g} s")
            time.sleep(0.2)

    def _answers(self) -> bool:
        """Shake hands in Bolt: four zero bytes come back while the database isn't there."""
        try:
            with socket.create_connection(("127.0.0.1", self.bolt), timeout=5) as made:
                made.sendall(bytes.fromhex("6060b01700000405000000050000000000000000"))
                return any(made.recv(4))
        except OSError:
            return False

    @property
    def pid(self) -> int:
        """The process's id; 0 where none runs."""
        return self._process.pid if self._process else 0

    def kill(self) -> None:
        """Kill it with SIGKILL: what was acknowledged stays on disk."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Shut it down in order, which takes some seconds."""
        self._end(signal.SIGTERM)

    def wait(self) -> None:
        """Wait until it ends by itself."""
        if self._process is not None:
            self._process.wait()

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None


def main() -> None:
    """Run a server on port 7687 until Ctrl-C; its data are kept in the user's data folder."""
    lacking = missing()
    if lacking:
        sys.exit(f"{lacking}: install a Java 17 runtime and Maven, or use compose.yaml with Docker")
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--port", type=int, default=7687)
    parser.add_argument("--home", type=Path, default=Path(data, "groundpath", "neo4j-server"))
    wanted = parser.parse_args()
    server = Neo4jServer(wanted.home, _kept_password(wanted.home), wanted.port, heap="1g")
    server.start()
    print(f"export KG_STORE={server.address}", flush=True)
    print(f"export KG_NEO4J_PASSWORD_FILE={wanted.home}.password", flush=True)
    try:
        server.wait()
    except KeyboardInterrupt:
        server.stop()


def _kept_password(home: Path) -> str:
    file = home.with_name(f"{home.name}.password")
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(os.environ.get("KG_NEO4J_PASSWORD") or secrets.token_urlsafe(18))
    return file.read_text().strip()


if __name__ == "__main__":
    main()
