"""How the network in PyTorch and the three functions about it are asked, each about objects that are made here.

Where a function makes a `PyTorchMLP`, a small network stands in for the notebook's own while the question is asked: its
parameters come with the question, and what it does wrong, if anything, is known. So an error in one exercise costs
nothing in another. PyTorch's settings are the usual ones in every question, whatever was left behind before.
"""

import contextlib
import copy
import functools
from itertools import pairwise

import numpy as np
import torch
from given import MLPConfig, NumpyMLP, torch_evaluate, torch_loss
from nncheck.provided import as_in_notebook, standing_in
from nncheck.values import ValueRefused
from torch import nn


def _as_usual(probe):
    """The probe in PyTorch's usual settings: float32 by default, and operations are recorded."""

    @functools.wraps(probe)
    def asked(*arguments):
        dtype = torch.get_default_dtype()
        torch.set_default_dtype(torch.float32)
        try:
            with torch.enable_grad():
                return probe(*arguments)
        finally:
            torch.set_default_dtype(dtype)

    return asked


# PyTorchMLP


@_as_usual
def outputs(PyTorchMLP, layer_dims, activation, output_activation, params, X):
    """The network's output, in double precision, for given parameters."""
    return _network(PyTorchMLP, layer_dims, activation, output_activation, params)(torch.tensor(X))


@_as_usual
def outputs_of_each_activation(PyTorchMLP, layer_dims, activations, params, X):
    """The same for several hidden activations in front of a sigmoid."""
    return {each: outputs(PyTorchMLP, layer_dims, each, "sigmoid", params, X) for each in activations}


@_as_usual
def outputs_of_each_output(PyTorchMLP, layer_dims, output_activations, params, X):
    """The same for several output activations behind ReLU units."""
    return {each: outputs(PyTorchMLP, layer_dims, "relu", each, params, X) for each in output_activations}


@_as_usual
def logits(PyTorchMLP, layer_dims, output_activations, params, X):
    """The last layer's pre-activations, for several output activations, and with the first output only."""
    networks = {each: _network(PyTorchMLP, layer_dims, "relu", each, params) for each in output_activations}
    last = len(layer_dims) - 1
    single = {name: array[:1] if name in (f"W{last}", f"b{last}") else array for name, array in params.items()}
    networks["sigmoid, one output"] = _network(PyTorchMLP, [*layer_dims[:-1], 1], "relu", "sigmoid", single)
    return {each: network.logits(torch.tensor(X)) for each, network in networks.items()}


@_as_usual
def found_by_an_optimizer(PyTorchMLP, layer_dims, output_activations, params, X, y):
    """What `model.parameters()` and `model.state_dict()` hold, by name, and the gradients after a backward pass, for
    several outputs.

    Nothing bends between the layers here: whether it would bend in the right way is another question.
    """
    found = {}
    for each in output_activations:
        network = _network(PyTorchMLP, layer_dims, "identity", each, params)
        torch_loss(network, torch.tensor(X), torch.tensor(y)).backward()
        named = _named(network)
        names = {id(parameter): name for name, parameter in reversed(named.items())}
        found[each] = {
            name: parameter.grad if names[id(parameter)] == name else f"the same parameter as {names[id(parameter)]}"
            for name, parameter in named.items()
        }
    held = {
        "model.parameters()": network.parameters(),
        "model.state_dict()": network.state_dict(keep_vars=True).values(),
    }
    listed = {where: [names.get(id(each), "something else") for each in tensors] for where, tensors in held.items()}
    return {**listed, **found}


@_as_usual
def initial_deviations(PyTorchMLP, layer_dims, pairs, seed):
    """The standard deviation of every new weight matrix, for several pairs of hidden and output activation."""
    deviations = {}
    for pair in pairs:
        layers = _layers(PyTorchMLP(_config(layer_dims, *pair, seed)), layer_dims, ["weight"])
        for i, layer in enumerate(layers, start=1):
            deviations[f"W{i} ({' and '.join(pair)})"] = float(_array(layer.weight).std())
    return deviations


