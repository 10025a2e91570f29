"""How the network in PyTorch and the three functions about it are asked, each about objects that are made here.

Where a function makes a `PyTorchMLP`, a small network stands in for the notebook's own while the question is asked: its
parameters come with the question, and what it does wrong, if anything, is known. So an error in one exercise costs
nothing in another.
"""

import contextlib
from itertools import pairwise

import numpy as np
import torch
from given import MLPConfig, NumpyMLP
from torch import nn

# PyTorchMLP


def outputs(PyTorchMLP, layer_dims, activation, output_activation, params, X):
    """The network's output, in double precision, for given parameters."""
    return _network(PyTorchMLP, layer_dims, activation, output_activation, params)(torch.tensor(X))


def outputs_of_each_activation(PyTorchMLP, layer_dims, activations, params, X):
    """The same for several hidden activations in front of a sigmoid."""
    return {each: outputs(PyTorchMLP, layer_dims, each, "sigmoid", params, X) for each in activations}


def outputs_of_each_output(PyTorchMLP, layer_dims, output_activations, params, X):
    """The same for several output activations behind ReLU units."""
    return {each: outputs(PyTorchMLP, layer_dims, "relu", each, params, X) for each in output_activations}


def logits(PyTorchMLP, layer_dims, output_activations, params, X):
    """The last layer's pre-activations, for several output activations."""
    networks = {each: _network(PyTorchMLP, layer_dims, "relu", each, params) for each in output_activations}
    return {each: network.logits(torch.tensor(X)) for each, network in networks.items()}


def gradients(PyTorchMLP, layer_dims, params, X, y):
    """Autograd's gradients of the mean squared error behind an identity output."""
    network = _network(PyTorchMLP, layer_dims, "relu", "identity", params)
    ((network(torch.tensor(X)) - torch.tensor(y)) ** 2).mean().backward()
    return {name: parameter.grad for name, parameter in _named(network).items()}


def parameter_shapes(PyTorchMLP, layer_dims):
    """The shapes of all that `model.parameters()` yields: what an optimizer would move."""
    return [list(parameter.shape) for parameter in PyTorchMLP(MLPConfig(layer_dims)).parameters()]


def initial_deviations(PyTorchMLP, layer_dims, pairs, seed):
    """The standard deviation of every new weight matrix, for several pairs of hidden and output activation."""
    networks = {" and ".join(pair): _named(PyTorchMLP(MLPConfig(layer_dims, *pair, seed))) for pair in pairs}
    return {
        f"{name} ({pair})": float(_array(each).std())
        for pair, parameters in networks.items()
        for name, each in parameters.items()
        if name.startswith("W")
    }


def initial_biases(PyTorchMLP, layer_dims, seed):
    """All new biases."""
    torch.manual_seed(0)  # biases that nobody set are the same each time, but for a last digit
    parameters = _named(PyTorchMLP(MLPConfig(layer_dims, seed=seed)))
    return {name: _array(each) for name, each in parameters.items() if name.startswith("b")}


def initial_draws(PyTorchMLP, layer_dims, seed):
    """The kurtosis of the first weights (3 for a normal draw), and their correlation with the second layer's."""
    first, second = (_array(layer.weight) for layer in list(PyTorchMLP(MLPConfig(layer_dims, seed=seed)).layers)[:2])
    deviations = first - first.mean()
    return {
        "kurtosis": float(np.mean(deviations**4) / np.mean(deviations**2) ** 2),
        "correlation of the first two layers": float(np.corrcoef(first.ravel(), second.ravel())[0, 1]),
    }


def seeds(PyTorchMLP, layer_dims, seed, other_seed):
    """Whether the first weights are equal: for the same seed again, and for another one."""

    def first_weights(number):
        return _array(PyTorchMLP(MLPConfig(layer_dims, seed=number)).layers[0].weight)

    start = first_weights(seed)
    torch.rand(3)  # somebody else uses PyTorch's global generator
    again, another = first_weights(seed), first_weights(other_seed)
    return {
        "the same seed": "equal" if np.array_equal(start, again) else "different",
        "another seed": "equal" if np.array_equal(start, another) else "different",
    }


# copy_parameters


def copied_weights(copy_parameters, layer_dims, params):
    """The PyTorch network's weights after copying, in double precision."""
    return {name: each for name, each in _copied(copy_parameters, layer_dims, params).items() if name.startswith("W")}


def copied_biases(copy_parameters, layer_dims, params):
    """The PyTorch network's biases after copying, in double precision."""
    return {name: each for name, each in _copied(copy_parameters, layer_dims, params).items() if name.startswith("b")}


def independence(copy_parameters, layer_dims, params):
    """Whether either network changes along when the other one's arrays are overwritten."""
    source, target = _numpy_network(layer_dims, params), _Linears(layer_dims).double()
    copy_parameters(source, target)
    before = {name: _array(each).copy() for name, each in _named(target).items()}
    for array in source.params.values():
        array += 1.0
    after = {name: _array(each) for name, each in _named(target).items()}
    return {name: "a copy" if np.array_equal(before[name], after[name]) else "shared" for name in before}


