"""Experiments of the chapter. Each returns a table as data; `python -m solutions.experiments NAME` prints it."""

from __future__ import annotations

from collections.abc import Callable

from solutions.experiments.checking import difference_u, error_of_a_factor, false_alarms
from solutions.experiments.clicks import clicks, optimizers, parameters_and_rows
from solutions.experiments.depth import clipping, exploding, initialization, revival, vanishing
from solutions.experiments.foundations import backward_costs, gains, mistakes, shared_stream, swish_beta, tails
from solutions.experiments.learning import approximation, exclusive_or
from solutions.experiments.precision import float32_bce, where_warns
from solutions.experiments.table import Table

EXPERIMENTS: dict[str, Callable[[], Table]] = {
    "approximation": approximation,
    "backward_costs": backward_costs,
    "clicks": clicks,
    "clipping": clipping,
    "difference_u": difference_u,
    "error_of_a_factor": error_of_a_factor,
    "exclusive_or": exclusive_or,
    "exploding": exploding,
    "false_alarms": false_alarms,
    "float32_bce": float32_bce,
    "gains": gains,
    "initialization": initialization,
    "mistakes": mistakes,
    "optimizers": optimizers,
    "parameters_and_rows": parameters_and_rows,
    "revival": revival,
    "shared_stream": shared_stream,
    "swish_beta": swish_beta,
    "tails": tails,
    "vanishing": vanishing,
    "where_warns": where_warns,
}
