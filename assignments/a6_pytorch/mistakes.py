"""Wrong answers, each with what a tutor would say; every one is caught by the check it names."""

import math
from itertools import pairwise

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from autograder.course import mistake
from solutions.network import NumpyMLP
from solutions.pytorch_mlp import PyTorchMLP, copy_parameters, torch_evaluate, torch_loss

# PyTorchMLP: each mistake is a right network but for one method.


_FUNCTIONS = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "gelu": functional.gelu,
    "swish": functional.silu,
    "identity": torch.clone,
}


class _Network(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.layers = self.made(config.layer_dims)
        self.draw(torch.Generator().manual_seed(config.seed))

    def made(self, sizes):
        return nn.ModuleList([nn.Linear(n_in, n_out) for n_in, n_out in pairwise(sizes)])

    def draw(self, generator):
        for layer in self.layers:
            layer.weight.data.normal_(0, self.deviation(layer), generator=generator)
            layer.bias.data.zero_()

    def deviation(self, layer):
        last = layer is self.layers[-1]
        n_out, n_in = layer.weight.shape
        he = (self.config.output_activation if last else self.config.activation) in ("relu", "gelu", "swish")
        return math.sqrt(2 / n_in) if he else math.sqrt(2 / (n_in + n_out))

    def hidden(self, z):
        return _FUNCTIONS[self.config.activation](z)

    def output(self, z):
        name = self.config.output_activation
        return torch.softmax(z, dim=1) if name == "softmax" else _FUNCTIONS[name](z)

    def logits(self, X):
        for layer in self.layers[:-1]:
            X = self.hidden(layer(X))
        return self.layers[-1](X)

    def forward(self, X):
        return self.output(_Network.logits(self, X))


class _SwishAsIdentity(_Network):
    def hidden(self, z):
        return z if self.config.activation == "swish" else super().hidden(z)


@mistake("PyTorchMLP", caught_by="every_hidden_activation")
def network_without_swish(config):
    """With "swish" the hidden layers do not bend anything: a name that your table does not know seems to fall through
    to the identity. PyTorch has the function, under its other name."""
    return _SwishAsIdentity(config)


class _GeluByTanh(_Network):
    def hidden(self, z):
        gelu = self.config.activation == "gelu"
        return functional.gelu(z, approximate="tanh") if gelu else super().hidden(z)


@mistake("PyTorchMLP", caught_by="every_hidden_activation")
def network_with_gelu_by_tanh(config):
    """Your GELU is the approximation by tanh, which is up to 5e-4 off. Here it is the exact one, through erf."""
    return _GeluByTanh(config)


class _AlwaysRelu(_Network):
    def hidden(self, z):
        return torch.relu(z)


@mistake("PyTorchMLP", caught_by="every_hidden_activation")
def network_of_relus_whatever_is_asked(config):
    """The hidden layers are ReLU units whatever config.activation says."""
    return _AlwaysRelu(config)


class _NotBent(_Network):
    def hidden(self, z):
        return z


@mistake("PyTorchMLP", caught_by="outputs_of_three_layers")
def network_without_bends(config):
    """There is nothing between the layers, so that all of them together are one linear layer."""
    return _NotBent(config)


class _BentOnce(_Network):
    def forward(self, X):
        X = self.hidden(self.layers[0](X))
        for layer in self.layers[1:]:
            X = layer(X)
        return self.output(X)


@mistake("PyTorchMLP", caught_by="outputs_of_three_layers")
def network_with_one_bend(config):
    """Only the first layer is followed by the activation, so that all layers above it are one linear layer. With one
    hidden layer nobody would notice."""
    return _BentOnce(config)


class _BentAtTheEnd(_Network):
    def logits(self, X):
        return self.hidden(super().logits(X))

    def forward(self, X):
        return self.output(self.logits(X))


@mistake("PyTorchMLP", caught_by="outputs_of_three_layers")
def network_with_one_activation_too_many(config):
    """The last layer's result seems to go through the hidden activation before it reaches the output activation. Does
    your loop run over one layer more than it should?"""
    return _BentAtTheEnd(config)


class _EndsEarly(_Network):
    def output(self, z):
        return z


@mistake("PyTorchMLP", caught_by="outputs_of_three_layers")
def network_that_ends_at_its_logits(config):
    """`forward` gives what `logits` gives. Losses in PyTorch often want no more than that, but `forward` is asked for
    the last layer's activations."""
    return _EndsEarly(config)


class _Residual(_Network):
    def logits(self, X):
        for layer in self.layers[:-1]:
            bent = self.hidden(layer(X))
            X = bent + X if bent.shape == X.shape else bent
        return self.layers[-1](X)

    def forward(self, X):
        return self.output(self.logits(X))


@mistake("PyTorchMLP", caught_by="outputs_of_three_layers")
def network_that_adds_its_input(config):
    """Where a layer has as many outputs as inputs, its input is added to its result. That is a residual network, a good
    idea for deep ones, and another function than NumPy's."""
    return _Residual(config)


class _SoftmaxDownwards(_Network):
    def output(self, z):
        return torch.softmax(z, dim=0) if self.config.output_activation == "softmax" else super().output(z)


@mistake("PyTorchMLP", caught_by="every_kind_of_output")
def network_with_softmax_over_the_batch(config):
    """Your softmax makes the columns sum to 1, so that samples compete with each other. The classes of one sample
    should: which dimension is theirs?"""
    return _SoftmaxDownwards(config)


class _AlwaysSigmoid(_Network):
    def output(self, z):
        return torch.sigmoid(z)


@mistake("PyTorchMLP", caught_by="every_kind_of_output")
def network_with_sigmoids_whatever_is_asked(config):
    """Every output ends in a sigmoid. config.output_activation may ask for something else, for plain numbers too."""
    return _AlwaysSigmoid(config)


class _LogitsAreOutputs(_Network):
    def logits(self, X):
        return self.forward(X)


@mistake("PyTorchMLP", caught_by="logits_are_pre_activations")
def network_whose_logits_are_probabilities(config):
    """`logits` already went through the output activation. A loss that takes logits would apply the sigmoid a second
    time, and the network would learn, slowly, something else."""
    return _LogitsAreOutputs(config)


class _SigmoidTwice(_Network):
    def logits(self, X):
        return torch.sigmoid(super().logits(X))

    def forward(self, X):
        return self.output(self.logits(X))


@mistake("PyTorchMLP", caught_by="outputs_of_three_layers")
def network_whose_logits_end_behind_a_sigmoid(config):
    """The output goes through the sigmoid twice: once at the end of `logits`, always, and once more in `forward`. Where
    does `logits` have to end?"""
    return _SigmoidTwice(config)


class _OutputTwice(_Network):
    def logits(self, X):
        return self.output(super().logits(X))

    def forward(self, X):
        return self.output(self.logits(X))


@mistake("PyTorchMLP", caught_by="outputs_of_three_layers")
def network_with_two_output_activations(config):
    """The output activation is applied twice: at the end of `logits`, and once more in `forward`, which calls it. Where
    does `logits` have to end?"""
    return _OutputTwice(config)


class _Clamped(_Network):
    def logits(self, X):
        return super().logits(X).clamp(-10, 10)


@mistake("PyTorchMLP", caught_by="logits_are_pre_activations")
def network_whose_logits_end_at_ten(config):
    """Large logits are cut off. It is the losses that take care of large numbers, and a logit that was cut off has no
    gradient any more."""
    return _Clamped(config)


class _FlatLogits(_Network):
    def logits(self, X):
        z = super().logits(X)
        return z[:, 0] if z.shape[1] == 1 else z


@mistake("PyTorchMLP", caught_by="logits_are_pre_activations")
def network_with_flat_logits(config):
    """With one output the logits have shape (n,). Labels of shape (n, 1) would be broadcast against them to (n, n);
    keep the shape (n, K), also for K = 1."""
    return _FlatLogits(config)


class _Detached(_Network):
    def logits(self, X):
        for layer in self.layers[:-1]:
            X = self.hidden(layer(X)).detach()
        return self.layers[-1](X)

    def forward(self, X):
        return self.output(self.logits(X))


@mistake("PyTorchMLP", caught_by="an_optimizer_finds_all_parameters")
def network_cut_off_from_its_gradient(config):
    """The numbers are right, but between the layers the graph is cut, so that only the last layer gets a gradient. What
    do `.detach()`, `.data` and `torch.no_grad()` take away?"""
    return _Detached(config)


class _Unrecorded(_Network):
    def logits(self, X):
        with torch.no_grad():
            return super().logits(X)


@mistake("PyTorchMLP", caught_by="an_optimizer_finds_all_parameters")
def network_that_records_nothing(config):
    """The numbers are right, but nothing is recorded on the way to them, so that a loss has no gradient. Is there a
    no_grad() or a detach() too many?"""
    return _Unrecorded(config)


class _Forgetful(_Network):
    def __init__(self, config):
        super().__init__(config)
        self.settings = config
        del self.config

    def hidden(self, z):
        return _FUNCTIONS[self.settings.activation](z)

    def output(self, z):
        name = self.settings.output_activation
        return torch.softmax(z, dim=1) if name == "softmax" else _FUNCTIONS[name](z)


@mistake("PyTorchMLP", caught_by="an_optimizer_finds_all_parameters")
def network_without_its_config(config):
    """The network has no attribute `config`. The given functions look there for the output activation, which decides
    about the loss."""
    return _Forgetful(config)


class _InAPlainList(_Network):
    def made(self, sizes):
        return list(super().made(sizes))


@mistake("PyTorchMLP", caught_by="an_optimizer_finds_all_parameters")
def network_that_hides_its_layers(config):
    """The layers work, but the network does not know them as its own: they lie in a plain Python list, in which
    nn.Module does not look. An optimizer would have nothing to move."""
    return _InAPlainList(config)


class _FoundTwice(_Network):
    def __init__(self, config):
        super().__init__(config)
        self.network = nn.Sequential(*self.layers)


@mistake("PyTorchMLP", caught_by="an_optimizer_finds_all_parameters")
def network_that_lists_its_layers_twice(config):
    """`state_dict()` has every weight and bias twice: the same layers are attributes of the network under two names. A
    network that is saved so does not fit into one that has them once. Keep them in `layers` alone."""
    return _FoundTwice(config)


class _OneLayerAgain(_Network):
    def made(self, sizes):
        known = {}
        for pair in pairwise(sizes):
            known.setdefault(pair, nn.Linear(*pair))
        return nn.ModuleList([known[pair] for pair in pairwise(sizes)])


@mistake("PyTorchMLP", caught_by="an_optimizer_finds_all_parameters")
def network_that_uses_one_layer_twice(config):
    """Layers of equal sizes are one and the same object, as in `[nn.Linear(n, n)] * k`: they share their weights, and
    will for ever. Make a new layer each time."""
    return _OneLayerAgain(config)


class _WithoutBiases(_Network):
    def made(self, sizes):
        return nn.ModuleList([nn.Linear(n_in, n_out, bias=False) for n_in, n_out in pairwise(sizes)])

    def draw(self, generator):
        for layer in self.layers:
            layer.weight.data.normal_(0, self.deviation(layer), generator=generator)


@mistake("PyTorchMLP", caught_by="an_optimizer_finds_all_parameters")
def network_without_biases(config):
    """Your layers have no biases at all. They start at 0, but they are there, and learn."""
    return _WithoutBiases(config)


class _AsPyTorchDraws(_Network):
    def draw(self, generator):
        torch.manual_seed(self.config.seed)
        for layer in self.layers:
            layer.reset_parameters()


@mistake("PyTorchMLP", caught_by="first_weights_have_the_right_size")
def network_as_pytorch_draws_it(config):
    """The first weights are those that nn.Linear draws by itself: uniform, with a sixth of He's variance, and biases
    that are not 0. They are there to be overwritten."""
    return _AsPyTorchDraws(config)


class _SlopeOfLinear(_Network):
    def deviation(self, layer):
        return math.sqrt(1 / (3 * layer.in_features))


@mistake("PyTorchMLP", caught_by="first_weights_have_the_right_size")
def network_with_the_slope_of_linear_layers(config):
    """All weights have a sixth of He's variance, as nn.Linear draws them by itself: Kaiming's rule with the slope
    a = sqrt(5). He's variance is 2 / n_in, Xavier's 2 / (n_in + n_out)."""
    return _SlopeOfLinear(config)


class _BiasesAsPyTorchDraws(_Network):
    def draw(self, generator):
        for layer in self.layers:
            layer.weight.data.normal_(0, self.deviation(layer), generator=generator)


@mistake("PyTorchMLP", caught_by="first_biases_are_zero")
def network_with_drawn_biases(config):
    """You draw the weights anew, but the biases are still those that nn.Linear drew."""
    return _BiasesAsPyTorchDraws(config)


class _OfDoubles(_Network):
    def __init__(self, config):
        super().__init__(config)
        self.double()


@mistake("PyTorchMLP", caught_by="first_biases_are_zero")
def network_of_doubles(config):
    """A new network is in double precision. It should be in PyTorch's default dtype; whoever wants another one asks for
    it by `.double()`."""
    return _OfDoubles(config)


class _HeEverywhere(_Network):
    def deviation(self, layer):
        return math.sqrt(2 / layer.in_features)


@mistake("PyTorchMLP", caught_by="first_weights_have_the_right_size")
def network_with_he_everywhere(config):
    """All layers are drawn by He. Which activation follows the last layer, and which layers does tanh follow?"""
    return _HeEverywhere(config)


class _XavierEverywhere(_Network):
    def deviation(self, layer):
        return math.sqrt(2 / sum(layer.weight.shape))


@mistake("PyTorchMLP", caught_by="first_weights_have_the_right_size")
def network_with_xavier_everywhere(config):
    """All layers are drawn by Xavier, also those that relu, gelu or swish follow."""
    return _XavierEverywhere(config)


class _HeForReluOnly(_Network):
    def deviation(self, layer):
        follows = self.config.output_activation if layer is self.layers[-1] else self.config.activation
        n_out, n_in = layer.weight.shape
        return math.sqrt(2 / n_in) if follows == "relu" else math.sqrt(2 / (n_in + n_out))


@mistake("PyTorchMLP", caught_by="first_weights_have_the_right_size")
def network_with_he_for_relu_only(config):
    """Layers that relu follows are drawn by He, layers that gelu or swish follow are not. The two bend much as relu
    does, and `init_params` treats all three alike."""
    return _HeForReluOnly(config)


class _OneGainForEach(_Network):
    def deviation(self, layer):
        follows = self.config.output_activation if layer is self.layers[-1] else self.config.activation
        gain = nn.init.calculate_gain(follows if follows in ("sigmoid", "tanh", "relu") else "linear")
        return gain / math.sqrt(layer.in_features)


@mistake("PyTorchMLP", caught_by="first_weights_have_the_right_size")
def network_with_the_gains_of_pytorch(config):
    """Every layer is drawn by Kaiming's rule, with PyTorch's gain for its activation. Xavier's rule is another one: it
    knows the number of outputs too."""
    return _OneGainForEach(config)


class _HiddenDecides(_Network):
    def deviation(self, layer):
        he = self.config.activation in ("relu", "gelu", "swish")
        n_out, n_in = layer.weight.shape
        return math.sqrt(2 / n_in) if he else math.sqrt(2 / (n_in + n_out))


@mistake("PyTorchMLP", caught_by="first_weights_have_the_right_size")
def network_whose_last_layer_is_drawn_like_the_others(config):
    """The last layer is drawn as if the hidden activation followed it. What follows is the output activation."""
    return _HiddenDecides(config)


class _FormerDecides(_Network):
    def deviation(self, layer):
        first = layer is self.layers[0]
        n_out, n_in = layer.weight.shape
        he = not first and self.config.activation in ("relu", "gelu", "swish")
        return math.sqrt(2 / n_in) if he else math.sqrt(2 / (n_in + n_out))


@mistake("PyTorchMLP", caught_by="first_weights_have_the_right_size")
def network_drawn_by_what_comes_before(config):
    """A layer's distribution is chosen by the activation in front of it. What counts is the one behind it."""
    return _FormerDecides(config)


class _VarianceAsDeviation(_Network):
    def deviation(self, layer):
        return super().deviation(layer) ** 2


@mistake("PyTorchMLP", caught_by="first_weights_have_the_right_size")
def network_with_variances_as_deviations(config):
    """The weights are far too small: normal_ wants a standard deviation, and seems to get a variance."""
    return _VarianceAsDeviation(config)


class _FanOut(_Network):
    def deviation(self, layer):
        n_in, n_out = layer.weight.shape
        last = layer is self.layers[-1]
        he = (self.config.output_activation if last else self.config.activation) in ("relu", "gelu", "swish")
        return math.sqrt(2 / n_in) if he else math.sqrt(2 / (n_in + n_out))


@mistake("PyTorchMLP", caught_by="first_weights_have_the_right_size")
def network_with_he_by_its_outputs(config):
    """He's variance is 2 divided by the number of inputs; you seem to divide by the outputs. nn.Linear's weight has
    shape (n_out, n_in)."""
    return _FanOut(config)


class _Uniform(_Network):
    def draw(self, generator):
        for layer in self.layers:
            bound = math.sqrt(3) * self.deviation(layer)
            layer.weight.data.uniform_(-bound, bound, generator=generator)
            layer.bias.data.zero_()


@mistake("PyTorchMLP", caught_by="first_weights_are_normal_and_the_seed_decides")
def network_with_uniform_weights(config):
    """The draws do not look normal: are they uniform, or from a normal distribution whose tails were cut off? PyTorch's
    functions say in their names which distribution they draw from."""
    return _Uniform(config)


class _EveryLayerAlike(_Network):
    def draw(self, generator):
        for layer in self.layers:
            generator = torch.Generator().manual_seed(self.config.seed)
            layer.weight.data.normal_(0, self.deviation(layer), generator=generator)
            layer.bias.data.zero_()


@mistake("PyTorchMLP", caught_by="first_weights_are_normal_and_the_seed_decides")
def network_seeded_again_for_each_layer(config):
    """Each layer starts with the same random numbers as the one before: the seed is set inside the loop."""
    return _EveryLayerAlike(config)


class _Unseeded(_Network):
    def draw(self, generator):
        super().draw(None)


@mistake("PyTorchMLP", caught_by="first_weights_are_normal_and_the_seed_decides")
def network_without_a_seed(config):
    """Two networks of one seed get different weights: config.seed is not used."""
    return _Unseeded(config)


class _SeedOrElse(_Network):
    def draw(self, generator):
        super().draw(torch.Generator().manual_seed(self.config.seed or 42))


@mistake("PyTorchMLP", caught_by="first_weights_are_normal_and_the_seed_decides")
def network_that_does_not_know_seed_zero(config):
    """Seed 0 gives the weights of another seed. In Python `0 or 42` is 42, and `if seed:` is false for 0, which is a
    seed like any other."""
    return _SeedOrElse(config)


class _OneSeed(_Network):
    def draw(self, generator):
        super().draw(torch.Generator().manual_seed(42))


@mistake("PyTorchMLP", caught_by="first_weights_are_normal_and_the_seed_decides")
def network_with_one_seed_for_all(config):
    """The weights can be repeated, but they are always the same: a fixed number is used where config.seed should be."""
    return _OneSeed(config)


# copy_parameters


@mistake("copy_parameters", caught_by="biases_arrive")
def copy_without_biases(numpy_model, torch_model):
    """The weights arrive, the biases do not. As long as all biases are 0 nobody notices."""
    for i, layer in enumerate(torch_model.layers, start=1):
        layer.weight.data.copy_(torch.tensor(numpy_model.params[f"W{i}"]))


@mistake("copy_parameters", caught_by="weights_arrive")
def copy_without_weights(numpy_model, torch_model):
    """The biases arrive, the weights do not: the network keeps its own."""
    for i, layer in enumerate(torch_model.layers, start=1):
        layer.bias.data.copy_(torch.tensor(numpy_model.params[f"b{i}"]))


@mistake("copy_parameters", caught_by="biases_arrive")
def copy_by_the_first_digit(numpy_model, torch_model):
    """Up to nine layers all is right. From ten on the layer's number has two digits, and only the first one is read, so
    that W10 lands where W1 belongs."""
    for name, array in numpy_model.params.items():
        layer = torch_model.layers[int(name[1]) - 1]
        (layer.weight if name.startswith("W") else layer.bias).data.copy_(torch.tensor(array))


@mistake("copy_parameters", caught_by="biases_arrive")
def copy_in_the_order_of_names(numpy_model, torch_model):
    """Up to nine layers all is right. From ten on they are exchanged, because names were sorted: as texts, W10 comes
    before W2."""
    names = sorted(numpy_model.params)
    half = len(names) // 2
    for W, b, layer in zip(names[:half], names[half:], torch_model.layers, strict=True):
        layer.weight.data.copy_(torch.tensor(numpy_model.params[W]))
        layer.bias.data.copy_(torch.tensor(numpy_model.params[b]))


@mistake("copy_parameters", caught_by="weights_arrive")
def copy_transposed_where_it_fits(numpy_model, torch_model):
    """Square matrices arrive transposed. Compare the formulas: Z = A W^T + b here, and what does nn.Linear compute?"""
    for i, layer in enumerate(torch_model.layers, start=1):
        W = numpy_model.params[f"W{i}"]
        layer.weight.data.copy_(torch.tensor(W.T if W.T.shape == layer.weight.shape else W))
        layer.bias.data.copy_(torch.tensor(numpy_model.params[f"b{i}"]))


@mistake("copy_parameters", caught_by="weights_arrive")
def copy_forced_into_shape(numpy_model, torch_model):
    """The right numbers in the wrong places: `reshape` makes any shape fit, but it does not undo a transposition."""
    for i, layer in enumerate(torch_model.layers, start=1):
        layer.weight.data.copy_(torch.tensor(numpy_model.params[f"W{i}"].T.reshape(layer.weight.shape)))
        layer.bias.data.copy_(torch.tensor(numpy_model.params[f"b{i}"]))


@mistake("copy_parameters", caught_by="weights_arrive")
def copy_without_the_last_layer(numpy_model, torch_model):
    """One layer keeps its own parameters, the last one: how far does your loop count?"""
    for i, layer in enumerate(torch_model.layers[:-1], start=1):
        layer.weight.data.copy_(torch.tensor(numpy_model.params[f"W{i}"]))
        layer.bias.data.copy_(torch.tensor(numpy_model.params[f"b{i}"]))


@mistake("copy_parameters", caught_by="weights_arrive")
def copy_through_single_precision(numpy_model, torch_model):
    """The numbers arrive rounded to seven digits: on the way they were float32, although both ends are double."""
    for i, layer in enumerate(torch_model.layers, start=1):
        layer.weight.data.copy_(torch.tensor(numpy_model.params[f"W{i}"], dtype=torch.float32))
        layer.bias.data.copy_(torch.tensor(numpy_model.params[f"b{i}"], dtype=torch.float32))


@mistake("copy_parameters", caught_by="weights_arrive")
def copy_into_a_dictionary(numpy_model, torch_model):
    """Nothing arrives: the network that you were given holds what it held before. Arrays that are put into a name of
    your own, into a dict that state_dict() returned, or into a copy of the network do not reach its parameters."""
    state = torch_model.state_dict()
    for i in range(len(torch_model.layers)):
        state[f"layers.{i}.weight"] = torch.tensor(numpy_model.params[f"W{i + 1}"])
        state[f"layers.{i}.bias"] = torch.tensor(numpy_model.params[f"b{i + 1}"])


@mistake("copy_parameters", caught_by="weights_arrive")
def copy_under_the_eyes_of_autograd(numpy_model, torch_model):
    """PyTorch refuses to overwrite a parameter while it records operations for a gradient. Say that this is none."""
    for i, layer in enumerate(torch_model.layers, start=1):
        layer.weight.copy_(torch.tensor(numpy_model.params[f"W{i}"]))
        layer.bias.copy_(torch.tensor(numpy_model.params[f"b{i}"]))


@mistake("copy_parameters", caught_by="the_numpy_network_is_as_it_was")
def copy_the_other_way(numpy_model, torch_model):
    """The numbers went the other way: NumPy's network now has those of PyTorch's, which should have been
    overwritten."""
    for i, layer in enumerate(torch_model.layers, start=1):
        numpy_model.params[f"W{i}"] = layer.weight.detach().numpy().astype(float)
        numpy_model.params[f"b{i}"] = layer.bias.detach().numpy().astype(float)


@mistake("copy_parameters", caught_by="the_numpy_network_is_as_it_was")
def copy_that_leaves_tensors_behind(numpy_model, torch_model):
    """The NumPy network's arrays have become tensors. It belongs to the caller, and its forward pass expects
    arrays."""
    for name, array in numpy_model.params.items():
        numpy_model.params[name] = torch.tensor(array)
    for i, layer in enumerate(torch_model.layers, start=1):
        layer.weight.data.copy_(numpy_model.params[f"W{i}"])
        layer.bias.data.copy_(numpy_model.params[f"b{i}"])


@mistake("copy_parameters", caught_by="weights_arrive")
def copy_that_counts_from_zero(numpy_model, torch_model):
    """The layers are counted from 0, and so are the names that you look up. Which one is NumPy's first?"""
    for i, layer in enumerate(torch_model.layers):
        layer.weight.data.copy_(torch.tensor(numpy_model.params[f"W{i}"]))
        layer.bias.data.copy_(torch.tensor(numpy_model.params[f"b{i}"]))


@mistake("copy_parameters", caught_by="the_networks_share_no_memory")
def copy_that_is_none(numpy_model, torch_model):
    """The two networks now share their memory: torch.from_numpy looks at the array, it does not copy it. When NumPy's
    network learns, PyTorch's moves along, and a comparison of the two compares one with itself."""
    for i, layer in enumerate(torch_model.layers, start=1):
        layer.weight.data = torch.from_numpy(numpy_model.params[f"W{i}"]).to(layer.weight.dtype)
        layer.bias.data = torch.from_numpy(numpy_model.params[f"b{i}"]).to(layer.bias.dtype)


@mistake("copy_parameters", caught_by="a_network_keeps_its_precision")
def copy_that_makes_it_double(numpy_model, torch_model):
    """A network that was float32 is float64 afterwards, and the next float32 batch is refused. The target's dtype
    should stay."""
    for i, layer in enumerate(torch_model.layers, start=1):
        layer.weight.data = torch.tensor(numpy_model.params[f"W{i}"])
        layer.bias.data = torch.tensor(numpy_model.params[f"b{i}"])


@mistake("copy_parameters", caught_by="an_optimizer_made_before_moves_the_copies")
def copy_into_new_parameters(numpy_model, torch_model):
    """You give the layers new Parameter objects. An optimizer that was made before goes on moving the old ones, which
    nobody uses any more: training runs, and nothing changes."""
    for i, layer in enumerate(torch_model.layers, start=1):
        kind = layer.weight.dtype
        layer.weight = nn.Parameter(torch.tensor(numpy_model.params[f"W{i}"], dtype=kind))
        layer.bias = nn.Parameter(torch.tensor(numpy_model.params[f"b{i}"], dtype=kind))


@mistake("copy_parameters", caught_by="an_optimizer_made_before_moves_the_copies")
def copy_that_freezes(numpy_model, torch_model):
    """The numbers arrive, but afterwards the parameters ask for no gradient any more: requires_grad was switched off to
    be allowed to write, and never on again."""
    for i, layer in enumerate(torch_model.layers, start=1):
        layer.weight.requires_grad_(False).copy_(torch.tensor(numpy_model.params[f"W{i}"]))
        layer.bias.requires_grad_(False).copy_(torch.tensor(numpy_model.params[f"b{i}"]))


@mistake("copy_parameters", caught_by="an_optimizer_made_before_moves_the_copies")
def copy_that_freezes_the_weights(numpy_model, torch_model):
    """The optimizer moves the biases, and no weights: requires_grad is off for them since the copying. It may be off
    for as long as you write, or better, write inside no_grad()."""
    for i, layer in enumerate(torch_model.layers, start=1):
        layer.weight.requires_grad_(False).copy_(torch.tensor(numpy_model.params[f"W{i}"]))
        layer.bias.data.copy_(torch.tensor(numpy_model.params[f"b{i}"]))


@mistake("copy_parameters", caught_by="a_network_keeps_its_precision")
def copy_that_switches_to_eval_mode(numpy_model, torch_model):
    """The network is in eval mode afterwards, whatever it was in before: a training that goes on would have no dropout
    any more. Copying parameters is all that was asked for."""
    for i, layer in enumerate(torch_model.layers, start=1):
        layer.weight.data.copy_(torch.tensor(numpy_model.params[f"W{i}"]))
        layer.bias.data.copy_(torch.tensor(numpy_model.params[f"b{i}"]))
    torch_model.eval()


@mistake("copy_parameters", caught_by="the_numpy_network_is_as_it_was")
def copy_that_rounds_the_original(numpy_model, torch_model):
    """The NumPy network was converted to the other one's precision, in place. It belongs to the caller, who did not ask
    for that."""
    kind = torch_model.layers[0].weight.detach().numpy().dtype
    for name, array in numpy_model.params.items():
        numpy_model.params[name] = array.astype(kind)
    for i, layer in enumerate(torch_model.layers, start=1):
        layer.weight.data.copy_(torch.tensor(numpy_model.params[f"W{i}"]))
        layer.bias.data.copy_(torch.tensor(numpy_model.params[f"b{i}"]))


# verify_numpy_pytorch_equivalence: a comparison that is right, but for what is handed to it.


def _pair(config, deviation=0.5):
    ours = NumpyMLP(config)
    rng = np.random.default_rng(config.seed)
    for name, array in ours.params.items():
        if name.startswith("b"):
            array += deviation * rng.normal(size=array.shape)
    theirs = PyTorchMLP(config).double()
    copy_parameters(ours, theirs)
    return ours, theirs


def _largest(ours, theirs):
    return float(np.max(np.abs(ours - theirs.detach().numpy())))


def _step(ours, theirs, gradients, lr=0.1):
    for name in gradients:
        ours.params[name] -= lr * gradients[name]
    with torch.no_grad():
        for parameter in theirs.parameters():
            parameter -= lr * parameter.grad


def _compared(ours, theirs, X, y, apart=_largest, over=max, loss=torch_loss, step=_step, named=lambda name: True):
    """Three differences; `apart` compares two arrays, `over` sums up several, `named` says which ones are compared."""
    kind = next(theirs.parameters()).dtype
    inputs, targets = torch.tensor(X, dtype=kind), torch.tensor(y, dtype=kind)
    found = {"output": apart(ours.forward(X), theirs(inputs))}
    loss(theirs, inputs, targets).backward()
    gradients = ours.backward(y)
    pairs = [(name, each) for name, each in zip(gradients, theirs.parameters(), strict=True) if named(name)]
    found["gradients"] = over([apart(gradients[name], each.grad) for name, each in pairs])
    step(ours, theirs, gradients)
    found["step"] = over([apart(ours.params[name], each) for name, each in pairs])
    return found


def _held_against(found, atol):
    for name, difference in found.items():
        if difference > atol:
            raise AssertionError(f"{name} differs by {difference}")
    return found


@mistake("verify_numpy_pytorch_equivalence", caught_by="equal_networks_agree")
def comparison_in_single_precision(config, X, y, atol=1e-12):
    """Equal networks differ by about 1e-7: PyTorch's one computes in float32, its default, or holds numbers that were
    float32 once. To find errors in a formula both have to be in double precision all the way."""
    ours, theirs = _pair(config)
    return _held_against(_compared(ours, theirs.float(), X, y), atol)


def _summed(model, X, y):
    return torch_loss(model, X, y) * y.numel()


@mistake("verify_numpy_pytorch_equivalence", caught_by="equal_networks_agree")
def comparison_with_a_sum_for_a_loss(config, X, y, atol=1e-12):
    """PyTorch's gradients are larger by the number of elements: one loss is a sum, the other a mean."""
    return _held_against(_compared(*_pair(config), X, y, loss=_summed), atol)


def _mean_over_rows(model, X, y):
    return torch_loss(model, X, y) * model.config.layer_dims[-1]


@mistake("verify_numpy_pytorch_equivalence", caught_by="equal_networks_agree")
def comparison_with_a_mean_over_rows(config, X, y, atol=1e-12):
    """With two outputs PyTorch's gradients are twice as large: binary cross-entropy is a mean over every element, not a
    sum over outputs and a mean over rows."""
    return _held_against(_compared(*_pair(config), X, y, loss=_mean_over_rows), atol)


def _step_of_one(ours, theirs, gradients):
    for name in gradients:
        ours.params[name] -= 0.1 * gradients[name]


@mistake("verify_numpy_pytorch_equivalence", caught_by="equal_networks_agree")
def comparison_of_unequal_steps(config, X, y, atol=1e-12):
    """Output and gradients agree, and after the step the parameters do not. So the two networks were not moved alike:
    both once, along their gradients, at one rate, by plain gradient descent?"""
    return _held_against(_compared(*_pair(config), X, y, step=_step_of_one), atol)


@mistake("verify_numpy_pytorch_equivalence", caught_by="equal_networks_agree")
def comparison_that_leaves_doubles_behind(config, X, y, atol=1e-12):
    """Afterwards PyTorch's default dtype is float64, for all of the program: the training below would be in double
    precision too, without a word."""
    torch.set_default_dtype(torch.float64)
    return _held_against(_compared(*_pair(config), X, y), atol)


@mistake("verify_numpy_pytorch_equivalence", caught_by="equal_networks_agree")
def comparison_of_two_draws(config, X, y, atol=1e-12):
    """The two networks have parameters of their own. One seed does not make NumPy and PyTorch draw the same numbers:
    they have to be copied, and after the last one was drawn."""
    ours, _ = _pair(config)
    theirs = PyTorchMLP(config).double()
    with torch.no_grad():
        for parameter in theirs.parameters():
            parameter.normal_()
    return _held_against(_compared(ours, theirs, X, y), atol)


@mistake("verify_numpy_pytorch_equivalence", caught_by="equal_networks_agree")
def comparison_of_outputs_with_logits(config, X, y, atol=1e-12):
    """Gradients and step of equal networks agree, and their outputs do not: they are not the same thing on both sides.
    Are PyTorch's logits compared with NumPy's output, or the other way round?"""
    ours, theirs = _pair(config)
    apart = _largest(ours.forward(X), theirs.logits(torch.tensor(X)))
    return _held_against({**_compared(ours, theirs, X, y), "output": apart}, atol)


@mistake("verify_numpy_pytorch_equivalence", caught_by="equal_networks_agree")
def comparison_of_other_weights(config, X, y, atol=1e-12):
    """The weights are other ones than those that NumpyMLP(config) draws: only the biases are to be drawn anew. What is
    compared should be the networks that are going to be trained."""
    ours, theirs = _pair(config)
    rng = np.random.default_rng(config.seed)
    ours.params = {name: rng.normal(size=array.shape) for name, array in ours.params.items()}
    copy_parameters(ours, theirs)
    return _held_against(_compared(ours, theirs, X, y), atol)


@mistake("verify_numpy_pytorch_equivalence", caught_by="equal_networks_agree")
def comparison_that_returns_a_tensor(config, X, y, atol=1e-12):
    """The difference of outputs is a tensor, which keeps all that it was computed from: three floats were asked for. A
    tensor of one number has .item()."""
    ours, theirs = _pair(config)
    apart = (torch.tensor(ours.forward(X)) - theirs(torch.tensor(X))).abs().max()
    return _held_against({**_compared(ours, theirs, X, y), "output": apart}, atol)


@mistake("verify_numpy_pytorch_equivalence", caught_by="labels_may_have_one_dimension")
def comparison_that_reshapes_the_callers_labels(config, X, y, atol=1e-12):
    """Afterwards the caller's y has another shape: `y.shape = ...` and `y.resize(...)` change the array itself.
    `y.reshape(...)` makes another one."""
    y.shape = len(y), -1
    return _held_against(_compared(*_pair(config), X, y), atol)


def _every_pair(model, X, y):
    z = model.logits(X)
    if model.config.output_activation == "sigmoid":
        return (functional.softplus(z) - y * z).mean()
    return ((model(X) - y) ** 2).mean()


@mistake("verify_numpy_pytorch_equivalence", caught_by="labels_may_have_one_dimension")
def comparison_that_broadcasts_labels(config, X, y, atol=1e-12):
    """With labels of shape (n,) the loss is a mean over n times n elements: each prediction was compared with every
    label. Bring both into one shape first."""
    loss = torch_loss if config.output_activation == "softmax" else _every_pair
    return _held_against(_compared(*_pair(config), X, y, loss=loss), atol)


def _binary_always(model, X, y):
    z = model.logits(X)
    return functional.binary_cross_entropy_with_logits(z, y.reshape(z.shape))


@mistake("verify_numpy_pytorch_equivalence", caught_by="gradients_agree_whatever_the_loss")
def comparison_by_binary_cross_entropy_always(config, X, y, atol=1e-12):
    """PyTorch's loss is binary cross-entropy whatever the output activation is. NumPy's backward pass starts from the
    loss that belongs to it."""
    return _held_against(_compared(*_pair(config), X, y, loss=_binary_always), atol)


def _squared_unless_sigmoid(model, X, y):
    if model.config.output_activation == "sigmoid":
        return torch_loss(model, X, y)
    output = model(X)
    return functional.mse_loss(output, y.reshape(output.shape))


@mistake("verify_numpy_pytorch_equivalence", caught_by="gradients_agree_whatever_the_loss")
def comparison_by_squared_error_of_a_softmax(config, X, y, atol=1e-12):
    """The loss of PyTorch's network with a softmax is not the one from which NumPy's backward pass starts. There are
    three losses, not two."""
    return _held_against(_compared(*_pair(config), X, y, loss=_squared_unless_sigmoid), atol)


@mistake("verify_numpy_pytorch_equivalence", caught_by="biases_used_twice_are_seen")
def comparison_with_zero_biases(config, X, y, atol=1e-12):
    """An error in how biases are used went unseen in the output: all biases were still 0 when you compared."""
    return _held_against(_compared(*_pair(config, deviation=0.0), X, y), atol)


@mistake("verify_numpy_pytorch_equivalence", caught_by="biases_used_twice_are_seen")
def comparison_with_biases_of_one(config, X, y, atol=1e-12):
    """Biases in reverse order went unseen: all biases of a layer are the same number. Random ones are asked for, so
    that a bias in the wrong place shows."""
    ours, theirs = _pair(config)
    for name, array in ours.params.items():
        if name.startswith("b"):
            array[:] = 1.0
    copy_parameters(ours, theirs)
    return _held_against(_compared(ours, theirs, X, y), atol)


@mistake("verify_numpy_pytorch_equivalence", caught_by="biases_used_twice_are_seen")
def comparison_with_itself(config, X, y, atol=1e-12):
    """No difference is ever found: somewhere a number is compared with itself. Follow each of the two numbers of a
    difference back to the network it should come from."""
    return _held_against(
        _compared(*_pair(config), X, y, apart=lambda ours, theirs: _largest(ours, _tensor(ours))), atol
    )


def _tensor(array):
    return torch.tensor(array)


def _copied_gradients(ours, theirs, gradients):
    for name, parameter in zip(gradients, theirs.parameters(), strict=True):
        ours.params[name] = ours.params[name] - 0.1 * parameter.grad.numpy()
        parameter.data -= 0.1 * parameter.grad


@mistake("verify_numpy_pytorch_equivalence", caught_by="the_largest_difference_of_gradients")
def comparison_with_one_gradient_for_two_steps(config, X, y, atol=1e-12):
    """The parameters agree after the step although the gradients did not: either there was no step, or both networks
    moved along the same gradient, or both hold the same memory, or one is compared with itself.
    Each has a gradient and parameters of its own."""
    return _held_against(_compared(*_pair(config), X, y, step=_copied_gradients), atol)


def _step_of_weights(ours, theirs, gradients):
    _step(ours, theirs, gradients)
    for name, parameter in zip(gradients, theirs.parameters(), strict=True):
        if name.startswith("b"):
            ours.params[name] = parameter.detach().numpy()


@mistake("verify_numpy_pytorch_equivalence", caught_by="the_largest_difference_of_gradients")
def comparison_of_weights_after_the_step(config, X, y, atol=1e-12):
    """The gradients of all parameters are compared, but after the step only the weights are."""
    return _held_against(_compared(*_pair(config), X, y, step=_step_of_weights), atol)


@mistake("verify_numpy_pytorch_equivalence", caught_by="the_largest_difference_of_gradients")
def comparison_of_weights_only(config, X, y, atol=1e-12):
    """Only the weights' gradients are compared, not those of the biases."""
    return _held_against(_compared(*_pair(config), X, y, named=lambda name: name.startswith("W")), atol)


@mistake("verify_numpy_pytorch_equivalence", caught_by="the_largest_difference_of_gradients")
def comparison_of_the_first_layer_only(config, X, y, atol=1e-12):
    """Gradients and step are compared for the first layer's weights, and the rest of the network is not looked at."""
    return _held_against(_compared(*_pair(config), X, y, named=lambda name: name == "W1"), atol)


@mistake("verify_numpy_pytorch_equivalence", caught_by="the_largest_difference_of_gradients")
def comparison_that_keeps_the_last(config, X, y, atol=1e-12):
    """Of several arrays only the last one's difference is reported: does each round of your loop overwrite what the
    ones before have found?"""
    return _held_against(_compared(*_pair(config), X, y, over=lambda found: found[-1]), atol)


@mistake("verify_numpy_pytorch_equivalence", caught_by="the_largest_difference_of_gradients")
def comparison_that_adds_up_arrays(config, X, y, atol=1e-12):
    """The differences of several arrays are added up. What is asked for is the largest of them."""
    return _held_against(_compared(*_pair(config), X, y, over=sum), atol)


def _norms_apart(ours, theirs):
    return float(abs(np.linalg.norm(ours) - np.linalg.norm(theirs.detach().numpy())))


@mistake("verify_numpy_pytorch_equivalence", caught_by="the_largest_difference_of_gradients")
def comparison_of_norms(config, X, y, atol=1e-12):
    """You compare the lengths of two arrays. Entries in another order have the same length: subtract first."""
    return _held_against(_compared(*_pair(config), X, y, apart=_norms_apart), atol)


def _distance(ours, theirs):
    return float(np.linalg.norm(ours - theirs.detach().numpy()))


@mistake("verify_numpy_pytorch_equivalence", caught_by="the_largest_difference_of_outputs")
def comparison_of_distances(config, X, y, atol=1e-12):
    """All differences of an array are drawn together into one length, which grows with the number of entries. What is
    asked for is the largest difference."""
    return _held_against(_compared(*_pair(config), X, y, apart=_distance), atol)


def _mean_apart(ours, theirs):
    return float(np.mean(np.abs(ours - theirs.detach().numpy())))


@mistake("verify_numpy_pytorch_equivalence", caught_by="the_largest_difference_of_outputs")
def comparison_of_means(config, X, y, atol=1e-12):
    """You take the mean of the differences, in which one wrong entry among many right ones is nearly lost. What is
    asked for is the largest one."""
    return _held_against(_compared(*_pair(config), X, y, apart=_mean_apart), atol)


def _signed(ours, theirs):
    return float(np.max(ours - theirs.detach().numpy()))


@mistake("verify_numpy_pytorch_equivalence", caught_by="the_largest_difference_of_outputs")
def comparison_with_signs(config, X, y, atol=1e-12):
    """A difference with a minus sign counts as small, however large it is. The largest absolute value is asked for."""
    return _held_against(_compared(*_pair(config), X, y, apart=_signed), atol)


def _logits_apart(ours, theirs, X):
    return float(np.abs(ours.cache[f"Z{len(theirs.layers)}"] - theirs.logits(torch.tensor(X)).detach().numpy()).max())


@mistake("verify_numpy_pytorch_equivalence", caught_by="the_largest_difference_of_outputs")
def comparison_of_logits(config, X, y, atol=1e-12):
    """An error behind the logits went unseen: what you compare as outputs does not come from `forward`."""
    ours, theirs = _pair(config)
    ours.forward(X)
    apart = _logits_apart(ours, theirs, X)
    return _held_against({**_compared(ours, theirs, X, y), "output": apart}, atol)


@mistake("verify_numpy_pytorch_equivalence", caught_by="a_difference_above_atol_is_an_error")
def comparison_that_never_complains(config, X, y, atol=1e-12):
    """The differences are right, but one that exceeds atol is no error. Is atol used at all, and is a single difference
    enough?"""
    return _compared(*_pair(config), X, y)


@mistake("verify_numpy_pytorch_equivalence", caught_by="a_difference_above_atol_is_an_error")
def comparison_that_complains_about_outputs_only(config, X, y, atol=1e-12):
    """Gradients are not held against atol: one that is off by more is let pass. A wrong gradient leaves the output as
    it was."""
    found = _compared(*_pair(config), X, y)
    assert found["output"] <= atol
    return found


@mistake("verify_numpy_pytorch_equivalence", caught_by="a_difference_above_atol_is_an_error")
def comparison_that_complains_about_gradients_only(config, X, y, atol=1e-12):
    """An output that is off by more than atol is let pass: only gradients, or the step, are held against it."""
    found = _compared(*_pair(config), X, y)
    assert found["gradients"] <= atol
    return found


@mistake("verify_numpy_pytorch_equivalence", caught_by="a_difference_above_atol_is_an_error")
def comparison_that_lets_the_step_pass(config, X, y, atol=1e-12):
    """Output and gradients are held against atol, and the parameters after the step are not. That is the third
    difference: a wrong update leaves the other two as they were."""
    found = _compared(*_pair(config), X, y)
    assert max(found["output"], found["gradients"]) <= atol
    return found


@mistake("verify_numpy_pytorch_equivalence", caught_by="a_difference_above_atol_is_an_error")
def comparison_with_another_tolerance_by_default(config, X, y, atol=1e-6):
    """With atol given this is right. Left to its default it is another one than in the docstring."""
    return _held_against(_compared(*_pair(config), X, y), atol)


@mistake("verify_numpy_pytorch_equivalence", caught_by="a_difference_above_atol_is_an_error")
def comparison_of_their_mean_with_atol(config, X, y, atol=1e-12):
    """The mean of the three differences is held against atol, so that one may be too large as long as the others are
    small. Each of them is held against it."""
    found = _compared(*_pair(config), X, y)
    assert np.mean(list(found.values())) <= atol
    return found


@mistake("verify_numpy_pytorch_equivalence", caught_by="a_difference_above_atol_is_an_error")
def comparison_with_a_tolerance_of_its_own(config, X, y, atol=1e-12):
    """It complains where atol allows any difference: your code holds the differences against a number of its own."""
    return _held_against(_compared(*_pair(config), X, y), 1e-12)


def _close(ours, theirs, atol):
    assert np.allclose(ours, theirs.detach().numpy(), atol=atol)
    return _largest(ours, theirs)


@mistake("verify_numpy_pytorch_equivalence", caught_by="a_difference_above_atol_is_an_error")
def comparison_by_allclose(config, X, y, atol=1e-12):
    """Large differences are an error, small ones are not, although they exceed atol: something tolerates more. One that
    does is np.allclose, with its second tolerance relative to the numbers, 1e-5 unless you say otherwise."""
    return _compared(*_pair(config), X, y, apart=lambda ours, theirs: _close(ours, theirs, atol))


# train_pytorch_mlp: one loop with a switch for each mistake would hide them; `_run` takes what differs as functions.


def _tensors(data):
    return {name: torch.tensor(array, dtype=torch.get_default_dtype()) for name, array in data.items()}


def _scored(model, parts):
    found = {}
    for split in ("train", "val"):
        loss, accuracy = torch_evaluate(model, parts[f"X_{split}"], parts[f"y_{split}"])
        found |= {f"{split}_loss": loss, f"{split}_acc": accuracy}
    return {name: found[name] for name in ("train_loss", "val_loss", "train_acc", "val_acc")}


def _batches(rng, n, batch_size):
    return np.split(rng.permutation(n), range(batch_size, n, batch_size))


def _update(model, optimizer, X, y):
    optimizer.zero_grad()
    torch_loss(model, X, y).backward()
    optimizer.step()


def _run(
    config, data, epochs, batch_size, lr, batches=_batches, update=_update, scored=_scored, optimizer=torch.optim.SGD
):
    model, parts = PyTorchMLP(config), _tensors(data)
    stepper = optimizer(model.parameters(), lr=lr)
    rng = np.random.default_rng(config.seed + 1)
    history = {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}
    for _ in range(epochs):
        model.train()
        for rows in batches(rng, len(parts["X_train"]), batch_size):
            update(model, stepper, parts["X_train"][rows], parts["y_train"][rows])
        model.eval()
        for name, value in scored(model, parts).items():
            history[name].append(value)
    return model, history


def _update_without_zero_grad(model, optimizer, X, y):
    torch_loss(model, X, y).backward()
    optimizer.step()


@mistake("train_pytorch_mlp", caught_by="gradients_do_not_add_up")
def training_that_adds_up_gradients(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The first step is right, the second is not: backward() adds to the gradients that are there already. Who empties
    them before the next batch?"""
    return _run(config, data, epochs, batch_size, lr, update=_update_without_zero_grad)


def _update_after_emptying(model, optimizer, X, y):
    torch_loss(model, X, y).backward()
    optimizer.zero_grad()
    optimizer.step()


@mistake("train_pytorch_mlp", caught_by="one_step")
def training_that_empties_gradients_too_late(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Nothing is learnt: after training the parameters are what they were before. Is there a step after every
    backward pass, of this network's parameters, and are the gradients still there when it is taken?"""
    return _run(config, data, epochs, batch_size, lr, update=_update_after_emptying)


def _update_at_a_loss(model, optimizer, X, y):
    optimizer.zero_grad()
    output = model(X)
    functional.mse_loss(output, y.reshape(output.shape)).backward()
    optimizer.step()


@mistake("train_pytorch_mlp", caught_by="one_step")
def training_by_squared_error_always(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Whatever the output activation is, the loss is the squared error. Behind a sigmoid or a softmax it should be a
    cross-entropy."""
    return _run(config, data, epochs, batch_size, lr, update=_update_at_a_loss)


def _update_by_probabilities(model, optimizer, X, y):
    optimizer.zero_grad()
    output = model(X)
    functional.binary_cross_entropy_with_logits(output, y.reshape(output.shape)).backward()
    optimizer.step()


@mistake("train_pytorch_mlp", caught_by="one_step")
def training_with_two_sigmoids(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """A loss that wants logits is given the network's outputs, and takes the sigmoid of a sigmoid. It learns something,
    slowly."""
    return _run(config, data, epochs, batch_size, lr, update=_update_by_probabilities)


def _update_by_sum(model, optimizer, X, y):
    optimizer.zero_grad()
    (len(X) * torch_loss(model, X, y)).backward()
    optimizer.step()


@mistake("train_pytorch_mlp", caught_by="one_step")
def training_on_the_sum(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The steps are too long by the number of rows in a batch: the loss is a sum over rows where it should be a
    mean."""
    return _run(config, data, epochs, batch_size, lr, update=_update_by_sum)


def _update_with_broadcast_labels(model, optimizer, X, y):
    optimizer.zero_grad()
    z = model.logits(X)
    (functional.softplus(z) - y * z).mean().backward()
    optimizer.step()


@mistake("train_pytorch_mlp", caught_by="one_step")
def training_on_every_pair(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Each prediction is compared with every label of its batch: an array of shape (n, 1) and one of shape (n,) are
    broadcast to (n, n), without a word. Give the labels the shape of the predictions."""
    return _run(config, data, epochs, batch_size, lr, update=_update_with_broadcast_labels)


def _momentum(parameters, lr):
    return torch.optim.SGD(parameters, lr=lr, momentum=0.9)


@mistake("train_pytorch_mlp", caught_by="gradients_do_not_add_up")
def training_with_momentum(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """From the second step on the steps are too long, and point a little into the old direction: that is momentum.
    Plain gradient descent was asked for."""
    return _run(config, data, epochs, batch_size, lr, optimizer=_momentum)


@mistake("train_pytorch_mlp", caught_by="one_step")
def training_with_adam(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """In the first step every parameter moves by the same amount, whatever its gradient: that is Adam. Plain gradient
    descent was asked for."""
    return _run(config, data, epochs, batch_size, lr, optimizer=torch.optim.Adam)


@mistake("train_pytorch_mlp", caught_by="one_step")
def training_at_its_own_rate(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The steps have the right direction but another length: the argument lr is not what the optimizer was given."""
    return _run(config, data, epochs, batch_size, 0.01)


@mistake("train_pytorch_mlp", caught_by="all_steps_follow_one_rule")
def training_at_a_falling_rate(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The first epoch is right, later ones make smaller steps: the rate is changed on the way. It should stay lr."""
    model, parts = PyTorchMLP(config), _tensors(data)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    rng = np.random.default_rng(config.seed + 1)
    history = {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}
    for _ in range(epochs):
        model.train()
        for rows in _batches(rng, len(parts["X_train"]), batch_size):
            _update(model, optimizer, parts["X_train"][rows], parts["y_train"][rows])
        optimizer.param_groups[0]["lr"] *= 0.95
        model.eval()
        for name, value in _scored(model, parts).items():
            history[name].append(value)
    return model, history


@mistake("train_pytorch_mlp", caught_by="all_steps_follow_one_rule")
def training_that_divides_by_batch_size(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The smaller last batch makes a smaller step: its sum of losses is divided by batch_size. A mean is divided by the
    number of rows that are there."""

    def update(model, optimizer, X, y):
        optimizer.zero_grad()
        (torch_loss(model, X, y) * len(X) / batch_size).backward()
        optimizer.step()

    return _run(config, data, epochs, batch_size, lr, update=update)


@mistake("train_pytorch_mlp", caught_by="all_steps_follow_one_rule")
def training_that_returns_the_best(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The parameters are those of the epoch with the smallest validation loss. That is early stopping, and often wise;
    here the parameters after the last epoch were asked for."""
    best = {"loss": math.inf, "state": None}

    def scored(model, parts):
        found = _scored(model, parts)
        if found["val_loss"] < best["loss"]:
            best["loss"] = found["val_loss"]
            best["state"] = {name: tensor.clone() for name, tensor in model.state_dict().items()}
        return found

    model, history = _run(config, data, epochs, batch_size, lr, scored=scored)
    if best["state"]:
        model.load_state_dict(best["state"])
    return model, history


@mistake("train_pytorch_mlp", caught_by="all_steps_follow_one_rule")
def training_that_stops_early(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """There are fewer epochs than there should be: the loop is left when the validation loss rises. That is early
    stopping, and often wise; here all epochs were asked for."""
    losses = []

    def scored(model, parts):
        found = _scored(model, parts)
        losses.append(found["val_loss"])
        return found

    def batches(rng, n, batch_size):
        stop = len(losses) > 6 and losses[-1] > losses[-2]
        return [] if stop else _batches(rng, n, batch_size)

    model, history = _run(config, data, epochs, batch_size, lr, batches=batches, scored=scored)
    ends = [i for i in range(7, len(losses)) if losses[i - 1] > losses[i - 2]]
    return model, {name: values[: ends[0]] if ends else values for name, values in history.items()}


@mistake("train_pytorch_mlp", caught_by="all_steps_follow_one_rule")
def training_at_another_rate_by_default(config, data, epochs=100, batch_size=32, lr=0.1, verbose=False):
    """With lr given this is right. Left to its default it is another one than in the docstring."""
    return _run(config, data, epochs, batch_size, lr)


@mistake("train_pytorch_mlp", caught_by="all_steps_follow_one_rule")
def training_for_ten_epochs_by_default(config, data, epochs=10, batch_size=32, lr=0.01, verbose=False):
    """With epochs given this is right. Left to its default it is another number than in the docstring."""
    return _run(config, data, epochs, batch_size, lr)


@mistake("train_pytorch_mlp", caught_by="all_steps_follow_one_rule")
def training_in_other_batches_by_default(config, data, epochs=100, batch_size=64, lr=0.01, verbose=False):
    """With batch_size given this is right. Left to its default it is another number than in the docstring."""
    return _run(config, data, epochs, batch_size, lr)


def _batches_in_order(rng, n, batch_size):
    return np.split(np.arange(n), range(batch_size, n, batch_size))


@mistake("train_pytorch_mlp", caught_by="every_row_in_a_fresh_order")
def training_without_shuffling(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The rows are taken in the order in which they lie: there is no permutation, or it was sorted again. They should
    be in the order of a fresh permutation each epoch."""
    return _run(config, data, epochs, batch_size, lr, batches=_batches_in_order)


def _whole_batches(rng, n, batch_size):
    return [rows for rows in _batches(rng, n, batch_size) if len(rows) == batch_size]


@mistake("train_pytorch_mlp", caught_by="every_row_in_a_fresh_order")
def training_without_the_last_batch(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Where the batch size does not divide the number of rows, the rest of the rows is never used. A smaller last batch
    is a batch too."""
    return _run(config, data, epochs, batch_size, lr, batches=_whole_batches)


@mistake("train_pytorch_mlp", caught_by="every_row_in_a_fresh_order")
def training_with_one_order_for_all_epochs(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The first epoch is right; the second takes the rows in the same order again. Either the generator is made anew
    for each epoch, and so starts anew, or one permutation is drawn, before the loop over epochs begins."""
    return _run(
        config,
        data,
        epochs,
        batch_size,
        lr,
        batches=lambda rng, n, size: _batches(np.random.default_rng(config.seed + 1), n, size),
    )


@mistake("train_pytorch_mlp", caught_by="every_row_in_a_fresh_order")
def training_with_the_seed_of_the_weights(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The rows come in a random order, but in another one: the generator of the permutations is made from config.seed
    itself."""
    rng = np.random.default_rng(config.seed)
    return _run(config, data, epochs, batch_size, lr, batches=lambda _, n, size: _batches(rng, n, size))


@mistake("train_pytorch_mlp", caught_by="every_row_in_a_fresh_order")
def training_on_all_rows_at_once(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """There is one update in each epoch, with all rows: batch_size has no effect."""
    return _run(config, data, epochs, len(data["X_train"]), lr)


def _all_rows_each_time(rng, n, batch_size):
    order = rng.permutation(n)
    return [order for _ in range(0, n, batch_size)]


@mistake("train_pytorch_mlp", caught_by="every_row_in_a_fresh_order")
def training_with_all_rows_in_every_update(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """There are as many updates as there should be, but each of them takes all rows. Only the next batch_size rows of
    the permutation belong to it."""
    return _run(config, data, epochs, batch_size, lr, batches=_all_rows_each_time)


@mistake("train_pytorch_mlp", caught_by="every_row_in_a_fresh_order")
def training_in_shuffles_of_shuffles(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The first epoch is right. From the second on rows are permuted that the epochs before have permuted already: each
    epoch should start from the rows as they came."""
    order = []

    def batches(rng, n, batch_size):
        order[:] = np.array(order or range(n))[rng.permutation(n)].tolist()
        return np.split(np.array(order), range(batch_size, n, batch_size))

    return _run(config, data, epochs, batch_size, lr, batches=batches)


@mistake("train_pytorch_mlp", caught_by="one_step")
def training_with_labels_in_their_old_order(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Rows and labels do not belong together any more: the rows are permuted, the labels are not."""
    taken = []

    def batches(rng, n, batch_size):
        taken[:] = np.split(np.arange(n), range(batch_size, n, batch_size))
        return _batches(rng, n, batch_size)

    def update(model, optimizer, X, y):
        _update(model, optimizer, X, torch.tensor(data["y_train"], dtype=X.dtype)[taken.pop(0)])

    return _run(config, data, epochs, batch_size, lr, batches=batches, update=update)


@mistake("train_pytorch_mlp", caught_by="every_row_in_a_fresh_order")
def training_on_validation_rows_too(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The validation rows are used for updates too. Then they cannot tell any more how the network does on new rows."""
    both = {letter: np.concatenate([data[f"{letter}_train"], data[f"{letter}_val"]]) for letter in "Xy"}
    return _run(config, {**data, "X_train": both["X"], "y_train": both["y"]}, epochs, batch_size, lr)


def _scored_by_logits(model, parts):
    found = _scored(model, parts)
    with torch.no_grad():
        for split in ("train", "val"):
            z, y = model.logits(parts[f"X_{split}"]), parts[f"y_{split}"]
            found[f"{split}_acc"] = ((z > 0.5) == (y.reshape(z.shape) > 0.5)).double().mean().item()
    return found


@mistake("train_pytorch_mlp", caught_by="losses_and_accuracies_of_each_epoch")
def training_that_judges_logits(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The losses are right, the accuracies are not: 0.5 is the threshold for a probability, and seems to be applied to
    logits here."""
    return _run(config, data, epochs, batch_size, lr, scored=_scored_by_logits)


@mistake("train_pytorch_mlp", caught_by="losses_and_accuracies_of_each_epoch")
def training_whose_history_counts_in_percent(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The accuracies are a hundred times too large: a share was asked for, not a percentage."""
    model, history = _run(config, data, epochs, batch_size, lr)
    return model, {name: [100 * v if "acc" in name else v for v in values] for name, values in history.items()}


@mistake("train_pytorch_mlp", caught_by="losses_and_accuracies_of_each_epoch")
def training_whose_losses_are_accuracies(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Losses and accuracies have changed places in the history. torch_evaluate returns the loss first."""
    model, history = _run(config, data, epochs, batch_size, lr)
    swapped = {"loss": "acc", "acc": "loss"}
    return model, {
        f"{part}_{kind}": history[f"{part}_{swapped[kind]}"] for part, kind in (n.split("_") for n in history)
    }


@mistake("train_pytorch_mlp", caught_by="losses_and_accuracies_of_each_epoch")
def training_that_averages_over_batches(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The training loss comes from the batches as they passed, a mean of them or the last one, each with the parameters
    of its moment. Asked for is the loss on all rows after the epoch."""
    losses = []

    def update(model, optimizer, X, y):
        losses.append(torch_loss(model, X, y).item())
        _update(model, optimizer, X, y)

    def scored(model, parts):
        found = {**_scored(model, parts), "train_loss": float(np.mean(losses))}
        losses.clear()
        return found

    return _run(config, data, epochs, batch_size, lr, update=update, scored=scored)


@mistake("train_pytorch_mlp", caught_by="losses_and_accuracies_of_each_epoch")
def training_whose_history_runs_backwards(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """After one epoch the history is right; after several its last entry is not what the returned model comes to. Do
    the epochs stand in reverse order, is an entry a mean over the epochs so far, or does it leave rows out?"""
    model, history = _run(config, data, epochs, batch_size, lr)
    return model, {name: values[::-1] for name, values in history.items()}


@mistake("train_pytorch_mlp", caught_by="losses_and_accuracies_of_each_epoch")
def training_whose_history_keeps_the_best(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """After one epoch the history is right; after several the same loss stands in it more than once: the best so far,
    the last one for all, or one that was not computed anew. Each entry tells what its own epoch has come to."""
    model, history = _run(config, data, epochs, batch_size, lr)
    best = {name: np.minimum.accumulate(history[name]).tolist() for name in ("train_loss", "val_loss")}
    return model, history | best


@mistake("train_pytorch_mlp", caught_by="losses_and_accuracies_of_each_epoch")
def training_that_scores_before_it_trains(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Each entry of the history belongs to the parameters before its epoch. It should tell what the epoch has come
    to."""
    model, history = _run(config, data, epochs, batch_size, lr)
    first = _scored(PyTorchMLP(config).eval(), _tensors(data))
    return model, {name: [first[name], *values[:-1]] for name, values in history.items()}


@mistake("train_pytorch_mlp", caught_by="losses_and_accuracies_of_each_epoch")
def training_scored_on_training_rows_only(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """What the history says of the validation rows was computed on the training rows."""

    def scored(model, parts):
        return _scored(model, {**parts, "X_val": parts["X_train"], "y_val": parts["y_train"]})

    return _run(config, data, epochs, batch_size, lr, scored=scored)


@mistake("train_pytorch_mlp", caught_by="losses_and_accuracies_of_each_epoch")
def training_with_an_epoch_too_few(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """There is one epoch less than asked for: with which number does your loop begin, and before which does it end?"""
    return _run(config, data, epochs - 1, batch_size, lr)


@mistake("train_pytorch_mlp", caught_by="losses_and_accuracies_of_each_epoch")
def training_with_an_epoch_too_many(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """There is one epoch more than asked for."""
    return _run(config, data, epochs + 1, batch_size, lr)


@mistake("train_pytorch_mlp", caught_by="losses_and_accuracies_of_each_epoch")
def training_that_looks_back_once(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The history has one entry, from the end of training. One for each epoch was asked for."""
    model, history = _run(config, data, epochs, batch_size, lr)
    return model, {name: values[-1:] for name, values in history.items()}


def _scored_in_train_mode(model, parts):
    model.train()
    found = _scored(model, parts)
    model.eval()
    return found


@mistake("train_pytorch_mlp", caught_by="train_mode_and_eval_mode")
def training_that_is_scored_in_train_mode(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The history was taken in train mode. A network with dropout would be scored with half of its units missing."""
    return _run(config, data, epochs, batch_size, lr, scored=_scored_in_train_mode)


@mistake("train_pytorch_mlp", caught_by="train_mode_and_eval_mode")
def training_that_never_leaves_train_mode(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The model is still in train mode when it comes back, and was so while the history was taken. `model.eval()` is
    missing."""
    model, history = _run(config, data, epochs, batch_size, lr, scored=_scored_in_train_mode)
    return model.train(), history


def _update_in_eval_mode(model, optimizer, X, y):
    model.eval()
    _update(model, optimizer, X, y)


@mistake("train_pytorch_mlp", caught_by="train_mode_and_eval_mode")
def training_in_eval_mode(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Updates happen in eval mode, from the first one on. `model.train()` belongs before them, in every epoch."""
    return _run(config, data, epochs, batch_size, lr, update=_update_in_eval_mode)


@mistake("train_pytorch_mlp", caught_by="train_mode_and_eval_mode")
def training_in_train_mode_for_one_epoch(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """From the second epoch on updates happen in eval mode: it is switched on for the history, and never off again.
    `model.train()` stands before the loop over epochs, and belongs into it."""
    scored = []

    def update(model, optimizer, X, y):
        model.train(not scored)
        _update(model, optimizer, X, y)

    def scores(model, parts):
        scored.append(1)
        return _scored(model, parts)

    return _run(config, data, epochs, batch_size, lr, update=update, scored=scores)


@mistake("train_pytorch_mlp", caught_by="train_mode_and_eval_mode")
def training_that_comes_back_in_train_mode(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The history was taken in eval mode, and the model comes back in train mode. Whoever asks it next would ask a
    network with dropout."""
    model, history = _run(config, data, epochs, batch_size, lr)
    return model.train(), history


@mistake("train_pytorch_mlp", caught_by="rows_in_double_for_a_network_in_single")
def training_of_doubles(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The network was made a float64 one, to take NumPy's rows. Training is to be in PyTorch's default dtype, and it is
    the rows that should give way."""
    model = PyTorchMLP(config).double()
    parts = {name: torch.tensor(array) for name, array in data.items()}
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    rng = np.random.default_rng(config.seed + 1)
    history = {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}
    for _ in range(epochs):
        model.train()
        for rows in _batches(rng, len(data["X_train"]), batch_size):
            _update(model, optimizer, parts["X_train"][rows], parts["y_train"][rows])
        model.eval()
        for name, value in _scored(model, parts).items():
            history[name].append(value)
    return model, history


@mistake("train_pytorch_mlp", caught_by="rows_in_double_for_a_network_in_single")
def training_that_rounds_the_data(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Afterwards the arrays in `data` are other ones than before: you converted or reordered them in their place. They
    belong to the caller."""
    for name, array in data.items():
        data[name] = array.astype(np.float32)
    return _run(config, data, epochs, batch_size, lr)


@mistake("train_pytorch_mlp", caught_by="rows_in_double_for_a_network_in_single")
def training_on_doubles(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The rows go into the network as float64, as NumPy has them, and a fresh PyTorch network is float32: it
    refuses."""
    model = PyTorchMLP(config)
    parts = {name: torch.tensor(array) for name, array in data.items()}
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    rng = np.random.default_rng(config.seed + 1)
    history = {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}
    for _ in range(epochs):
        model.train()
        for rows in _batches(rng, len(data["X_train"]), batch_size):
            _update(model, optimizer, parts["X_train"][rows], parts["y_train"][rows])
        model.eval()
        for name, value in _scored(model, parts).items():
            history[name].append(value)
    return model, history


@mistake("train_pytorch_mlp", caught_by="three_classes")
def training_of_a_network_by_default(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """The network is made from a configuration of your own, which has the layer sizes of `config`. Its activations and
    its seed are lost."""
    return _run(type(config)(config.layer_dims), data, epochs, batch_size, lr)


def _update_by_binary_cross_entropy(model, optimizer, X, y):
    optimizer.zero_grad()
    z = model.logits(X)
    functional.binary_cross_entropy_with_logits(z, y.reshape(z.shape).to(z.dtype)).backward()
    optimizer.step()


@mistake("train_pytorch_mlp", caught_by="three_classes")
def training_by_binary_cross_entropy_always(config, data, epochs=100, batch_size=32, lr=0.01, verbose=False):
    """Whatever the output activation is, the loss is binary cross-entropy. With a softmax at the end it should be the
    cross-entropy over classes."""
    return _run(config, data, epochs, batch_size, lr, update=_update_by_binary_cross_entropy)
