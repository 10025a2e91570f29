"""Wrong answers, each with what a tutor would say; every one is caught by the check it names."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from autograder.course import mistake
from solutions.network import MLPConfig, NumpyMLP
from solutions.pytorch_mlp import PyTorchMLP, torch_evaluate, torch_loss
from solutions.training import copy_params, evaluate, run_epoch

# fit_numpy


def _network(X, seed, hidden=(64, 32)):
    return NumpyMLP(MLPConfig([X.shape[1], *hidden, 1], seed=seed))


def _epochs(model, X, y, rng, epochs, lr=0.05):
    """Train, and let the caller look after each epoch."""
    for epoch in range(1, epochs + 1):
        run_epoch(model, X, y, 32, rng, lambda grads: model.update_params(grads, lr))
        yield epoch


def _fitted(model, X_train, y_train, X_val, y_val, rng, patience=6):
    """What is right: the best validation epoch's parameters, as copies."""
    best_loss, best, last = np.inf, copy_params(model), 0
    for epoch in _epochs(model, X_train, y_train, rng, 60):
        loss, _ = evaluate(model, X_val, y_val)
        if loss < best_loss:
            best_loss, best, last = loss, copy_params(model), epoch
        if epoch - last >= patience:
            break
    model.params = best
    return model


def _rightly(X_train, y_train, X_val, y_val, seed):
    rng = np.random.default_rng(seed + 1)
    return _fitted(_network(X_train, seed), X_train, y_train, X_val, y_val, rng)


@mistake("fit_numpy", caught_by="numpy_is_as_sure_as_it_may_be")
def numpy_to_the_last_epoch(X_train, y_train, X_val, y_val, seed):
    """The forecasts still rank better than a linear model's, and are far too sure of themselves: by its last epochs the
    network has learnt the training rows by heart. What did the validation loss do meanwhile?"""
    model = _network(X_train, seed, (128, 64, 32))
    for _ in _epochs(model, X_train, y_train, np.random.default_rng(seed + 1), 40):
        pass
    return lambda X: model.forward(X)[:, 0]


@mistake("fit_numpy", caught_by="numpy_is_as_sure_as_it_may_be")
def numpy_that_remembers_no_copy(X_train, y_train, X_val, y_val, seed):
    """You note the best epoch's parameters and go back to them, but they are those of the last epoch: the updates work
    in place, and what you kept is the very array that they change."""
    model = _network(X_train, seed, (128, 64, 32))
    best_loss, best = np.inf, model.params
    for _ in _epochs(model, X_train, y_train, np.random.default_rng(seed + 1), 36):
        loss, _ = evaluate(model, X_val, y_val)
        if loss < best_loss:
            best_loss, best = loss, dict(model.params)
    model.params = best
    return lambda X: model.forward(X)[:, 0]


@mistake("fit_numpy", caught_by="numpy_is_as_sure_as_it_may_be")
def numpy_that_stops_and_stays(X_train, y_train, X_val, y_val, seed):
    """Training stops once validation has not improved for a long time, and the forecasts come from that moment, long
    after the best one. Stopping is half of it; going back is the other half."""
    model = _network(X_train, seed, (128, 64, 32))
    best_loss, last = np.inf, 0
    for epoch in _epochs(model, X_train, y_train, np.random.default_rng(seed + 1), 200):
        loss, _ = evaluate(model, X_val, y_val)
        if loss < best_loss:
            best_loss, last = loss, epoch
        if epoch - last >= 28:
            break
    return lambda X: model.forward(X)[:, 0]


@mistake("fit_numpy", caught_by="numpy_is_as_sure_as_it_may_be")
def numpy_that_trusts_the_training_loss(X_train, y_train, X_val, y_val, seed):
    """The epoch to go back to is chosen by the loss on the training rows. That one falls and falls, so the last epoch
    always looks best."""
    model = _network(X_train, seed, (128, 64, 32))
    best_loss, best = np.inf, copy_params(model)
    for _ in _epochs(model, X_train, y_train, np.random.default_rng(seed + 1), 38):
        loss, _ = evaluate(model, X_train, y_train)
        if loss < best_loss:
            best_loss, best = loss, copy_params(model)
    model.params = best
    return lambda X: model.forward(X)[:, 0]