def kinds_of_number(copy_parameters, layer_dims, params):
    """The dtypes of a single-precision network's parameters after copying."""
    theirs = _Linears(layer_dims).float()
    copy_parameters(_numpy_network(layer_dims, params), theirs)
    return {name: str(each.dtype) for name, each in _named(theirs).items()}


def moved_by_an_earlier_optimizer(copy_parameters, layer_dims, params):
    """How far a step of 1 moves each parameter, for an optimizer that was made before the copying."""
    theirs = _Linears(layer_dims).double()
    optimizer = torch.optim.SGD(theirs.parameters(), lr=1.0)
    copy_parameters(_numpy_network(layer_dims, params), theirs)
    before = {name: _array(each).copy() for name, each in _named(theirs).items()}
    sum(parameter.sum() for parameter in theirs.parameters()).backward()
    optimizer.step()
    return {name: float(np.mean(before[name] - _array(each))) for name, each in _named(theirs).items()}


def numpy_after_copying(copy_parameters, layer_dims, params):
    """The NumPy network's parameters after copying them into a single-precision network."""
    ours = _numpy_network(layer_dims, params)
    copy_parameters(ours, _Linears(layer_dims).float())
    return ours.params


# verify_numpy_pytorch_equivalence


def differences(verify, layer_dims, seed, X, y, fault, parameter):
    """The differences that it reports of a network with a planted fault, when any difference is allowed."""
    with _standing_in(verify, _faulty(fault, parameter)):
        return verify(MLPConfig(layer_dims, "tanh", "sigmoid", seed), X, y, 1e9)


def complaints(verify, layer_dims, seed, X, y, fault, parameter, *tolerances):
    """Whether it raises AssertionError, for each of several tolerances."""
    said = {}
    for atol in tolerances:
        with _standing_in(verify, _faulty(fault, parameter)):
            try:
                answer = verify(MLPConfig(layer_dims, "tanh", "sigmoid", seed), X, y, atol)
            except AssertionError:
                said[f"atol = {atol:g}"] = "AssertionError"
            else:
                said[f"atol = {atol:g}"] = "nothing returned" if answer is None else "no error"
    return said


# train_pytorch_mlp


def trained(train_pytorch_mlp, config, params, data, *settings):
    """The parameters after training in double precision."""
    model, _ = _trained(train_pytorch_mlp, _OneHiddenLayer, config, params, data, settings)
    return _named(model)


def trained_in_single_precision(train_pytorch_mlp, config, params, data, *settings):
    """The parameters after training a network of PyTorch's usual float32, which takes nothing else."""
    model, _ = _trained(train_pytorch_mlp, _SinglePrecision, config, params, data, settings)
    return _named(model)


def batches(train_pytorch_mlp, config, params, data, *settings):
    """The rows of every update, in ascending order; the first column of X holds their numbers, divided by 64."""
    model, _ = _trained(train_pytorch_mlp, _Watched, config, params, data, settings)
    numbers = [sorted(round(64 * number) for number in rows.tolist()) for rows in model.rows_of_updates]
    updates = {f"update {i}": f"rows {str(rows)[1:-1]}" for i, rows in enumerate(numbers, start=1)}
    return {"number of updates": len(updates), **updates}


def modes(train_pytorch_mlp, config, params, data, *settings):
    """The modes of all updates, the final one, and the last validation loss: in train mode hidden units are halved."""
    model, found = _trained(train_pytorch_mlp, _Watched, config, params, data, settings)
    updates = " and ".join(sorted({"train" if each else "eval" for each in model.modes_of_updates}))
    final = "train" if model.training else "eval"
    return {"updates in mode": updates, "returned in mode": final, "val_loss": found["val_loss"][-1]}


def history(train_pytorch_mlp, config, params, data, *settings):
    """Losses and accuracies of every epoch."""
    return _trained(train_pytorch_mlp, _OneHiddenLayer, config, params, data, settings)[1]


def lengths_of_history(train_pytorch_mlp, config, params, data, *settings):
    """How many entries each list of the history has."""
    found = _trained(train_pytorch_mlp, _OneHiddenLayer, config, params, data, settings)[1]
    return {name: len(values) for name, values in found.items()}


def _trained(train_pytorch_mlp, kind, config, params, data, settings):
    config = MLPConfig(**config)
    with _standing_in(train_pytorch_mlp, lambda config: kind(config, params)):
        answer = train_pytorch_mlp(config, data, *settings)
    if not isinstance(answer, tuple) or len(answer) != 2:
        raise TypeError("train_pytorch_mlp should return two things, the model and the history")
    return answer


# What stands in


