"""The few facts about Keras that introspection cannot give, each with its reason or source.

Everything else in the catalogue is read from signatures, docstrings and Keras' own source. The
contract tests construct and call every entry, so that a fact that went stale is found.

What is wrong in the inspector or the palette has its remedy in one of these:

| to say | file |
|---|---|
| which values an argument of a layer takes | `layer_arguments` |
| which values an argument of a function of `keras.ops` takes | `op_arguments` |
| which values an argument of a model of `keras.applications` takes | `application_arguments` |
| of optimizers, losses, metrics, callbacks: which values, what for | `training_arguments` |
| what an argument is for | `argument_help` |
| which arguments of a call are tensors, how many at least | `tensor_ports` |
| which arguments stand first, on a node and in source | `guide_conventions` |
| that a layer, a function or an argument is left out, and why | `excluded` |
| how much faster a dtype policy was measured to be | `measured_policies` |
| another name for the same, a dtype | `other_names` |
"""
