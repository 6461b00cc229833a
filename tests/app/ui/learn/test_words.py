"""Sentences of the course as HTML: names stand out, and nothing else is markup."""

from __future__ import annotations

from app.ui.learn.words import level, sentence


def test_names_are_code_and_all_else_is_text() -> None:
    assert sentence("Call `enc_1` <b>twice</b> & go.") == (
        "Call <code>enc_1</code> &lt;b&gt;twice&lt;/b&gt; &amp; go."
    )
    assert sentence("`<script>`") == "<code>&lt;script&gt;</code>"


def test_levels_have_words() -> None:
    assert [level(number) for number in (1, 2, 3)] == ["easy", "medium", "hard"]
