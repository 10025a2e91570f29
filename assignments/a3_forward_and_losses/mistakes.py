"""Wrong answers, each with what a tutor would say; every one is caught by the check it names."""

import numpy as np

from autograder.course import mistake
from solutions.activations import ACTIVATIONS


def _normal(std, n_in, n_out, rng):
    return rng.normal(0, std, size=(n_out, n_in))


def _he(n_in, n_out, rng):
    return _normal(np.sqrt(2 / n_in), n_in, n_out, rng)


def _xavier(n_in, n_out, rng):
    return _normal(np.sqrt(2 / (n_in + n_out)), n_in, n_out, rng)


def _suited(name):
    return _he if name in ("relu", "gelu", "swish") else _xavier


def _activations(config):
    """The activation behind each layer."""
    return [config.activation] * (len(config.layer_dims) - 2) + [config.output_activation]


def _fill(model, inits, rng):
    """Weights by one scheme for each layer, biases of zeros."""
    sizes = model.config.layer_dims
    for layer, init in enumerate(inits, start=1):
        model.params[f"W{layer}"] = init(sizes[layer - 1], sizes[layer], rng)
        model.params[f"b{layer}"] = np.zeros(sizes[layer])


def _fill_as_asked(model, rng=None):
    rng = rng or np.random.default_rng(model.config.seed)
    _fill(model, [_suited(name) for name in _activations(model.config)], rng)


def _softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _bend(name):
    return _softmax if name == "softmax" else ACTIVATIONS[name]


def _pass(model, X, bends, transposed=True, biased=1):
    """A forward pass by one bend for each layer; biases are added `biased` times."""
    A, cache = X, {"A0": X}
    for layer, bend in enumerate(bends, start=1):
        W, b = model.params[f"W{layer}"], model.params[f"b{layer}"]
        Z = A @ (W.T if transposed else W) + biased * b
        A = bend(Z)
        cache[f"Z{layer}"], cache[f"A{layer}"] = Z, A
    model.cache = cache
    return A


def _bends(model):
    return [_bend(name) for name in _activations(model.config)]


def _like(y_true, y_pred):
    return np.reshape(y_true, y_pred.shape)


def _one_hot_row(y_true):
    return np.arange(len(y_true)), y_true.argmax(axis=1)


# he_init


@mistake("he_init", caught_by="he_spread")
def he_variance_for_the_deviation(n_in, n_out, rng):
    """The scheme names a variance; `normal` wants a standard deviation, its root. In a large layer these weights are
    far too small."""
    return _normal(2 / n_in, n_in, n_out, rng)


@mistake("he_init", caught_by="he_spread")
def he_by_outputs(n_in, n_out, rng):
    """The spread is taken from the number of units. What adds up in a unit's pre-activation is its inputs."""
    return _normal(np.sqrt(2 / n_out), n_in, n_out, rng)


@mistake("he_init", caught_by="he_spread")
def he_without_the_two(n_in, n_out, rng):
    """This is the scheme of LeCun, with variance 1 / n_in. It keeps the size of linear layers; behind them ReLU throws
    half of the mean square away, which the factor 2 makes good."""
    return _normal(np.sqrt(1 / n_in), n_in, n_out, rng)


@mistake("he_init", caught_by="he_spread")
def he_as_xavier(n_in, n_out, rng):
    """This is Xavier's variance, 2 / (n_in + n_out). He's looks at the inputs only."""
    return _xavier(n_in, n_out, rng)


@mistake("he_init", caught_by="he_spread")
def he_with_the_two_outside(n_in, n_out, rng):
    """These weights are too large by the square root of 2: the factor 2 belongs to the variance, and so under the
    root."""
    return _normal(2 / np.sqrt(n_in), n_in, n_out, rng)


@mistake("he_init", caught_by="he_spread")
def he_the_same_for_all_layers(n_in, n_out, rng):
    """The same small spread for every layer, 0.01, as it was done long ago: in a layer with few inputs the signal
    fades. The spread depends on n_in."""
    return _normal(0.01, n_in, n_out, rng)


@mistake("he_init", caught_by="he_spread")
def he_not_scaled(n_in, n_out, rng):
    """These are standard normal numbers, with variance 1 whatever the size of the layer."""
    return _normal(1, n_in, n_out, rng)


@mistake("he_init", caught_by="he_shape")
def he_inputs_first(n_in, n_out, rng):
    """Rows and columns are exchanged: in this course a row of W belongs to a unit, and a column to an input."""
    return _normal(np.sqrt(2 / n_in), n_out, n_in, rng)


@mistake("he_init", caught_by="he_law")
def he_uniform(n_in, n_out, rng):
    """The spread is right, but every value in the interval is equally likely: that is He's uniform scheme. Asked for is
    the normal one."""
    limit = np.sqrt(6 / n_in)
    return rng.uniform(-limit, limit, size=(n_out, n_in))


@mistake("he_init", caught_by="he_law")
def he_positive(n_in, n_out, rng):
    """There is not one negative weight, so that all units pull in the same direction. The draws should lie around 0."""
    return np.abs(_he(n_in, n_out, rng))


@mistake("he_init", caught_by="he_few_inputs")
def he_with_one_input_more(n_in, n_out, rng):
    """The number of inputs is counted one too high, as if the bias were one of them. It starts at 0 and adds nothing to
    the spread of z."""
    return _normal(np.sqrt(2 / (n_in + 1)), n_in, n_out, rng)


@mistake("he_init", caught_by="he_few_inputs")
def he_standardized(n_in, n_out, rng):
    """The weights are divided by the standard deviation that they happen to have. In a layer of one weight that is 0.
    What the sizes settle is the spread of the distribution, not of each single draw."""
    W = rng.standard_normal((n_out, n_in))
    return np.sqrt(2 / n_in) * W / W.std()


@mistake("he_init", caught_by="he_few_inputs")
def he_centred(n_in, n_out, rng):
    """The mean of the draw is subtracted from it, which takes spread away: nothing is left of a single weight. That the
    mean is 0 holds for the distribution, not for each single draw."""
    W = _he(n_in, n_out, rng)
    return W - W.mean()


@mistake("he_init", caught_by="he_next_layer")
def he_with_a_seed_of_its_own(n_in, n_out, rng):
    """Two layers of one size come out equal: the generator that is handed in does not move on. The numbers have to be
    drawn from it itself, not from a new generator with a fixed seed, nor from a copy."""
    return _he(n_in, n_out, np.random.default_rng(42))


@mistake("he_init", caught_by="he_again")
def he_from_elsewhere(n_in, n_out, rng):
    """The numbers do not come from the generator that is handed in but from another one, so that no experiment can be
    repeated."""
    return _he(n_in, n_out, np.random.default_rng())


@mistake("he_init", caught_by="he_shape")
def he_in_single_precision(n_in, n_out, rng):
    """These weights are float32. All arrays of this course are float64 unless the inputs are not."""
    return _he(n_in, n_out, rng).astype(np.float32)


@mistake("he_init", caught_by="he_spread")
def he_divided_by_the_inputs(n_in, n_out, rng):
    """The root was taken of the 2 only. It belongs over the whole variance."""
    return _normal(np.sqrt(2) / n_in, n_in, n_out, rng)


@mistake("he_init", caught_by="he_spread")
def he_upside_down(n_in, n_out, rng):
    """These weights grow with the number of inputs, and should shrink: the fraction stands on its head."""
    return _normal(np.sqrt(n_in / 2), n_in, n_out, rng)


@mistake("he_init", caught_by="he_law")
def he_without_its_tails(n_in, n_out, rng):
    """Weights beyond two standard deviations are cut off, which pulls the others' share together. A normal distribution
    keeps its tails."""
    std = np.sqrt(2 / n_in)
    return np.clip(_normal(std, n_in, n_out, rng), -2 * std, 2 * std)


@mistake("he_init", caught_by="he_spread")
def he_of_zeros(n_in, n_out, rng):
    """All weights are 0. Then all units of a layer are the same unit; question 1 asks what comes of that."""
    return np.zeros((n_out, n_in))


# xavier_init


@mistake("xavier_init", caught_by="xavier_spread")
def xavier_variance_for_the_deviation(n_in, n_out, rng):
    """The scheme names a variance; `normal` wants a standard deviation, its root. In a large layer these weights are
    far too small."""
    return _normal(2 / (n_in + n_out), n_in, n_out, rng)


@mistake("xavier_init", caught_by="xavier_spread")
def xavier_as_he(n_in, n_out, rng):
    """This is He's variance, 2 / n_in, meant for ReLU and its relatives. Xavier's looks at both sides of the layer."""
    return _he(n_in, n_out, rng)


@mistake("xavier_init", caught_by="xavier_spread")
def xavier_without_the_two(n_in, n_out, rng):
    """The factor 2 is missing: one over the *mean* of n_in and n_out, not over their sum."""
    return _normal(np.sqrt(1 / (n_in + n_out)), n_in, n_out, rng)


@mistake("xavier_init", caught_by="xavier_spread")
def xavier_by_inputs(n_in, n_out, rng):
    """The variance 1 / n_in looks at the inputs only. That suits the forward pass; Xavier's is a compromise with the
    backward pass, where outputs count."""
    return _normal(np.sqrt(1 / n_in), n_in, n_out, rng)


@mistake("xavier_init", caught_by="xavier_spread")
def xavier_by_the_product(n_in, n_out, rng):
    """n_in and n_out are multiplied where they should be added."""
    return _normal(np.sqrt(2 / (n_in * n_out)), n_in, n_out, rng)


@mistake("xavier_init", caught_by="xavier_spread")
def xavier_six_for_two(n_in, n_out, rng):
    """The 6 belongs to the uniform scheme, where it makes the end of an interval. For a normal draw the variance is
    2 / (n_in + n_out)."""
    return _normal(np.sqrt(6 / (n_in + n_out)), n_in, n_out, rng)


@mistake("xavier_init", caught_by="xavier_shape")
def xavier_inputs_first(n_in, n_out, rng):
    """Rows and columns are exchanged: in this course a row of W belongs to a unit, and a column to an input."""
    return _normal(np.sqrt(2 / (n_in + n_out)), n_out, n_in, rng)


@mistake("xavier_init", caught_by="xavier_law")
def xavier_uniform(n_in, n_out, rng):
    """This is Xavier's uniform scheme: the spread is right, the distribution is another. Asked for is the
    normal one."""
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, size=(n_out, n_in))


@mistake("xavier_init", caught_by="xavier_law")
def xavier_of_one_size(n_in, n_out, rng):
    """Every weight is plus or minus the same number: the variance is right, and all variety is gone."""
    return np.sqrt(2 / (n_in + n_out)) * np.sign(rng.standard_normal((n_out, n_in)))


@mistake("xavier_init", caught_by="xavier_few_inputs")
def xavier_standardized(n_in, n_out, rng):
    """The weights are divided by the standard deviation that they happen to have. In a layer of one weight that is 0.
    What the sizes settle is the spread of the distribution, not of each single draw."""
    W = rng.standard_normal((n_out, n_in))
    return np.sqrt(2 / (n_in + n_out)) * W / W.std()


