"""The TeX that stands in metadata outside of maths: accents, fonts, escaped signs."""

from __future__ import annotations

import re
import unicodedata

_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "\u0131", "j": "\u0237", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ",
}  # fmt: skip
# \'e \'{e} \'\i {\'e}; an accent that is a letter needs braces or a space: \v{s}, \v s.
_ACCENT = re.compile(
    r"\\(?:([`'^~=.\"])\s*|([uvHcdbkr])(?=\s*\{|\s+[A-Za-z]|\s*\\[ij](?![A-Za-z]))\s*)"
    r"(?:\{\s*(\\[ij]|[^\W\d_])\s*\}|\\([ij])(?![A-Za-z])\s?|([^\W\d_]))"
)
_NAMES = "|".join(sorted(_LETTERS, key=len, reverse=True))
_LETTER = re.compile(rf"\\({_NAMES})(?![A-Za-z])(?:\{{\}}|\s)?")
_BRACED_LETTER = re.compile(r"\{([^\W\d_A-Za-z])\}")
# No part may run over another opening: a text of nothing but openings would cost its square.
_MATHS = re.compile(
    r"\$\$[^$]+\$\$|(?<!\\)\$(?:[^$\\]|\\.)+\$"
    r"|\\\((?:(?!\\[()]).)+\\\)|\\\[(?:(?!\\[\[\]]).)+\\\]",
    re.DOTALL,
)
_FONT = re.compile(
    r"\\(?:textbf|textit|texttt|textsc|textrm|textsf|textsl|textup|textsuperscript|textsubscript"
    r"|emph|underline|text|mbox|url)\s*\{([^{}]*)\}"
    r"|\{\\(?:it|em|bf|sc|tt|rm|sl)\s+([^{}]*)\}"
)
_LINK = re.compile(r"\\href\s*\{[^{}]*\}\s*\{([^{}]*)\}")
_ESCAPED = re.compile(r"\\([%&#_$])")
# A tie: `35~K`, `Fig.~2`; not `5~10`, `about ~5`, `/~user`.
_TIE = re.compile(r"\\[ ,](?! )|(?<=[\w.,)\0])~(?=[A-Za-z\0])|(?<=[A-Za-z.])~(?=\d)")
_HYPHENATION = re.compile(r"\\-")
_KEPT = re.compile("\0(\\d+)\0")
_DEPTH = 3


def _accented(match: re.Match[str]) -> str:
    base = (match[3] or match[4] or match[5]).lstrip("\\")
    # A dotless i under an accent is written with the plain letter in Unicode.
    return unicodedata.normalize("NFC", base + _COMBINING[match[1] or match[2]])


def decode_accents(text: str) -> str:
    r"""The text with TeX accents and letters as Unicode: `Erd\H{o}s`, `{\L}ukasz`."""
    if "\\" not in text:
        return text
    accented = _ACCENT.sub(_accented, text)
    lettered = _LETTER.sub(lambda match: _LETTERS[match[1]], accented)
    return _BRACED_LETTER.sub(r"\1", lettered)


def _plain_words(text: str) -> str:
    decoded = decode_accents(_HYPHENATION.sub("", text))
    for _ in range(_DEPTH):
        decoded = _FONT.sub(lambda font: font[1] or font[2] or "", decoded)
        decoded = _LINK.sub(r"\1", decoded)
    return _ESCAPED.sub(r"\1", _TIE.sub(" ", decoded))


def plain_outside_maths(text: str) -> str:
    r"""Accents, fonts and escaped signs made plain; maths (`$…$`, `\(…\)`) stay as they are.

    The text holds no NUL: it stands in for maths meanwhile, so that fonts around them are seen.
    """
    if "\\" not in text and "~" not in text:
        return text
    maths: list[str] = []

    def keep(match: re.Match[str]) -> str:
        maths.append(match[0])
        return f"\0{len(maths) - 1}\0"

    words = _plain_words(_MATHS.sub(keep, text))
    return _KEPT.sub(lambda kept: maths[int(kept[1])], words)
