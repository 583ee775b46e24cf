"""Nothing is sent to the makers of onnxruntime: from 1.32 on it reports its use, also on Linux."""

from __future__ import annotations

import os
from typing import Final

# Read when the library is loaded; its own `disable_telemetry_events` comes after the first report.
_SWITCH: Final = "ORT_DISABLE_TELEMETRY"


def forbid_telemetry() -> None:
    """Call it before onnxruntime is imported: no event is noted on disk or sent."""
    os.environ[_SWITCH] = "1"