@mistake("xavier_init", caught_by="xavier_few_inputs")
def xavier_centred(n_in, n_out, rng):
    """The mean of the draw is subtracted from it, which takes spread away: nothing is left of a single weight. That the
    mean is 0 holds for the distribution, not for each single draw."""
    W = _xavier(n_in, n_out, rng)
    return W - W.mean()


@mistake("xavier_init", caught_by="xavier_next_layer")
def xavier_with_a_seed_of_its_own(n_in, n_out, rng):
    """Two layers of one size come out equal: the generator that is handed in does not move on. The numbers have to be
    drawn from it itself, not from a new generator with a fixed seed, nor from a copy."""
    return _xavier(n_in, n_out, np.random.default_rng(0))


@mistake("xavier_init", caught_by="xavier_again")
def xavier_from_elsewhere(n_in, n_out, rng):
    """The numbers do not come from the generator that is handed in but from another one, so that no experiment can be
    repeated."""
    return _xavier(n_in, n_out, np.random.default_rng())


@mistake("xavier_init", caught_by="xavier_shape")
def xavier_in_single_precision(n_in, n_out, rng):
    """These weights are float32. All arrays of this course are float64 unless the inputs are not."""
    return _xavier(n_in, n_out, rng).astype(np.float32)


@mistake("xavier_init", caught_by="xavier_spread")
def xavier_divided_by_the_sum(n_in, n_out, rng):
    """The root was taken of the 2 only. It belongs over the whole variance."""
    return _normal(np.sqrt(2) / (n_in + n_out), n_in, n_out, rng)


@mistake("xavier_init", caught_by="xavier_spread")
def xavier_upside_down(n_in, n_out, rng):
    """These weights grow with the layer, and should shrink: the fraction stands on its head."""
    return _normal(np.sqrt((n_in + n_out) / 2), n_in, n_out, rng)


@mistake("xavier_init", caught_by="xavier_spread")
def xavier_by_outputs(n_in, n_out, rng):
    """The spread is taken from the number of units alone. Xavier's scheme is a compromise between both numbers."""
    return _normal(np.sqrt(2 / n_out), n_in, n_out, rng)


@mistake("xavier_init", caught_by="xavier_spread")
def xavier_not_scaled(n_in, n_out, rng):
    """These weights have variance 1, whatever the sizes of the layer are."""
    return _normal(1, n_in, n_out, rng)


@mistake("xavier_init", caught_by="xavier_law")
def xavier_without_its_tails(n_in, n_out, rng):
    """Weights beyond two standard deviations are cut off, which pulls the others' share together. A normal distribution
    keeps its tails."""
    std = np.sqrt(2 / (n_in + n_out))
    return np.clip(_normal(std, n_in, n_out, rng), -2 * std, 2 * std)


@mistake("xavier_init", caught_by="xavier_law")
def xavier_positive(n_in, n_out, rng):
    """All weights are positive. Their mean should be 0."""
    return np.abs(_xavier(n_in, n_out, rng))


# init_params


@mistake("init_params", caught_by="params_names_and_shapes")
def params_biases_as_rows(model):
    """The biases have shape (1, n_l). It works by broadcasting, but the course's shape, and PyTorch's, is (n_l,)."""
    _fill_as_asked(model)
    model.params = {name: each if name[0] == "W" else each[None] for name, each in model.params.items()}


@mistake("init_params", caught_by="params_names_and_shapes")
def params_transposed(model):
    """The weights have a row for each input. Here they have a row for each unit, (n_l, n_{l-1})."""
    _fill_as_asked(model)
    model.params = {name: each.T for name, each in model.params.items()}


@mistake("init_params", caught_by="params_names_and_shapes")
def params_without_the_output_layer(model):
    """The last layer is missing. A list of L + 1 sizes makes L layers: does the loop end one too early?"""
    _fill_as_asked(model)
    depth = len(model.config.layer_dims) - 1
    del model.params[f"W{depth}"], model.params[f"b{depth}"]


@mistake("init_params", caught_by="params_names_and_shapes")
def params_counted_from_zero(model):
    """The first layer is called W0 here. Layers are counted from 1; layer 0 is the input."""
    _fill_as_asked(model)
    model.params = {f"{name[0]}{int(name[1:]) - 1}": each for name, each in model.params.items()}


@mistake("init_params", caught_by="params_names_and_shapes")
def params_without_biases(model):
    """There are weights only. Every layer has biases too, which start at 0."""
    _fill_as_asked(model)
    model.params = {name: each for name, each in model.params.items() if name[0] == "W"}


@mistake("init_params", caught_by="params_names_and_shapes")
def params_returned(model):
    """The parameters are returned, but the model does not have them afterwards. They belong in model.params."""
    _fill_as_asked(model)
    params, model.params = model.params, {}
    return params


@mistake("init_params", caught_by="params_biases")
def params_with_biases_of_one_hundredth(model):
    """The biases are 0.01, which some used to keep ReLU units awake. Here they start at exactly 0."""
    _fill_as_asked(model)
    model.params = {name: each if name[0] == "W" else each + 0.01 for name, each in model.params.items()}


@mistake("init_params", caught_by="params_biases")
def params_with_drawn_biases(model):
    """The biases are drawn too, which nobody asked for, and it moves the generator on, so that all weights drawn after
    them differ."""
    rng = np.random.default_rng(model.config.seed)
    sizes = model.config.layer_dims
    for layer, name in enumerate(_activations(model.config), start=1):
        model.params[f"W{layer}"] = _suited(name)(sizes[layer - 1], sizes[layer], rng)
        model.params[f"b{layer}"] = rng.normal(0, 0.01, size=sizes[layer])


@mistake("init_params", caught_by="params_weights")
def params_reseeded(model):
    """Every layer is drawn from a new generator with the same seed, so that their first numbers are the same. Make one
    generator, before the loop."""
    sizes = model.config.layer_dims
    for layer, name in enumerate(_activations(model.config), start=1):
        rng = np.random.default_rng(model.config.seed)
        model.params[f"W{layer}"] = _suited(name)(sizes[layer - 1], sizes[layer], rng)
        model.params[f"b{layer}"] = np.zeros(sizes[layer])


@mistake("init_params", caught_by="params_weights")
def params_from_the_output_down(model):
    """The last layer is drawn first. From the same generator that gives other numbers to every layer: start with
    W1."""
    rng = np.random.default_rng(model.config.seed)
    sizes, names = model.config.layer_dims, _activations(model.config)
    for layer in range(len(names), 0, -1):
        model.params[f"W{layer}"] = _suited(names[layer - 1])(sizes[layer - 1], sizes[layer], rng)
        model.params[f"b{layer}"] = np.zeros(sizes[layer])


@mistake("init_params", caught_by="params_weights")
def params_all_by_he(model):
    """Every layer is drawn by He's scheme, the output layer too. Behind that one is no ReLU, at least not here."""
    _fill(model, [_he for _ in model.config.layer_dims[1:]], np.random.default_rng(model.config.seed))


@mistake("init_params", caught_by="params_weights")
def params_all_by_xavier(model):
    """Every layer is drawn by Xavier's scheme, whatever follows. Behind ReLU and its relatives the signal would
    fade."""
    _fill(model, [_xavier for _ in model.config.layer_dims[1:]], np.random.default_rng(model.config.seed))


@mistake("init_params", caught_by="params_weights")
def params_from_a_child(model):
    """The weights come from a child that the seed has spawned. Such a stream is for other purposes, the data for
    instance; the weights take that of config.seed itself."""
    _fill_as_asked(model, np.random.default_rng(np.random.SeedSequence(model.config.seed).spawn(1)[0]))


@mistake("init_params", caught_by="params_biases")
def params_with_one_array_of_zeros(model):
    """Layers share the memory of their biases: when learning changes those of one, another's change too. Does every
    layer get a new array?"""
    _fill_as_asked(model)
    zeros = np.zeros(max(model.config.layer_dims))
    biases = {name: zeros[: len(each)] for name, each in model.params.items() if name[0] == "b"}
    model.params |= biases


@mistake("init_params", caught_by="params_schemes")
def params_of_one_layer_as_a_hidden_one(model):
    """A network of a single layer is drawn as the hidden activation asks, but it has no hidden layer: its first layer
    is its last."""
    config = model.config
    names = [config.activation] if len(config.layer_dims) == 2 else _activations(config)
    _fill(model, [_suited(name) for name in names], np.random.default_rng(config.seed))


@mistake("init_params", caught_by="params_schemes")
def params_by_he_for_relu_only(model):
    """GELU and Swish are treated like tanh. They throw away as much as ReLU does, and get He's scheme."""
    names = ["tanh" if name in ("gelu", "swish") else name for name in _activations(model.config)]
    _fill(model, [_suited(name) for name in names], np.random.default_rng(model.config.seed))


@mistake("init_params", caught_by="params_schemes")
def params_by_he_where_nothing_is_squashed(model):
    """The identity and the softmax get He's scheme here, as if everything that is not a sigmoid or a tanh were a ReLU.
    They throw nothing away."""
    inits = [_xavier if name in ("sigmoid", "tanh") else _he for name in _activations(model.config)]
    _fill(model, inits, np.random.default_rng(model.config.seed))


@mistake("init_params", caught_by="params_schemes")
def params_by_he_in_all_hidden_layers(model):
    """All hidden layers get He's scheme, and only the output layer is asked which activation follows. Ask for each."""
    names = _activations(model.config)
    inits = [_he] * (len(names) - 1) + [_suited(names[-1])]
    _fill(model, inits, np.random.default_rng(model.config.seed))


@mistake("init_params", caught_by="params_schemes")
def params_by_xavier_at_the_output(model):
    """The output layer gets Xavier's scheme in any case. Its activation may be a relu, gelu or swish too: look at
    config.output_activation."""
    names = _activations(model.config)
    inits = [_suited(name) for name in names[:-1]] + [_xavier]
    _fill(model, inits, np.random.default_rng(model.config.seed))


@mistake("init_params", caught_by="params_seed")
def params_always_by_42(model):
    """The weights are the same for every seed: 42 is only the default of config.seed."""
    _fill_as_asked(model, np.random.default_rng(42))


@mistake("init_params", caught_by="params_seed")
def params_without_a_seed(model):
    """The weights are different in every call: the generator is made without a seed, or once for all calls."""
    _fill_as_asked(model, np.random.default_rng())


@mistake("init_params", caught_by="params_names_and_shapes")
def params_biases_as_columns(model):
    """The biases are columns, (n_l, 1). Here a bias has one axis, (n_l,), and is added to every row."""
    _fill_as_asked(model)
    model.params = {name: each if name[0] == "W" else each[:, None] for name, each in model.params.items()}


@mistake("init_params", caught_by="params_names_and_shapes")
def params_in_small_letters(model):
    """The keys are written with a small w. Other code will look for W1, W2, ..."""
    _fill_as_asked(model)
    model.params = {name.lower(): each for name, each in model.params.items()}


@mistake("init_params", caught_by="params_names_and_shapes")
def params_with_an_underscore(model):
    """The keys have an underscore in them. Other code will look for W1, b1, W2, ..."""
    _fill_as_asked(model)
    model.params = {f"{name[0]}_{name[1:]}": each for name, each in model.params.items()}


