"""Everything that touches what Keras does not publish: its internals and its process-wide state.

A new version of Keras is tried here first. Each function names the file of Keras that it relies on:

| module | knows |
|---|---|
| `keras_import` | how to import Keras without TensorFlow's greetings |
| `automatic_names` | how names are made, and the count of them |
| `dtype_policies` | the global dtype policy |
| `symbolic_scope` | layers and tensors without values, and what Keras records of them |
| `layer_internals` | what layers and functions do inside, read from their code |
| `functional_graphs` | the calls that a model is made of |
| `tensors` | masks, and which call made a tensor |
| `call_traces` | what a call leaves in a model beside itself, and which names it takes |
| `model_records`, `summary_printing` | what summary and picture read of a model; the text |
| `applications` | models of `keras.applications` without weights; their helpers |
| `error_messages` | what exceptions say, in one sentence |

No other module of this package or of the app mentions `keras.src` or a private name, which a test
sees to (`tests/test_import_boundaries.py`). `fidelity` looks into Keras by itself, on purpose.
"""