@_as_usual
def initial_biases(PyTorchMLP, layer_dims, seed):
    """All new biases, and the kind of number of all new parameters."""
    torch.manual_seed(0)  # biases that nobody set are the same each time, but for a last digit
    network = PyTorchMLP(_config(layer_dims, seed=seed))
    layers = _layers(network, layer_dims, ["weight", "bias"])
    kinds = {str(parameter.dtype) for layer in layers for parameter in (layer.weight, layer.bias)}
    biases = {f"b{i}": _array(layer.bias) for i, layer in enumerate(layers, start=1)}
    return {**biases, "kind of number": " and ".join(sorted(kinds))}


@_as_usual
def initial_draws(PyTorchMLP, layer_dims, small_dims, seed, other_seeds):
    """The law of the first weights, and in a small network, which seeds give equal weights.

    The kurtosis is 3 for a normal draw; the correlation is that of the first layer's weights with the second layer's.
    """

    def weights(sizes, number):
        model = PyTorchMLP(_config(sizes, seed=number))
        return [_array(layer.weight) for layer in _layers(model, sizes, ["weight"])]

    first, second, *_ = weights(layer_dims, seed)
    start = weights(small_dims, seed)[0]
    torch.rand(3)  # somebody else uses PyTorch's global generator
    again, *others = (weights(small_dims, number)[0] for number in (seed, *other_seeds))
    distinct = all(not np.array_equal(one, other) for one, other in pairwise([start, *others, start]))
    squares = (first - first.mean()) ** 2
    return {
        "mean, in standard deviations": float(first.mean() / first.std()),
        "kurtosis": float(np.mean(squares**2) / np.mean(squares) ** 2),
        "correlation of the first two layers": float(np.corrcoef(first.ravel(), second.ravel())[0, 1]),
        "weights of one seed": "equal" if np.array_equal(start, again) else "different",
        "weights of several seeds": "different" if distinct else "equal",
    }


# copy_parameters


@_as_usual
def copied_weights(copy_parameters, layer_dims, params):
    """The PyTorch network's weights after copying, in double precision."""
    return {name: each for name, each in _copied(copy_parameters, layer_dims, params).items() if name.startswith("W")}


@_as_usual
def copied_biases(copy_parameters, layer_dims, params):
    """The PyTorch network's biases after copying, in double precision."""
    return {name: each for name, each in _copied(copy_parameters, layer_dims, params).items() if name.startswith("b")}


@_as_usual
def independence(copy_parameters, layer_dims, params):
    """Whether PyTorch's network changes along when the NumPy network's arrays are overwritten."""
    source, target = _numpy_network(layer_dims, params), _Linears(layer_dims).double()
    _copy(copy_parameters, source, target)
    before = {name: _array(each).copy() for name, each in _named(target).items()}
    for array in source.params.values():
        array += 1.0
    after = {name: _array(each) for name, each in _named(target).items()}
    return {name: "a copy" if np.array_equal(before[name], after[name]) else "shared" for name in before}


@_as_usual
def kinds_of_number(copy_parameters, layer_dims, params):
    """The dtypes of a single-precision network's parameters after copying, and the modes of such networks."""
    source, trained, used = (
        _numpy_network(layer_dims, params),
        _Linears(layer_dims).float(),
        _Linears(layer_dims).eval(),
    )
    for theirs in (trained, used):
        _copy(copy_parameters, source, theirs)
    return {
        **{name: str(each.dtype) for name, each in _named(trained).items()},
        "mode of a network in train mode": _mode(trained),
        "mode of a network in eval mode": _mode(used),
    }


def _mode(network):
    return "train" if network.training else "eval"


@_as_usual
def moved_by_an_earlier_optimizer(copy_parameters, layer_dims, params):
    """How far a step of 1 moves each parameter, for an optimizer that was made before the copying."""
    theirs = _Linears(layer_dims).double()
    optimizer = torch.optim.SGD(theirs.parameters(), lr=1.0)
    _copy(copy_parameters, _numpy_network(layer_dims, params), theirs)
    before = {name: _array(each).copy() for name, each in _named(theirs).items()}
    sum(parameter.sum() for parameter in theirs.parameters()).backward()
    optimizer.step()
    return {name: float(np.mean(before[name] - _array(each))) for name, each in _named(theirs).items()}