@mistake("init_params", caught_by="params_biases")
def params_with_biases_of_one(model):
    """All biases are 1. They start at 0."""
    _fill_as_asked(model)
    model.params = {name: each if name[0] == "W" else each + 1 for name, each in model.params.items()}


@mistake("init_params", caught_by="params_weights")
def params_with_biases_drawn_and_dropped(model):
    """The first weights are right, later ones are not: something is drawn between the layers, perhaps for the biases,
    and moves the generator on. Only weights are drawn."""
    rng = np.random.default_rng(model.config.seed)
    sizes = model.config.layer_dims
    for layer, name in enumerate(_activations(model.config), start=1):
        model.params[f"W{layer}"] = _suited(name)(sizes[layer - 1], sizes[layer], rng)
        model.params[f"b{layer}"] = 0 * rng.normal(size=sizes[layer])


@mistake("init_params", caught_by="params_weights")
def params_with_a_seed_for_each_layer(model):
    """Every layer has a generator of its own, with the layer's number added to the seed. One generator draws them
    all."""
    sizes = model.config.layer_dims
    for layer, name in enumerate(_activations(model.config), start=1):
        rng = np.random.default_rng(model.config.seed + layer)
        model.params[f"W{layer}"] = _suited(name)(sizes[layer - 1], sizes[layer], rng)
        model.params[f"b{layer}"] = np.zeros(sizes[layer])


@mistake("init_params", caught_by="params_weights")
def params_from_the_old_generator(model):
    """The weights come from NumPy's old generator (`np.random.seed`, `RandomState`), which draws other numbers for the
    same seed. The new one is made by `default_rng`."""
    _fill_as_asked(model, np.random.RandomState(model.config.seed))


@mistake("init_params", caught_by="params_weights")
def params_drawn_sideways(model):
    """The shapes are right, but n_in and n_out were exchanged in the call and the result was transposed to fit: the
    variance counts the wrong side, and the numbers lie in another order."""
    rng = np.random.default_rng(model.config.seed)
    _fill(
        model,
        [lambda n_in, n_out, rng, name=name: _suited(name)(n_out, n_in, rng).T for name in _activations(model.config)],
        rng,
    )


@mistake("init_params", caught_by="params_schemes")
def params_with_the_schemes_exchanged(model):
    """He and Xavier have changed places: which of the two is for ReLU and its relatives?"""
    inits = [_xavier if _suited(name) is _he else _he for name in _activations(model.config)]
    _fill(model, inits, np.random.default_rng(model.config.seed))


@mistake("init_params", caught_by="params_schemes")
def params_by_the_hidden_activation(model):
    """All layers are drawn as the hidden activation asks. Behind the last layer stands the output activation."""
    inits = [_suited(model.config.activation)] * (len(model.config.layer_dims) - 1)
    _fill(model, inits, np.random.default_rng(model.config.seed))


@mistake("init_params", caught_by="params_schemes")
def params_by_the_output_activation(model):
    """All layers are drawn as the output activation asks. Behind the others stands the hidden activation."""
    inits = [_suited(model.config.output_activation)] * (len(model.config.layer_dims) - 1)
    _fill(model, inits, np.random.default_rng(model.config.seed))


@mistake("init_params", caught_by="params_schemes")
def params_by_what_stands_before(model):
    """Every layer is drawn by the activation in front of it: one layer too late. The scheme prepares for the bend that
    follows."""
    inits = [_suited(name) for name in ["identity", *_activations(model.config)[:-1]]]
    _fill(model, inits, np.random.default_rng(model.config.seed))


@mistake("init_params", caught_by="params_schemes")
def params_by_he_but_for_swish(model):
    """Swish is drawn by Xavier. It belongs to the relatives of ReLU: read the list once more."""
    names = ["tanh" if name == "swish" else name for name in _activations(model.config)]
    _fill(model, [_suited(name) for name in names], np.random.default_rng(model.config.seed))


@mistake("init_params", caught_by="params_schemes")
def params_by_he_but_for_gelu(model):
    """GELU is drawn by Xavier. It belongs to the relatives of ReLU: read the list once more."""
    names = ["tanh" if name == "gelu" else name for name in _activations(model.config)]
    _fill(model, [_suited(name) for name in names], np.random.default_rng(model.config.seed))


@mistake("init_params", caught_by="params_schemes")
def params_by_he_for_the_identity(model):
    """The identity is drawn by He. It throws nothing away, so nothing has to be made good."""
    names = ["relu" if name == "identity" else name for name in _activations(model.config)]
    _fill(model, [_suited(name) for name in names], np.random.default_rng(model.config.seed))


@mistake("init_params", caught_by="params_schemes")
def params_by_he_for_softmax(model):
    """A softmax output is drawn by He. It goes with sigmoid, tanh and identity: read the list once more."""
    names = ["relu" if name == "softmax" else name for name in _activations(model.config)]
    _fill(model, [_suited(name) for name in names], np.random.default_rng(model.config.seed))


@mistake("init_params", caught_by="params_schemes")
def params_by_he_for_tanh(model):
    """Tanh is drawn by He. It goes with the sigmoid: read the list once more."""
    names = ["relu" if name == "tanh" else name for name in _activations(model.config)]
    _fill(model, [_suited(name) for name in names], np.random.default_rng(model.config.seed))


# softmax


@mistake("softmax", caught_by="softmax_of_large_scores")
def softmax_overflows(z):
    """exp(1000) is infinite, and infinity over infinity is nan. Large scores have to be made smaller first, in a way
    that does not change the result."""
    powers = np.exp(z)
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("softmax", caught_by="softmax_of_large_scores")
def softmax_shifted_by_the_largest_of_all(z):
    """One constant is subtracted from the whole array. Where another row has far larger scores, this row's powers all
    become 0, and 0 / 0 is nan. Every row needs a constant of its own."""
    powers = np.exp(z - z.max())
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("softmax", caught_by="softmax_of_large_scores")
def softmax_clipped(z):
    """The scores seem to be cut off far out: that makes 1000 and 999 equal, while their difference is what counts."""
    powers = np.exp(np.clip(z, -500, 500))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("softmax", caught_by="softmax_of_everyday_scores")
def softmax_by_columns(z):
    """Here the columns add up to 1. A row belongs together: these are the scores of one sample."""
    powers = np.exp(z - z.max(axis=0))
    return powers / powers.sum(axis=0)


@mistake("softmax", caught_by="softmax_of_everyday_scores")
def softmax_of_the_whole_array(z):
    """All numbers together add up to 1. Each row should."""
    powers = np.exp(z - z.max())
    return powers / powers.sum()


@mistake("softmax", caught_by="softmax_of_everyday_scores")
def softmax_without_kept_dimensions(z):
    """A number for each row, such as its sum or its largest score, has shape (n,), and NumPy lines it up with the
    columns. In a square array that goes unnoticed. Which shape lines up with the rows?"""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1)


@mistake("softmax", caught_by="softmax_of_everyday_scores")
def softmax_by_the_sums_of_columns(z):
    """The powers are divided by the sums of the columns. A row belongs together, and should add up to 1."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=0)


@mistake("softmax", caught_by="softmax_of_everyday_scores")
def softmax_shifted_by_columns(z):
    """From each column its largest score is subtracted. Such a shift cancels only if it is the same for all scores of a
    row."""
    powers = np.exp(z - z.max(axis=0))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("softmax", caught_by="softmax_of_everyday_scores")
def softmax_of_one_row_as_a_vector(z):
    """Where there is only one row the result has lost an axis: (K,) instead of (1, K). One row is an array of rows
    too."""
    p = _softmax(z)
    return p[0] if len(p) == 1 else p


@mistake("softmax", caught_by="softmax_of_large_scores")
def softmax_kept_from_zero(z):
    """Probabilities of 0 are moved up a little. Scores far below the others should give 0: only a loss takes
    logarithms, and it clips by itself."""
    return np.clip(_softmax(z), 1e-7, 1 - 1e-7)


@mistake("softmax", caught_by="softmax_of_everyday_scores")
def softmax_as_sigmoids(z):
    """Every score is treated alone, by a sigmoid, and the rows do not add up to 1. Classes compete."""
    return ACTIVATIONS["sigmoid"](z)


@mistake("softmax", caught_by="softmax_of_everyday_scores")
def softmax_without_powers(z):
    """The scores are divided by their sum, without exp: negative scores then give negative probabilities."""
    return z / z.sum(axis=1, keepdims=True)


@mistake("softmax", caught_by="softmax_of_everyday_scores")
def softmax_one_for_the_largest(z):
    """All of the probability goes to the largest score: that is an argmax. The softmax is softer."""
    return (z == z.max(axis=1, keepdims=True)).astype(float)


@mistake("softmax", caught_by="softmax_of_everyday_scores")
def softmax_in_single_precision(z):
    """Right to about seven digits: somewhere the computation goes through single precision. Here float64 comes in and
    float64 is expected out."""
    return _softmax(z.astype(np.float32))


@mistake("softmax", caught_by="softmax_of_whole_numbers")
def softmax_in_whole_numbers(z):
    """The result array is made like z, and where z holds whole numbers so does it: every fraction is cut off."""
    out = np.zeros_like(z)
    for i, row in enumerate(z):
        powers = np.exp(row - row.max())
        out[i] = powers / powers.sum()
    return out


@mistake("softmax", caught_by="softmax_leaves_its_input_alone")
def softmax_writes_into_z(z):
    """The constant was subtracted in place: the result is right, but the caller's z is not what it was."""
    if z.dtype.kind == "f":
        z -= z.max(axis=1, keepdims=True)
    return _softmax(z)


