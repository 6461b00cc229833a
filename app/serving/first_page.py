"""The page that a browser opens, which names early what it will need."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from streamlit import config

from app.serving.answer import Answer
from app.serving.static_files import BUNDLES, STREAMLIT

ELEMENTS = (
    "../lib/src/components/widgets/BidiComponent/BidiComponent.tsx",
    "../lib/src/components/elements/Html/Html.tsx",
    "../lib/src/components/widgets/Button/Button.tsx",
)
"""What Streamlit would load only when the first of its kind is on the page; by their sources."""

TOPOLOGY = "chain-or-topology"
"""The address of that page, below the app's."""

DESIGNS = "designs"
"""The address of that page."""

COMPARE = "compare"
"""The address of that page."""

LEARN = "learn"
"""The address of that page."""

PAGES = ("", LEARN, DESIGNS, TOPOLOGY, COMPARE)
"""The pages of the app, by their addresses below the app's; see `app/page.py`."""


@lru_cache(maxsize=2)
def first_page(catalogue: str) -> Answer:
    """Streamlit's page, with links to what it would otherwise find out one after the other.

    Its scripts, ours and the catalogue then come side by side, while the first of them are read,
    and the canvas' script is run while Streamlit's still come. What Streamlit would ask its server
    for before it connects stands in the page, too.

    Args:
        catalogue: The address of the catalogue, from the page's own on.
    """
    text = (STREAMLIT / "index.html").read_text(encoding="utf-8")
    head = (_host_settings(), *_element_links(), *_canvas(catalogue))
    links = "".join(f"    {link}\n" for link in head)
    text = text.replace("  </head>", f"{links}  </head>", 1)
    return Answer(text.encode("utf-8"), "text/html; charset=utf-8", compresses=True)


def _host_settings() -> str:
    """What Streamlit's script reads of whoever serves its page, before it asks its own server.

    The canvas says that the server is away and goes on; a dialog of Streamlit's would lie over it.
    With the server's address the script connects at once, and not after two requests.
    """
    settings = {
        "allowedOrigins": [*config.get_option("client.allowedOrigins")],
        "useExternalAuthToken": False,
        "blockErrorDialogs": True,
    }
    text = json.dumps(settings).replace("<", "\\u003c")
    here = 'new URL("./", location.href).href'
    return f"<script>window.__streamlit={{HOST_CONFIG:{text},BACKEND_BASE_URL:{here}}}</script>"


def _canvas(catalogue: str) -> list[str]:
    """The canvas' files, and its script, which is run as soon as it is there.

    Streamlit mounts it much later, and finds it done: a module is run once, whoever asks for it.
    """
    # The canvas finds the address by this id.
    link = 'id="layerloom-catalogue" rel="preload" as="fetch" crossorigin'
    return [f'<link {link} href="./{catalogue}">', *_canvas_files()]


@cache
def _canvas_files() -> list[str]:
    folder = "./_stcore/bidi-components/components.model_canvas"
    manifest: dict[str, Any] = json.loads(
        (BUNDLES / "model_canvas" / "build" / "manifest.json").read_text(encoding="utf-8")
    )
    entry = next(item for item in manifest.values() if item.get("isEntry"))
    scripts = [entry, *(manifest[name] for name in _imported(manifest, entry))]
    styles = [item for item in manifest.values() if _is_style(item)]
    return [
        *(_modulepreload(f"{folder}/{item['file']}") for item in scripts),
        *(f'<link rel="preload" as="style" href="{folder}/{item["file"]}">' for item in styles),
        f'<script type="module" async crossorigin src="{folder}/{entry["file"]}"></script>',
    ]


@cache
def _element_links() -> list[str]:
    return [_modulepreload(f"./{script}") for script in _element_scripts()]


def _modulepreload(address: str) -> str:
    return f'<link rel="modulepreload" crossorigin href="{address}">'


def _is_style(item: dict[str, Any]) -> bool:
    return str(item["file"]).endswith(".css")


def _element_scripts() -> Iterator[str]:
    """Scripts of `ELEMENTS` that the page does not name; none where Streamlit has changed."""
    path = STREAMLIT / "manifest.json"
    manifest: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    if "index.html" not in manifest:
        return
    known = {"index.html", *_imported(manifest, manifest["index.html"])}
    for source in ELEMENTS:
        element = manifest.get(source)
        if element is not None:
            for name in (source, *_imported(manifest, element)):
                if name not in known:
                    known.add(name)
                    yield manifest[name]["file"]


def _imported(manifest: dict[str, Any], item: dict[str, Any]) -> list[str]:
    """The scripts that one imports, in Vite's words: their names in the manifest."""
    found: dict[str, None] = {}
    waiting = list(item.get("imports", ()))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting.extend(manifest[name].get("imports", ()))
    return list(found)
