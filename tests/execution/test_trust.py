"""A design's own code runs only where somebody has said so."""

from __future__ import annotations

import pytest

import model_codegen as mc
from model_codegen.design.custom_code import digest
from model_codegen.design.errors import BuildError, UntrustedCodeError
from model_codegen.execution.recorded_layers import recorded_layers
from model_codegen.execution.trust import check_trust
from tests.custom import SAMPLED, SAMPLING, sampler

ALARM = "raise SystemExit('it ran')\n"


def test_trust_is_all_or_of_one_text() -> None:
    own = digest(SAMPLING)
    check_trust("", False)
    check_trust(own, True)
    check_trust(own, own)
    for trusted in (False, "", digest("another")):
        with pytest.raises(UntrustedCodeError) as caught:
            check_trust(own, trusted)
        assert caught.value.digest == own
        assert "trust_code=True" in str(caught.value)


@pytest.mark.keras
@pytest.mark.parametrize("call", [mc.build, mc.prove, recorded_layers])
@pytest.mark.parametrize("trusted", [False, digest("another")])
def test_nothing_runs_it_unasked(call: object, trusted: bool | str) -> None:
    with pytest.raises(UntrustedCodeError):
        call(sampler(SAMPLED), trust_code=trusted)  # type: ignore[operator]


@pytest.mark.keras
def test_what_needs_no_trust_does_not_run_it() -> None:
    code = SAMPLING.replace("    def call", "    raise SystemExit('it ran')\n\n    def call")
    drawn = sampler(SAMPLED)
    drawn = type(drawn)(drawn.name, drawn.main, code=code)
    assert mc.analyse(drawn).total_params == 63
    assert "it ran" in mc.emit(drawn, "subclass").text
    assert "63" in mc.summary(drawn)


@pytest.mark.keras
def test_an_error_of_it_names_the_method() -> None:
    code = SAMPLING.replace("mean, spread = inputs", "mean = inputs.middle")
    drawn = sampler(SAMPLED)
    drawn = type(drawn)(drawn.name, drawn.main, code=code)
    with pytest.raises(BuildError, match=r"'middle'.* \(in `Sampling.call`\)$"):
        mc.build(drawn, trust_code=True)
