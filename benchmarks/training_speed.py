"""How fast `train` is: side by side with PyTorch on the same batches, and against its matrix products alone.

    python -m benchmarks.training_speed [--epochs 3] [--rounds 7] [--batch-size 32]

Both train in double precision on the click task, with one CPU thread and in turns, so that whatever else the machine
does slows both. A ratio is the median over the rounds of the ratio within a round.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before NumPy is imported

import statistics
import time
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import torch

from solutions.click_data import generate_click_data
from solutions.network import MLPConfig, NumpyMLP
from solutions.pytorch_mlp import train_pytorch_mlp

NETWORKS = ([20, 64, 32, 1], [20, 128, 64, 32, 1])


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def matrix_products(layer_dims: list[int], epochs: int, batch_size: int, n: int) -> None:
    """The products of the forward and backward passes of all updates, on arrays of the same shapes, and no more."""
    weights = [np.ones((n_out, n_in)) for n_in, n_out in pairwise(layer_dims)]
    activations = {rows: [np.ones((rows, width)) for width in layer_dims] for rows in {batch_size, n % batch_size}}
    for start in [start for _ in range(epochs) for start in range(0, n, batch_size)]:
        A = activations[min(batch_size, n - start)]
        for layer, W in enumerate(weights):
            A[layer] @ W.T
            A[layer + 1].T @ A[layer]
            if layer:
                A[layer + 1] @ W


def compare(layer_dims: list[int], epochs: int, batch_size: int, rounds: int) -> None:
    data = generate_click_data()
    config = MLPConfig(layer_dims)
    rows = [data[name] for name in ("X_train", "y_train", "X_val", "y_val")]
    contenders = {
        "numpy": lambda: NumpyMLP(config).train(*rows, epochs, batch_size, 0.01),
        "pytorch": lambda: train_pytorch_mlp(config, data, epochs, batch_size, 0.01),
        "products": lambda: matrix_products(layer_dims, epochs, batch_size, len(rows[0])),
    }
    times = [{name: seconds(work) for name, work in contenders.items()} for _ in range(rounds)]
    updates = epochs * -(-len(rows[0]) // batch_size)
    print(f"{layer_dims}, {epochs} epochs of {len(rows[0])} rows, batches of {batch_size}, evaluation included")
    for name in contenders:
        middle = statistics.median(each[name] for each in times)
        print(f"  {name:9s} {middle:7.3f} s, {1e6 * middle / updates:5.0f} microseconds per update")
    for name, base in (("pytorch", "numpy"), ("numpy", "products")):
        ratio = statistics.median(each[name] / each[base] for each in times)
        print(f"  {name} takes {ratio:.2f} times as long as {base}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--batch-size", type=int, default=32)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    for layer_dims in NETWORKS:
        compare(layer_dims, options.epochs, options.batch_size, options.rounds)


if __name__ == "__main__":
    main()
