"""Right answers in other styles: every one passes every check."""

import copy

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

from autograder.course import alternative
from solutions.network import MLPConfig, NumpyMLP
from solutions.optimizers import adam_step, momentum_step
from solutions.pytorch_mlp import PyTorchMLP, torch_evaluate, torch_loss
from solutions.training import copy_params, evaluate, run_epoch, train

# fit_numpy


@alternative("fit_numpy")
def numpy_by_plain_descent(X_train, y_train, X_val, y_val, seed):
    """Batches cut by hand, forward, backward and update_params called by hand, a small patience."""
    model = NumpyMLP(MLPConfig([X_train.shape[1], 128, 64, 32, 1], seed=seed))
    rng = np.random.default_rng(seed)
    best_loss, best, waited = float("inf"), None, 0
    for _ in range(80):
        order = rng.permutation(len(X_train))
        for start in range(0, len(order), 32):
            rows = order[start : start + 32]
            model.forward(X_train[rows])
            model.update_params(model.backward(y_train[rows]), 0.03)
        p = np.clip(model.forward(X_val)[:, 0], 1e-12, 1 - 1e-12)
        loss = -np.mean(np.where(y_val == 1, np.log(p), np.log(1 - p)))
        waited += 1
        if loss < best_loss:
            best_loss, waited = loss, 0
            best = {name: np.array(value) for name, value in model.params.items()}
        elif waited == 6:
            break
    model.params = best
    return lambda X: model.forward(X).ravel()


@alternative("fit_numpy")
def numpy_by_adam(X_train, y_train, X_val, y_val, seed):
    """A smaller network, Adam, a fixed number of epochs, and the best of them in the end."""
    model = NumpyMLP(MLPConfig([X_train.shape[1], 64, 32, 1], activation="gelu", seed=seed))
    rng, memory, snapshots = np.random.default_rng([seed, 1]), {}, []
    for _ in range(14):
        run_epoch(model, X_train, y_train, 64, rng, lambda grads: adam_step(model.params, grads, memory, 0.002))
        snapshots.append((evaluate(model, X_val, y_val)[0], len(snapshots), copy_params(model)))
    model.params = min(snapshots, key=lambda each: each[:2])[2]

    def predict(X):
        return model.forward(np.asarray(X))[:, 0]

    return predict


@alternative("fit_numpy")
def numpy_by_momentum(X_train, y_train, X_val, y_val, seed):
    """Features standardized by the training rows' mean and deviation, momentum, one deep copy of the whole model."""
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    X, X_chosen = (X_train - mean) / deviation, (X_val - mean) / deviation
    model = NumpyMLP(MLPConfig([X.shape[1], 128, 64, 32, 1], seed=seed))
    rng, velocity = np.random.default_rng(seed + 1), {}
    best, losses = model, [np.inf]
    while len(losses) - int(np.argmin(losses)) <= 8:
        run_epoch(model, X, y_train, 64, rng, lambda grads: momentum_step(model.params, grads, velocity, 0.01))
        losses.append(evaluate(model, X_chosen, y_val)[0])
        if losses[-1] == min(losses):
            best = copy.deepcopy(model)
    return lambda X: best.forward((X - mean) / deviation)[:, 0]


@alternative("fit_numpy")
def numpy_with_tanh(X_train, y_train, X_val, y_val, seed):
    """Hidden layers of tanh units; `train` is called for one epoch at a time, so that the order of the rows repeats."""
    model = NumpyMLP(MLPConfig([X_train.shape[1], 64, 32, 1], activation="tanh", seed=seed))
    best, best_loss, waited = copy_params(model), np.inf, 0
    while waited < 8:
        history = train(model, X_train, y_train, X_val, y_val, epochs=1, batch_size=32, lr=0.05)
        waited += 1
        if history["val_loss"][0] < best_loss:
            best, best_loss, waited = copy_params(model), history["val_loss"][0], 0
    model.params = best
    return lambda X: model.forward(X)[:, 0]


class _Mean:
    def __init__(self, models):
        self.models = models

    def __call__(self, X):
        return np.mean([model.forward(X)[:, 0] for model in self.models], axis=0)


@alternative("fit_numpy")
def numpy_of_three(X_train, y_train, X_val, y_val, seed):
    """Three networks with one hidden layer each, and the mean of their forecasts; an object that can be called."""
    models = []
    for number in range(3):
        model = NumpyMLP(MLPConfig([X_train.shape[1], 48, 1], seed=10 * seed + number))
        rng, memory, best_loss, best = np.random.default_rng((seed, number)), {}, np.inf, None
        for _ in range(12):
            run_epoch(
                model, X_train, y_train, 100, rng, lambda grads, m=model, s=memory: adam_step(m.params, grads, s, 0.005)
            )
            loss, _ = evaluate(model, X_val, y_val)
            if loss < best_loss:
                best_loss, best = loss, copy_params(model)
        model.params = best
        models.append(model)
    return _Mean(models)


# fit_pytorch


