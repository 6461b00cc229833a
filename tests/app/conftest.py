"""One real worker for all tests of the app: importing Keras takes seconds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.result_cache import Results
from app.core.services import Services
from app.core.store.store import Store
from app.core.tasks import warm_up
from app.core.workers.fork_server import ForkServer
from app.core.workers.worker import Worker
from app.core.workspace.workspaces import Workspaces
from tests import postgres
from tests.app.idle_services import idle_services


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Streamlit leaves a tested script as the main module, which a spawned process runs again."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def keras_server() -> Iterator[ForkServer | None]:
    server = ForkServer(warm_up.import_all) if ForkServer.possible() else None
    yield server
    if server is not None:
        server.close()


@pytest.fixture(scope="session")
def keras_worker(keras_server: ForkServer | None) -> Iterator[Worker]:
    worker = Worker("computes shapes", warm_up.import_keras, server=keras_server)
    yield worker
    worker.close()


@pytest.fixture
def services(
    keras_worker: Worker, keras_server: ForkServer | None, tmp_path: Path
) -> Iterator[Services]:
    made = Services(
        keras_worker,
        keras_worker,
        lambda: Store(tmp_path / "state" / "drafts.sqlite3"),
        Results(),
        keras_server,
    )
    yield made
    made.store.close()


@pytest.fixture
def workspaces(services: Services) -> Iterator[Workspaces]:
    """Drafts that Keras analyses."""
    made = Workspaces(services)
    yield made
    made.saver.close()


@pytest.fixture
def idle(tmp_path: Path) -> Iterator[Workspaces]:
    """Drafts that nobody analyses: no answer comes but what a test gives."""
    made = Workspaces(idle_services(tmp_path))
    yield made
    made.saver.close()
    made.services.store.close()


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """A PostgreSQL server with one database, whose tables are Layerloom's, to make others from."""
    if postgres.binaries() is None:
        pytest.skip(postgres.REMEDY)
    with postgres.running() as made:
        Store(made.make(name=postgres.TEMPLATE)).close()
        yield made


@pytest.fixture
def postgres_url(cluster: postgres.Cluster) -> Iterator[str]:
    """A PostgreSQL database with nothing in its tables."""
    url = cluster.make(postgres.TEMPLATE)
    yield url
    cluster.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a store is that has nothing in it: a test that takes it runs on both databases."""
    if request.param == "sqlite":
        return tmp_path / "state" / "drafts.sqlite3"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def both(place: Path | str) -> Iterator[Store]:
    """A store on either database."""
    made = Store(place)
    yield made
    made.close()
