"""Training: seeded trajectories equal to PyTorch's on the same batches, histories, and going back to the best epoch."""

import numpy as np
import pytest

from solutions import twins
from solutions.network import MLPConfig, NumpyMLP
from solutions.optimizers import adam_step, momentum_step
from solutions.training import evaluate, run_epoch, train_with_early_stopping


@pytest.fixture
def rows():
    rng = np.random.default_rng(5)
    X = rng.normal(size=(50, 4))
    return X, (X[:, 0] * X[:, 1] > 0).astype(float)


def batches(n, size, epochs, seed):
    rng = np.random.default_rng(seed)
    return [each for _ in range(epochs) for each in np.split(rng.permutation(n), range(size, n, size))]


def assert_close(ours, theirs):
    assert list(ours) == list(theirs)
    for name in ours:
        np.testing.assert_allclose(ours[name], theirs[name], rtol=0, atol=1e-10)


def test_update_params_moves_in_place_and_leaves_gradients_alone():
    model = NumpyMLP(MLPConfig([2, 3, 1]))
    arrays, before = dict(model.params), {name: array.copy() for name, array in model.params.items()}
    grads = {name: np.full_like(array, 2.0) for name, array in before.items()}
    model.update_params(grads, lr=0.25)
    for name, array in model.params.items():
        assert array is arrays[name]
        np.testing.assert_array_equal(array, before[name] - 0.5)
        np.testing.assert_array_equal(grads[name], 2.0)


def test_update_params_refuses_gradients_of_another_shape():
    model = NumpyMLP(MLPConfig([2, 3, 1]))
    grads = {**{name: np.zeros_like(array) for name, array in model.params.items()}, "b1": np.zeros((3, 1))}
    with pytest.raises(ValueError, match=r"b1 has shape \(3, 1\), wanted \(3,\)"):
        model.update_params(grads, lr=0.1)


@pytest.mark.parametrize(("activation", "output"), [("tanh", "sigmoid"), ("relu", "identity"), ("swish", "sigmoid")])
def test_a_seeded_run_equals_pytorch_on_the_same_batches(rows, activation, output):
    X, y = rows
    config = MLPConfig([4, 6, 5, 1], activation, output, seed=3)
    model = NumpyMLP(config)
    start = {name: array.copy() for name, array in model.params.items()}
    model.train(X, y, X[:9], y[:9], epochs=3, batch_size=8, lr=0.1)  # 21 steps, the last of each epoch on two rows
    order = batches(50, 8, 3, seed=4)
    assert_close(model.params, twins.train_on_batches([4, 6, 5, 1], activation, output, start, X, y, order, lr=0.1))


def run(rows, step):
    """Twenty updates by another optimizer: (start, batches, end)."""
    X, y = rows
    model = NumpyMLP(MLPConfig([4, 6, 1], "tanh", seed=3))
    start = {name: array.copy() for name, array in model.params.items()}
    rng = np.random.default_rng(0)
    for _ in range(4):
        run_epoch(model, X, y, 10, rng, lambda grads: step(model.params, grads))
    return start, batches(50, 10, 4, seed=0), model.params


def test_momentum_equals_pytorch_over_twenty_steps(rows):
    velocity = {}
    start, order, end = run(rows, lambda params, grads: momentum_step(params, grads, velocity, lr=0.05, momentum=0.8))
    exact = twins.train_on_batches([4, 6, 1], "tanh", "sigmoid", start, *rows, order, "SGD", lr=0.05, momentum=0.8)
    assert_close(end, exact)


def test_adam_equals_pytorch_over_twenty_steps(rows):
    state = {}
    start, order, end = run(rows, lambda params, grads: adam_step(params, grads, state, lr=0.02, eps=1e-6))
    exact = twins.train_on_batches([4, 6, 1], "tanh", "sigmoid", start, *rows, order, "Adam", lr=0.02, eps=1e-6)
    assert_close(end, exact)
    assert state["t"] == 20


def test_optimizers_step_in_place_and_leave_gradients_alone():
    rng = np.random.default_rng(2)
    grads = [{"W": rng.normal(size=(2, 3)), "b": rng.normal(size=2)} for _ in range(3)]
    kept = [{name: array.copy() for name, array in each.items()} for each in grads]
    for step, optimizer, options in ((momentum_step, "SGD", {"momentum": 0.9}), (adam_step, "Adam", {})):
        params = {"W": np.ones((2, 3)), "b": np.zeros(2)}
        arrays, memory = dict(params), {}
        for each in grads:
            step(params, each, memory, lr=0.1)
        start = {"W": np.ones((2, 3)), "b": np.zeros(2)}
        assert_close(params, twins.steps(optimizer, start, grads, lr=0.1, **options))
        assert all(params[name] is arrays[name] for name in params)
    for each, before in zip(grads, kept, strict=True):
        for name in each:
            np.testing.assert_array_equal(each[name], before[name])


