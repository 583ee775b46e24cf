"""Lists and rows in the form that a client asks for: JSON, or CSV with headers for what is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Annotated, Any, Final, Protocol
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from fastapi.responses import Response

from api.formats.formats import MEDIA_TYPES, AnswerFormat, accepted
from api.formats.tables import table
from api.http.routes.common import json_response
from api.http.routes.requests import TableFormat
from kg.records import Rows
from kg.results import to_dict

_FORMATS: Final = (AnswerFormat.json, AnswerFormat.csv)
_CSV: Final = MEDIA_TYPES[AnswerFormat.csv]
TABLE: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {_CSV: {"schema": {"type": "string"}}},
        "headers": {
            "X-Truncated": {
                "description": "In CSV: `true` where there is more, else `false`.",
                "schema": {"type": "string", "enum": ["true", "false"]},
            },
            "Link": {
                "description": 'In CSV, where there is a next page: its address, `rel="next"`.',
                "schema": {"type": "string"},
            },
        },
    }
}


class _Page(Protocol):
    """A list or rows, perhaps with more behind them."""

    @property
    def truncated(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a list: in which format, and at which query of its address."""

    format: AnswerFormat
    query: tuple[tuple[str, str], ...]

    def rows(self, result: Rows) -> Response:
        """Rows as the response's body."""
        return self.response(result, result.columns, result.rows)

    def records(self, result: _Page, kind: type[Any], items: Iterable[Any]) -> Response:
        """A list of results of one kind, a row each; its columns are their fields."""
        columns = [each.name for each in fields(kind)]
        return self.response(result, columns, ([*to_dict(item).values()] for item in items))

    def response(
        self, result: _Page, columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> Response:
        """A result as JSON, or its rows as CSV."""
        if self.format is AnswerFormat.json:
            return json_response(result)
        headers = {"X-Truncated": str(result.truncated).lower()}
        following = getattr(result, "next", None)
        if following is not None:
            kept = [(name, value) for name, value in self.query if name != "cursor"]
            address = urlencode([*kept, ("cursor", str(following))])
            headers["Link"] = f'<?{address}>; rel="next"'
        body = table(columns, rows).encode(errors="replace")
        return Response(body, headers=headers, media_type=f"{_CSV}; charset=utf-8")


def _asked(
    request: Request,
    format: Annotated[
        TableFormat | None, Query(description="In place of what the Accept header names")
    ] = None,
) -> Asked:
    accept = ",".join(request.headers.getlist("accept"))
    wanted = AnswerFormat(format or accepted(accept, among=_FORMATS))
    return Asked(wanted, tuple(request.query_params.multi_items()))


Table = Annotated[Asked, Depends(_asked)]
