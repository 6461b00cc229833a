"""What is measured is what it is said to be."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bench.builds import NOW, Build, check_served, checked_out


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """Address of a server of `tmp_path`."""
    handler = partial(Quiet, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_what_git_does_not_have_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checked_out("no-such-revision", tmp_path / "earlier") is None
    assert "The build no-such-revision is not measured" in capsys.readouterr().err
    monkeypatch.setenv("PATH", "")
    assert checked_out("HEAD", tmp_path / "earlier") is None
    assert "The build HEAD is not measured" in capsys.readouterr().err


def test_packages_of_another_checkout_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"The build old would run .*, not its own package"):
        check_served(Build("old", tmp_path), [])


def test_bundles_of_another_checkout_are_refused(tmp_path: Path, url: str) -> None:
    bundle = next((NOW.root / "components" / "code_view" / "build").glob("index-*.js"))
    served = tmp_path / bundle.name
    served.write_bytes(bundle.read_bytes())
    check_served(NOW, [f"{url}/{served.name}"])
    served.write_bytes(bundle.read_bytes() + b"// other")
    with pytest.raises(RuntimeError, match=r"served .*, which is none of its files"):
        check_served(NOW, [f"{url}/{served.name}"])