@_as_usual
def numpy_after_copying(copy_parameters, layer_dims, params):
    """The NumPy network's parameters after copying them into a single-precision network."""
    ours, before = _numpy_network(layer_dims, params), copy.deepcopy(params)
    try:
        _copy(copy_parameters, ours, _Linears(layer_dims).float())
    except ValueRefused:
        if all(np.array_equal(before[name], each) for name, each in ours.params.items()):
            raise
    kinds = {name: type(each).__name__ for name, each in ours.params.items() if not isinstance(each, np.ndarray)}
    return ours.params | {name: f"a {kind}" for name, kind in kinds.items()}


def _copy(copy_parameters, source, target):
    """Copy, and refuse where nothing arrives: what copies nothing shares and spoils nothing, and that is no answer."""
    before = {name: _array(each).copy() for name, each in _named(target).items()}
    copy_parameters(source, target)
    if all(np.array_equal(before[name], _array(each)) for name, each in _named(target).items()):
        raise ValueRefused("nothing has arrived in the PyTorch network")


# verify_numpy_pytorch_equivalence


@_as_usual
def differences_of_equals(verify, config, X, y):
    """How large the differences are that it reports of equal networks, of which kind, and what all else is then.

    The weights are those that PyTorch's network has whenever it is used.
    """
    made, kinds, used, before = [], {}, [], {"X": X.copy(), "y": y.copy()}
    sizes = {
        part: _size(value) for part, value in _reported(verify, config, X, y, kinds=kinds, made=made, used=used).items()
    }
    dtype, recorded = torch.get_default_dtype(), torch.is_grad_enabled()
    changed = _names_of_changed(before, {"X": X, "y": y})
    _must_see(verify, config, X, y)
    drawn = NumpyMLP(_config(**config)).params
    weights = [all(np.array_equal(drawn[name], each) for name, each in params.items()) for params in used]
    return {
        **sizes,
        **{f"what {part} is": kind for part, kind in kinds.items()},
        "arrays that it has changed": changed,
        "PyTorch's default dtype after the call": str(dtype),
        "operations are recorded after the call": "yes" if recorded else "no",
        "the network is made from": _made_from(config, made),
        "the weights": "others than those of NumpyMLP(config)" if weights and not any(weights) else DRAWN,
    }


def _names_of_changed(before, after):
    """Which arrays are not what they were, in shape, numbers or kind of number."""

    def same(one, other):
        return isinstance(other, np.ndarray) and other.dtype == one.dtype and np.array_equal(one, other)

    return ", ".join(name for name in before if not same(before[name], after.get(name))) or "none"


@_as_usual
def gradients_of_equals(verify, configs, X, labels):
    """How far apart it reports the gradients of equal networks, for several configurations and their labels."""
    pairs, shapes = list(zip(configs, labels, strict=True)), [y.shape for y in labels]
    found = {config["output_activation"]: _size(_reported(verify, config, X, y)["gradients"]) for config, y in pairs}
    others = [str(y.shape) for y, shape in zip(labels, shapes, strict=True) if y.shape != shape]
    found["shape of y after the call"] = others[0] if others else "as before"
    _must_see(verify, configs[0], X, labels[0])
    return found


@_as_usual
def differences_of_biases(verify, config, X, y):
    """Whether it reports that PyTorch's network uses the biases of one layer twice, or in reverse order."""
    found = {name: _reported(verify, config, X, y, twice=name) for name in ("b1", "b2")}
    for name in ("b1", "b2"):
        found[f"{name}, in reverse order"] = _reported(verify, config, X, y, reverse=name)
    return {name: {part: _seen(value) for part, value in each.items()} for name, each in found.items()}


@_as_usual
def differences_of_outputs(verify, config, X, y, errors):
    """The difference of outputs that it reports where PyTorch's are off by certain numbers, and by their opposites."""
    if _size(_reported(verify, config, X, y)["output"]) == LARGE:
        return dict.fromkeys(["output", "output with all signs turned"], OF_EQUALS)
    return {
        "output": _reported(verify, config, X, y, output=errors)["output"],
        "output with all signs turned": _reported(verify, config, X, y, output=-errors)["output"],
    }


