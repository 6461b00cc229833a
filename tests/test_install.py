"""What uv is told of registries when packages are installed."""

from __future__ import annotations

from scripts.install import uv_settings

TOLD = """\
:env:.trusted-host='inner'
:env:.timeout='5'
global.cert='/etc/ca.pem'
global.extra-index-url='\\nhttps://one.example/simple\\nhttps://two.example/simple'
global.find-links='/wheels https://links.example'
global.index-url='https://a.example/simple'
install.index-url='https://b.example/simple'
freeze.proxy='http://nobody'
"""


def test_uv_is_told_what_pip_is_told() -> None:
    assert uv_settings(TOLD, {}) == {
        "UV_DEFAULT_INDEX": "https://b.example/simple",
        "UV_INDEX": "https://one.example/simple https://two.example/simple",
        "UV_FIND_LINKS": "/wheels,https://links.example",
        "UV_INSECURE_HOST": "inner",
        "SSL_CERT_FILE": "/etc/ca.pem",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }


def test_what_uv_is_told_itself_counts() -> None:
    given = {"UV_DEFAULT_INDEX": "", "SSL_CERT_FILE": "", "UV_INDEX_STRATEGY": ""}
    assert uv_settings("global.index-url='x'\n", given) == {}
    assert uv_settings("", {}) == {"UV_INDEX_STRATEGY": "unsafe-best-match"}
