"""What does not fit in how a design is trained: its losses, labels, metrics, callbacks, stages.

`training_facts` puts together what is known of each head and input, `fed_values` follows the data
to them; the `*_checks` look at that, and `check_training` applies all of them. No model is made
and no data is read: `trial` calls losses and metrics on a few numbers of the right shapes.
"""