@_as_usual
def differences_of_gradients(verify, config, X, y, errors):
    """What it reports where PyTorch's gradients are off by certain numbers, the largest of them in one parameter."""
    places = {name: f"gradients, worst in {name}" for name in errors}
    if _size(_reported(verify, config, X, y)["gradients"]) == LARGE:
        return dict.fromkeys([*places.values(), "step over gradients, min / max"], OF_EQUALS)
    found = {name: _reported(verify, config, X, y, gradients=each) for name, each in errors.items()}
    rates = [each["step"] / each["gradients"] if each["gradients"] > 0 else 0.0 for each in found.values()]
    alike = min(rates) / max(rates) if max(rates) > 1e-9 else 0.0
    return {place: found[name]["gradients"] for name, place in places.items()} | {
        "step over gradients, min / max": round(alike, 2)
    }


@_as_usual
def complaints(verify, config, X, y, output, gradients):
    """Whether it raises AssertionError just where the largest of its own differences exceeds atol."""

    def said(tolerances, **faults):
        largest = max(_reported(verify, config, X, y, **faults).values())
        if "gradients" in faults and largest <= 1e-12:
            raise ValueRefused(NONE_SEEN)
        for atol in tolerances:
            above = largest > (1e-12 if atol is None else atol)
            try:
                _returned(verify, config, X, y, atol, **faults)
            except AssertionError:
                yield "right" if above else "an error, although no difference is above atol"
            else:
                yield "right" if not above else "no error, although a difference is above atol"

    [large] = said([0.25], gradients={name: error * 1e7 for name, error in gradients.items()})
    small, allowed = said([1e-8, 1e-7], gradients=gradients)
    [far] = said([0.25], output=output * 0.3)
    [tiny] = said([None], output=output * 3e-11)
    [stepped] = said([0.25], shift={name: error * 1e7 for name, error in gradients.items()})
    return {
        "a gradient off by 0.3, atol = 0.25": large,
        "a gradient off by 3e-8, atol = 1e-8": small,
        "a gradient off by 3e-8, atol = 1e-7": allowed,
        "an output off by 0.3, atol = 0.25": far,
        "an output off by 3e-11, atol not given": tiny,
        "parameters off by 0.3 after the step, atol = 0.25": stepped,
    }


ANY = 1e9  # a tolerance that every difference stays below
PARTS = ("output", "gradients", "step")
LARGE = "more than round-off"
DRAWN = "those of NumpyMLP(config)"
OF_EQUALS = "large for equal networks already"
NONE_SEEN = "it reports no difference of networks that are not equal"


def _must_see(verify, config, X, y):
    """Refuse a comparison that tells no networks apart: that it finds equal ones equal, too, is no answer."""
    errors = np.ones((len(X), config["layer_dims"][-1]))
    if max(_reported(verify, config, X, y, twice="b1", output=errors).values()) <= 1e-10:
        raise ValueRefused(NONE_SEEN)


def _reported(verify, config, X, y, kinds=None, **faults):
    """The three numbers that it returns of a network with planted faults, if any difference is allowed.

    kinds: a dict that is told what each of them is: a number, or a tensor that PyTorch can still go back from
    """
    try:
        answer = _returned(verify, config, X, y, ANY, **faults)
    except AssertionError:
        raise ValueRefused(f"there is an AssertionError for atol = {ANY:g}, which allows any difference") from None
    if not isinstance(answer, dict) or not all(part in answer for part in PARTS):
        found = ", ".join(map(str, answer)) if isinstance(answer, dict) else type(answer).__name__
        raise ValueRefused(f"it should be a dict with output, gradients and step, and is {found or 'empty'}")
    if any(isinstance(answer[part], (bool, np.bool_)) for part in PARTS):
        raise ValueRefused("it should hold the differences themselves, and holds truth values")
    if kinds is not None:
        kinds |= {part: "a tensor" if getattr(answer[part], "requires_grad", False) else "a number" for part in PARTS}
    return {part: float(answer[part]) for part in PARTS}


def _returned(verify, config, X, y, atol, **faults):
    """What it returns of a network with planted faults; atol is None where it is not to be given."""
    config = _config(**config)
    with _standing_in(verify, _faulty(**faults)):
        return verify(config, X, y) if atol is None else verify(config, X, y, atol)


