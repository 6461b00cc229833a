"""What Keras shows of a model, without its weights: the summary text and the plot_model picture.

Keras itself writes both, from records of what the design's own source would make; where these do
not tell, from that source run on symbolic tensors. A model of any size is shown in the memory of
its layer objects.
"""

from __future__ import annotations

from model_codegen.render.plot_picture import Picture, PlotOptions, dot, picture, plot
from model_codegen.render.summary_text import summary

__all__ = ["Picture", "PlotOptions", "dot", "picture", "plot", "summary"]