@mistake("fit_numpy", caught_by="numpy_is_as_sure_as_it_may_be")
def numpy_that_learns_its_own_exam(X_train, y_train, X_val, y_val, seed):
    """The validation rows are among those that the network learns from. They then look better with every epoch, and can
    no longer say when to stop."""
    model, X, y = _network(X_train, seed, (128, 64, 32)), np.vstack([X_train, X_val]), np.append(y_train, y_val)
    best_loss, best = np.inf, copy_params(model)
    for _ in _epochs(model, X, y, np.random.default_rng(seed + 1), 35):
        loss, _ = evaluate(model, X_val, y_val)
        if loss < best_loss:
            best_loss, best = loss, copy_params(model)
    model.params = best
    return lambda X: model.forward(X)[:, 0]


@mistake("fit_numpy", caught_by="numpy_is_as_sure_as_it_may_be")
def numpy_through_two_sigmoids(X_train, y_train, X_val, y_val, seed):
    """All forecasts lie between 0.5 and 0.73: a sigmoid is applied to what is a probability already. The ranking does
    not suffer from it, the log-loss does."""
    model = _rightly(X_train, y_train, X_val, y_val, seed)
    return lambda X: 1 / (1 + np.exp(-model.forward(X)[:, 0]))


@mistake("fit_numpy", caught_by="numpy_is_as_sure_as_it_may_be")
def numpy_that_says_yes_or_no(X_train, y_train, X_val, y_val, seed):
    """Your forecasts are only 0 and 1. A probability of 0.4 is a useful forecast; rounded to 0 it is a wrong one."""
    model = _rightly(X_train, y_train, X_val, y_val, seed)
    return lambda X: (model.forward(X)[:, 0] > 0.5).astype(float)


@mistake("fit_numpy", caught_by="numpy_ranks_new_rows")
def numpy_without_a_hidden_layer(X_train, y_train, X_val, y_val, seed):
    """Without a hidden layer a network is logistic regression, whose AUC you have: products and squares of features
    remain unseen."""
    model = _fitted(_network(X_train, seed, ()), X_train, y_train, X_val, y_val, np.random.default_rng(seed + 1))
    return lambda X: model.forward(X)[:, 0]


@mistake("fit_numpy", caught_by="numpy_ranks_new_rows")
def numpy_that_shuffles_rows_alone(X_train, y_train, X_val, y_val, seed):
    """The forecasts know nothing: rows and labels were shuffled, each for itself, so that every row has somebody else's
    label. Whose label stands beside row 0 afterwards?"""
    rng = np.random.default_rng(seed + 1)
    X, y = rng.permutation(X_train), rng.permutation(y_train)
    model = _fitted(_network(X_train, seed), X, y, X_val, y_val, rng)
    return lambda X: model.forward(X)[:, 0]


@mistake("fit_numpy", caught_by="numpy_ranks_new_rows")
def numpy_the_other_way_round(X_train, y_train, X_val, y_val, seed):
    """The AUC is as far below one half as it should be above: these are the probabilities that nobody clicks."""
    model = _rightly(X_train, y_train, X_val, y_val, seed)
    return lambda X: 1 - model.forward(X)[:, 0]


@mistake("fit_numpy", caught_by="numpy_ranks_new_rows")
def numpy_one_forecast_for_all(X_train, y_train, X_val, y_val, seed):
    """Every row gets the same forecast, the share of clicks. Its log-loss is not bad at all, but it ranks nothing."""
    share = y_train.mean()
    return lambda X: np.full(len(X), share)


