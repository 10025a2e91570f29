"""Reverse-mode differentiation of scalar graphs against PyTorch, and against the backward pass of a whole network."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

import solutions.twins.cost as cost_twin
from solutions.cost import backward_cost, forward_cost
from solutions.differentiation import centred_difference, difference_errors
from solutions.network import MLPConfig, NumpyMLP
from solutions.scalar_graph import Node


def everything(x, y, exp, log, tanh, relu):
    """A graph with every operation, in which x and y are used many times."""
    u = x * y + 2 * x - y / 3
    v = tanh(u) * exp(x / 4) + 1 / (2 + y * y)
    w = log(v * v + 1) ** 0.5 - (3 - u) ** 3
    return relu(w) + relu(-w) * 2 + u * v


def by_node(x, y):
    x, y = Node(x), Node(y)
    result = everything(x, y, Node.exp, Node.log, Node.tanh, Node.relu)
    result.backward()
    return result.value, x.gradient, y.gradient


def by_torch(x, y):
    x, y = (torch.tensor(each, dtype=torch.float64, requires_grad=True) for each in (x, y))
    result = everything(x, y, torch.exp, torch.log, torch.tanh, torch.relu)
    result.backward()
    return result.item(), x.grad.item(), y.grad.item()


@given(st.floats(-3, 3), st.floats(-3, 3))
def test_every_operation_agrees_with_pytorch(x, y):
    if abs(np.tanh(x * y + 2 * x - y / 3)) > 1e-3:
        assert by_node(x, y) == pytest.approx(by_torch(x, y), rel=1e-10, abs=1e-10)


def test_a_node_used_twice_collects_from_both_paths():
    x = Node(3.0)
    square = x * x
    (square + square).backward()
    assert (x.gradient, square.gradient) == (12.0, 2.0)


def test_paths_are_summed_before_they_are_passed_on():
    """Depth-first without topological order would pass a's gradient on too early."""
    x = Node(2.0)
    a = x * 3
    b = a * 5
    (a * b + b).backward()
    assert x.gradient == 2 * 15 * 3 * 2.0 + 15


def test_a_second_call_starts_afresh():
    x = Node(3.0)
    y = x * x
    y.backward()
    y.backward()
    assert x.gradient == 6.0


def test_a_graph_of_many_thousand_nodes_needs_no_recursion():
    x = Node(1.0)
    y = x
    for _ in range(20_000):
        y = y + 0.5 * x
    y.backward()
    assert x.gradient == 10_001.0


def test_the_kink_has_slope_0_and_a_power_of_0_is_constant():
    for build in (Node.relu, lambda node: node**0):
        x = Node(0.0)
        build(x).backward()
        assert x.gradient == 0.0


def test_a_whole_network_of_nodes_has_the_gradients_of_backward():
    rng = np.random.default_rng(1)
    model = NumpyMLP(MLPConfig([2, 3, 1], "tanh", "identity"))
    model.params["b1"] = rng.normal(size=3)
    X, y = rng.normal(size=(4, 2)), rng.normal(size=(4, 1))
    model.forward(X)
    nodes = {name: np.vectorize(Node)(array) for name, array in model.params.items()}
    loss = Node(0.0)
    for x, target in zip(X, y[:, 0], strict=True):
        hidden = [(row @ x + b).tanh() for row, b in zip(nodes["W1"], nodes["b1"], strict=True)]
        output = nodes["W2"][0] @ hidden + nodes["b2"][0]
        loss = loss + (output - float(target)) ** 2 / 4
    loss.backward()
    for name, gradient in model.backward(y).items():
        np.testing.assert_allclose(np.vectorize(lambda node: node.gradient)(nodes[name]), gradient, rtol=1e-12)


@pytest.mark.parametrize(
    ("layer_dims", "ratio"), [([20, 64, 32, 1], 1.62), ([20, 128, 64, 32, 1], 1.80), ([20, *[256] * 10, 1], 1.99)]
)
def test_backward_costs_less_than_twice_forward(layer_dims, ratio):
    assert backward_cost(layer_dims, 7) / forward_cost(layer_dims, 7) == pytest.approx(ratio, abs=0.005)


def test_costs_are_what_counting_the_products_gives():
    counted = {"forward": 0, "backward": 0}
    sizes, n = [5, 4, 3, 2], 6
    for n_in, n_out in pairwise(sizes):
        counted["forward"] += n * n_in * n_out
        counted["backward"] += n_out * n * n_in + (n * n_out * n_in if n_in != 5 else 0)
    assert (forward_cost(sizes, n), backward_cost(sizes, n)) == (counted["forward"], counted["backward"])


def test_the_difference_quotients_error_is_a_u_with_its_bottom_near_1e_5():
    steps = 10.0 ** np.arange(-13, 0)
    errors = np.mean([difference_errors(np.exp, np.exp(x), x, steps) for x in np.linspace(0.5, 1.5, 40)], axis=0)
    assert 5e-7 < steps[errors.argmin()] < 5e-5
    assert errors[0] > 1e3 * errors.min() < errors[-1]
    assert centred_difference(lambda x: x * x, 3.0) == pytest.approx(6, abs=1e-9)


def test_pytorch_multiplies_as_often_in_its_backward_pass():
    for layer_dims, n in (([5, 4, 3, 2], 6), ([4, 7], 1), ([20, 128, 64, 32, 1], 3)):
        assert cost_twin.backward_cost(layer_dims, n) == backward_cost(layer_dims, n)


def test_arithmetic_needs_no_more_than_plus_times_and_power():
    x, y = Node(3.0), Node(-2.0)
    result = (5 - x) / y - 4 / (-x) + (y - 1) * 2
    result.backward()
    assert result.value == pytest.approx(-1 + 4 / 3 - 6)
    assert (x.gradient, y.gradient) == pytest.approx((-1 / -2 - 4 / 9, -(5 - 3) / 4 + 2))
