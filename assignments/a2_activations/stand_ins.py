"""What later exercises call in place of the notebook's own."""

import numpy as np
from scipy.special import expit, ndtr


def sigmoid(z):
    return expit(z)


def tanh(z):
    return np.tanh(z)


def relu(z):
    return np.maximum(z, 0)


def gelu(z):
    return z * ndtr(z)


def swish(z):
    return z * expit(z)


def sigmoid_gradient(z):
    return expit(z) * expit(np.negative(z))
