"""Why weights have the variance they have: what a layer does to the spread of the numbers that pass it."""

from __future__ import annotations

import math

import numpy as np

from solutions.activations import Elementwise
from solutions.arrays import Array


def preactivation_variance(n_in: int, weight_variance: float, mean_square: float) -> float:
    """The variance of one pre-activation, over independent weights of mean 0.

    n_in: inputs of the unit
    weight_variance: of each weight
    mean_square: E[a^2] of the inputs, not their variance: relu's outputs have a mean
    returns: a float
    Source: Var z = n Var(w) E[a^2]

    >>> preactivation_variance(256, 2 / 256, 0.5)
    1.0
    """
    # BEGIN SOLUTION
    return n_in * weight_variance * mean_square
    # END SOLUTION


def relu_moments(sigma: float) -> tuple[float, float, float]:
    """Mean, variance and mean square of relu(z) for z normal with mean 0.

    sigma: standard deviation of z
    returns: (mean, variance, mean square), three floats
    Source: E[relu] = sigma / sqrt(2 pi), E[relu^2] = sigma^2 / 2

    >>> print("{:.4f} {:.4f} {:.4f}".format(*relu_moments(1.0)))
    0.3989 0.3408 0.5000
    """
    # BEGIN SOLUTION
    mean, mean_square = sigma / math.sqrt(2 * math.pi), sigma**2 / 2
    return mean, mean_square - mean**2, mean_square
    # END SOLUTION


def monte_carlo_moments(
    activation: Elementwise, sigma: float, n_samples: int, rng: np.random.Generator
) -> tuple[float, float, float]:
    """Mean, variance and mean square of activation(z), z normal with mean 0, estimated from draws.

    activation: function of an array
    sigma: standard deviation of its normal inputs
    n_samples: draws
    rng: NumPy generator
    returns: (mean, variance, mean square), three floats
    """
    # BEGIN SOLUTION
    a = activation(rng.normal(0, sigma, size=n_samples))
    return float(a.mean()), float(a.var()), float(np.mean(a**2))
    # END SOLUTION


def variance_gain(activation: Elementwise) -> float:
    """The n Var(w) that keeps the variance of pre-activations at 1: 1 / E[a^2] for standard normal z.

    activation: function of an array
    returns: a float; 2 for relu, which is where He's factor comes from
    """
    z: Array = np.linspace(-15, 15, 300_001)  # beyond it the density is below 1e-49
    density = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return float(1 / np.trapezoid(activation(z) ** 2 * density, z))
