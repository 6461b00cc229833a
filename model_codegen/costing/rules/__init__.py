"""What each class and function of Keras costs, by family.

| module | what it has |
|---|---|
| `dense`, `convolution`, `pooling`, `recurrent`, `attention`, `normalization` | layers that work |
| `activations`, `merging`, `regularization`, `preprocessing` | layers beside them |
| `wrappers` | layers that hold layers |
| `movement` | what only moves data |
| `functions`, `reductions`, `linear_algebra` | the other functions of `keras.ops` |

A rule follows what Keras does on TensorFlow, operation by operation, so that its sum can be held
against TensorFlow's profiler (see `docs/cost.md`).
"""
