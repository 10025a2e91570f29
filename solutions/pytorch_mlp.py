"""The same network in PyTorch, and proof that it is the same."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike
from torch import nn
from torch.nn import functional

from solutions.arrays import Array
from solutions.network import MLPConfig, NumpyMLP

TORCH_ACTIVATIONS: dict[str, type[nn.Module]] = {
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "relu": nn.ReLU,
    "gelu": nn.GELU,
    "swish": nn.SiLU,
    "identity": nn.Identity,
}


class PyTorchMLP(nn.Module):
    """A multilayer perceptron of nn.Linear layers, in PyTorch's default dtype; `.double()` makes it NumPy's twin.

    config: MLPConfig, kept as an attribute; its seed also seeds the weights
    layers: nn.ModuleList of nn.Linear, whose weight is NumpyMLP's W (n_out, n_in) and whose bias is b; nothing else in
        the network has parameters, so that parameters() and state_dict() have W1, b1, W2, ... in this order
    """

    layers: Any  # to a type checker the elements of an nn.ModuleList are modules of any kind

    def __init__(self, config: MLPConfig) -> None:
        """Make the layers; draw He or Xavier weights as init_params does, and set biases to 0.

        The weights are normal draws that depend on config.seed and on nothing else.

        config: MLPConfig
        """
        # BEGIN SOLUTION
        super().__init__()
        self.config = config
        self.layers = nn.ModuleList(nn.Linear(n_in, n_out) for n_in, n_out in pairwise(config.layer_dims))
        self.hidden = TORCH_ACTIVATIONS[config.activation]()
        softmax = config.output_activation == "softmax"
        self.output = nn.Softmax(dim=1) if softmax else TORCH_ACTIVATIONS[config.output_activation]()
        generator = torch.Generator().manual_seed(config.seed)
        for layer in self.layers:
            activation = config.output_activation if layer is self.layers[-1] else config.activation
            he = activation in {"relu", "gelu", "swish"}
            variance = 2 / layer.in_features if he else 2 / (layer.in_features + layer.out_features)
            nn.init.normal_(layer.weight, 0.0, math.sqrt(variance), generator=generator)
            nn.init.zeros_(layer.bias)
        # END SOLUTION

    def logits(self, X: torch.Tensor) -> torch.Tensor:
        """The last layer's pre-activations, from which PyTorch's losses are computed stably.

        X: inputs, (n, d)
        returns: (n, K)
        """
        # BEGIN SOLUTION
        for layer in self.layers[:-1]:
            X = self.hidden(layer(X))
        z: torch.Tensor = self.layers[-1](X)
        return z
        # END SOLUTION

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        """The network's output.

        X: inputs, (n, d)
        returns: (n, K), the last layer's activations
        """
        # BEGIN SOLUTION
        output: torch.Tensor = self.output(self.logits(X))
        return output
        # END SOLUTION


def copy_parameters(numpy_model: Any, torch_model: PyTorchMLP) -> None:
    """Give a PyTorch network the parameters of a NumPy one, as copies.

    numpy_model: NumpyMLP; not changed
    torch_model: PyTorchMLP of the same sizes; its weights and biases are overwritten and stay the same Parameter
        objects, of the same dtype, so that an optimizer made before goes on moving them
    """
    # BEGIN SOLUTION
    with torch.no_grad():
        for index, layer in enumerate(torch_model.layers, start=1):
            for parameter, name in ((layer.weight, f"W{index}"), (layer.bias, f"b{index}")):
                array = numpy_model.params[name]
                if tuple(parameter.shape) != array.shape:
                    raise ValueError(f"{name} has shape {array.shape}, but PyTorch's is {tuple(parameter.shape)}")
                parameter.copy_(torch.from_numpy(array))
    # END SOLUTION


def torch_loss(model: Any, X: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """The mean loss that goes with the output activation: BCE, cross-entropy, or squared error.

    model: PyTorchMLP
    X: inputs, (n, d)
    y: labels, (n, K); (n,) is taken for (n, 1)
    returns: a scalar tensor
    """
    if model.config.output_activation not in ("sigmoid", "softmax"):
        output = model(X)
        return functional.mse_loss(output, y.reshape(output.shape).to(output.dtype))
    z = model.logits(X)
    labels = y.reshape(z.shape).to(z.dtype)
    if model.config.output_activation == "sigmoid":
        return functional.binary_cross_entropy_with_logits(z, labels)
    return functional.cross_entropy(z, labels)


def verify_numpy_pytorch_equivalence(
    config: MLPConfig, X: Array, y: ArrayLike, atol: float = 1e-12
) -> dict[str, float]:
    """Compare NumPy and PyTorch in double precision: output, gradients, and parameters after one SGD step.

    The NumPy model's weights are drawn as ever and its biases at random (zero biases would hide that one is missing);
    PyTorch's model gets copies of both.

    config: MLPConfig of both networks
    X: inputs, (n, d); not changed
    y: labels, (n, K); (n,) is taken for (n, 1); not changed
    atol: the largest difference allowed
    returns: {"output": largest difference, "gradients": ..., "step": ...}, three floats
    raises: AssertionError where a difference exceeds atol
    """
    # BEGIN SOLUTION
    ours = NumpyMLP(config)
    rng = np.random.default_rng(config.seed)
    for name, parameter in ours.params.items():
        if name.startswith("b"):
            parameter += rng.normal(0, 0.5, size=parameter.shape)
    theirs = PyTorchMLP(config).double()
    copy_parameters(ours, theirs)
    inputs, labels = torch.tensor(X, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    lr = 0.1

    optimizer = torch.optim.SGD(theirs.parameters(), lr=lr)
    torch_loss(theirs, inputs, labels).backward()  # type: ignore[no-untyped-call]
    differences = {"output": _largest(ours.forward(X), theirs(inputs))}
    gradients = ours.backward(y)
    pairs = list(zip(gradients, theirs.parameters(), strict=True))
    differences["gradients"] = max(_largest(gradients[name], parameter.grad) for name, parameter in pairs)
    optimizer.step()
    for name, gradient in gradients.items():
        ours.params[name] -= lr * gradient
    differences["step"] = max(_largest(ours.params[name], parameter) for name, parameter in pairs)
    for what, difference in differences.items():
        assert difference <= atol, f"{what}: NumPy and PyTorch differ by {difference:.1e}, more than {atol:.0e}"
    return differences
    # END SOLUTION


def _largest(ours: Array, theirs: torch.Tensor | None) -> float:
    assert theirs is not None
    return float(np.abs(ours - theirs.detach().numpy()).max())


def train_pytorch_mlp(
    config: MLPConfig,
    data: dict[str, Array],
    epochs: int = 100,
    batch_size: int = 32,
    lr: float = 0.01,
    verbose: bool = False,
) -> tuple[PyTorchMLP, dict[str, list[float]]]:
    """Train a PyTorchMLP by mini-batch SGD, as `train` trains NumPy's, on a graphics card where there is one.

    It computes in PyTorch's default dtype. The batches are NumPy's: one permutation(n) an epoch from
    np.random.default_rng(config.seed + 1), whose rows are taken in that order, batch_size at a time, also a smaller
    last batch. Updates are made in train mode. After each epoch losses and accuracies (output > 0.5) are computed on
    all training and on all validation rows, in eval mode.

    config: MLPConfig
    data: {"X_train", "y_train", "X_val", "y_val"}, as from generate_click_data; not changed
    epochs: passes over the training rows
    batch_size: rows per update
    lr: learning rate
    verbose: whether to print a line for each epoch
    returns: (model in eval mode, {"train_loss": [...], "val_loss": [...], "train_acc": [...], "val_acc": [...]})
    """
    # BEGIN SOLUTION
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = PyTorchMLP(config).to(device)
    parts = {name: torch.tensor(array, dtype=torch.get_default_dtype(), device=device) for name, array in data.items()}
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    rng = np.random.default_rng(config.seed + 1)
    history: dict[str, list[float]] = {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}
    for epoch in range(1, epochs + 1):
        model.train()
        order = torch.from_numpy(rng.permutation(len(parts["X_train"]))).to(device)
        for rows in torch.split(order, batch_size):
            optimizer.zero_grad()
            torch_loss(model, parts["X_train"][rows], parts["y_train"][rows]).backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        model.eval()
        for split in ("train", "val"):
            loss, accuracy = torch_evaluate(model, parts[f"X_{split}"], parts[f"y_{split}"])
            history[f"{split}_loss"].append(loss)
            history[f"{split}_acc"].append(accuracy)
        if verbose:
            print(f"epoch {epoch}: " + ", ".join(f"{name} {values[-1]:.4f}" for name, values in history.items()))
    return model, history
    # END SOLUTION


def torch_evaluate(model: Any, X: torch.Tensor, y: torch.Tensor) -> tuple[float, float]:
    """Loss and accuracy on all given rows, as `evaluate` has them for NumPy.

    model: PyTorchMLP
    X: inputs, (n, d)
    y: labels, (n, K); (n,) is taken for (n, 1)
    returns: (loss, accuracy)
    """
    with torch.no_grad():
        output = model(X)
        labels = y.reshape(output.shape)
        if model.config.output_activation == "softmax":
            right = output.argmax(dim=1) == labels.argmax(dim=1)
        else:
            right = (output > 0.5) == (labels > 0.5)
        return torch_loss(model, X, y).item(), right.double().mean().item()
