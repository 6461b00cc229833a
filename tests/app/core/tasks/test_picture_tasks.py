"""Summaries and plots, made by a worker."""

from __future__ import annotations

import shutil

import pytest

from app.core.services import Services
from app.core.tasks import picture_tasks
from app.core.tasks.picture_tasks import PlotOptions
from model_codegen import gallery
from tests.app.designs import dense

pytestmark = pytest.mark.keras

SECONDS = 240.0


def test_a_model_too_large_to_build_has_a_summary_all_the_same(services: Services) -> None:
    text = services.pictures.submit(picture_tasks.summary, dense(10**12), seconds=SECONDS).result(
        SECONDS
    )
    assert "9,000,000,000,000" in text


def test_a_plot_is_an_svg_or_the_text_that_a_browser_draws(services: Services) -> None:
    options = PlotOptions(dtypes=True, direction="LR")
    job = services.pictures.submit(
        picture_tasks.plot, gallery.load("mlp"), options, seconds=SECONDS
    )
    plot = job.result(SECONDS)
    if shutil.which("dot"):
        assert b"<svg" in plot.svg
    else:
        assert "digraph" in plot.dot


def test_a_hostile_name_reaches_no_markup(services: Services) -> None:
    design = dense(4, name='"); import os #<script>')
    job = services.pictures.submit(picture_tasks.plot, design, PlotOptions(), seconds=SECONDS)
    plot = job.result(SECONDS)
    assert b"<script>" not in (plot.svg or b"")
