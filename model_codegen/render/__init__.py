"""What Keras shows of a model, without its weights: the summary text and the plot_model picture.

Keras itself writes both: the picture from the design's own source run on symbolic tensors, the
summary from records of what that source would make, or from the same where these do not tell. A
model of any size is shown in the memory of its layer objects.
"""

from __future__ import annotations

from model_codegen.render.plot_picture import Picture, PlotOptions, dot, picture, plot
from model_codegen.render.summary_text import summary

__all__ = ["Picture", "PlotOptions", "dot", "picture", "plot", "summary"]