class _Linears(nn.ModuleDict):
    """Layers that hold parameters, as `PyTorchMLP.layers` does, and nothing else."""

    def __init__(self, layer_dims):
        super().__init__({"layers": nn.ModuleList([nn.Linear(*sizes) for sizes in pairwise(layer_dims)])})
        self.config = MLPConfig(layer_dims)
        for parameter in self.parameters():
            nn.init.constant_(parameter, 0.5)  # what a copy leaves out is the same each time


class _OneHiddenLayer(_Linears):
    """Three sizes, tanh in the middle; parameters from outside, in double precision."""

    dtype = torch.float64

    def __init__(self, config, params):
        super().__init__(config.layer_dims)
        self.config = config
        self.to(self.dtype)
        _set(self, params)

    def logits(self, X):
        first, last = self.layers
        return last(self.between(torch.tanh(first(self.taken(X)))))

    def forward(self, X):
        kind = self.config.output_activation
        return torch.softmax(self.logits(X), dim=1) if kind == "softmax" else torch.sigmoid(self.logits(X))

    def between(self, hidden):
        return hidden

    def taken(self, X):
        return X.to(self.dtype)


class _SinglePrecision(_OneHiddenLayer):
    """PyTorch's usual float32; it takes nothing else until it is converted."""

    dtype = torch.float32

    def taken(self, X):
        return X


class _Watched(_OneHiddenLayer):
    """It keeps a record of every backward pass. In train mode it halves its hidden units: dropout, but by a rule."""

    def __init__(self, config, params):
        super().__init__(config, params)
        self.rows_of_updates, self.modes_of_updates = [], []
        self.layers[0].weight.register_hook(self.note)

    def taken(self, X):
        self.rows_taken = X[:, 0]
        return super().taken(X)

    def between(self, hidden):
        return hidden / 2 if self.training else hidden

    def note(self, gradient):
        self.rows_of_updates.append(self.rows_taken)
        self.modes_of_updates.append(self.training)


class _Changed(torch.autograd.Function):
    """A parameter as it is, whose gradient comes back changed."""

    @staticmethod
    def forward(ctx, parameter, change):
        ctx.change = change
        return parameter.clone()

    @staticmethod
    def backward(ctx, gradient):
        return ctx.change(gradient), None


CHANGES = {"tripled": lambda gradient: 3 * gradient, "reversed": lambda gradient: torch.flip(gradient, (0,))}


def _faulty(fault, name):
    """What stands in for PyTorchMLP: right ("none"), with "doubled" biases `name`, or with a gradient in CHANGES."""

    class Faulty(_SinglePrecision):
        def __init__(self, config):
            d, h, k = config.layer_dims
            shapes = {"W1": (h, d), "b1": (h,), "W2": (k, h), "b2": (k,)}
            super().__init__(config, {key: np.zeros(shape) for key, shape in shapes.items()})

        def logits(self, X):
            used = dict(_named(self))
            if fault == "doubled":
                used[name] = 2 * used[name]
            elif fault in CHANGES:
                used[name] = _Changed.apply(used[name], CHANGES[fault])
            return torch.tanh(X @ used["W1"].T + used["b1"]) @ used["W2"].T + used["b2"]

    return Faulty


@contextlib.contextmanager
def _standing_in(function, network):
    """While a function is asked, the classes and the function that its notebook defines mean those of the question."""
    namespace = getattr(function, "__globals__", {})
    names = {"PyTorchMLP": network, "NumpyMLP": NumpyMLP, "copy_parameters": _copy_by_vector}
    before = {name: namespace[name] for name in names if name in namespace}
    namespace.update(names)
    try:
        yield
    finally:
        for name in names:
            namespace.pop(name, None)
        namespace.update(before)


def _copy_by_vector(numpy_model, torch_model):
    _set(torch_model, numpy_model.params)


def _set(network, params, dtype=None):
    """All parameters at once, from one long vector, in the network's own dtype unless another is named."""
    parameters = [each for layer in network.layers for each in (layer.weight, layer.bias)]
    numbers = np.concatenate([np.ravel(array) for array in params.values()])
    vector = torch.tensor(numbers, dtype=dtype or parameters[0].dtype)
    nn.utils.vector_to_parameters(vector, parameters)


def _network(PyTorchMLP, layer_dims, activation, output_activation, params):
    network = PyTorchMLP(MLPConfig(layer_dims, activation, output_activation)).double()
    _set(network, params, torch.float64)
    return network


def _numpy_network(layer_dims, params):
    model = NumpyMLP(MLPConfig(layer_dims))
    model.params = params
    return model


def _copied(copy_parameters, layer_dims, params):
    theirs = _Linears(layer_dims).double()
    copy_parameters(_numpy_network(layer_dims, params), theirs)
    return _named(theirs)


def _named(network):
    """{"W1": weight, "b1": bias, ...}"""
    layers = enumerate(network.layers, start=1)
    return {f"{letter}{i}": each for i, layer in layers for letter, each in (("W", layer.weight), ("b", layer.bias))}


def _array(parameter):
    return parameter.detach().numpy()
