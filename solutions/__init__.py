"""The reference: a chapter on neural networks from scratch as one package. Importing it binds the model's methods."""

from solutions import backprop, initialization, network, training

__all__ = ["backprop", "initialization", "network", "training"]
