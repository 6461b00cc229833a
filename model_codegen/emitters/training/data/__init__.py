"""`load_data`: where fields come from, how inputs and heads are fed with them, and `tf.data`.

The functions that make and read data are those of `model_codegen.datasets`, copied as they are.
"""
