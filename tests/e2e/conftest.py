"""A running app and a real browser; a page fails its test where the browser reports an error."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, expect

from tests.e2e.browser import chromium
from tests.e2e.canvas import Canvas
from tests.e2e.provider import provider, secrets
from tests.e2e.server import AppServer, app_server, free_port
from tests.e2e.tabs import Tabs

# Other tests run beside these: what appears in five seconds on an idle machine may take longer.
expect.set_options(timeout=40_000)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """People can sign in with it, once `provider` runs."""
    port, provider = free_port(), free_port()
    said = secrets(f"http://127.0.0.1:{port}", provider)
    with app_server(tmp_path_factory.mktemp("app"), port=port, secrets=said) as running:
        yield replace(running, provider=provider)


@pytest.fixture
def issuer(server: AppServer) -> Iterator[None]:
    """With whom people sign in, while a test runs that needs it."""
    with provider(server.url, server.provider):
        yield


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def tabs(chrome: Browser) -> Tabs:
    return Tabs(chrome)


@pytest.fixture
def tab(tabs: Tabs) -> Iterator[Page]:
    errors: list[str] = []

    def note(error: Error) -> None:
        errors.append(str(error))

    def note_refusal(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            errors.append(message.text)

    page = tabs.page()
    page.on("pageerror", note)
    page.on("console", note_refusal)
    yield page
    tabs.leave(page)
    page.remove_listener("pageerror", note)
    page.remove_listener("console", note_refusal)
    assert not errors


@pytest.fixture
def canvas(tab: Page, server: AppServer) -> Canvas:
    return Canvas(tab, server.url)


@pytest.fixture
def open_canvas(tab: Page) -> Callable[[str], Canvas]:
    return lambda url: Canvas(tab, url)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show with a failure what the page looked like and what the server wrote."""
    report = yield
    funcargs = getattr(item, "funcargs", {})
    if report.failed and "server" in funcargs:
        log = funcargs["server"].log
        report.sections.append(("server log", log.read_text(errors="replace")[-4000:]))
        if call.when != "teardown" and "tab" in funcargs:
            picture = log.parent / f"{item.name}.png"
            funcargs["tab"].screenshot(path=picture)
            report.sections.append(("screenshot", str(picture)))
    if report.failed and "tabs" in funcargs:
        funcargs["tabs"].close()
    return report