@mistake("softmax", caught_by="softmax_of_large_scores")
def softmax_shifted_by_the_smallest(z):
    """The smallest score of each row is subtracted, which leaves the large ones large: beside a much smaller score exp
    overflows again."""
    powers = np.exp(z - z.min(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("softmax", caught_by="softmax_of_large_scores")
def softmax_shifted_by_the_mean(z):
    """The mean of each row is subtracted. That helps where a row's scores are all large, and not where one lies far
    above the others."""
    powers = np.exp(z - z.mean(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("softmax", caught_by="softmax_of_large_scores")
def softmax_shifted_by_the_first(z):
    """The first score of each row is subtracted, and nobody says that it is a large one."""
    powers = np.exp(z - z[:, :1])
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("softmax", caught_by="softmax_of_large_scores")
def softmax_shifted_by_the_largest_size(z):
    """Where all scores of a row are far below 0, what is subtracted does not bring them nearer to 0: every power of the
    row is 0, and 0 / 0 is nan."""
    powers = np.exp(z - np.abs(z).max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@mistake("softmax", caught_by="softmax_of_large_scores")
def softmax_repairs_nan(z):
    """The nan that infinity by infinity leaves was replaced by 0, so that rows no longer add up to 1. Do not let it
    arise."""
    powers = np.exp(z)
    return np.nan_to_num(powers / powers.sum(axis=1, keepdims=True))


@mistake("softmax", caught_by="softmax_of_everyday_scores")
def softmax_without_a_sum(z):
    """These are the powers alone. They become probabilities when each row is divided by its sum."""
    return np.exp(z - z.max(axis=1, keepdims=True))


@mistake("softmax", caught_by="softmax_of_everyday_scores")
def softmax_in_logarithms(z):
    """These are the logarithms of the probabilities."""
    return np.log(_softmax(z))


@mistake("softmax", caught_by="softmax_of_everyday_scores")
def softmax_upside_down(z):
    """Large scores get small probabilities: there is a sign too many in the exponent."""
    return _softmax(-z)


@mistake("softmax", caught_by="softmax_of_everyday_scores")
def softmax_with_something_added(z):
    """A small number was added to the sum against a division by 0. After a good shift the sum is never below 1, and so
    every value is a little off."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / (powers.sum(axis=1, keepdims=True) + 1e-8)


@mistake("softmax", caught_by="softmax_of_everyday_scores")
def softmax_of_divided_scores(z):
    """The scores were divided by the largest of their row, and that changes the result: only what is *added* to a whole
    row cancels."""
    powers = np.exp(z / np.abs(z).max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# forward


@mistake("forward", caught_by="forward_through_one_layer")
def forward_without_biases(model, X):
    """The biases play no part. They are 0 at the start, so that a new network does not show it; a trained one does."""
    return _pass(model, X, _bends(model), biased=0)


@mistake("forward", caught_by="forward_through_one_layer")
def forward_through_columns_of_w(model, X):
    """The weights are multiplied without being transposed: the shapes do not fit, except in square layers, where all
    numbers are wrong."""
    return _pass(model, X, _bends(model), transposed=False)


@mistake("forward", caught_by="forward_through_a_square_layer")
def forward_through_whatever_fits(model, X):
    """W is transposed only where the shapes demand it. In a square layer both fit, and only one is right: a row of W
    belongs to a unit, in every layer."""
    A, cache = X, {"A0": X}
    for layer, bend in enumerate(_bends(model), start=1):
        W = model.params[f"W{layer}"]
        Z = A @ (W if W.shape[0] == A.shape[1] else W.T) + model.params[f"b{layer}"]
        A = bend(Z)
        cache[f"Z{layer}"], cache[f"A{layer}"] = Z, A
    model.cache = cache
    return A


@mistake("forward", caught_by="forward_to_an_identity_output")
def forward_always_to_a_sigmoid(model, X):
    """There is a sigmoid at the end whatever the network was made for. Here it should predict any numbers."""
    names = [*_activations(model.config)[:-1], "sigmoid"]
    return _pass(model, X, [_bend(name) for name in names])


@mistake("forward", caught_by="forward_to_an_identity_output")
def forward_with_a_sigmoid_for_nothing(model, X):
    """For an identity output a sigmoid was applied: does a chain of cases end in `else: sigmoid`? The identity is an
    activation like the others, in the table too."""
    names = _activations(model.config)
    last = "sigmoid" if names[-1] == "identity" else names[-1]
    return _pass(model, X, [_bend(name) for name in [*names[:-1], last]])


@mistake("forward", caught_by="forward_to_an_identity_output")
def forward_with_the_hidden_bend_at_the_end(model, X):
    """The hidden activation is applied in the last layer too. That one has an activation of its own."""
    *hidden, output = _bends(model)
    return _pass(model, X, [*hidden, hidden[-1] if hidden else output])


@mistake("forward", caught_by="forward_to_an_identity_output")
def forward_with_two_bends_at_the_end(model, X):
    """In the last layer both activations are applied, one after the other."""
    config = model.config
    hidden, output = _bend(config.activation), _bend(config.output_activation)
    bends = [hidden] * (len(config.layer_dims) - 2)
    return _pass(model, X, [*bends, (lambda Z: output(hidden(Z))) if bends else output])


@mistake("forward", caught_by="forward_through_three_layers")
def forward_with_the_output_bend_inside(model, X):
    """The hidden layers use the output activation. Two settings, two places."""
    return _pass(model, X, [_bend(model.config.output_activation)] * (len(model.config.layer_dims) - 1))


@mistake("forward", caught_by="forward_through_three_layers")
def forward_without_hidden_bends(model, X):
    """Nothing bends between the layers, so that all of them together are one linear layer."""
    bends = [ACTIVATIONS["identity"]] * (len(model.config.layer_dims) - 2)
    return _pass(model, X, [*bends, _bend(model.config.output_activation)])


@mistake("forward", caught_by="forward_with_other_activations")
def forward_with_relu_or_tanh(model, X):
    """Inside there is a ReLU unless it says tanh. There are more activations than these: look the name up."""
    names = ["tanh" if name == "tanh" else "relu" for name in _activations(model.config)[:-1]]
    return _pass(model, X, [_bend(name) for name in [*names, model.config.output_activation]])


@mistake("forward", caught_by="forward_with_other_activations")
def forward_to_what_it_knows(model, X):
    """The output layer knows sigmoid and softmax, and takes everything else for the identity. Any activation may stand
    there."""
    name = model.config.output_activation
    last = _bend(name if name in ("sigmoid", "softmax") else "identity")
    return _pass(model, X, [*_bends(model)[:-1], last])


@mistake("forward", caught_by="forward_to_a_softmax_output")
def forward_with_a_softmax_over_the_rows(model, X):
    """The probabilities add up to 1 down the columns, over the samples. They should do so along each row, over the
    classes."""
    *bends, last = _bends(model)
    return _pass(model, X, [*bends, (lambda Z: _softmax(Z.T).T) if last is _softmax else last])


@mistake("forward", caught_by="forward_to_a_softmax_output")
def forward_to_scores(model, X):
    """A softmax output returns the scores, not the probabilities, as if the softmax were the loss's business. In this
    course it is the network's."""
    bends = [_bend("identity" if name == "softmax" else name) for name in _activations(model.config)]
    return _pass(model, X, bends)


@mistake("forward", caught_by="forward_through_three_layers")
def forward_through_two_layers(model, X):
    """This is a pass through the first layer and the last: what lies between is left out, or the shapes clash."""
    model.cache = {"A0": X}
    depth, bends = len(model.config.layer_dims) - 1, _bends(model)
    A = X
    for layer in sorted({1, depth}):
        Z = A @ model.params[f"W{layer}"].T + model.params[f"b{layer}"]
        A = bends[layer - 1](Z)
        model.cache |= {f"Z{layer}": Z, f"A{layer}": A}
    return A


@mistake("forward", caught_by="forward_through_one_layer")
def forward_bias_after_the_bend(model, X):
    """The bias is added behind the activation. It belongs to the pre-activation: it shifts where the bend is."""
    A, cache = X, {"A0": X}
    for layer, bend in enumerate(_bends(model), start=1):
        Z = A @ model.params[f"W{layer}"].T
        A = bend(Z) + model.params[f"b{layer}"]
        cache[f"Z{layer}"], cache[f"A{layer}"] = Z, A
    model.cache = cache
    return A


@mistake("forward", caught_by="forward_through_one_layer")
def forward_in_single_precision(model, X):
    """Right to about seven digits: somewhere the computation goes through single precision. Here float64 comes in and
    float64 is expected out."""
    X32 = X.astype(np.float32)
    model.params = {name: each.astype(np.float32) for name, each in model.params.items()}
    return _pass(model, X32, _bends(model))


@mistake("forward", caught_by="forward_fills_the_cache")
def forward_without_a_cache(model, X):
    """The output is right, but nothing is left in model.cache, and backpropagation will look there."""
    A = _pass(model, X, _bends(model))
    model.cache = {}
    return A


@mistake("forward", caught_by="forward_fills_the_cache")
def forward_caches_without_the_hidden_z(model, X):
    """Under the name Z the cache holds values from after the activation. Was the activation applied in place, or stored
    twice? The slope will be needed at the pre-activation."""
    A = _pass(model, X, _bends(model))
    depth = len(model.config.layer_dims) - 1
    model.cache |= {f"Z{layer}": model.cache[f"A{layer}"] for layer in range(1, depth)}
    return A


@mistake("forward", caught_by="forward_fills_the_cache")
def forward_caches_without_the_output(model, X):
    """The last layer's values are returned, but not cached: the loop over the hidden layers stores its own, and the
    output layer is forgotten."""
    A = _pass(model, X, _bends(model))
    depth = len(model.config.layer_dims) - 1
    if depth > 1:
        del model.cache[f"A{depth}"]
    return A


@mistake("forward", caught_by="forward_a_second_time")
def forward_caches_once(model, X):
    """The cache is filled in the first pass and then left as it is, so that backpropagation would work with old values.
    Every pass replaces it."""
    before = model.cache
    A = _pass(model, X, _bends(model))
    model.cache = before or model.cache
    return A


SHARED = {}


@mistake("forward", caught_by="forward_a_second_time")
def forward_with_one_cache_for_all(model, X):
    """Two networks have the same cache: a pass through one overwrites what the other keeps. When is the dict made, once
    or in every pass?"""
    _pass(model, X, _bends(model))
    SHARED.clear()
    SHARED.update(model.cache)
    model.cache = SHARED
    return model.cache[f"A{len(model.config.layer_dims) - 1}"]


@mistake("forward", caught_by="forward_a_second_time")
def forward_with_one_cache_never_emptied(model, X):
    """Two networks have the same cache, and what the deeper one left there is not taken out. When is the dict made,
    once or in every pass?"""
    A = _pass(model, X, _bends(model))
    SHARED.update(model.cache)
    model.cache = SHARED
    return A


@mistake("forward", caught_by="forward_a_second_time")
def forward_standardizes_in_place(model, X):
    """The caller's X is changed: something writes into A, which is X itself in the first layer. Compute a new array."""
    A = _pass(model, X.copy(), _bends(model))
    X -= X.mean(axis=0)
    return A


@mistake("forward", caught_by="forward_through_one_layer")
def forward_with_one_bend_for_all(model, X):
    """The hidden activation stands behind every layer. The last one has its own, `config.output_activation`."""
    return _pass(model, X, [_bend(model.config.activation)] * (len(model.config.layer_dims) - 1))


@mistake("forward", caught_by="forward_through_one_layer")
def forward_without_the_output_bend(model, X):
    """Nothing happens behind the last layer. It has an activation too, `config.output_activation`."""
    *hidden, _ = _bends(model)
    return _pass(model, X, [*hidden, ACTIVATIONS["identity"]])


@mistake("forward", caught_by="forward_through_one_layer")
def forward_returns_the_scores(model, X):
    """The cache is right, but what comes back is the last Z, from before the output activation."""
    _pass(model, X, _bends(model))
    return model.cache[f"Z{len(model.config.layer_dims) - 1}"]


@mistake("forward", caught_by="forward_through_one_layer")
def forward_subtracts_biases(model, X):
    """The biases are subtracted. They are added."""
    return _pass(model, X, _bends(model), biased=-1)


@mistake("forward", caught_by="forward_through_one_layer")
def forward_adds_biases_twice(model, X):
    """The biases are added twice: before the pre-activation is kept, and once more."""
    return _pass(model, X, _bends(model), biased=2)


@mistake("forward", caught_by="forward_through_one_layer")
def forward_with_the_bends_exchanged(model, X):
    """Hidden and output activation have changed places: which of them belongs to the last layer?"""
    config = model.config
    names = [config.output_activation] * (len(config.layer_dims) - 2) + [config.activation]
    return _pass(model, X, [_bend(name) for name in names])


@mistake("forward", caught_by="forward_through_one_layer")
def forward_returns_the_cache(model, X):
    """The whole cache came back. It stays in `model.cache`; returned is the last layer's activations alone."""
    _pass(model, X, _bends(model))
    return model.cache


@mistake("forward", caught_by="forward_through_three_layers")
def forward_through_the_first_two_layers(model, X):
    """The pass ends after the second layer. Let the number of layers come from the config."""
    return _pass(model, X, _bends(model)[:2])


@mistake("forward", caught_by="forward_through_one_layer")
def forward_to_a_vector(model, X):
    """With one output the result came as (n,). It stays a matrix with one column, (n, 1)."""
    A = _pass(model, X, _bends(model))
    return A[:, 0] if A.shape[1] == 1 else A


@mistake("forward", caught_by="forward_through_one_layer")
def forward_to_decisions(model, X):
    """The outputs were rounded to 0 and 1. The network's answers are the activations themselves; who wants decisions
    makes them afterwards."""
    return (_pass(model, X, _bends(model)) > 0.5).astype(float)


@mistake("forward", caught_by="forward_through_one_layer")
def forward_returns_two_things(model, X):
    """The cache came back beside the output. It stays in `model.cache`; returned is the output alone."""
    return _pass(model, X, _bends(model)), model.cache


@mistake("forward", caught_by="forward_through_one_layer")
def forward_from_two_layers_on(model, X):
    """W2 is asked for even where the network has one layer. Let the number of layers come from the config."""
    A1 = _bend(model.config.activation)(X @ model.params["W1"].T + model.params["b1"])
    return _bend(model.config.output_activation)(A1 @ model.params["W2"].T + model.params["b2"])


@mistake("forward", caught_by="forward_through_three_layers")
def forward_with_the_first_bias_only(model, X):
    """Only the first layer gets its biases. Every layer has some."""
    params = model.params
    model.params = {name: 0 * each if name[0] == "b" and name != "b1" else each for name, each in params.items()}
    return _pass(model, X, _bends(model))


@mistake("forward", caught_by="forward_through_three_layers")
def forward_without_the_last_bias(model, X):
    """The last layer's biases are left out. It has some like every other."""
    last = f"b{len(model.config.layer_dims) - 1}"
    model.params = {name: 0 * each if name == last else each for name, each in model.params.items()}
    return _pass(model, X, _bends(model))


@mistake("forward", caught_by="forward_through_one_layer")
def forward_of_one_row_as_a_vector(model, X):
    """Where there is only one row the output has lost an axis: (K,) instead of (1, K). One row is an array of rows
    too."""
    A = _pass(model, X, _bends(model))
    return A[0] if len(A) == 1 else A


@mistake("forward", caught_by="forward_with_other_activations")
def forward_always_with_relu(model, X):
    """Hidden layers have ReLU whatever the config says."""
    names = ["relu"] * (len(model.config.layer_dims) - 2)
    return _pass(model, X, [_bend(name) for name in [*names, model.config.output_activation]])


@mistake("forward", caught_by="forward_to_a_softmax_output")
def forward_knows_no_softmax(model, X):
    """The name "softmax" was looked up in ACTIVATIONS, which has no such entry, as it works on whole rows. You have
    written it above."""
    return _pass(model, X, [ACTIVATIONS[name] for name in _activations(model.config)])


@mistake("forward", caught_by="forward_fills_the_cache")
def forward_caches_no_z(model, X):
    """The cache has no Z. Backpropagation needs every pre-activation."""
    A = _pass(model, X, _bends(model))
    model.cache = {name: each for name, each in model.cache.items() if name[0] == "A"}
    return A


@mistake("forward", caught_by="forward_fills_the_cache")
def forward_caches_no_inputs(model, X):
    """The cache has no A0. The first layer's gradient will need its inputs too."""
    A = _pass(model, X, _bends(model))
    del model.cache["A0"]
    return A


@mistake("forward", caught_by="forward_fills_the_cache")
def forward_caches_z_twice(model, X):
    """Under the names A1, A2, ... lie the values from before the activation."""
    A = _pass(model, X, _bends(model))
    depth = len(model.config.layer_dims) - 1
    model.cache |= {f"A{layer}": model.cache[f"Z{layer}"] for layer in range(1, depth + 1)}
    return A


@mistake("forward", caught_by="forward_fills_the_cache")
def forward_bends_in_place(model, X):
    """Every Z in the cache is what comes after the activation, which was written over it. Let the activation make a new
    array."""
    A = _pass(model, X, _bends(model))
    depth = len(model.config.layer_dims) - 1
    model.cache |= {f"Z{layer}": model.cache[f"A{layer}"] for layer in range(1, depth + 1)}
    return A


@mistake("forward", caught_by="forward_fills_the_cache")
def forward_caches_one_layer_off(model, X):
    """Activations lie under the name of the layer before: A0 is X, A1 comes after the first activation, and so on."""
    A = _pass(model, X, _bends(model))
    depth = len(model.config.layer_dims) - 1
    for layer in range(1, depth + 1):
        model.cache[f"A{layer - 1}"] = model.cache[f"A{layer}"]
    del model.cache[f"A{depth}"]
    return A


# mse_loss


@mistake("mse_loss", caught_by="mse_of_several_outputs")
def mse_over_rows(y_pred, y_true):
    """The squares are added up along each row, and the mean is over the rows only. Here it is over every element."""
    return np.sum((y_pred - _like(y_true, y_pred)) ** 2) / len(y_pred)


@mistake("mse_loss", caught_by="mse_of_several_outputs")
def mse_halved(y_pred, y_true):
    """There is a factor one half. It makes the gradient look nicer, but PyTorch does without, and so does this
    course."""
    return 0.5 * np.mean((y_pred - _like(y_true, y_pred)) ** 2)


@mistake("mse_loss", caught_by="mse_of_several_outputs")
def mse_as_a_sum(y_pred, y_true):
    """This is the sum of squares. A mean does not grow with the number of rows."""
    return np.sum((y_pred - _like(y_true, y_pred)) ** 2)


@mistake("mse_loss", caught_by="mse_of_several_outputs")
def mse_rooted(y_pred, y_true):
    """This is the root of the mean square: good to report, in the units of y, but another function."""
    return np.sqrt(np.mean((y_pred - _like(y_true, y_pred)) ** 2))


@mistake("mse_loss", caught_by="mse_of_several_outputs")
def mse_of_absolute_values(y_pred, y_true):
    """This is the mean absolute error. Something should be squared."""
    return np.mean(np.abs(y_pred - _like(y_true, y_pred)))


@mistake("mse_loss", caught_by="mse_of_several_outputs")
def mse_squared_last(y_pred, y_true):
    """The mean is taken first and squared then, so that errors of opposite sign cancel. Square first."""
    return np.mean(y_pred - _like(y_true, y_pred)) ** 2


@mistake("mse_loss", caught_by="mse_of_several_outputs")
def mse_in_single_precision(y_pred, y_true):
    """Right to about seven digits: somewhere the computation goes through single precision."""
    return float(np.mean((y_pred - _like(y_true, y_pred)).astype(np.float32) ** 2))


@mistake("mse_loss", caught_by="mse_of_labels_in_one_dimension")
def mse_of_all_pairs(y_pred, y_true):
    """Every prediction is compared with every target: (n, 1) minus (n,) is (n, n) by broadcasting, and NumPy does not
    complain."""
    return np.mean((y_pred - y_true) ** 2)


@mistake("mse_loss", caught_by="mse_leaves_its_inputs_alone")
def mse_writes_into_predictions(y_pred, y_true):
    """The difference was computed in place, so that the caller's predictions are errors now."""
    y_pred -= _like(y_true, y_pred)
    return np.mean(y_pred**2)


@mistake("mse_loss", caught_by="mse_of_several_outputs")
def mse_for_each_row(y_pred, y_true):
    """There is a number for each row. One for all is asked for: the mean goes over every element."""
    difference = y_pred - _like(y_true, y_pred)
    return np.mean(difference**2, axis=1)


@mistake("mse_loss", caught_by="mse_of_several_outputs")
def mse_for_each_output(y_pred, y_true):
    """There is a number for each output. One for all is asked for: the mean goes over every element."""
    return np.mean((y_pred - _like(y_true, y_pred)) ** 2, axis=0)


@mistake("mse_loss", caught_by="mse_of_several_outputs")
def mse_over_twice_the_rows(y_pred, y_true):
    """The sum is divided by 2n, as some books do to save the 2 of the gradient. Here it is the mean over every
    element."""
    return np.sum((y_pred - _like(y_true, y_pred)) ** 2) / (2 * len(y_pred))


@mistake("mse_loss", caught_by="mse_of_several_outputs")
def mse_of_signed_differences(y_pred, y_true):
    """The differences were averaged with their signs, so that they cancel. They are squared first."""
    return np.mean(y_pred - _like(y_true, y_pred))


@mistake("mse_loss", caught_by="mse_of_several_outputs")
def mse_of_squares(y_pred, y_true):
    """Both were squared before they were subtracted. The difference is what is squared."""
    return np.mean(y_pred**2 - _like(y_true, y_pred) ** 2)


@mistake("mse_loss", caught_by="mse_of_several_outputs")
def mse_over_one_less(y_pred, y_true):
    """The sum is divided by one less than the number of elements, as in a sample's variance. No mean was estimated
    here."""
    return np.sum((y_pred - _like(y_true, y_pred)) ** 2) / (y_pred.size - 1)


@mistake("mse_loss", caught_by="mse_of_predictions_in_one_dimension")
def mse_of_labels_made_a_column(y_pred, y_true):
    """Labels (n,) always become a column, also where the predictions are (n,) themselves: then every prediction meets
    every label. Look at the shape of the predictions first."""
    return np.mean((y_pred - y_true.reshape(len(y_true), -1)) ** 2)


@mistake("mse_loss", caught_by="mse_of_predictions_in_one_dimension")
def mse_needs_columns(y_pred, y_true):
    """The number of outputs is read from a second axis, which predictions of shape (n,) do not have."""
    n, K = y_pred.shape
    return np.sum((y_pred - y_true.reshape(n, K)) ** 2) / (n * K)


# mse_gradient


@mistake("mse_gradient", caught_by="mse_gradient_of_several_outputs")
def mse_gradient_without_the_two(y_pred, y_true):
    """Every value is half of what it should be: what is the derivative of a square?"""
    return (y_pred - _like(y_true, y_pred)) / y_pred.size


@mistake("mse_gradient", caught_by="mse_gradient_of_several_outputs")
def mse_gradient_over_rows(y_pred, y_true):
    """Divided by the number of rows only. The loss is a mean over every element, and its derivative remembers that."""
    return 2 * (y_pred - _like(y_true, y_pred)) / len(y_pred)


@mistake("mse_gradient", caught_by="mse_gradient_of_several_outputs")
def mse_gradient_of_the_sum(y_pred, y_true):
    """This is the gradient of the sum of squares: the mean's divisor is missing."""
    return 2 * (y_pred - _like(y_true, y_pred))


@mistake("mse_gradient", caught_by="mse_gradient_of_several_outputs")
def mse_gradient_downhill(y_pred, y_true):
    """The sign is the wrong one: a gradient points uphill. Where the prediction is too large, a larger one makes the
    loss larger."""
    return 2 * (_like(y_true, y_pred) - y_pred) / y_pred.size


@mistake("mse_gradient", caught_by="mse_gradient_of_several_outputs")
def mse_gradient_divided_twice(y_pred, y_true):
    """Divided by the number of elements twice: a mean was taken of something that was divided already?"""
    return 2 * (y_pred - _like(y_true, y_pred)) / y_pred.size**2


@mistake("mse_gradient", caught_by="mse_gradient_of_several_outputs")
def mse_gradient_by_outputs(y_pred, y_true):
    """Divided by the number of outputs, but not by that of rows."""
    return 2 * (y_pred - _like(y_true, y_pred)) / (y_pred.shape[1] if y_pred.ndim > 1 else 1)


@mistake("mse_gradient", caught_by="mse_gradient_of_several_outputs")
def mse_gradient_by_a_coarse_quotient(y_pred, y_true):
    """This is a one-sided difference quotient, right to some digits only. Good for a test; the answer is a formula."""
    h = 1e-7
    labels = _like(y_true, y_pred)
    return ((y_pred + h - labels) ** 2 - (y_pred - labels) ** 2) / h / y_pred.size


@mistake("mse_gradient", caught_by="mse_gradient_of_labels_in_one_dimension")
def mse_gradient_of_all_pairs(y_pred, y_true):
    """The result is (n, n): every prediction was compared with every target. A gradient has the shape of what it
    belongs to."""
    return 2 * (y_pred - y_true) / y_pred.size


@mistake("mse_gradient", caught_by="mse_gradient_of_labels_in_one_dimension")
def mse_gradient_in_one_dimension(y_pred, y_true):
    """The predictions are brought into the shape of the labels, and so the gradient has that shape too. It should have
    the predictions' own."""
    return 2 * (y_pred.reshape(y_true.shape) - y_true) / y_pred.size


@mistake("mse_gradient", caught_by="mse_gradient_of_predictions_in_one_dimension")
def mse_gradient_needs_columns(y_pred, y_true):
    """This asks for the number of columns, which predictions of shape (n,) do not have."""
    n, K = y_pred.shape
    return 2 * (y_pred - y_true.reshape(n, K)) / (n * K)


@mistake("mse_gradient", caught_by="mse_gradient_leaves_its_inputs_alone")
def mse_gradient_writes_into_predictions(y_pred, y_true):
    """The difference was computed in place, so that the caller's predictions are errors now."""
    y_pred -= _like(y_true, y_pred)
    return 2 * y_pred / y_pred.size


@mistake("mse_gradient", caught_by="mse_gradient_of_several_outputs")
def mse_gradient_as_one_number(y_pred, y_true):
    """One number came back. The loss depends on every prediction, so there is a slope for each: an array like them."""
    return np.mean(2 * (y_pred - _like(y_true, y_pred)))


@mistake("mse_gradient", caught_by="mse_gradient_of_several_outputs")
def mse_gradient_averaged_over_rows(y_pred, y_true):
    """The slopes were averaged over the rows. The mean of the loss is in the divisor already; each prediction keeps a
    slope of its own."""
    return np.mean(2 * (y_pred - _like(y_true, y_pred)), axis=0)


@mistake("mse_gradient", caught_by="mse_gradient_of_several_outputs")
def mse_gradient_without_signs(y_pred, y_true):
    """All slopes are positive. Where a prediction is too small, raising it lowers the loss: that slope is negative."""
    return 2 * np.abs(y_pred - _like(y_true, y_pred)) / y_pred.size


@mistake("mse_gradient", caught_by="mse_gradient_of_several_outputs")
def mse_gradient_still_squared(y_pred, y_true):
    """The difference is still squared. What is the derivative of a square?"""
    return 2 * (y_pred - _like(y_true, y_pred)) ** 2 / y_pred.size


@mistake("mse_gradient", caught_by="mse_gradient_of_several_outputs")
def mse_gradient_in_single_precision(y_pred, y_true):
    """Right to about seven digits: the result is float32. Here float64 comes in and float64 is expected out."""
    return (2 * (y_pred - _like(y_true, y_pred)) / y_pred.size).astype(np.float32)


@mistake("mse_gradient", caught_by="mse_gradient_of_several_outputs")
def mse_gradient_flattened(y_pred, y_true):
    """The numbers are right, but they come as one long row. A gradient has the shape of the predictions."""
    return 2 * (y_pred.ravel() - y_true.ravel()) / y_pred.size


@mistake("mse_gradient", caught_by="mse_gradient_of_predictions_in_one_dimension")
def mse_gradient_made_a_column(y_pred, y_true):
    """Predictions (n,) got a column as their gradient. It has the shape of the predictions, whatever that is."""
    n = len(y_pred)
    return 2 * (y_pred.reshape(n, -1) - y_true.reshape(n, -1)) / y_pred.size


@mistake("mse_gradient", caught_by="mse_gradient_leaves_its_inputs_alone")
def mse_gradient_writes_into_targets(y_pred, y_true):
    """The difference was computed inside the caller's targets: reshape gives a view of the same numbers, not a copy."""
    labels = _like(y_true, y_pred)
    labels -= y_pred
    return -2 * labels / y_pred.size


# binary_cross_entropy


@mistake("binary_cross_entropy", caught_by="bce_of_several_outputs")
def bce_over_rows(y_pred, y_true, eps=1e-7):
    """The terms are added up along each row, and the mean is over the rows only. Here it is over every element."""
    p, y = np.clip(y_pred, eps, 1 - eps), _like(y_true, y_pred)
    return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / len(p)


@mistake("binary_cross_entropy", caught_by="bce_of_several_outputs")
def bce_as_a_sum(y_pred, y_true, eps=1e-7):
    """This is the sum over all elements. A mean does not grow with the number of rows."""
    p, y = np.clip(y_pred, eps, 1 - eps), _like(y_true, y_pred)
    return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))


@mistake("binary_cross_entropy", caught_by="bce_of_several_outputs")
def bce_of_ones_only(y_pred, y_true, eps=1e-7):
    """Only labels of 1 cost anything: the second term, for labels of 0, is missing."""
    p, y = np.clip(y_pred, eps, 1 - eps), _like(y_true, y_pred)
    return -np.mean(y * np.log(p))


@mistake("binary_cross_entropy", caught_by="bce_of_several_outputs")
def bce_without_the_minus(y_pred, y_true, eps=1e-7):
    """The loss is negative: logarithms of probabilities are, and so the formula has a minus in front."""
    p, y = np.clip(y_pred, eps, 1 - eps), _like(y_true, y_pred)
    return np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@mistake("binary_cross_entropy", caught_by="bce_of_several_outputs")
def bce_with_labels_exchanged(y_pred, y_true, eps=1e-7):
    """Confident right answers cost most here: each logarithm is multiplied by the other label's factor."""
    p, y = np.clip(y_pred, eps, 1 - eps), _like(y_true, y_pred)
    return -np.mean((1 - y) * np.log(p) + y * np.log(1 - p))


@mistake("binary_cross_entropy", caught_by="bce_of_several_outputs")
def bce_in_bits(y_pred, y_true, eps=1e-7):
    """The logarithm has base 2 (or 10). Without a base the natural one is meant."""
    p, y = np.clip(y_pred, eps, 1 - eps), _like(y_true, y_pred)
    return -np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p))


@mistake("binary_cross_entropy", caught_by="bce_of_several_outputs")
def bce_with_eps_inside(y_pred, y_true, eps=1e-7):
    """eps is added inside the logarithm. That keeps it finite, and makes every other value a little wrong, even
    negative for a perfect prediction. Clip the probabilities instead."""
    p, y = y_pred, _like(y_true, y_pred)
    return -np.mean(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps))


