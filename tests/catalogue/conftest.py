"""The catalogue, made once for all tests here, in a cache of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from model_codegen import catalogue
from model_codegen.catalogue import store


@pytest.fixture(scope="package")
def cache_directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    directory = str(tmp_path_factory.mktemp("catalogue"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(store.DIRECTORY_VARIABLE, directory)
        store.file_path.cache_clear()
        yield directory
    store.file_path.cache_clear()


@pytest.fixture(scope="package", name="keras_catalogue")
def _keras_catalogue(cache_directory: str) -> catalogue.Catalogue:
    return catalogue.load()


@pytest.fixture(autouse=True)
def _own_cache(cache_directory: str) -> None:
    """Let no test read or write the user's cache."""
