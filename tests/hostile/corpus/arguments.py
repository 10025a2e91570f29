# %% zeroes_what_it_was_given: wrong
"""The grader compares with its own copy."""
def relu(z):
    z[:] = 0.0
    return z

# %% answers_what_it_was_given: wrong
"""An argument is no answer."""
def relu(z):
    return z

# %% keeps_what_it_was_given: wrong
"""And spoils it once the next question is there: that one has arguments of its own."""
import gc
def relu(z):
    for each in gc.get_objects():
        if isinstance(each, np.ndarray) and each.dtype == float and each.flags.writeable:
            each[...] = 0.0
    return z

# %% resizes_what_it_was_given: wrong, raised
"""Its memory is the submission's own."""
def relu(z):
    z.resize((1000,), refcheck=False)
    return z

# %% changes_the_question: wrong
"""The question in its own process is a copy, and not what the grader judges by."""
import sys
def relu(z):
    frame = sys._getframe()
    while frame:
        for value in frame.f_locals.values():
            if isinstance(value, dict) and "arguments" in value:
                value.update(exercise="mean", check="mean_once", arguments=[[0.0]])
        frame = frame.f_back
    return 0.0

# %% answers_for_another: wrong
"""The right answer to another question."""
def relu(z):
    return float(np.mean(z))
