"""`kg serve` and `kg mcp`: answer over HTTP or standard input and output until stopped."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import webbrowser
from typing import Annotated, Final

import typer

from api.cli.common import Store, opened
from api.errors import ApiError
from api.http.address import ServerAddress, is_loopback, read_address
from api.http.logs import LogFormat, write_logs
from kg.settings import Settings

# Seconds that requests in flight have to end; a query of a user has 10.
_LONGEST_END_S: Final = 20
_SWITCH_S: Final = 0.001  # a lookup waits so long for each answer that is computed beside it


def add_commands(app: typer.Typer) -> None:
    """Add the commands to an application."""
    app.command()(serve)
    app.command()(mcp)


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any free one.")] = 8765,
    log: Annotated[LogFormat, typer.Option(help="A line a request on standard error.")] = (
        LogFormat.none
    ),
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    store: Store = "",
) -> None:
    """Serve the web page and the HTTP API until Ctrl-C; access from elsewhere needs KG_API_KEY."""
    server = read_address(os.environ, host, port)
    with opened(context, store) as archive:  # one line now is better than an error a request
        settings = archive.settings
    with _listen(server) as listening:
        write_logs(log)
        _run(settings, server, listening, open_page)


def mcp(context: typer.Context, store: Store = "") -> None:
    """Serve the Model Context Protocol on standard input and output, to a client."""
    from api.mcp.transports import serve_stdio

    with opened(context, store) as archive:
        settings = archive.settings
    serve_stdio(settings)


def _listen(server: ServerAddress) -> socket.socket:
    family = socket.AF_INET6 if ":" in server.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((server.host, server.port))
        listening.listen()  # who connects as soon as the address is shown waits, and isn't refused
    except OSError as error:
        listening.close()
        place = f"{server.host} port {server.port}"
        raise ApiError(f"can't listen on {place}: {error.strerror}") from error
    return listening


def _run(
    settings: Settings, server: ServerAddress, listening: socket.socket, open_page: bool
) -> None:
    import uvicorn

    from api.http.app import create_app

    app = create_app(settings, hosts=server.hosts, keys=server.keys, rate=server.rate)
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_LONGEST_END_S,
    )
    running = uvicorn.Server(config)

    def end(*_: object) -> None:
        running.should_exit = True

    # Uvicorn has handlers of its own while it serves, and afterwards calls these.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    shown = f"[{server.host}]" if ":" in server.host else server.host
    address = f"http://{shown}:{listening.getsockname()[1]}"
    print(f"groundpath serves {settings.store} on {address} (Ctrl-C stops)", file=sys.stderr)
    print(f"  {guard(server)}", file=sys.stderr, flush=True)
    if open_page:  # in a thread, for some browsers run until they are closed
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    sys.setswitchinterval(_SWITCH_S)
    running.run(sockets=[listening])
    print("stopped", file=sys.stderr)


def guard(server: ServerAddress) -> str:
    """Who may ask, in one line."""
    names = server.keys.names
    where = "this machine" if is_loopback(server.host) else "other machines too"
    key = f"with a key ({', '.join(names)})" if names else "without a key"
    each = "key" if names else "address"
    rate = f"{server.rate} requests a minute for each {each}" if server.rate else "at any rate"
    return f"reached from {where}, {key}, {rate}"
