"""The catalogue, made once for all tests here, in a cache of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from model_codegen import catalogue
from model_codegen.catalogue import store


@contextmanager
def cache_in(directory: str) -> Iterator[None]:
    """Keep the catalogue in a directory, and afterwards where it was kept before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(store.DIRECTORY_VARIABLE, directory)
        store.file_path.cache_clear()
        yield
    store.file_path.cache_clear()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("catalogue"))


@pytest.fixture(scope="session", name="keras_catalogue")
def _keras_catalogue(made_once: str) -> catalogue.Catalogue:
    with cache_in(made_once):
        return catalogue.load()


@pytest.fixture(autouse=True)
def cache_directory(made_once: str) -> Iterator[str]:
    """Let no test here read or write the user's cache, and none elsewhere this one.

    It is set for each test: pytest knows no package here, and what is set for one stays until the
    session ends. Tests of the fast tier that came later then found no catalogue.
    """
    with cache_in(made_once):
        yield made_once
