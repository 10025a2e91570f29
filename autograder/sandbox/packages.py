"""What lies on a submission's import path: the packages an assignment allows, what they need, and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Collection
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement

from autograder.sandbox.errors import SandboxBroken

# Notebooks hold magics, and IPython is what knows them.
ALWAYS = ("ipython",)
# These work out gradients: where an assignment does not allow them, they must not be there at all.
DIFFERENTIATE = ("torch", "jax", "tensorflow", "autograd", "tinygrad")


def installed(names: tuple[str, ...]) -> dict[str, Path]:
    """Where some packages and all that they require are installed: name on the import path -> file or folder.

    names: as on the package index, e.g. "numpy"
    raises: SandboxBroken where one is not installed
    """
    places: dict[str, Path] = {}
    for found in _closure((*names, *ALWAYS)):
        for name in _top_level(found):
            place = Path(str(found.locate_file(name))).resolve()
            if place.exists():
                places.setdefault(name, place)
    return places


def forbidden(allowed: Collection[str]) -> list[Path]:
    """Where packages lie that work out gradients and are not allowed.

    allowed: names on the import path
    """
    specs = [find_spec(name) for name in DIFFERENTIATE if name not in allowed]
    return [Path(spec.origin).parent for spec in specs if spec and spec.origin]


def _closure(names: tuple[str, ...]) -> list[Distribution]:
    found: dict[str, Distribution] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            remedy = f"Install it here with `{sys.executable} -m pip install {name}`."
            raise SandboxBroken(f"The assignment allows {name!r}, which is not installed. {remedy}") from None
        requirements = [Requirement(line) for line in found[name].requires or []]
        waiting += [each.name for each in requirements if not each.marker or each.marker.evaluate({"extra": ""})]
    return list(found.values())


def _top_level(found: Distribution) -> set[str]:
    """The files and folders that a distribution put into site-packages, its own metadata aside."""
    tops = {file.parts[0] for file in found.files or [] if file.parts[0] not in ("..", "__pycache__")}
    return {top for top in tops if not top.endswith((".dist-info", ".pth"))}
