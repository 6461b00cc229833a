"""Hands the catalogue, the gallery and a template to the browser, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from components.payload import payload

_mount = st.components.v2.component(
    "components.catalogue_source", js="index-*.js", isolate_styles=False
)


def catalogue_source(
    catalogue: dict[str, Any],
    gallery: Sequence[Mapping[str, str]],
    template: Mapping[str, Any],
    key: str,
) -> None:
    """Mount the invisible component, outside any fragment: nothing is sent twice.

    Args:
        catalogue: `Catalogue.to_json()`.
        gallery: The ready designs in the order of the menu: `name`, `title` and `summary` of each.
        template: What a new custom layer begins with: `name` of its class, `imports`, `text` and
            its `entry` as in the catalogue.
        key: Streamlit key, constant.
    """
    data = {"catalogue": catalogue, "gallery": list(gallery), "template": dict(template)}
    _mount(key=key, data=payload(data), height=1)