def test_history_is_measured_after_each_epoch_on_all_rows(rows, capsys):
    X, y = rows
    model = NumpyMLP(MLPConfig([4, 6, 1]))
    history = model.train(X[:37], y[:37], X[37:], y[37:], epochs=4, batch_size=10, lr=0.1, verbose=True)
    assert list(history) == ["train_loss", "val_loss", "train_acc", "val_acc"]
    assert {len(values) for values in history.values()} == {4}
    assert (history["train_loss"][-1], history["train_acc"][-1]) == evaluate(model, X[:37], y[:37])
    p = model.forward(X[37:])[:, 0]
    assert history["val_acc"][-1] == np.mean((p > 0.5) == (y[37:] > 0.5))
    by_hand = -np.mean(y[37:] * np.log(p) + (1 - y[37:]) * np.log(1 - p))
    assert history["val_loss"][-1] == pytest.approx(by_hand, rel=1e-12)
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_flat_labels_train_as_a_column_does(rows):
    X, y = rows
    flat, column = NumpyMLP(MLPConfig([4, 3, 1])), NumpyMLP(MLPConfig([4, 3, 1]))
    assert flat.train(X, y, X, y, 2, 8, 0.1) == column.train(X, y[:, None], X, y[:, None], 2, 8, 0.1)


def test_evaluation_in_blocks_is_evaluation_of_all_rows():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(1300, 4)), np.eye(3)[rng.integers(0, 3, 1300)]
    model = NumpyMLP(MLPConfig([4, 8, 3], "relu", "softmax"))
    loss, accuracy = evaluate(model, X, y)
    p = model.forward(X)
    assert loss == pytest.approx(-np.mean(np.log(p[y == 1])), rel=1e-12)
    assert accuracy == np.mean(p.argmax(axis=1) == y.argmax(axis=1))


def test_early_stopping_goes_back_to_copies_of_the_best_epoch():
    """Training labels are noise, so that validation gets worse after a while."""
    rng = np.random.default_rng(8)
    X, y, X_val, y_val = rng.normal(size=(40, 4)), rng.integers(0, 2, 40), rng.normal(size=(40, 4)), np.arange(40) % 2
    config = MLPConfig([4, 16, 1], "tanh", seed=1)
    stopped, plain = NumpyMLP(config), NumpyMLP(config)
    history = train_with_early_stopping(stopped, X, y, X_val, y_val, epochs=60, batch_size=8, lr=0.5, patience=5)
    best = int(np.argmin(history["val_loss"]))
    assert len(history["val_loss"]) == best + 1 + 5 < 60
    assert evaluate(stopped, X_val, y_val)[0] == history["val_loss"][best]
    assert plain.train(X, y, X_val, y_val, best + 1, 8, 0.5)["val_loss"] == history["val_loss"][: best + 1]
    for name in plain.params:
        np.testing.assert_array_equal(stopped.params[name], plain.params[name])


@pytest.mark.parametrize("patience", [None, 3])
def test_a_whole_run_equals_pytorchs(rows, patience):
    X, y = rows
    parts = X[:37], y[:37], X[37:], y[37:]
    config = {"layer_dims": [4, 6, 1], "activation": "tanh", "output_activation": "sigmoid", "seed": 3}
    model = NumpyMLP(MLPConfig(**config))
    start = {name: array.copy() for name, array in model.params.items()}
    if patience is None:
        history = model.train(*parts, epochs=6, batch_size=8, lr=0.5)
    else:
        history = train_with_early_stopping(model, *parts, epochs=30, batch_size=8, lr=2.0, patience=patience)
        assert len(history["val_loss"]) < 30
    epochs, lr = (6, 0.5) if patience is None else (30, 2.0)
    theirs = twins.run(config, start, parts, epochs, 8, lr, patience)
    assert_close(model.params, theirs["params"])
    for name, values in history.items():
        np.testing.assert_allclose(values, theirs["history"][name], rtol=1e-9)


def test_momentum_with_changing_rates_equals_pytorch():
    rng = np.random.default_rng(4)
    grads = [{"W": rng.normal(size=(2, 3))} for _ in range(3)]
    params, memory = {"W": np.ones((2, 3))}, {}
    for each, lr in zip(grads, (0.3, 0.0, 0.1), strict=True):
        momentum_step(params, each, memory, lr)
    exact = twins.steps_at_rates("SGD", {"W": np.ones((2, 3))}, grads, (0.3, 0.0, 0.1), momentum=0.9)
    assert_close(params, exact)


def test_rows_and_labels_of_different_number_are_refused(rows):
    X, y = rows
    with pytest.raises(ValueError, match=r"\(50, 4\).*\(49,\)"):
        NumpyMLP(MLPConfig([4, 1])).train(X, y[:49], X, y)
    with pytest.raises(ValueError, match="batch_size is 0"):
        NumpyMLP(MLPConfig([4, 1])).train(X, y, X, y, batch_size=0)


@pytest.mark.parametrize("activation", ["tanh", "gelu"])
def test_a_network_learns_exclusive_or_which_no_line_separates(activation):
    X, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    model = NumpyMLP(MLPConfig([2, 8, 1], activation, seed=0))
    assert model.train(X, y, X, y, epochs=2000, batch_size=4, lr=1.0)["train_acc"][-1] == 1
