"""A file of the user's own: kept once, read as data, and a sentence where that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from app.core.number_text import code
from app.core.session.session import Session
from app.core.training import data_files
from app.core.training.data_files import DataFileError
from model_codegen.datasets.file_name import file_name
from model_codegen.design.training import Data

Ask = Callable[[Any, str, Any, Path | None], None]
"""Takes kind, name, options and path of what was brought."""

_TAKEN = "train-upload-taken"


def show(session: Session, data: Data | None, ask: Ask) -> None:
    """Draw the uploader, and what is the matter with the file.

    Args:
        session: Whose page it is.
        data: What the design has.
        ask: Has the file read.
    """
    if data is not None and data.options.get("sha256") and data_files.path_of(data) is None:
        st.warning(
            f"{code(data.name)} is not on this server any more: bring it once more.",
            icon=":material/warning:",
        )
    elif data is not None and data.options.get("sha256") and file_name(data) != data.name:
        st.caption(f"Code opens it as {code(file_name(data))}.")
    brought = st.file_uploader(
        "A file of your own",
        type=[ending.lstrip(".") for ending in data_files.KINDS],
        key=f"train-upload-{session.draft}",
        max_upload_size=data_files.LARGEST // 2**20,
        label_visibility="collapsed",
        help="CSV with a header; NPZ with an array for each field, samples first; a zip with a "
        "folder of images for each label; TFRecord.",
    )
    if brought is None:
        st.caption(
            "CSV with a header, NPZ with an array for each field, a zip with a folder of images "
            "for each label, or TFRecord. It is read as data, and nothing in it is run."
        )
        return
    if st.session_state.get(_TAKEN) == brought.file_id:
        return
    st.session_state[_TAKEN] = brought.file_id
    try:
        kind = data_files.kind_of(brought.name)
        digest = data_files.keep(brought, brought.name)
    except DataFileError as error:
        st.error(f"{error} What was chosen before is as it was.", icon=":material/error:")
        return
    ask(kind, brought.name, {"sha256": digest}, data_files.folder() / digest)
    st.rerun()
