"""What two designs do not have in common: layers that came, went and changed, and the cost.

`comparing.compare` tells it; what it tells, in `differences`, needs neither Keras nor the designs.
"""
