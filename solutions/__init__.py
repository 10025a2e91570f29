"""The reference: a chapter on neural networks from scratch as one package. Importing it binds the model's methods."""

from solutions import backprop, gradient_checking, initialization, network

__all__ = ["backprop", "gradient_checking", "initialization", "network"]