def _size(difference):
    """A difference in words; what is round-off does not say more than that."""
    limits = {1e-10: "round-off", 1e-5: "as much as float32 rounds off"}
    return next((word for limit, word in limits.items() if abs(difference) <= limit), LARGE)


def _seen(difference):
    return "seen" if difference > 1e-10 else "not seen"


# train_pytorch_mlp


@_as_usual
def trained(train_pytorch_mlp, config, params, data, *settings):
    """The parameters after training."""
    model, _ = _trained(train_pytorch_mlp, _OneHiddenLayer, config, params, data, settings)
    return _named(model)


@_as_usual
def trained_by_one_rule(train_pytorch_mlp, config, params, data, epochs, batch_size, lr):
    """The parameters after training, and what a shorter training shows of the settings that are not given."""
    model, _ = _trained(train_pytorch_mlp, _OneHiddenLayer, config, params, data, (epochs, batch_size, lr))
    rows = {name: np.repeat(array[:1], 200, axis=0) for name, array in data.items()}
    watched, _ = _trained(train_pytorch_mlp, _Watched, config, params, rows, (1,))
    _, history = _trained(train_pytorch_mlp, _OneHiddenLayer, config, params, data, lr=lr)
    steps = []
    for settings in ((1, 200), (1, 200, lr)):
        moved, _ = _trained(train_pytorch_mlp, _OneHiddenLayer, config, params, rows, settings)
        steps.append(max(np.abs(_array(each) - params[name]).max() for name, each in _named(moved).items()))
    by_default, given = steps
    return {
        **_named(model),
        "lr by default": round(lr * float(by_default / given), 4) if given > 0 else 0.0,
        "epochs by default": len(history["train_loss"]),
        "rows of the first batch by default": len(watched.updates[0][0]) if watched.updates else 0,
    }


@_as_usual
def trained_by_config(train_pytorch_mlp, config, params, data, *settings):
    """The same, and which configuration the network was made from."""
    made = []
    model, _ = _trained(train_pytorch_mlp, _OneHiddenLayer, config, params, data, settings, made)
    return {**_named(model), "the network is made from": _made_from(config, made)}


@_as_usual
def trained_on_doubles(train_pytorch_mlp, config, params, data, *settings):
    """The kind of a network's parameters after training, where it takes float32 only, and data after the call."""
    before = copy.deepcopy(data)
    model, _ = _trained(train_pytorch_mlp, _SinglePrecision, config, params, data, settings)
    if all(np.array_equal(params[name], _array(each)) for name, each in _named(model).items()):
        raise ValueRefused("its parameters are those from before the training")
    kinds = {str(each.dtype) for each in _named(model).values()}
    changed = _names_of_changed(before, data)
    return {"kind of number": " and ".join(sorted(kinds)), "arrays in data that it has changed": changed}


@_as_usual
def batches(train_pytorch_mlp, config, params, data, *settings):
    """The rows of every update, in ascending order; the first column of X holds their numbers, divided by 64."""
    model, _ = _trained(train_pytorch_mlp, _Watched, config, params, data, settings)
    numbers = [sorted(round(64 * number) for number in rows.tolist()) for rows, _ in model.updates]
    updates = {f"update {i}": f"rows {str(rows)[1:-1]}" for i, rows in enumerate(numbers, start=1)}
    return {"number of updates": len(updates), **updates}


@_as_usual
def modes(train_pytorch_mlp, config, params, data, *settings):
    """The modes of all updates, the final one, and the last losses: in train mode hidden units are halved."""
    model, found = _trained(train_pytorch_mlp, _Watched, config, params, data, settings)
    trains = [each for _, each in model.updates]
    losses = {name: found[name][-1] for name in ("train_loss", "val_loss")}
    return {
        "updates in train mode": "some" if any(trains) else "none",
        "updates in eval mode": trains.count(False),
        "the model comes back in": f"{_mode(model)} mode",
        **losses,
    }


