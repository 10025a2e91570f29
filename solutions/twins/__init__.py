"""PyTorch's counterparts of the exercises: NumPy arrays in, NumPy arrays out, float64 throughout.

They take plain arguments (lists, dicts, arrays), share no line with the reference, and are the second opinion on it.
"""

import torch

from solutions.twins.elementwise import (
    gelu,
    gelu_gradient,
    identity,
    identity_gradient,
    largest_gradient,
    relu,
    relu_gradient,
    sigmoid,
    sigmoid_gradient,
    swish,
    swish_gradient,
    tanh,
    tanh_gradient,
)
from solutions.twins.losses import (
    binary_cross_entropy,
    binary_cross_entropy_gradient,
    binary_cross_entropy_with_logits,
    cross_entropy,
    cross_entropy_gradient,
    cross_entropy_with_logits,
    loss_value,
    mse_gradient,
    mse_loss,
    output_gradient,
    softmax,
)
from solutions.twins.networks import backward, forward, gradient_errors
from solutions.twins.training import clip_gradients, run, steps, steps_at_rates, train_on_batches

torch.set_num_threads(1)

__all__ = [
    "backward",
    "binary_cross_entropy",
    "binary_cross_entropy_gradient",
    "binary_cross_entropy_with_logits",
    "clip_gradients",
    "cross_entropy",
    "cross_entropy_gradient",
    "cross_entropy_with_logits",
    "forward",
    "gelu",
    "gelu_gradient",
    "gradient_errors",
    "identity",
    "identity_gradient",
    "largest_gradient",
    "loss_value",
    "mse_gradient",
    "mse_loss",
    "output_gradient",
    "relu",
    "relu_gradient",
    "run",
    "sigmoid",
    "sigmoid_gradient",
    "softmax",
    "steps",
    "steps_at_rates",
    "swish",
    "swish_gradient",
    "tanh",
    "tanh_gradient",
    "train_on_batches",
]
