"""The web page: built files, sent from memory under a policy that lets nothing else load.

`make page` builds them from `api/page` into `api/static`.
"""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api.http.caching import names_tag, tag_of
from api.http.problems import refused

STATIC: Final = Path(__file__).resolve().parents[1] / "static"
INDEX: Final = "index.html"
# Addresses that the page itself reads: it shows what they name.
PAGES: Final = ("/", "/ask", "/explore", "/cypher")
# Those that show what the same address of the API gives.
TWINS: Final = (
    "/status",
    "/queries",
    "/queries/{name}",
    "/papers/{name:path}",
    "/entities/{name:path}",
)
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_PROGRAMS: Final = ("/api/", "/assets/")  # where no reader looks around
_FOREVER: Final = "public, max-age=31536000, immutable"
_ASKED_AGAIN: Final = "no-cache"
_SENT: Final = "%/:@!$&'()*+,;=?-._~"  # stand in addresses as they are


@dataclass(frozen=True, slots=True)
class _File:
    """A built file with what its responses say; `packed` is its body in gzip."""

    body: bytes = field(repr=False)
    media_type: str
    cache: str

    @property
    def tag(self) -> str:
        return tag_of(self.body)

    @property
    def packed(self) -> bytes:
        return gzip.compress(self.body, mtime=0)


def add_page(app: FastAPI, api: str, folder: Path = STATIC) -> None:
    """Serve the built page of a folder: its files, and its index at every address of the page.

    Pages that have a twin in the API, whose addresses begin with `api`, name it in a Link header.
    An unknown address gives a browser the index too, which says so, with status 404.
    """
    files = {path.relative_to(folder).as_posix(): _read(path, folder) for path in _files(folder)}
    for name, file in files.items():
        if name != INDEX:
            app.add_route(f"/{name}", _sender(file), ["GET"], include_in_schema=False)
    for address in PAGES:
        app.add_route(address, _sender(files[INDEX]), ["GET"], include_in_schema=False)
    for address in TWINS:
        app.add_route(address, _sender(files[INDEX], api), ["GET"], include_in_schema=False)
    app.add_exception_handler(404, _nowhere(files[INDEX]))


def _nowhere(index: _File) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What answers an unknown address: the page to a reader's browser, a problem to a program."""
    send = _sender(index, status=404)

    async def answer(request: Request, error: Exception) -> Response:
        reads = request.method == "GET" and "text/html" in request.headers.get("accept", "")
        if reads and not request.url.path.startswith(_PROGRAMS):
            return await send(request)
        return refused(request, error)

    return answer


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _read(path: Path, folder: Path) -> _File:
    """A file; those of `assets` carry a hash of their content in their name and never change."""
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    hashed = path.parent == folder / "assets"
    return _File(path.read_bytes(), media_type, _FOREVER if hashed else _ASKED_AGAIN)


def _sender(
    file: _File, api: str = "", status: int = 200
) -> Callable[[Request], Awaitable[Response]]:
    tag, packed = file.tag, file.packed
    always = {
        "Cache-Control": file.cache,
        "Content-Security-Policy": POLICY,
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }

    async def send(request: Request) -> Response:
        headers = {**always, **_twin(api, request)} if api else always
        if status == 200 and names_tag(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            more = {**headers, "Content-Encoding": "gzip"}
            return Response(packed, status, headers=more, media_type=file.media_type)
        return Response(file.body, status, headers=headers, media_type=file.media_type)

    return send


def _twin(api: str, request: Request) -> dict[str, str]:
    """The header that names the JSON of a page."""
    path, query = quote(request.scope["raw_path"], _SENT), quote(request.url.query, _SENT)
    address = f"{api}{path}?{query}" if query else f"{api}{path}"
    return {"Link": f'<{address}>; rel="alternate"; type="application/json"'}