@_as_usual
def histories(train_pytorch_mlp, config, params, data, epochs, batch_size, lr):
    """Losses and accuracies after one epoch with a single batch; after several epochs how many entries there are,
    whether the last ones fit the model, and whether a loss comes twice: in numbers, for words would be read first."""
    all_rows = len(data["X_train"])
    (_, found), (model, history) = (
        _trained(train_pytorch_mlp, _OneHiddenLayer, config, params, copy.deepcopy(data), settings)
        for settings in ((1, all_rows, lr), (epochs, batch_size, lr))
    )
    longer = {name: [float(value) for value in history[name]] for name in HISTORY}
    entries = {f"entries of {name} after {epochs} epochs": len(values) for name, values in longer.items()}
    scores = {}
    for part in ("train", "val"):
        rows, labels = (torch.tensor(data[f"{letter}_{part}"]) for letter in "Xy")
        scores[f"{part}_loss"], scores[f"{part}_acc"] = torch_evaluate(model, rows, labels)
    fits = all(longer[name] and abs(longer[name][-1] - scores[name]) < 1e-5 for name in HISTORY)
    again = any(len(set(longer[name])) < len(longer[name]) for name in ("train_loss", "val_loss"))
    return {
        **{name: found[name] for name in HISTORY},
        **entries,
        "last entries are those of the returned model (1: yes)": int(fits),
        "each epoch has losses of its own (1: yes)": int(not again),
    }


HISTORY = ("train_loss", "val_loss", "train_acc", "val_acc")


def _trained(train_pytorch_mlp, kind, config, params, data, settings=(), made=None, **named):
    class PyTorchMLP(kind):
        def __init__(self, config):
            if made is not None:
                made.append(config)
            super().__init__(config, params)

    with _standing_in(train_pytorch_mlp, PyTorchMLP):
        answer = train_pytorch_mlp(_config(**config), data, *settings, **named)
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        raise ValueRefused("it should be two things, the model and the history")
    model, history = answer
    if not isinstance(model, kind) or not isinstance(history, dict):
        raise ValueRefused(
            f"it should be the model and a dict, and is a {type(model).__name__} and a {type(history).__name__}"
        )
    missing = [name for name in HISTORY if np.ndim(history.get(name)) != 1]
    if missing:
        raise ValueRefused(f"its history should have a list for {', '.join(missing)}")
    return answer


# What stands in


class _Linears(nn.ModuleDict):
    """Layers that hold parameters, as `PyTorchMLP.layers` does, and nothing else."""

    def __init__(self, layer_dims):
        super().__init__({"layers": nn.ModuleList([nn.Linear(*sizes) for sizes in pairwise(layer_dims)])})
        self.config = _config(layer_dims)
        for parameter in self.parameters():
            nn.init.constant_(parameter, 0.5)  # what a copy leaves out is the same each time


class _SinglePrecision(_Linears):
    """Three sizes, tanh in the middle; parameters from outside, in PyTorch's default dtype, and it takes no other."""

    def __init__(self, config, params):
        super().__init__(config.layer_dims)
        self.config = config
        _set(self, params)

    def logits(self, X):
        first, last = self.layers
        return last(self.between(torch.tanh(first(self.taken(X)))))

    def forward(self, X):
        z = self.logits(X)
        functions = {"softmax": lambda: torch.softmax(z, dim=1), "sigmoid": z.sigmoid, "tanh": z.tanh}
        return functions.get(self.config.output_activation, lambda: z)()

    def between(self, hidden):
        return hidden

    def taken(self, X):
        return X


class _OneHiddenLayer(_SinglePrecision):
    """The same, but it takes numbers of any kind."""

    def taken(self, X):
        return X.to(self.layers[0].weight.dtype)


class _Watched(_OneHiddenLayer):
    """It keeps a record of every backward pass. In train mode it halves its hidden units: dropout, but by a rule."""

    def __init__(self, config, params):
        super().__init__(config, params)
        self.updates = []

    def logits(self, X):
        z, update = super().logits(X), (X[:, 0], self.training)
        if z.requires_grad:
            z.register_hook(lambda gradient: self.updates.append(update))
        return z

    def between(self, hidden):
        return hidden / 2 if self.training else hidden


class _OffBy(torch.autograd.Function):
    """A parameter as it is, whose gradient comes back off by certain numbers."""

    @staticmethod
    def forward(parameter, error):
        return parameter.clone()

    @staticmethod
    def setup_context(ctx, inputs, output):
        _, ctx.error = inputs

    @staticmethod
    def backward(ctx, gradient):
        return gradient + ctx.error.to(gradient.dtype), None