@mistake("binary_cross_entropy", caught_by="bce_of_several_outputs")
def bce_in_single_precision(y_pred, y_true, eps=1e-7):
    """Right to about seven digits: somewhere the computation goes through single precision."""
    p, y = np.clip(y_pred, eps, 1 - eps), _like(y_true, y_pred)
    return float(np.float32(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))))


@mistake("binary_cross_entropy", caught_by="bce_of_certain_predictions")
def bce_not_clipped(y_pred, y_true, eps=1e-7):
    """Nothing is clipped: log 0 is -infinity, and 0 times that is nan, even where the prediction was right."""
    y = _like(y_true, y_pred)
    return -np.mean(y * np.log(y_pred) + (1 - y) * np.log(1 - y_pred))


@mistake("binary_cross_entropy", caught_by="bce_of_certain_predictions")
def bce_clipped_below_only(y_pred, y_true, eps=1e-7):
    """Probabilities of 0 are taken care of, those of 1 are not: there the other logarithm is that of 0."""
    p, y = np.maximum(y_pred, eps), _like(y_true, y_pred)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@mistake("binary_cross_entropy", caught_by="bce_of_certain_predictions")
def bce_nan_is_zero(y_pred, y_true, eps=1e-7):
    """Infinities and nan are replaced by 0 afterwards. So the worst of all predictions, certain and wrong, costs
    nothing."""
    y = _like(y_true, y_pred)
    terms = np.where(y == 1, np.log(y_pred), np.log(1 - y_pred))
    return -np.mean(np.nan_to_num(terms, posinf=0.0, neginf=0.0))


