# %% prints_a_lot: wrong
"""A hundred megabytes of text: the first two thousand letters are kept."""
def relu(z):
    for _ in range(100):
        print("x" * (1 << 20))
    return -z

# %% cell_that_prints_a_lot: wrong
"""The same in a cell."""
for _ in range(100):
    print("x" * (1 << 20))
def relu(z):
    return -z

# %% prints_by_descriptor: wrong
"""Standard output and error lead nowhere."""
import os
def relu(z):
    for _ in range(100):
        os.write(1, bytes(1 << 20))
        os.write(2, bytes(1 << 20))
    return -z

# %% warns_a_lot: wrong, timeout, raised
"""Warnings are a list in the submission's own process."""
import warnings
def relu(z):
    for number in range(20_000):
        warnings.warn(f"look out {number}")
    return -z

# %% replies_a_flood: died, timeout
"""What is written where answers belong ends the process, also where no line ever ends."""
import os
def relu(z):
    while True:
        os.write(4, b"x" * 65536)

# %% replies_a_trickle: died, timeout
"""Also byte by byte."""
import os
def relu(z):
    while True:
        os.write(4, b"x")

# %% replies_empty_lines: died
"""Also where every line ends."""
import os
def relu(z):
    while True:
        os.write(4, b"\n" * 4096)

# %% raises_a_novel: raised
"""An error's text is cut."""
def relu(z):
    raise ValueError("x" * 50_000_000)