class _Stack(nn.Module):
    def __init__(self, n_features):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(n_features, 128), nn.SiLU(), nn.Dropout(0.1), nn.Linear(128, 64), nn.SiLU(), nn.Linear(64, 1)
        )

    def forward(self, X):
        return self.body(X).squeeze(1)


@alternative("fit_pytorch")
def pytorch_with_dropout(X_train, y_train, X_val, y_val, seed):
    """A network of its own with dropout, weight decay, PyTorch's global seed, and copies of the state."""
    torch.manual_seed(seed)
    model, criterion = _Stack(X_train.shape[1]), nn.BCEWithLogitsLoss()
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.002, weight_decay=0.05)
    X, y = torch.tensor(X_train).float(), torch.tensor(y_train).float()
    X_chosen, y_chosen = torch.tensor(X_val).float(), torch.tensor(y_val).float()
    best_loss, best, waited = float("inf"), None, 0
    while waited < 6:
        model.train()
        for rows in torch.randperm(len(X)).split(128):
            optimizer.zero_grad()
            criterion(model(X[rows]), y[rows]).backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            loss = criterion(model(X_chosen), y_chosen).item()
        waited += 1
        if loss < best_loss:
            best_loss, waited = loss, 0
            best = {name: value.detach().clone() for name, value in model.state_dict().items()}
    model.load_state_dict(best)

    def predict(rows):
        with torch.inference_mode():
            return torch.sigmoid(model(torch.tensor(rows, dtype=torch.float32))).numpy()

    return predict


@alternative("fit_pytorch")
def pytorch_in_double(X_train, y_train, X_val, y_val, seed):
    """Double precision, momentum, and a deep copy of the whole network; the forecasts are tensors that know a graph."""
    model = PyTorchMLP(MLPConfig([X_train.shape[1], 64, 32, 1], seed=seed)).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)
    X, y, X_chosen, y_chosen = map(torch.tensor, (X_train, y_train, X_val, y_val))
    rng = np.random.default_rng(seed + 1)
    best, best_loss = copy.deepcopy(model), np.inf
    for _ in range(15):
        for rows in torch.tensor(rng.permutation(len(X))).split(128):
            optimizer.zero_grad()
            torch_loss(model, X[rows], y[rows]).backward()
            optimizer.step()
        loss, _ = torch_evaluate(model, X_chosen, y_chosen)
        if loss < best_loss:
            best, best_loss = copy.deepcopy(model), loss
    return lambda rows: best(torch.tensor(rows))[:, 0]


@alternative("fit_pytorch")
def pytorch_with_a_loader(X_train, y_train, X_val, y_val, seed):
    """A DataLoader that shuffles by a generator of its own; Adam; probabilities from log-odds in NumPy."""
    model = PyTorchMLP(MLPConfig([X_train.shape[1], 128, 64, 32, 1], seed=seed))
    dataset = TensorDataset(torch.tensor(X_train, dtype=torch.float32), torch.tensor(y_train, dtype=torch.float32))
    loader = DataLoader(dataset, batch_size=256, shuffle=True, generator=torch.Generator().manual_seed(seed))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.002)
    X_chosen, y_chosen = torch.tensor(X_val, dtype=torch.float32), torch.tensor(y_val, dtype=torch.float32)
    kept, best_loss, since = None, np.inf, 0
    for _ in range(60):
        for X, y in loader:
            loss = functional.binary_cross_entropy_with_logits(model.logits(X), y[:, None])
            model.zero_grad()
            loss.backward()
            optimizer.step()
        loss, _ = torch_evaluate(model, X_chosen, y_chosen)
        since += 1
        if loss < best_loss:
            kept, best_loss, since = [each.detach().clone() for each in model.parameters()], loss, 0
        if since > 6:
            break
    with torch.no_grad():
        for parameter, value in zip(model.parameters(), kept, strict=True):
            parameter.copy_(value)

    def predict(rows):
        z = model.logits(torch.tensor(rows, dtype=torch.float32)).detach().numpy()[:, 0]
        return 1 / (1 + np.exp(-z.astype(np.float64)))

    return predict


def _run(X, y, X_val, y_val, seed, epochs):
    """A run of its own for a number of epochs: the network, and the validation losses on the way."""
    model = PyTorchMLP(MLPConfig([X.shape[1], 64, 1], seed=seed))
    rows_of = np.random.default_rng(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
    losses = []
    for _ in range(epochs):
        for rows in torch.tensor(rows_of.permutation(len(X))).split(64):
            loss = torch_loss(model, X[rows], y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        losses.append(torch_evaluate(model, X_val, y_val)[0])
    return model, losses


@alternative("fit_pytorch")
def pytorch_that_runs_twice(X_train, y_train, X_val, y_val, seed):
    """Once to find the best number of epochs, then the same run again for so many."""
    rows = [torch.tensor(array, dtype=torch.float32) for array in (X_train, y_train, X_val, y_val)]
    _, losses = _run(*rows, seed, 12)
    model, _ = _run(*rows, seed, 1 + int(np.argmin(losses)))
    return lambda X: model(torch.tensor(X, dtype=torch.float32)).detach().numpy().reshape(-1)
