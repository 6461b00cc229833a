"""Training code: what `emit(…, with_training=True)` writes below the function that makes the model.

`script` puts the parts in order, each a module here that writes one function (`data_part`,
`compile_part`, `callbacks_part`, `loops` or `fit_part`, `main_part`); `recipe` is what they look
up, `heads` what the outputs are called. `notebook` cuts the finished script into cells.
"""