@mistake("binary_cross_entropy", caught_by="bce_with_another_eps")
def bce_with_its_own_eps(y_pred, y_true, eps=1e-7):
    """Probabilities nearer to 0 or 1 than eps stay where they are. The argument eps holds for all that are
    nearer."""
    p, y = np.clip(y_pred, 1e-7, 1 - 1e-7), _like(y_true, y_pred)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@mistake("binary_cross_entropy", caught_by="bce_of_labels_in_one_dimension")
def bce_of_all_pairs(y_pred, y_true, eps=1e-7):
    """Every probability meets every label: (n,) times (n, 1) is (n, n) by broadcasting, and NumPy does not complain."""
    p = np.clip(y_pred, eps, 1 - eps)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake("binary_cross_entropy", caught_by="bce_leaves_its_inputs_alone")
def bce_clips_in_place(y_pred, y_true, eps=1e-7):
    """The clipped probabilities were written over the caller's own: `out=` and slices do that."""
    np.clip(y_pred, eps, 1 - eps, out=y_pred)
    y = _like(y_true, y_pred)
    return -np.mean(y * np.log(y_pred) + (1 - y) * np.log(1 - y_pred))


@mistake("binary_cross_entropy", caught_by="bce_of_several_outputs")
def bce_for_each_row(y_pred, y_true, eps=1e-7):
    """There is a number for each row. One for all is asked for: the mean goes over every element."""
    p, y = np.clip(y_pred, eps, 1 - eps), _like(y_true, y_pred)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p), axis=1)


