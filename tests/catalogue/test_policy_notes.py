"""What was measured of dtype policies, in sentences."""

from __future__ import annotations

import pytest

from model_codegen.catalogue.policy_notes import brief, policy_note, slower


@pytest.mark.parametrize(
    ("policy", "macs", "words"),
    [
        ("mixed_float16", 10**6, "slower: mlp took 1.27 ms a step in it and 0.91"),
        ("mixed_float16", 10**9, "slower: cifar_cnn took 2.29"),
        ("mixed_float16", 5 * 10**10, "was not measured"),
        ("mixed_float16", 10**12, "faster: ResNet50 took 14.8"),
        ("mixed_bfloat16", 10**10, "faster: cifar_cnn took 1.72"),
        ("mixed_bfloat16", 10**9, "was not measured"),
        ("float32", 10**9, ""),
    ],
)
def test_a_note_says_what_was_measured_and_what_was_not(policy: str, macs: int, words: str) -> None:
    note = policy_note(policy, macs)
    assert words in note
    assert bool(note) is bool(words)


def test_sizes_are_in_words() -> None:
    assert [brief(n) for n in (12, 1500, 55_738_368, 6_266_454_016, 246_910_287_872)] == [
        "12",
        "1.5 thousand",
        "56 million",
        "6.3 thousand million",
        "247 thousand million",
    ]
    assert slower("mixed_float16", 10**12) is None