@mistake("fit_numpy", caught_by="numpy_gives_probabilities")
def numpy_with_logits(X_train, y_train, X_val, y_val, seed):
    """The forecasts are logits: they rank the rows, but some are negative and some above 1. What turns them into
    probabilities?"""
    model = _rightly(X_train, y_train, X_val, y_val, seed)

    def predict(X):
        p = model.forward(X)[:, 0]
        return np.log(p) - np.log(1 - p)

    return predict


@mistake("fit_numpy", caught_by="numpy_gives_probabilities")
def numpy_in_a_column(X_train, y_train, X_val, y_val, seed):
    """The forecasts come as (n, 1), as the network's output does. Asked for is one number per row: (n,)."""
    model = _rightly(X_train, y_train, X_val, y_val, seed)
    return lambda X: model.forward(X)


@mistake("fit_numpy", caught_by="numpy_can_be_repeated")
def numpy_from_nowhere(X_train, y_train, X_val, y_val, seed):
    """Two fits with the same seed differ: the order of the rows comes from a generator that nobody seeded."""
    model = _fitted(_network(X_train, seed), X_train, y_train, X_val, y_val, np.random.default_rng())
    return lambda X: model.forward(X)[:, 0]


@mistake("fit_numpy", caught_by="numpy_draws_from_its_seed")
def numpy_always_42(X_train, y_train, X_val, y_val, seed):
    """Whatever the seed, the forecasts are the same: a number of your own stands where the argument should. Who wants
    to know how much luck there is in a result has to be able to change it."""
    model = _rightly(X_train, y_train, X_val, y_val, 42)
    return lambda X: model.forward(X)[:, 0]


_NEWEST = {}


@mistake("fit_numpy", caught_by="numpy_draws_from_its_seed")
def numpy_that_asks_the_newest_network(X_train, y_train, X_val, y_val, seed):
    """What the first fit returned forecasts by the second fit's network: all of them look up one and the same name, in
    which the newest network lies. Each predict should have the network of its own fit."""
    _NEWEST["numpy"] = _rightly(X_train, y_train, X_val, y_val, seed)
    return lambda X: _NEWEST["numpy"].forward(X)[:, 0]


@mistake("fit_numpy", caught_by="numpy_takes_rows_by_themselves")
def numpy_scaled_by_the_company(X_train, y_train, X_val, y_val, seed):
    """The rows to forecast are standardized with their own mean and deviation, so that each forecast depends on the
    rows beside it. The numbers to standardize with belong to the training rows."""

    def standard(X):
        return (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-9)

    model = _rightly(standard(X_train), y_train, standard(X_val), y_val, seed)
    return lambda X: model.forward(standard(X))[:, 0]


@mistake("fit_numpy", caught_by="numpy_takes_rows_by_themselves")
def numpy_stretched_to_the_ends(X_train, y_train, X_val, y_val, seed):
    """The lowest forecast is always 0 and the highest always 1: they are stretched to fill the interval, whatever rows
    are asked about. Then no number means anything by itself."""
    model = _rightly(X_train, y_train, X_val, y_val, seed)

    def predict(X):
        p = model.forward(X)[:, 0]
        return (p - p.min()) / max(np.ptp(p), 1e-9)

    return predict


@mistake("fit_numpy", caught_by="numpy_changes_nothing")
def numpy_that_standardizes_in_place(X_train, y_train, X_val, y_val, seed):
    """The caller's X_train is another one after the call: `-=`, `/=` and `[:] =` write into the array itself, and so
    does whatever sorts or shuffles it in place."""
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    X_train -= mean
    X_train /= deviation
    model = _rightly(X_train, y_train, (X_val - mean) / deviation, y_val, seed)
    return lambda X: model.forward((X - mean) / deviation)[:, 0]


# fit_pytorch


def _tensors(*arrays):
    return [torch.tensor(array, dtype=torch.float32) for array in arrays]


