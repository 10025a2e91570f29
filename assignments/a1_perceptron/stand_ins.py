"""What later exercises call in place of the notebook's own."""

import numpy as np


def perceptron_forward(x, w, b):
    if np.shape(x) != (len(w),):
        raise ValueError("this is not one input")
    return np.int64(np.dot(w, x) >= -b)
