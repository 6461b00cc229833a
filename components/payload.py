"""Data on its way into a component."""

from __future__ import annotations

from typing import Any


def payload(data: Any) -> list[Any]:
    """Wrap a component's data so that Streamlit takes it as the JSON it is.

    Streamlit searches the values of a dictionary for data frames, for which it imports pandas and
    pyarrow: seconds of the first page, and tens of megabytes for good. A list it takes as it is;
    `shared/streamlit.ts` has the other side.
    """
    return [data]