def _torch_epochs(model, X, y, rng, epochs, update=None, lr=0.003):
    """Train by Adam in batches of 128, and let the caller look after each epoch, in eval mode."""
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for epoch in range(1, epochs + 1):
        model.train()
        for rows in np.array_split(rng.permutation(len(X)), max(len(X) // 128, 1)):
            optimizer.zero_grad()
            (update or torch_loss)(model, X[rows], y[rows]).backward()
            optimizer.step()
        model.eval()
        yield epoch


def _torch_fitted(model, X_train, y_train, X_val, y_val, rng, patience=5, update=None):
    """What is right: the best validation epoch's parameters, as copies."""
    X, y, X_chosen, y_chosen = _tensors(X_train, y_train, X_val, y_val)
    best_loss, best, last = np.inf, None, 0
    for epoch in _torch_epochs(model, X, y, rng, 60, update):
        loss, _ = torch_evaluate(model, X_chosen, y_chosen)
        if best is None or loss < best_loss:
            best_loss, last = loss, epoch
            best = {name: each.clone() for name, each in model.state_dict().items()}
        if epoch - last >= patience:
            break
    model.load_state_dict(best)
    return model


def _torch_network(X, seed, hidden=(64, 32)):
    return PyTorchMLP(MLPConfig([X.shape[1], *hidden, 1], seed=seed))


def _torch_rightly(X_train, y_train, X_val, y_val, seed):
    rng = np.random.default_rng(seed + 1)
    return _torch_fitted(_torch_network(X_train, seed), X_train, y_train, X_val, y_val, rng)


def _forecast(model, X):
    with torch.no_grad():
        return model(torch.tensor(X, dtype=torch.float32)).numpy()[:, 0]


@mistake("fit_pytorch", caught_by="pytorch_is_as_sure_as_it_may_be")
def pytorch_to_the_last_epoch(X_train, y_train, X_val, y_val, seed):
    """The forecasts still rank better than a linear model's, and are far too sure of themselves: by its last epochs the
    network has learnt the training rows by heart. What did the validation loss do meanwhile?"""
    model = _torch_network(X_train, seed, (128, 64, 32))
    for _ in _torch_epochs(model, *_tensors(X_train, y_train), np.random.default_rng(seed + 1), 30):
        pass
    return lambda X: _forecast(model, X)


@mistake("fit_pytorch", caught_by="pytorch_is_as_sure_as_it_may_be")
def pytorch_that_remembers_no_copy(X_train, y_train, X_val, y_val, seed):
    """You keep the best epoch's state_dict and load it in the end, but nothing is changed by that: its tensors are the
    network's own, and have gone along with every step. What did you keep in the training assignment?"""
    model = _torch_network(X_train, seed, (128, 64, 32))
    X, y, X_chosen, y_chosen = _tensors(X_train, y_train, X_val, y_val)
    best_loss, best = np.inf, model.state_dict()
    for _ in _torch_epochs(model, X, y, np.random.default_rng(seed + 1), 28):
        loss, _ = torch_evaluate(model, X_chosen, y_chosen)
        if loss < best_loss:
            best_loss, best = loss, model.state_dict()
    model.load_state_dict(best)
    return lambda X: _forecast(model, X)


@mistake("fit_pytorch", caught_by="pytorch_is_as_sure_as_it_may_be")
def pytorch_that_stops_and_stays(X_train, y_train, X_val, y_val, seed):
    """Training stops once validation has not improved for a long time, and the forecasts come from that moment, long
    after the best one. Stopping is half of it; going back is the other half."""
    model = _torch_network(X_train, seed, (128, 64, 32))
    X, y, X_chosen, y_chosen = _tensors(X_train, y_train, X_val, y_val)
    best_loss, last = np.inf, 0
    for epoch in _torch_epochs(model, X, y, np.random.default_rng(seed + 1), 100):
        loss, _ = torch_evaluate(model, X_chosen, y_chosen)
        if loss < best_loss:
            best_loss, last = loss, epoch
        if epoch - last >= 22:
            break
    return lambda X: _forecast(model, X)


@mistake("fit_pytorch", caught_by="pytorch_is_as_sure_as_it_may_be")
def pytorch_that_learns_its_own_exam(X_train, y_train, X_val, y_val, seed):
    """The validation rows are among those that the network learns from. They then look better with every epoch, and can
    no longer say when to stop."""
    model, rng = _torch_network(X_train, seed, (128, 64, 32)), np.random.default_rng(seed + 1)
    X, y = np.vstack([X_train, X_val]), np.append(y_train, y_val)
    model = _torch_fitted(model, X, y, X_val, y_val, rng, patience=20)
    return lambda X: _forecast(model, X)


def _loss_of_probabilities(model, X, y):
    return functional.binary_cross_entropy_with_logits(model(X)[:, 0], y)


@mistake("fit_pytorch", caught_by="pytorch_is_as_sure_as_it_may_be")
def pytorch_through_two_sigmoids(X_train, y_train, X_val, y_val, seed):
    """The loss wants logits and was given probabilities, so that it applied a second sigmoid; nothing complains, the
    network learns to correct for that, and its forecasts are far too low."""
    model, rng = _torch_network(X_train, seed), np.random.default_rng(seed + 1)
    for _ in _torch_epochs(model, *_tensors(X_train, y_train), rng, 8, _loss_of_probabilities):
        pass
    return lambda X: _forecast(model, X)


@mistake("fit_pytorch", caught_by="pytorch_is_as_sure_as_it_may_be")
def pytorch_that_says_yes_or_no(X_train, y_train, X_val, y_val, seed):
    """Your forecasts are only 0 and 1. A probability of 0.4 is a useful forecast; rounded to 0 it is a wrong one."""
    model = _torch_rightly(X_train, y_train, X_val, y_val, seed)
    return lambda X: np.round(_forecast(model, X))


@mistake("fit_pytorch", caught_by="pytorch_ranks_new_rows")
def pytorch_without_a_hidden_layer(X_train, y_train, X_val, y_val, seed):
    """Without a hidden layer a network is logistic regression, whose AUC you have: products and squares of features
    remain unseen."""
    model, rng = _torch_network(X_train, seed, ()), np.random.default_rng(seed + 1)
    model = _torch_fitted(model, X_train, y_train, X_val, y_val, rng)
    return lambda X: _forecast(model, X)


def _loss_of_every_pair(model, X, y):
    z = model.logits(X)
    return (functional.softplus(z) - y * z).mean()


@mistake("fit_pytorch", caught_by="pytorch_ranks_new_rows")
def pytorch_on_every_pair(X_train, y_train, X_val, y_val, seed):
    """The forecasts know nothing but the share of clicks: labels (n,) were compared with outputs (n, 1), which makes n
    by n pairs, each output against every label."""
    model, rng = _torch_network(X_train, seed), np.random.default_rng(seed + 1)
    for _ in _torch_epochs(model, *_tensors(X_train, y_train), rng, 6, _loss_of_every_pair):
        pass
    return lambda X: _forecast(model, X)


@mistake("fit_pytorch", caught_by="pytorch_ranks_new_rows")
def pytorch_that_never_steps(X_train, y_train, X_val, y_val, seed):
    """The network forecasts as it was drawn: gradients are computed, but nobody takes a step."""
    model = _torch_network(X_train, seed)
    return lambda X: _forecast(model, X)


@mistake("fit_pytorch", caught_by="pytorch_gives_probabilities")
def pytorch_with_logits(X_train, y_train, X_val, y_val, seed):
    """The forecasts are logits: they rank the rows, but some are negative and some above 1. What turns them into
    probabilities?"""
    model = _torch_rightly(X_train, y_train, X_val, y_val, seed)

    def predict(X):
        with torch.no_grad():
            return model.logits(torch.tensor(X, dtype=torch.float32)).numpy()[:, 0]

    return predict


@mistake("fit_pytorch", caught_by="pytorch_gives_probabilities")
def pytorch_in_a_column(X_train, y_train, X_val, y_val, seed):
    """The forecasts come as (n, 1), as the network's output does. Asked for is one number per row: (n,)."""
    model = _torch_rightly(X_train, y_train, X_val, y_val, seed)
    return lambda X: _forecast(model, X)[:, np.newaxis]


class _WithDropout(nn.Module):
    def __init__(self, n_features, rate):
        super().__init__()
        self.config = MLPConfig([n_features, 64, 32, 1])
        self.logits = nn.Sequential(
            nn.Linear(n_features, 64), nn.ReLU(), nn.Dropout(rate), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 1)
        )

    def forward(self, X):
        return torch.sigmoid(self.logits(X))


@mistake("fit_pytorch", caught_by="pytorch_can_be_repeated")
def pytorch_from_nowhere(X_train, y_train, X_val, y_val, seed):
    """Two fits with the same seed differ: the layers drew their first weights from PyTorch's global generator, which
    nobody seeded."""
    model, rng = _WithDropout(X_train.shape[1], 0.0), np.random.default_rng(seed + 1)
    model = _torch_fitted(model, X_train, y_train, X_val, y_val, rng)
    return lambda X: _forecast(model, X)


@mistake("fit_pytorch", caught_by="pytorch_draws_from_its_seed")
def pytorch_always_42(X_train, y_train, X_val, y_val, seed):
    """Whatever the seed, the forecasts are the same: a number of your own stands where the argument should. Who wants
    to know how much luck there is in a result has to be able to change it."""
    model = _torch_rightly(X_train, y_train, X_val, y_val, 42)
    return lambda X: _forecast(model, X)


@mistake("fit_pytorch", caught_by="pytorch_draws_from_its_seed")
def pytorch_that_asks_the_newest_network(X_train, y_train, X_val, y_val, seed):
    """What the first fit returned forecasts by the second fit's network: all of them look up one and the same name, in
    which the newest network lies. Each predict should have the network of its own fit."""
    _NEWEST["pytorch"] = _torch_rightly(X_train, y_train, X_val, y_val, seed)
    return lambda X: _forecast(_NEWEST["pytorch"], X)


@mistake("fit_pytorch", caught_by="pytorch_takes_rows_by_themselves")
def pytorch_with_dropout_left_on(X_train, y_train, X_val, y_val, seed):
    """Asked twice about the same rows, predict gives two answers: the network is in train mode, and dropout switches
    off other units each time."""
    torch.manual_seed(seed)
    model, rng = _WithDropout(X_train.shape[1], 0.2), np.random.default_rng(seed + 1)
    model = _torch_fitted(model, X_train, y_train, X_val, y_val, rng)
    generator = torch.get_rng_state()
    model.train()

    def predict(X):
        nonlocal generator
        with torch.random.fork_rng():
            torch.set_rng_state(generator)
            forecasts = _forecast(model, X)
            generator = torch.get_rng_state()
        return forecasts

    return predict


@mistake("fit_pytorch", caught_by="pytorch_takes_rows_by_themselves")
def pytorch_scaled_by_the_company(X_train, y_train, X_val, y_val, seed):
    """The rows to forecast are standardized with their own mean and deviation, so that each forecast depends on the
    rows beside it. The numbers to standardize with belong to the training rows."""

    def standard(X):
        return (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-9)

    model = _torch_rightly(standard(X_train), y_train, standard(X_val), y_val, seed)
    return lambda X: _forecast(model, standard(X))


@mistake("fit_pytorch", caught_by="pytorch_changes_nothing")
def pytorch_on_borrowed_memory(X_train, y_train, X_val, y_val, seed):
    """The caller's X_train is another one after the call. Either it is written into, as by `[:] =` or `-=`, or a tensor
    is: torch.from_numpy makes one on the same memory, so that an in-place operation on the one changes the other."""
    X = torch.from_numpy(X_train)
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    X -= torch.from_numpy(mean)
    X /= torch.from_numpy(deviation)
    model = _torch_rightly(X.numpy(), y_train, (X_val - mean) / deviation, y_val, seed)
    return lambda X: _forecast(model, (X - mean) / deviation)
