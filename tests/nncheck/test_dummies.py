"""Stand-ins for modules are found like others: whoever looks whether one is there gets an answer."""

from __future__ import annotations

import importlib.util
import sys

import pytest
from nncheck.dummies import modules


@pytest.mark.parametrize("name", list(modules()))
def test_a_module_that_stands_in_can_be_looked_for(name, monkeypatch):
    """As PyTorch looks for tqdm when it loads its optimizers; a module without a spec would be a ValueError."""
    for each, module in modules().items():
        monkeypatch.setitem(sys.modules, each, module)
    assert importlib.util.find_spec(name) is not None
