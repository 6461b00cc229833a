"""Hands the catalogue and the gallery to the browser, once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

import streamlit as st

from components.payload import payload

_mount = st.components.v2.component(
    "components.catalogue_source", js="index-*.js", isolate_styles=False
)


class GalleryItem(TypedDict):
    """One ready design, as the menus show it."""

    name: str
    title: str
    summary: str


def catalogue_source(catalogue: dict[str, Any], gallery: Sequence[GalleryItem], key: str) -> None:
    """Mount the invisible component, outside any fragment: nothing is sent twice.

    Args:
        catalogue: `Catalogue.to_json()`.
        gallery: The ready designs in the order of the menu.
        key: Streamlit key, constant.
    """
    data = {"catalogue": catalogue, "gallery": list(gallery)}
    _mount(key=key, data=payload(data), height=1)
