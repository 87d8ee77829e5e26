"""Text from articles made harmless before it stands in a page."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files
from typing import Any

from markupsafe import Markup

# Control characters, and the marks by which text could reverse what stands beside it: they draw nothing themselves.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_IN_SCRIPTS = re.compile("[<>&\u2028\u2029]")


def plain(text: str, limit: int = 300) -> str:
    """The text on one line without invisible characters, cut to `limit` characters."""
    text = _INVISIBLE.sub("", text.replace("\n", " ").replace("\t", " "))
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def data(value: Any) -> Markup:
    """JSON that may stand in a script element: nothing in it can close the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(_IN_SCRIPTS.sub(lambda found: f"\\u{ord(found.group()):04x}", text))


def raw_data(text: str) -> Markup:
    """JSON text that somebody else wrote, in the same form."""
    return data(json.loads(text))


def static(name: str) -> str:
    """The text of one of the bundled style sheets or scripts."""
    return static_bytes(name).decode("utf-8")


def static_bytes(name: str) -> bytes:
    """The bytes of a bundled file."""
    return files("kg").joinpath("show", "static", *name.split("/")).read_bytes()


def code(name: str) -> Markup:
    """A bundled script to stand inside a page; its pointer to a source map, which nobody has, is left out."""
    text = re.sub(r"\n?//# sourceMappingURL=\S*\s*$", "\n", static(name))
    if "</script" in text.lower() or "<!--" in text:
        text = text.replace("</script", "<\\/script").replace("<!--", "<\\!--")
    return Markup(text)


def fingerprint(script: str) -> str:
    """The source expression by which a Content-Security-Policy allows this script and no other."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"


def fonts() -> Markup:
    """Style rules that carry the bundled font inside them, with every Vietnamese letter."""
    ranges = {
        "vietnamese": "U+102-103,U+110-111,U+128-129,U+168-169,U+1A0-1A1,U+1AF-1B0,U+300-301,U+303-304,U+308-309,U+323,"
        "U+329,U+1EA0-1EF9,U+20AB",
        "latin": "U+0-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,"
        "U+2215,U+FEFF,U+FFFD",
    }
    rules = []
    for weight in (400, 600):
        for script, span in ranges.items():
            name = f"be-vietnam-pro-{script}-{weight}-normal.woff2"
            encoded = base64.b64encode(static_bytes(f"fonts/{name}")).decode()
            rules.append(
                f'@font-face{{font-family:"Be Vietnam Pro";font-weight:{weight};font-display:block;'
                f"unicode-range:{span};"
                f"src:url(data:font/woff2;base64,{encoded}) format('woff2')}}"
            )
    return Markup("\n".join(rules) + "\n")