@mistake("binary_cross_entropy", caught_by="bce_of_several_outputs")
def bce_for_each_output(y_pred, y_true, eps=1e-7):
    """There is a number for each output. One for all is asked for: the mean goes over every element."""
    p, y = np.clip(y_pred, eps, 1 - eps), _like(y_true, y_pred)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p), axis=0)


@mistake("binary_cross_entropy", caught_by="bce_of_several_outputs")
def bce_with_arguments_exchanged(y_pred, y_true, eps=1e-7):
    """The logarithm is taken of the labels instead of the probabilities: which of the two is `y_pred`?"""
    p, y = np.clip(_like(y_true, y_pred), eps, 1 - eps), y_pred
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@mistake("binary_cross_entropy", caught_by="bce_of_several_outputs")
def bce_subtracts_its_terms(y_pred, y_true, eps=1e-7):
    """The two terms are subtracted from one another. Both are costs, and they add up."""
    p, y = np.clip(y_pred, eps, 1 - eps), _like(y_true, y_pred)
    return -np.mean(y * np.log(p) - (1 - y) * np.log(1 - p))


@mistake("binary_cross_entropy", caught_by="bce_of_several_outputs")
def bce_of_zeros_only(y_pred, y_true, eps=1e-7):
    """Only samples with label 0 cost something: one of the two terms is missing."""
    p, y = np.clip(y_pred, eps, 1 - eps), _like(y_true, y_pred)
    return -np.mean((1 - y) * np.log(1 - p))


@mistake("binary_cross_entropy", caught_by="bce_of_several_outputs")
def bce_with_another_sigmoid(y_pred, y_true, eps=1e-7):
    """A sigmoid was applied to y_pred. These are probabilities already."""
    p, y = np.clip(ACTIVATIONS["sigmoid"](y_pred), eps, 1 - eps), _like(y_true, y_pred)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@mistake("binary_cross_entropy", caught_by="bce_of_several_outputs")
def bce_as_squared_error(y_pred, y_true, eps=1e-7):
    """This is the squared error of the probabilities. There is no logarithm in it."""
    return np.mean((y_pred - _like(y_true, y_pred)) ** 2)


@mistake("binary_cross_entropy", caught_by="bce_of_certain_predictions")
def bce_infinite_where_wrong(y_pred, y_true, eps=1e-7):
    """Nothing is clipped before the logarithm: log 0 is minus infinity, and so the loss is infinite where a prediction
    is certain and wrong."""
    return -np.mean(np.log(np.where(_like(y_true, y_pred) == 1, y_pred, 1 - y_pred)))


@mistake("binary_cross_entropy", caught_by="bce_with_another_eps")
def bce_with_a_tiny_eps_of_its_own(y_pred, y_true, eps=1e-7):
    """The probabilities are clipped at 1e-12, whatever eps is. It is an argument."""
    p, y = np.clip(y_pred, 1e-12, 1 - 1e-12), _like(y_true, y_pred)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@mistake("binary_cross_entropy", caught_by="bce_with_another_eps")
def bce_clips_labels_too(y_pred, y_true, eps=1e-7):
    """The labels were clipped as well, and are no longer 0 and 1. Only what goes into a logarithm needs that."""
    p, y = np.clip(y_pred, eps, 1 - eps), np.clip(_like(y_true, y_pred), eps, 1 - eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@mistake("binary_cross_entropy", caught_by="bce_of_probabilities_in_one_dimension")
def bce_of_labels_made_a_column(y_pred, y_true, eps=1e-7):
    """Labels (n,) always become a column, also where the probabilities are (n,) themselves: then every probability
    meets every label. Look at the shape of the probabilities first."""
    p, y = np.clip(y_pred, eps, 1 - eps), y_true.reshape(len(y_true), -1)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@mistake("binary_cross_entropy", caught_by="bce_of_probabilities_in_one_dimension")
def bce_needs_columns(y_pred, y_true, eps=1e-7):
    """The number of outputs is read from a second axis, which probabilities of shape (n,) do not have."""
    n, K = y_pred.shape
    p, y = np.clip(y_pred, eps, 1 - eps), y_true.reshape(n, K)
    return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / (n * K)


# binary_cross_entropy_gradient


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_of_the_sum(y_pred, y_true):
    """This is the gradient of the sum: the mean's divisor is missing."""
    return y_pred - _like(y_true, y_pred)


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_over_rows(y_pred, y_true):
    """Divided by the number of rows only. The loss is a mean over every element, and its derivative remembers that."""
    return (y_pred - _like(y_true, y_pred)) / len(y_pred)


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_by_outputs(y_pred, y_true):
    """Divided by the number of outputs, but not by that of rows."""
    return (y_pred - _like(y_true, y_pred)) / (y_pred.shape[1] if y_pred.ndim > 1 else 1)


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_divided_twice(y_pred, y_true):
    """Divided by the number of elements twice."""
    return (y_pred - _like(y_true, y_pred)) / y_pred.size**2


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_with_respect_to_p(y_pred, y_true):
    """This is the derivative with respect to the probability. One more step of the chain rule leads to z, and a good
    deal cancels there."""
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return (p - _like(y_true, p)) / (p * (1 - p)) / p.size


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_with_the_slope_left(y_pred, y_true):
    """There is a factor p (1 - p) too many: it is what squared error behind a sigmoid would have. Here it cancels."""
    return (y_pred - _like(y_true, y_pred)) * y_pred * (1 - y_pred) / y_pred.size


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_downhill(y_pred, y_true):
    """The sign is the wrong one: a gradient points uphill, and descent subtracts it later."""
    return (_like(y_true, y_pred) - y_pred) / y_pred.size


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_in_single_precision(y_pred, y_true):
    """Right to about seven digits: somewhere the computation goes through single precision. Here float64 comes in and
    float64 is expected out."""
    return ((y_pred - _like(y_true, y_pred)) / y_pred.size).astype(np.float32)


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_certain_predictions")
def bce_gradient_by_zero_over_zero(y_pred, y_true):
    """The derivative with respect to p is multiplied by the sigmoid's slope, p (1 - p), which stands in its denominator
    too. For p of 0 or 1 that is 0 / 0 and gives nan. Cancel on paper first."""
    slope = y_pred * (1 - y_pred)
    return (y_pred - _like(y_true, y_pred)) / slope * slope / y_pred.size


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_certain_predictions")
def bce_gradient_of_the_clipped_loss(y_pred, y_true):
    """Where the probability is clipped the gradient is set to 0, since the clipped loss is flat there. So the worst of
    all predictions, certain and wrong, would never be mended."""
    inside = (y_pred > 1e-7) & (y_pred < 1 - 1e-7)
    return np.where(inside, y_pred - _like(y_true, y_pred), 0.0) / y_pred.size


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_labels_in_one_dimension")
def bce_gradient_of_all_pairs(y_pred, y_true):
    """The result is (n, n): every probability met every label. A gradient has the shape of what it belongs to."""
    return (y_pred - y_true) / y_pred.size


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_labels_in_one_dimension")
def bce_gradient_in_one_dimension(y_pred, y_true):
    """The probabilities are brought into the shape of the labels, and so the gradient has that shape too. It should
    have the probabilities' own."""
    return (y_pred.reshape(y_true.shape) - y_true) / y_pred.size


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_probabilities_in_one_dimension")
def bce_gradient_needs_columns(y_pred, y_true):
    """This asks for the number of columns, which probabilities of shape (n,) do not have."""
    n, K = y_pred.shape
    return (y_pred - y_true.reshape(n, K)) / (n * K)


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_leaves_its_inputs_alone")
def bce_gradient_writes_into_probabilities(y_pred, y_true):
    """The difference was computed in place, so that the caller's probabilities are errors now."""
    y_pred -= _like(y_true, y_pred)
    return y_pred / y_pred.size


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_doubled(y_pred, y_true):
    """Every slope is twice too large. The 2 belongs to squared error, whose square is differentiated; here is none."""
    return 2 * (y_pred - _like(y_true, y_pred)) / y_pred.size


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_divided_by_rows_too(y_pred, y_true):
    """After the division by the number of elements there is one by the number of rows: the mean is taken twice."""
    return (y_pred - _like(y_true, y_pred)) / y_pred.size / len(y_pred)


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_with_another_sigmoid(y_pred, y_true):
    """A sigmoid was applied to y_pred. These are probabilities already."""
    return (ACTIVATIONS["sigmoid"](y_pred) - _like(y_true, y_pred)) / y_pred.size


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_as_one_number(y_pred, y_true):
    """One number came back. The loss depends on every z, so there is a slope for each: an array like the
    probabilities."""
    return np.mean(y_pred - _like(y_true, y_pred))


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_averaged_over_rows(y_pred, y_true):
    """The slopes were averaged over the rows. The mean of the loss is in the divisor already; each element keeps a
    slope of its own."""
    return np.mean(y_pred - _like(y_true, y_pred), axis=0)


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_of_decisions(y_pred, y_true):
    """The probabilities were rounded to decisions before the labels were subtracted. The slope says *how* wrong."""
    return ((y_pred > 0.5) - _like(y_true, y_pred)) / y_pred.size


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_of_ones_only(y_pred, y_true):
    """Only samples with label 1 pull: one of the loss's two terms was not differentiated."""
    y = _like(y_true, y_pred)
    return -y * (1 - y_pred) / y_pred.size


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_several_outputs")
def bce_gradient_flattened(y_pred, y_true):
    """The numbers are right, but they come as one long row. A gradient has the shape of the probabilities."""
    return (y_pred.ravel() - y_true.ravel()) / y_pred.size


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_of_probabilities_in_one_dimension")
def bce_gradient_made_a_column(y_pred, y_true):
    """Probabilities (n,) got a column as their gradient. It has the shape of the probabilities, whatever that is."""
    n = len(y_pred)
    return (y_pred.reshape(n, -1) - y_true.reshape(n, -1)) / y_pred.size


@mistake("binary_cross_entropy_gradient", caught_by="bce_gradient_leaves_its_inputs_alone")
def bce_gradient_written_over_probabilities(y_pred, y_true):
    """The gradient was written over the caller's probabilities. Compute into a new array."""
    y_pred[...] = (y_pred - _like(y_true, y_pred)) / y_pred.size
    return y_pred


# cross_entropy


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_over_elements(y_pred, y_true, eps=1e-7):
    """Divided by the number of elements. All but one term of each row are 0; the mean is over the rows."""
    return -np.mean(y_true * np.log(np.clip(y_pred, eps, 1)))


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_as_a_sum(y_pred, y_true, eps=1e-7):
    """This is the sum over all rows. A mean does not grow with their number."""
    return -np.sum(y_true * np.log(np.clip(y_pred, eps, 1)))


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_without_the_minus(y_pred, y_true, eps=1e-7):
    """The loss is negative: logarithms of probabilities are, and so the formula has a minus in front."""
    return np.sum(y_true * np.log(np.clip(y_pred, eps, 1))) / len(y_pred)


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_as_many_binary_ones(y_pred, y_true, eps=1e-7):
    """The other classes cost something too, as if each were a yes-or-no question. In cross-entropy over classes only
    the true class's probability counts; the others count through it, since all add up to 1."""
    p = np.clip(y_pred, eps, 1 - eps)
    return -np.sum(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)) / len(p)


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_of_the_favourite(y_pred, y_true, eps=1e-7):
    """This takes the largest probability of each row, whether it belongs to the true class or not, and rewards being
    sure of anything."""
    return -np.mean(np.log(np.clip(y_pred.max(axis=1), eps, 1)))


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_of_the_mean(y_pred, y_true, eps=1e-7):
    """The mean of the probabilities is taken first and its logarithm then. The logarithm comes first."""
    return -np.log(np.mean(np.clip(y_pred, eps, 1)[_one_hot_row(y_true)]))


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_with_another_softmax(y_pred, y_true, eps=1e-7):
    """A softmax is applied here, as PyTorch's loss does it. But y_pred holds probabilities already: the network had a
    softmax at its end."""
    return -np.mean(np.log(np.clip(_softmax(y_pred), eps, 1)[_one_hot_row(y_true)]))


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_with_eps_inside(y_pred, y_true, eps=1e-7):
    """eps is added inside the logarithm. That keeps it finite, and makes every other value a little wrong. Clip the
    probabilities instead."""
    return -np.sum(y_true * np.log(y_pred + eps)) / len(y_pred)


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_in_single_precision(y_pred, y_true, eps=1e-7):
    """Right to about seven digits: somewhere the computation goes through single precision."""
    return float(np.float32(-np.mean(np.log(np.clip(y_pred, eps, 1))[_one_hot_row(y_true)])))