def _faulty(twice="", reverse="", output=None, gradients=None, shift=None, made=None, used=None):
    """What stands in for PyTorchMLP: right, but for biases used twice or in reverse order, or outputs or gradients off
    by errors. With a `shift` outputs and gradients are right, and parameters hold numbers that are off: copies are put
    in with it, and used without.

    made, used: lists that are told each config it is made from, and the weights whenever it is used
    """

    class PyTorchMLP(_SinglePrecision):
        def __init__(self, config):
            if made is not None:
                made.append(config)
            d, h, k = config.layer_dims
            shapes = {"W1": (h, d), "b1": (h,), "W2": (k, h), "b2": (k,)}
            super().__init__(config, {name: np.zeros(shape) for name, shape in shapes.items()})
            self.shift = shift or {}

        def logits(self, X):
            taken = dict(_named(self))
            if used is not None:
                with contextlib.suppress(RuntimeError):  # inside torch.func nobody can read the numbers
                    used.append({name: _array(each).copy() for name, each in taken.items() if name.startswith("W")})
            for name, error in (gradients or {}).items():
                taken[name] = _OffBy.apply(taken[name], torch.tensor(error))
            for name, error in (shift or {}).items():
                taken[name] = taken[name] - torch.tensor(error).to(taken[name])
            if twice:
                taken[twice] = 2 * taken[twice]
            if reverse:
                taken[reverse] = taken[reverse].flip(0)
            return torch.tanh(X @ taken["W1"].T + taken["b1"]) @ taken["W2"].T + taken["b2"]

        def forward(self, X):
            right = super().forward(X)
            return right if output is None or right.shape != output.shape else right + torch.tensor(output).to(right)

    return PyTorchMLP


def _made_from(config, made):
    """Whether all networks that were made came from the configuration that was asked for."""
    wanted = vars(_config(**config))
    return "config" if all(getattr(given, "__dict__", None) == wanted for given in made) else "another configuration"


def _standing_in(function, network):
    """While a function is asked, the classes and the function that its notebook defines mean those of the question."""
    stand_ins = {"PyTorchMLP": network, "NumpyMLP": NumpyMLP, "copy_parameters": _copy_by_vector}
    return standing_in(function, stand_ins)


def _copy_by_vector(numpy_model, torch_model):
    shift = getattr(torch_model, "shift", {})
    _set(torch_model, {name: array + shift.get(name, 0.0) for name, array in numpy_model.params.items()})


def _set(network, params, dtype=None):
    """All parameters at once, from one long vector, in the network's own dtype unless another is named."""
    parameters = [each for layer in network.layers for each in (layer.weight, layer.bias)]
    numbers = np.concatenate([np.ravel(array) for array in params.values()])
    vector = torch.tensor(numbers, dtype=dtype or parameters[0].dtype)
    nn.utils.vector_to_parameters(vector, parameters)


def _network(PyTorchMLP, layer_dims, activation, output_activation, params):
    network = PyTorchMLP(_config(layer_dims, activation, output_activation)).double()
    _layers(network, layer_dims, ["weight", "bias"])
    _set(network, params, torch.float64)
    return network


def _layers(network, layer_dims, parts):
    """The network's layers, if there is one for each pair of sizes and each has what it should have."""
    layers, wanted = list(network.layers), len(layer_dims) - 1
    lacking = [[part for part in parts if not isinstance(getattr(layer, part, None), torch.Tensor)] for layer in layers]
    if len(layers) == wanted and not any(lacking):
        return layers
    found = [
        type(layer).__name__ + (f" without {' and '.join(lacks)}" if lacks else "")
        for layer, lacks in zip(layers, lacking, strict=True)
    ]
    held = ", ".join(found) or "nothing"
    raise ValueRefused(f"for sizes {layer_dims} its `layers` should hold {wanted} times an nn.Linear, and hold {held}")


def _config(*settings, **named):
    return as_in_notebook(MLPConfig)(*settings, **named)


def _numpy_network(layer_dims, params):
    model = as_in_notebook(NumpyMLP)(_config(layer_dims))
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
