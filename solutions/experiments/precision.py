"""What floating-point arithmetic makes of right formulas."""

from __future__ import annotations

import warnings

import numpy as np
import torch
from torch.nn import functional

from solutions.activations import sigmoid
from solutions.arrays import Array
from solutions.experiments.table import Table


def where_warns() -> Table:
    """Warnings of `np.where` with two branches, and of one expression, in both precisions."""
    rows: Table = []
    for kind, z in ((np.float64, 710.0), (np.float32, 89.0)):
        for name, f in (("np.where", _by_where), ("solutions", sigmoid)):
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                f(np.array([-z, z], dtype=kind))
            rows.append({"dtype": kind.__name__, "|z|": z, "sigmoid by": name, "warnings": len(caught)})
    return rows


def _by_where(z: Array) -> Array:
    result: Array = np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
    return result


def float32_bce() -> Table:
    """Sigmoid followed by BCELoss, and BCE with logits, for label 0 in float32: where the gradient is lost."""
    rows: Table = []
    for z in (10.0, 16.0, 17.0, 50.0):
        logit = torch.tensor([z], dtype=torch.float32, requires_grad=True)
        label = torch.zeros(1)
        usual = functional.binary_cross_entropy(torch.sigmoid(logit), label)
        stable = functional.binary_cross_entropy_with_logits(logit, label)
        rows.append(
            {
                "z": z,
                "BCELoss": usual.item(),
                "its gradient": torch.autograd.grad(usual, logit)[0].item(),
                "BCE with logits": stable.item(),
                "gradient": torch.autograd.grad(stable, logit)[0].item(),
            }
        )
    return rows