@mistake("cross_entropy", caught_by="ce_of_certain_predictions")
def ce_not_clipped(y_pred, y_true, eps=1e-7):
    """Nothing is clipped: log 0 is -infinity, and 0 times that is nan, even where the prediction was right."""
    return -np.sum(y_true * np.log(y_pred)) / len(y_pred)


@mistake("cross_entropy", caught_by="ce_of_certain_predictions")
def ce_infinity_is_zero(y_pred, y_true, eps=1e-7):
    """Infinities are replaced by 0 afterwards. So the worst of all predictions, certain and wrong, costs nothing."""
    terms = np.log(y_pred[_one_hot_row(y_true)])
    return -np.mean(np.where(np.isfinite(terms), np.maximum(terms, np.log(eps)), 0.0))


@mistake("cross_entropy", caught_by="ce_with_another_eps")
def ce_with_its_own_eps(y_pred, y_true, eps=1e-7):
    """Probabilities below eps are not brought up to eps. It is an argument, and holds for all that are smaller."""
    return -np.sum(y_true * np.log(np.clip(y_pred, 1e-7, 1))) / len(y_pred)


@mistake("cross_entropy", caught_by="ce_with_another_eps")
def ce_clipped_above(y_pred, y_true, eps=1e-7):
    """Probabilities of 1 are clipped too, so that a perfect prediction costs something. The logarithm of 1 is harmless:
    the interval is [eps, 1]."""
    return -np.sum(y_true * np.log(np.clip(y_pred, eps, 1 - eps))) / len(y_pred)


@mistake("cross_entropy", caught_by="ce_leaves_its_inputs_alone")
def ce_clips_in_place(y_pred, y_true, eps=1e-7):
    """The clipped probabilities were written over the caller's own."""
    y_pred[y_pred < eps] = eps
    return -np.sum(y_true * np.log(y_pred)) / len(y_pred)


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_for_each_row(y_pred, y_true, eps=1e-7):
    """There is a number for each row. Their mean is asked for."""
    return -np.sum(y_true * np.log(np.clip(y_pred, eps, 1)), axis=1)


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_for_each_class(y_pred, y_true, eps=1e-7):
    """There is a number for each class: the sum went down the columns. Each row belongs together."""
    return -np.sum(y_true * np.log(np.clip(y_pred, eps, 1)), axis=0) / len(y_pred)


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_over_classes(y_pred, y_true, eps=1e-7):
    """The sum is divided by the number of classes. The mean goes over the rows."""
    return -np.sum(y_true * np.log(np.clip(y_pred, eps, 1))) / y_pred.shape[1]


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_with_arguments_exchanged(y_pred, y_true, eps=1e-7):
    """The logarithm is taken of the labels instead of the probabilities: which of the two is `y_pred`?"""
    return -np.sum(y_pred * np.log(np.clip(y_true, eps, 1))) / len(y_pred)


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_in_bits(y_pred, y_true, eps=1e-7):
    """The logarithm is to base 2. Here it is the natural one."""
    return -np.sum(y_true * np.log2(np.clip(y_pred, eps, 1))) / len(y_pred)


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_as_an_entropy(y_pred, y_true, eps=1e-7):
    """The labels play no part: this is the entropy of the predictions, how undecided they are and not how wrong."""
    p = np.clip(y_pred, eps, 1)
    return -np.sum(p * np.log(p)) / len(p)


@mistake("cross_entropy", caught_by="ce_of_several_classes")
def ce_by_a_product_of_matrices(y_pred, y_true, eps=1e-7):
    """`@` pairs every row's labels with the logarithms of all rows. Each row's labels belong to its own
    probabilities."""
    return -np.sum(y_true.T @ np.log(np.clip(y_pred, eps, 1))) / len(y_pred)


@mistake("cross_entropy", caught_by="ce_of_certain_predictions")
def ce_infinite_where_wrong(y_pred, y_true, eps=1e-7):
    """Nothing is clipped before the logarithm: log 0 is minus infinity, and so the loss is infinite where a prediction
    is certain and wrong."""
    return -np.mean(np.log(y_pred[_one_hot_row(y_true)]))


@mistake("cross_entropy", caught_by="ce_with_another_eps")
def ce_with_a_tiny_eps_of_its_own(y_pred, y_true, eps=1e-7):
    """The probabilities are clipped at 1e-12, whatever eps is. It is an argument."""
    return -np.sum(y_true * np.log(np.clip(y_pred, 1e-12, 1))) / len(y_pred)


@mistake("cross_entropy", caught_by="ce_with_another_eps")
def ce_divided_by_its_sums(y_pred, y_true, eps=1e-7):
    """After clipping, every row was divided by its sum once more, which moves all probabilities a little. The
    definition clips and takes the logarithm."""
    p = np.clip(y_pred, eps, 1)
    return -np.sum(y_true * np.log(p / p.sum(axis=1, keepdims=True))) / len(p)


# cross_entropy_gradient


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_several_classes")
def ce_gradient_over_elements(y_pred, y_true):
    """Divided by the number of elements, as for binary cross-entropy. This loss is a mean over rows."""
    return (y_pred - y_true) / y_pred.size


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_several_classes")
def ce_gradient_of_the_sum(y_pred, y_true):
    """This is the gradient of the sum over rows: the mean's divisor is missing."""
    return y_pred - y_true


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_several_classes")
def ce_gradient_by_classes(y_pred, y_true):
    """Divided by the number of classes. The loss is a mean over rows."""
    return (y_pred - y_true) / y_pred.shape[1]


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_several_classes")
def ce_gradient_downhill(y_pred, y_true):
    """The sign is the wrong one: a gradient points uphill, and descent subtracts it later."""
    return (y_true - y_pred) / len(y_pred)


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_several_classes")
def ce_gradient_with_respect_to_p(y_pred, y_true):
    """This is the derivative with respect to the probabilities. Each score moves all of them: the softmax's part of the
    chain rule is missing."""
    return -y_true / np.clip(y_pred, 1e-7, 1) / len(y_pred)


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_several_classes")
def ce_gradient_of_the_true_class(y_pred, y_true):
    """Only the true class's score gets a gradient, as if the softmax's Jacobian were diagonal. The others get one too:
    to raise them lowers the true class's probability."""
    return y_true * (y_pred - 1) / len(y_pred)


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_several_classes")
def ce_gradient_in_single_precision(y_pred, y_true):
    """Right to about seven digits: somewhere the computation goes through single precision. Here float64 comes in and
    float64 is expected out."""
    return ((y_pred - y_true) / len(y_pred)).astype(np.float32)


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_certain_predictions")
def ce_gradient_by_zero_over_zero(y_pred, y_true):
    """The derivative with respect to p is multiplied by the softmax's Jacobian. Where a probability is 0 that divides
    by 0 first, and 0 times infinity is nan. Cancel on paper."""
    slopes = -y_true / y_pred
    return y_pred * (slopes - np.sum(slopes * y_pred, axis=1, keepdims=True)) / len(y_pred)


@mistake("cross_entropy_gradient", caught_by="ce_gradient_leaves_its_inputs_alone")
def ce_gradient_writes_into_probabilities(y_pred, y_true):
    """1 is subtracted at the true class in the caller's own array. The trick is fine on a copy."""
    y_pred[_one_hot_row(y_true)] -= 1
    return y_pred / len(y_pred)


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_several_classes")
def ce_gradient_doubled(y_pred, y_true):
    """Every slope is twice too large. The 2 belongs to squared error, whose square is differentiated; here is none."""
    return 2 * (y_pred - y_true) / len(y_pred)


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_several_classes")
def ce_gradient_divided_twice(y_pred, y_true):
    """The number of rows divides twice. One mean is taken."""
    return (y_pred - y_true) / len(y_pred) ** 2


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_several_classes")
def ce_gradient_with_another_softmax(y_pred, y_true):
    """A softmax was applied to y_pred. These are probabilities already."""
    return (_softmax(y_pred) - y_true) / len(y_pred)


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_several_classes")
def ce_gradient_of_the_favourite(y_pred, y_true):
    """1 is subtracted where the *prediction* is largest. The true class stands in the labels."""
    gradient = y_pred.copy()
    gradient[np.arange(len(y_pred)), y_pred.argmax(axis=1)] -= 1
    return gradient / len(y_pred)


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_several_classes")
def ce_gradient_averaged_over_rows(y_pred, y_true):
    """The slopes were averaged over the rows. The mean of the loss is in the divisor already; each row keeps slopes of
    its own."""
    return np.mean(y_pred - y_true, axis=0)


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_several_classes")
def ce_gradient_with_a_slope_left(y_pred, y_true):
    """A factor p (1 - p) is left over. The softmax's derivatives have cancelled already."""
    return (y_pred - y_true) * y_pred * (1 - y_pred) / len(y_pred)


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_several_classes")
def ce_gradient_in_every_row(y_pred, y_true):
    """The true classes of all rows were subtracted in every row: `[:, classes]` selects whole columns. Each row needs
    its own place."""
    gradient = y_pred.copy()
    gradient[:, y_true.argmax(axis=1)] -= 1
    return gradient / len(y_pred)


@mistake("cross_entropy_gradient", caught_by="ce_gradient_of_several_classes")
def ce_gradient_turned(y_pred, y_true):
    """Rows and columns are exchanged. A gradient has the shape of the probabilities."""
    return ((y_pred - y_true) / len(y_pred)).T
