"""First weights as PyTorch draws them: `kaiming_normal_` and `xavier_normal_`, in double."""

from __future__ import annotations

from collections.abc import Callable

import torch

INITS: dict[str, Callable[..., torch.Tensor]] = {
    "he_init": lambda W, stream: torch.nn.init.kaiming_normal_(W, nonlinearity="relu", generator=stream),
    "xavier_init": lambda W, stream: torch.nn.init.xavier_normal_(W, generator=stream),
}


def drawn(init: str, n_in: int, n_out: int, times: int = 1) -> torch.Tensor:
    """Weights of some equal layers, (times, n_out, n_in)."""
    stream = torch.Generator().manual_seed(n_in)
    layers = [INITS[init](torch.empty(n_out, n_in, dtype=torch.float64), stream) for _ in range(times)]
    return torch.stack(layers)


def standard_deviation(init: str, n_in: int, n_out: int) -> float:
    """Of all weights of two layers."""
    return drawn(init, n_in, n_out, times=2).std().item()


def law(init: str, n_in: int, n_out: int) -> tuple[float, float]:
    """Mean, in standard deviations, and kurtosis of the weights of two layers."""
    W = drawn(init, n_in, n_out, times=2)
    scaled = (W - W.mean()) / W.std()
    return (W.mean() / W.std()).item(), scaled.pow(4).mean().item()
