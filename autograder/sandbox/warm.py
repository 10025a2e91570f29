"""What a zygote has ready before its first child: loaded once, in memory that all children share.

Lies inside the sandbox, beside `inside.py`: it imports nncheck, the standard library and what the assignment allows.
"""

from __future__ import annotations

import functools
import gc
import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

# What submissions import from the packages that are slow to load.
PRELOADED = {
    "numpy": ("numpy", "numpy.ma"),  # the latter is looked at when an array is read, and must be there by then
    "scipy": ("scipy.special", "scipy.stats", "scipy.optimize"),
    "matplotlib": ("matplotlib.pyplot",),
    "torch": ("torch",),
}
# Used once here, so that children share the memory that the first use takes.
WARM_UP = {
    "numpy": "np.linalg.norm(np.random.default_rng(0).normal(size=(8, 8)) @ np.eye(8))",
    # The first optimizer of a process loads PyTorch's compiler, which takes more than a second.
    "torch": "layer = torch.nn.Linear(2, 1)\nlayer(torch.ones(3, 2)).sum().backward()\n"
    "torch.optim.SGD(layer.parameters(), lr=0.1).step()",
}
# Of a DataLoader's options, those about processes beside its own.
OF_WORKERS = ("num_workers", "prefetch_factor", "persistent_workers", "multiprocessing_context")


def prepare(packages: Iterable[str], provided: Path) -> dict[str, Callable[..., Any]]:
    """Load what children will need; returns the probes.

    provided: the folder with given.py and probes.py
    """
    for name in packages:
        for module in PRELOADED.get(name, ()):
            importlib.import_module(module)
    if "torch" in sys.modules:
        _in_one_process(sys.modules["torch"])
    importlib.import_module("IPython.core.inputtransformer2")
    sys.breakpointhook = lambda *_, **__: None  # nobody is there to debug; Jupyter would wait for somebody
    probes = _provided(provided)
    _use_once()
    gc.collect()
    gc.freeze()
    return probes


def _in_one_process(torch: Any) -> None:
    """One thread; and a DataLoader loads by itself what its workers would bring it in the same order."""
    torch.set_num_threads(1)
    make = torch.utils.data.DataLoader.__init__

    @functools.wraps(make)
    def without_workers(self: Any, *arguments: Any, **named: Any) -> None:
        make(self, *arguments, **{name: value for name, value in named.items() if name not in OF_WORKERS})

    torch.utils.data.DataLoader.__init__ = without_workers


def _provided(folder: Path) -> dict[str, Callable[..., Any]]:
    """The probes; the given code, and dummies of what is not there, can be imported from now on."""
    dummies = importlib.import_module("nncheck.dummies").modules()
    missing = [name for name in dummies if not importlib.util.find_spec(name.partition(".")[0])]
    sys.modules.update({name: dummies[name] for name in missing})
    probes: dict[str, Callable[..., Any]] = importlib.import_module("nncheck.provided").load_probes(folder)
    sys.modules["probes"] = None  # type: ignore[assignment]  # they hold what a notebook should not import
    if (folder / "given.py").exists():
        importlib.import_module("given")
    return probes


def _use_once() -> None:
    cell = importlib.import_module("nncheck.notebook").Cell
    imports = "import numpy as np" + ("\nimport torch" if "torch" in sys.modules else "")
    cells = [cell(0, f"{imports}\n{line}") for name, line in WARM_UP.items() if name in sys.modules]
    importlib.import_module("nncheck.running").run_cells(cells)
