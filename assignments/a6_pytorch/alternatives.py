"""Right answers in other styles: every one passes every check."""

import copy
import math
from itertools import pairwise

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import BatchSampler, DataLoader, TensorDataset

from autograder.course import alternative
from solutions.network import NumpyMLP
from solutions.pytorch_mlp import PyTorchMLP, copy_parameters, torch_evaluate, torch_loss

# PyTorchMLP


def _draw(layers, config, generator=None):
    """He or Xavier by PyTorch's own functions."""
    for layer in layers:
        follows = config.output_activation if layer is layers[-1] else config.activation
        if follows in ("relu", "gelu", "swish"):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu", generator=generator)
        else:
            nn.init.xavier_normal_(layer.weight, generator=generator)
        nn.init.zeros_(layer.bias)


class _ByFunctions(nn.Module):
    by_name = {  # noqa: RUF012
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": functional.relu,
        "gelu": functional.gelu,
        "swish": functional.silu,
    }

    def __init__(self, config):
        super().__init__()
        self.config = config
        self.layers = nn.ModuleList()
        for n_in, n_out in pairwise(config.layer_dims):
            self.layers.append(nn.Linear(n_in, n_out))
        torch.manual_seed(config.seed)
        _draw(self.layers, config)

    def logits(self, X):
        for i, layer in enumerate(self.layers):
            if i > 0 and self.config.activation != "identity":
                X = self.by_name[self.config.activation](X)
            X = layer(X)
        return X

    def forward(self, X):
        z, name = self.logits(X), self.config.output_activation
        if name == "softmax":
            return functional.softmax(z, dim=-1)
        return z if name == "identity" else self.by_name[name](z)


@alternative("PyTorchMLP")
def network_of_functions(config):
    """Activations as functions of a table, PyTorch's own draws, the global generator seeded."""
    return _ByFunctions(config)


class _BySequential(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        kinds = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU, "gelu": nn.GELU, "swish": nn.SiLU}
        kinds["identity"] = nn.Identity
        self.layers = nn.ModuleList([nn.Linear(*sizes) for sizes in pairwise(config.layer_dims)])
        stacked = [part for layer in self.layers[:-1] for part in (layer, kinds[config.activation]())]
        self.hidden = [
            nn.Sequential(*stacked, self.layers[-1])
        ]  # in a list, where nn.Module does not find layers again
        self.last = nn.Softmax(dim=1) if config.output_activation == "softmax" else kinds[config.output_activation]()
        _draw(self.layers, config, torch.Generator().manual_seed(config.seed))

    def logits(self, X):
        return self.hidden[0](X)

    def forward(self, X):
        return self.last(self.logits(X))


@alternative("PyTorchMLP")
def network_in_sequence(config):
    """One nn.Sequential of layers and activations, which the network itself knows as layers only."""
    return _BySequential(config)


