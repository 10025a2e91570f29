"""The PyTorch network is the NumPy network: outputs, gradients, steps, and whole runs."""

import numpy as np
import pytest
import torch

from solutions.activations import ACTIVATIONS
from solutions.network import MLPConfig, NumpyMLP
from solutions.pytorch_mlp import PyTorchMLP, copy_parameters, train_pytorch_mlp, verify_numpy_pytorch_equivalence

OUTPUTS = [*ACTIVATIONS, "softmax"]


@pytest.fixture
def double():
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


def data(n=60, d=4):
    rng = np.random.default_rng(2)
    X = rng.normal(size=(n, d))
    y = (X[:, 0] > X[:, 1]).astype(float)
    return {"X_train": X[:45], "y_train": y[:45], "X_val": X[45:], "y_val": y[45:]}


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_output_gradients_and_one_step_are_numpys_to_1e_12(activation, output):
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(6, 3)), np.eye(2)[rng.integers(0, 2, 6)]
    differences = verify_numpy_pytorch_equivalence(MLPConfig([3, 5, 5, 2], activation, output), X, y, atol=1e-12)
    assert list(differences) == ["output", "gradients", "step"]


def test_a_difference_is_reported_with_its_size(monkeypatch):
    monkeypatch.setattr(NumpyMLP, "backward", lambda model, y: {k: 2 * v for k, v in backward(model, y).items()})
    with pytest.raises(AssertionError, match="gradients: NumPy and PyTorch differ by"):
        verify_numpy_pytorch_equivalence(MLPConfig([3, 2, 1]), np.ones((4, 3)), np.ones(4))


backward = NumpyMLP.backward


def test_parameters_are_copied_not_shared():
    config = MLPConfig([3, 4, 2])
    ours, theirs = NumpyMLP(config), PyTorchMLP(config).double()
    copy_parameters(ours, theirs)
    ours.params["W1"][:] = 7
    assert not (theirs.layers[0].weight == 7).any()
    with pytest.raises(ValueError, match=r"W1 has shape \(4, 3\), but PyTorch's is \(5, 3\)"):
        copy_parameters(ours, PyTorchMLP(MLPConfig([3, 5, 2])))


def test_the_configs_seed_decides_the_first_weights_and_the_global_generator_does_not():
    torch.manual_seed(1)
    first = PyTorchMLP(MLPConfig([50, 400, 1], seed=3)).layers[0]
    second = PyTorchMLP(MLPConfig([50, 400, 1], seed=3)).layers[0]
    assert torch.equal(first.weight, second.weight)
    assert not torch.equal(first.weight, PyTorchMLP(MLPConfig([50, 400, 1], seed=4)).layers[0].weight)
    assert first.weight.std().item() == pytest.approx(np.sqrt(2 / 50), rel=0.02)
    assert not first.bias.any()


def test_a_whole_run_is_numpys_run_from_the_same_start(double):
    config = MLPConfig([4, 6, 1], "tanh", seed=5)
    rows = data()
    torch_model, torch_history = train_pytorch_mlp(config, rows, epochs=3, batch_size=8, lr=0.2)
    model, start = NumpyMLP(config), PyTorchMLP(config)
    for index, layer in enumerate(start.layers, start=1):
        model.params[f"W{index}"] = layer.weight.detach().numpy().copy()
    history = model.train(*rows.values(), epochs=3, batch_size=8, lr=0.2)
    for name in history:
        assert torch_history[name] == pytest.approx(history[name], rel=1e-10)
    for index, layer in enumerate(torch_model.layers, start=1):
        np.testing.assert_allclose(layer.weight.detach().numpy(), model.params[f"W{index}"], atol=1e-12)
    assert not torch_model.training


def test_training_lowers_the_loss_and_prints_what_it_is_asked_to(capsys):
    _, history = train_pytorch_mlp(MLPConfig([4, 8, 1]), data(), epochs=15, batch_size=8, lr=0.2, verbose=True)
    assert history["train_loss"][-1] < 0.7 * history["train_loss"][0]
    assert len(capsys.readouterr().out.splitlines()) == 15
