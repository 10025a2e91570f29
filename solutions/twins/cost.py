"""What PyTorch multiplies in the two passes of a network, counted by its own profiler on tensors without data."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch.nn import functional
from torch.utils.flop_counter import FlopCounterMode


def backward_cost(layer_dims: Sequence[int], n: int = 1) -> int:
    """Multiply-adds of autograd's backward pass: half of its floating-point operations."""
    weights = [torch.empty(n_out, n_in, device="meta", requires_grad=True) for n_in, n_out in pairwise(layer_dims)]
    output = torch.empty(n, layer_dims[0], device="meta")
    for weight in weights:
        output = functional.linear(output, weight).relu()
    with FlopCounterMode(display=False) as counter:
        output.sum().backward()  # type: ignore[no-untyped-call]
    return int(counter.get_total_flops()) // 2