class _ByHand(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.layers = nn.ModuleList([nn.Linear(*sizes) for sizes in pairwise(config.layer_dims)])
        rng = np.random.default_rng(config.seed)
        with torch.no_grad():
            for layer in self.layers:
                follows = config.output_activation if layer is self.layers[-1] else config.activation
                n_out, n_in = layer.weight.shape
                variance = 2 / n_in if follows in ("relu", "gelu", "swish") else 2 / (n_in + n_out)
                layer.weight.copy_(torch.from_numpy(rng.normal(0, math.sqrt(variance), size=(n_out, n_in))))
                layer.bias.fill_(0)

    def bent(self, name, z):
        if name == "sigmoid":
            return torch.exp(functional.logsigmoid(z))
        if name == "tanh":
            return 2 * torch.sigmoid(2 * z) - 1
        if name == "relu":
            return z.clamp(min=0)
        if name == "gelu":
            return z * (1 + torch.erf(z / math.sqrt(2))) / 2
        if name == "swish":
            return z * torch.sigmoid(z)
        if name == "softmax":
            powers = torch.exp(z - z.max(dim=1, keepdim=True).values)
            return powers / powers.sum(dim=1, keepdim=True)
        return z

    def logits(self, X):
        *hidden, last = self.layers
        for layer in hidden:
            X = self.bent(self.config.activation, X @ layer.weight.T + layer.bias)
        return X @ last.weight.T + last.bias

    def forward(self, X):
        return self.bent(self.config.output_activation, self.logits(X))


@alternative("PyTorchMLP")
def network_by_formulas(config):
    """Matrix products and formulas as in NumPy; the weights are NumPy's draws."""
    return _ByHand(config)


class _Recursive(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config, sizes = config, config.layer_dims
        self.layers = nn.ModuleList(map(nn.Linear, sizes[:-1], sizes[1:]))
        with torch.random.fork_rng():
            torch.manual_seed(config.seed)
            for layer in self.layers:
                follows = config.output_activation if layer is self.layers[-1] else config.activation
                fan = layer.in_features if follows in ("relu", "gelu", "swish") else sum(layer.weight.shape)
                layer.weight.data = torch.randn(layer.weight.shape) * (2 / fan) ** 0.5
                layer.bias.data *= 0

    def at(self, depth, X):
        if depth == 0:
            return X
        z = functional.linear(self.at(depth - 1, X), self.layers[depth - 1].weight, self.layers[depth - 1].bias)
        return z if depth == len(self.layers) else self.apply_to(self.config.activation, z)

    def apply_to(self, name, z):
        if name == "softmax":
            return torch.log_softmax(z, dim=1).exp()
        names = {"swish": "silu"}
        return z if name == "identity" else getattr(functional, names.get(name, name))(z)

    def logits(self, X):
        return self.at(len(self.layers), X)

    def forward(self, X):
        return self.apply_to(self.config.output_activation, self.logits(X))


@alternative("PyTorchMLP")
def network_by_recursion(config):
    """From the last layer down; functions are found by their names; the global generator is put back as it was."""
    return _Recursive(config)


class _OwnLayer(nn.Linear):
    def __init__(self, n_in, n_out, follows, generator):
        self.follows, self.generator = follows, generator
        super().__init__(n_in, n_out)

    def reset_parameters(self):
        n_out, n_in = self.weight.shape
        deviation = (2 / n_in) ** 0.5 if self.follows in ("relu", "gelu", "swish") else (2 / (n_in + n_out)) ** 0.5
        self.weight.data = torch.normal(0.0, deviation, (n_out, n_in), generator=self.generator)
        self.bias.data.zero_()


class _OfOwnLayers(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config, generator = config, torch.Generator().manual_seed(config.seed)
        names = [config.activation] * (len(config.layer_dims) - 2) + [config.output_activation]
        pairs = zip(pairwise(config.layer_dims), names, strict=True)
        self.layers = nn.ModuleList([_OwnLayer(*sizes, name, generator) for sizes, name in pairs])
        known = {"relu": nn.ReLU(), "swish": nn.SiLU(), "softmax": nn.Softmax(dim=1), "identity": nn.Identity()}
        self.activations = nn.ModuleDict(known | {"sigmoid": nn.Sigmoid(), "tanh": nn.Tanh(), "gelu": nn.GELU()})

    def logits(self, X):
        for i, layer in enumerate(self.layers):
            X = layer(X if i == 0 else self.activations[self.config.activation](X))
        return X

    def forward(self, X):
        return self.activations[self.config.output_activation](self.logits(X))


@alternative("PyTorchMLP")
def network_of_own_layers(config):
    """Layers of a class derived from nn.Linear that draw themselves; activations in an nn.ModuleDict."""
    return _OfOwnLayers(config)


# copy_parameters


@alternative("copy_parameters")
def copy_without_recording(numpy_model, torch_model):
    """In place, under no_grad, layer by layer."""
    with torch.no_grad():
        for i, layer in enumerate(torch_model.layers):
            layer.weight[:] = torch.from_numpy(numpy_model.params[f"W{i + 1}"])
            layer.bias[:] = torch.from_numpy(numpy_model.params[f"b{i + 1}"])


@alternative("copy_parameters")
def copy_by_state(numpy_model, torch_model):
    """A whole state dict, loaded at once."""
    kinds = {"weight": "W", "bias": "b"}
    state = {}
    for key in torch_model.state_dict():
        _, index, kind = key.split(".")
        state[key] = torch.tensor(numpy_model.params[f"{kinds[kind]}{int(index) + 1}"])
    torch_model.load_state_dict(state)


@alternative("copy_parameters")
def copy_in_order(numpy_model, torch_model):
    """Both have their parameters in the same order; new data for each."""
    for array, parameter in zip(numpy_model.params.values(), torch_model.parameters(), strict=True):
        parameter.data = torch.tensor(array, dtype=parameter.dtype)


@alternative("copy_parameters")
def copy_by_numpy(numpy_model, torch_model):
    """A tensor without gradient shows its memory to NumPy, which writes into it."""
    for i, layer in enumerate(torch_model.layers, start=1):
        np.copyto(layer.weight.detach().numpy(), numpy_model.params[f"W{i}"], casting="same_kind")
        np.copyto(layer.bias.detach().numpy(), numpy_model.params[f"b{i}"], casting="same_kind")


@alternative("copy_parameters")
def copy_by_a_vector(numpy_model, torch_model):
    """All numbers in one long vector."""
    vector = np.concatenate([array.ravel() for array in numpy_model.params.values()])
    kind = next(torch_model.parameters()).dtype
    nn.utils.vector_to_parameters(torch.as_tensor(vector).to(kind), torch_model.parameters())


@alternative("copy_parameters")
def copy_number_by_number(numpy_model, torch_model):
    """Loops over rows and columns."""
    for i in range(len(torch_model.layers)):
        W, b = numpy_model.params[f"W{i + 1}"], numpy_model.params[f"b{i + 1}"]
        layer = torch_model.layers[i]
        for j in range(W.shape[0]):
            layer.bias.data[j] = float(b[j])
            for k in range(W.shape[1]):
                layer.weight.data[j, k] = float(W[j, k])


# verify_numpy_pytorch_equivalence


@alternative("verify_numpy_pytorch_equivalence")
def comparison_with_an_optimizer(config, X, y, atol=1e-12):
    """torch.optim takes PyTorch's step, update_params NumPy's; all differences in lists."""
    numpy_model, torch_model = NumpyMLP(config), PyTorchMLP(config)
    for i in range(1, len(config.layer_dims)):
        numpy_model.params[f"b{i}"] = np.random.default_rng(i).uniform(-1, 1, size=config.layer_dims[i])
    torch_model = torch_model.to(torch.float64)
    copy_parameters(numpy_model, torch_model)
    optimizer = torch.optim.SGD(torch_model.parameters(), lr=0.5)
    X_torch, y_torch = torch.from_numpy(X), torch.from_numpy(np.asarray(y, dtype=float))

    output = torch_model(X_torch)
    differences = {"output": np.abs(numpy_model.forward(X) - output.detach().numpy()).max()}
    optimizer.zero_grad()
    torch_loss(torch_model, X_torch, y_torch).backward()
    grads = numpy_model.backward(y)
    gaps = []
    for i, layer in enumerate(torch_model.layers, start=1):
        gaps.append(np.abs(grads[f"W{i}"] - layer.weight.grad.numpy()).max())
        gaps.append(np.abs(grads[f"b{i}"] - layer.bias.grad.numpy()).max())
    differences["gradients"] = max(gaps)

    optimizer.step()
    numpy_model.update_params(grads, 0.5)
    gaps = []
    for i, layer in enumerate(torch_model.layers, start=1):
        gaps.append(np.abs(numpy_model.params[f"W{i}"] - layer.weight.detach().numpy()).max())
        gaps.append(np.abs(numpy_model.params[f"b{i}"] - layer.bias.detach().numpy()).max())
    differences["step"] = max(gaps)
    differences = {name: float(value) for name, value in differences.items()}
    if max(differences.values()) > atol:
        raise AssertionError(differences)
    return differences


def _far(a, b):
    return (torch.as_tensor(a) - torch.as_tensor(b)).abs().max().item()


@alternative("verify_numpy_pytorch_equivalence")
def comparison_in_torch(config, X, y, atol=1e-12):
    """NumPy's arrays become tensors; gradients come from torch.autograd.grad, both steps are written out."""
    ours, theirs = NumpyMLP(config), PyTorchMLP(config).double()
    for name in ours.params:
        if "b" in name:
            ours.params[name] = np.random.default_rng().normal(size=ours.params[name].shape)
    copy_parameters(ours, theirs)
    inputs, labels = torch.tensor(X), torch.tensor(np.reshape(y, (len(X), -1)))
    expected, found = ours.forward(X), theirs(inputs).detach()
    grads = ours.backward(y)
    torch_grads = torch.autograd.grad(torch_loss(theirs, inputs, labels), list(theirs.parameters()))
    stepped = [
        parameter.detach() - 0.01 * grad for parameter, grad in zip(theirs.parameters(), torch_grads, strict=True)
    ]
    moved = [ours.params[name] - 0.01 * grads[name] for name in ours.params]
    result = {
        "output": _far(expected, found),
        "gradients": max(map(_far, grads.values(), torch_grads)),
        "step": max(map(_far, moved, stepped)),
    }
    for name, value in result.items():
        assert value <= atol, name
    return result


@alternative("verify_numpy_pytorch_equivalence")
def comparison_by_vectors(config, X, y, atol=1e-12):
    """All parameters in one long vector; losses are written out from the outputs; numpy.testing complains."""
    ours = NumpyMLP(config)
    ours.params = {
        name: array if array.ndim == 2 else np.linspace(-1, 0.7, array.size) for name, array in ours.params.items()
    }
    theirs = PyTorchMLP(config).double()
    copy_parameters(ours, theirs)
    p = theirs(torch.tensor(X))
    target = torch.tensor(y).reshape(p.shape)
    if config.output_activation == "sigmoid":
        (-(target * p.log() + (1 - target) * (1 - p).log())).mean().backward()
    elif config.output_activation == "softmax":
        (-(target * p.log()).sum(dim=1)).mean().backward()
    else:
        (p - target).square().mean().backward()
    differences = {"output": float(np.ptp(np.append(0, np.abs(ours.forward(X) - p.detach().numpy()))))}
    gradient = np.concatenate([array.ravel() for array in ours.backward(y).values()])
    gradient_there = torch.cat([parameter.grad.flatten() for parameter in theirs.parameters()]).numpy()
    differences["gradients"] = float(np.linalg.norm(gradient - gradient_there, ord=np.inf))
    before = np.concatenate([array.ravel() for array in ours.params.values()])
    before_there = nn.utils.parameters_to_vector(theirs.parameters()).detach().numpy()
    differences["step"] = float(np.max(np.abs(before - gradient - (before_there - gradient_there))))
    for value in differences.values():
        np.testing.assert_allclose(value, 0, rtol=0, atol=atol)
    return differences


@alternative("verify_numpy_pytorch_equivalence")
def comparison_under_another_default(config, X, y, atol=1e-12):
    """Double precision is PyTorch's default for as long as it takes; loss modules; differences in one dict of lists."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        ours, theirs = NumpyMLP(config), PyTorchMLP(config)
        rng = np.random.default_rng([config.seed, 1])
        ours.params |= {name: rng.normal(size=a.shape) for name, a in ours.params.items() if a.ndim == 1}
        copy_parameters(ours, theirs)
        targets = torch.tensor(y).reshape(len(X), -1)
        kinds = {"sigmoid": nn.BCEWithLogitsLoss(), "softmax": nn.CrossEntropyLoss()}
        kind = kinds.get(config.output_activation)
        loss = kind(theirs.logits(torch.tensor(X)), targets) if kind else nn.MSELoss()(theirs(torch.tensor(X)), targets)
        loss.backward()
        gaps = {"output": [abs(ours.forward(X) - theirs(torch.tensor(X)).detach().numpy())]}
        grads = ours.backward(targets.numpy())
        gaps["gradients"] = [
            abs(grads[name] - p.grad.numpy()) for name, p in zip(grads, theirs.parameters(), strict=True)
        ]
        torch.optim.SGD(theirs.parameters(), lr=1e-3).step()
        ours.update_params(grads, 1e-3)
        gaps["step"] = [
            abs(ours.params[name] - p.detach().numpy()) for name, p in zip(grads, theirs.parameters(), strict=True)
        ]
    finally:
        torch.set_default_dtype(before)
    found = {name: max(gap.max() for gap in several).item() for name, several in gaps.items()}
    assert all(value <= atol for value in found.values())
    return found


@alternative("verify_numpy_pytorch_equivalence")
def comparison_of_two_runs(config, X, y, atol=1e-12):
    """Each network is asked by a function of its own for output, gradients and parameters after a step."""
    start = NumpyMLP(config)
    rng = np.random.default_rng(0)
    for i in range(1, len(config.layer_dims)):
        start.params[f"b{i}"] += rng.standard_normal(config.layer_dims[i])
    ours, theirs = _numpy_run(copy.deepcopy(start), X, y), _torch_run(PyTorchMLP(config).double(), start, X, y)
    found = {}
    for part in ("output", "gradients", "step"):
        found[part] = max(np.abs(a - b).max().item() for a, b in zip(ours[part], theirs[part], strict=True))
    if any(value > atol for value in found.values()):
        raise AssertionError(f"more than {atol}: {found}")
    return found


def _numpy_run(model, X, y):
    output, grads = model.forward(X), model.backward(y)
    model.update_params(grads, 0.2)
    return {"output": [output], "gradients": list(grads.values()), "step": list(model.params.values())}


def _torch_run(model, start, X, y):
    copy_parameters(start, model)
    inputs = torch.tensor(X, dtype=torch.double)
    loss = torch_loss(model, inputs, torch.tensor(y, dtype=torch.double))
    loss.backward()
    output = model(inputs).detach().numpy()
    grads = [parameter.grad.numpy().copy() for parameter in model.parameters()]
    torch.optim.SGD(model.parameters(), lr=0.2).step()
    return {"output": [output], "gradients": grads, "step": [p.detach().numpy() for p in model.parameters()]}


class _LossOf(nn.Module):
    """The loss as a module of its own, whose parameters are the network's."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, X, y):
        return torch_loss(self.model, X, y)


@alternative("verify_numpy_pytorch_equivalence")
def comparison_by_function_transforms(config, X, y, atol=1e-12):
    """Gradients come from torch.func.grad over functional_call, and the step is made of new tensors."""
    ours, theirs = NumpyMLP(config), PyTorchMLP(config).double()
    rng = np.random.default_rng(config.seed + 7)
    for name, array in ours.params.items():
        if array.ndim == 1:
            ours.params[name] = rng.normal(size=array.shape)
    copy_parameters(ours, theirs)
    inputs, labels = torch.tensor(X), torch.tensor(y)
    loss = _LossOf(theirs)
    start = {name: each.detach() for name, each in loss.named_parameters()}
    slopes = torch.func.grad(lambda params: torch.func.functional_call(loss, params, (inputs, labels)))(start)
    output, gradients = ours.forward(X), ours.backward(y)
    found = {"output": _far(output, theirs(inputs).detach())}
    found["gradients"] = max(map(_far, gradients.values(), slopes.values()))
    moved = [start[name] - 0.1 * slopes[name] for name in start]
    ours.update_params(gradients, 0.1)
    found["step"] = max(map(_far, ours.params.values(), moved))
    if max(found.values()) > atol:
        raise AssertionError(f"more than {atol}: {found}")
    return found


# train_pytorch_mlp


@alternative("train_pytorch_mlp")
def training_by_hand(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """No optimizer: gradients by torch.autograd.grad, parameters moved under no_grad."""
    model = PyTorchMLP(config)
    kind = torch.get_default_dtype()
    X, y, X_val, y_val = (torch.as_tensor(data[name], dtype=kind) for name in ("X_train", "y_train", "X_val", "y_val"))
    parameters = list(model.parameters())
    rng = np.random.default_rng(config.seed + 1)
    history = {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}
    for _ in range(epochs):
        model.train()
        order = rng.permutation(len(X))
        start = 0
        while start < len(order):
            rows = order[start : start + batch_size]
            gradients = torch.autograd.grad(torch_loss(model, X[rows], y[rows]), parameters)
            with torch.no_grad():
                for parameter, gradient in zip(parameters, gradients, strict=True):
                    parameter -= lr * gradient
            start += batch_size
        model.eval()
        for split, rows, labels in (("train", X, y), ("val", X_val, y_val)):
            loss, accuracy = torch_evaluate(model, rows, labels)
            history[f"{split}_loss"].append(loss)
            history[f"{split}_acc"].append(accuracy)
    return model, history


@alternative("train_pytorch_mlp")
def training_with_a_loader(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """A DataLoader that is given the batches of NumPy's permutation."""
    model = PyTorchMLP(config)
    tensors = {name: torch.tensor(array).float() for name, array in data.items()}
    dataset = TensorDataset(tensors["X_train"], tensors["y_train"])
    optimizer = torch.optim.SGD(model.parameters(), lr)
    rng = np.random.default_rng(config.seed + 1)
    history = {name: [] for name in ("train_loss", "val_loss", "train_acc", "val_acc")}
    for epoch in range(epochs):
        order = rng.permutation(len(dataset)).tolist()
        for X, y in DataLoader(dataset, batch_sampler=BatchSampler(order, batch_size, drop_last=False)):
            model.train()
            loss = torch_loss(model, X, y)
            optimizer.zero_grad(set_to_none=False)
            loss.backward()
            optimizer.step()
        model.eval()
        for split in ("train", "val"):
            scores = torch_evaluate(model, tensors["X_" + split], tensors["y_" + split])
            history[split + "_loss"].append(scores[0])
            history[split + "_acc"].append(scores[1])
        if verbose:
            print(epoch + 1, {name: values[-1] for name, values in history.items()})
    return model, history


def _own_scores(model, X, y):
    """Loss and accuracy from the outputs, without torch_evaluate."""
    z = model.logits(X)
    y = y.reshape(len(y), -1)
    if model.config.output_activation == "softmax":
        return functional.cross_entropy(z, y).item(), float((z.argmax(1) == y.argmax(1)).float().mean())
    loss = functional.binary_cross_entropy_with_logits(z, y)
    return loss.item(), ((torch.sigmoid(z) > 0.5).float() == y).float().mean().item()


@alternative("train_pytorch_mlp")
def training_with_losses_of_its_own(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Loss modules chosen once, labels as columns, float32 by name, no_grad by decorator's counterpart."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = PyTorchMLP(config).to(device)
    X_train, y_train, X_val, y_val = (
        torch.tensor(np.asarray(data[name], dtype=np.float32), device=device)
        for name in ("X_train", "y_train", "X_val", "y_val")
    )
    criterion = nn.CrossEntropyLoss() if config.output_activation == "softmax" else nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    generator = np.random.default_rng(config.seed + 1)
    history = {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}
    for _ in range(epochs):
        model.train()
        for batch in torch.as_tensor(generator.permutation(len(X_train))).split(batch_size):
            optimizer.zero_grad()
            criterion(model.logits(X_train[batch]), y_train[batch].reshape(len(batch), -1)).backward()
            optimizer.step()
        model.eval()
        with torch.inference_mode():
            train_scores, val_scores = _own_scores(model, X_train, y_train), _own_scores(model, X_val, y_val)
        history["train_loss"].append(train_scores[0])
        history["train_acc"].append(train_scores[1])
        history["val_loss"].append(val_scores[0])
        history["val_acc"].append(val_scores[1])
    return model, history


def _batches(data, order, batch_size, kind):
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        yield torch.tensor(data["X_train"][rows], dtype=kind), torch.tensor(data["y_train"][rows], dtype=kind)


@alternative("train_pytorch_mlp")
def training_by_a_generator(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Rows are chosen in NumPy and become tensors batch by batch; gradients are emptied after the step."""
    torch.manual_seed(config.seed)
    model = PyTorchMLP(config)
    kind = next(model.parameters()).dtype
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0, weight_decay=0)
    rng = np.random.default_rng(config.seed + 1)
    scores = []
    for _ in range(epochs):
        for X, y in _batches(data, rng.permutation(len(data["X_train"])), batch_size, kind):
            torch_loss(model.train(), X, y).backward()
            optimizer.step()
            model.zero_grad()
        model.train(False)
        parts = [torch.tensor(data[name], dtype=kind) for name in ("X_train", "y_train", "X_val", "y_val")]
        scores.append((*torch_evaluate(model, *parts[:2]), *torch_evaluate(model, *parts[2:])))
    columns = dict(zip(("train_loss", "train_acc", "val_loss", "val_acc"), zip(*scores, strict=True), strict=True))
    return model, {name: list(values) for name, values in columns.items()}


@alternative("train_pytorch_mlp")
def training_from_probabilities(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Losses from outputs rather than logits; the step is taken by a closure; the history is filled as it comes."""
    model = PyTorchMLP(config)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, foreach=False)
    X, y, X_val, y_val = (
        torch.from_numpy(data[f"{letter}_{part}"]).float() for part in ("train", "val") for letter in "Xy"
    )

    def loss_of(rows, labels):
        output = model(rows)
        if config.output_activation == "softmax":
            return -(labels * output.log()).sum(dim=1).mean()
        return functional.binary_cross_entropy(output, labels.view_as(output))

    rng = np.random.default_rng(config.seed + 1)
    history = {}
    for _ in range(epochs):
        model.train()
        order = list(rng.permutation(len(X)))
        while order:
            batch, order = order[:batch_size], order[batch_size:]

            def closure(batch=batch):
                optimizer.zero_grad()
                loss = loss_of(X[batch], y[batch])
                loss.backward()
                return loss

            optimizer.step(closure)
        model.eval()
        for part, rows, labels in (("train", X, y), ("val", X_val, y_val)):
            loss, accuracy = torch_evaluate(model, rows, labels)
            history.setdefault(f"{part}_loss", []).append(loss)
            history.setdefault(f"{part}_acc", []).append(accuracy)
    return model, history
