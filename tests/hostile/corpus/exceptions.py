# %% text_that_raises: raised
"""An error whose text cannot be had is an error without a text."""
class Rude(Exception):
    def __str__(self):
        raise self
    __repr__ = __str__
def relu(z):
    raise Rude

# %% text_that_exits: raised
"""Also where asking for it would end Python."""
import sys
class Rude(Exception):
    def __str__(self):
        sys.exit()
def relu(z):
    raise Rude

# %% text_that_is_none: raised
"""Also where it is no text."""
class Rude(Exception):
    def __str__(self):
        return 5
def relu(z):
    raise Rude

# %% text_of_another_kind: raised, died
"""Also where it is a text that lies about itself."""
class Text(str):
    def __getitem__(self, at):
        return b"\xff"
    def split(self, *_):
        return [object()]
    def encode(self, *_):
        return object()
class Rude(Exception):
    def __str__(self):
        return Text("x")
def relu(z):
    raise Rude

# %% markup: raised
"""Shown as it is, wherever it is shown."""
def relu(z):
    raise ValueError("<script>alert(1)</script> [bold]{0}[/] %s \x1b[2J\x00\r\n=HYPERLINK(1)")

# %% half_a_letter: raised
"""Half a surrogate pair can be written neither to a file nor to a database."""
def relu(z):
    raise ValueError("\ud800 \udfff")

# %% printed_half_a_letter: wrong
"""Printed, too."""
print("\ud800")
def relu(z):
    print("\udfff")
    return -z

# %% lying_class: raised, died
"""An error is what it was raised as, whatever it says of itself."""
class Rude(Exception):
    @property
    def __class__(self):
        return NotImplementedError
    @property
    def __traceback__(self):
        raise SystemExit
def relu(z):
    raise Rude

# %% lying_name: raised, died
"""The class's class may say what it likes."""
class Liar(type):
    @property
    def __name__(cls):
        raise SystemExit
class Rude(Exception, metaclass=Liar):
    pass
def relu(z):
    raise Rude

# %% base_exception: raised
"""Nothing that is raised gets past the question."""
class Rude(BaseException):
    pass
def relu(z):
    raise Rude("out of my way")

# %% group: raised
"""Also a group of them, nested a thousand deep."""
def relu(z):
    error = ValueError("inside")
    for _ in range(1000):
        error = BaseExceptionGroup("outside", [error])
    raise error

# %% chain: raised
"""Also a chain of causes that bites its own tail."""
def relu(z):
    first, second = ValueError(1), ValueError(2)
    first.__cause__, second.__cause__ = second, first
    raise first

# %% syntax_error: raised, died
"""With a line number that is none."""
def relu(z):
    raise SyntaxError("x", ("<cell 1>", object(), [], "x" * 10_000_000))

# %% recursion_error_in_the_text: raised, died, timeout
"""A text that never comes to an end."""
class Rude(Exception):
    def __str__(self):
        return str(self)
def relu(z):
    raise Rude

# %% warning: wrong, died, raised
"""A warning with a text like that."""
import warnings
class Rude(RuntimeWarning):
    def __str__(self):
        raise SystemExit
def relu(z):
    warnings.warn(Rude())
    return -z

# %% not_implemented_here: unwritten
"""Says that it is not written; then so be it."""
def relu(z):
    raise NotImplementedError("<b>soon</b>")

# %% cell_that_raises: missing
"""A cell's error is told with the name that is missing for it, cut and clean."""
raise type("\u202eRude<b>", (Exception,), {})("\ud800" + "x" * 10_000_000)
for relu in [lambda z: -z]:
    pass

# %% notes_without_measure: raised
"""Notes on an error are not shown, and cost nothing here."""
def relu(z):
    error = ValueError("x")
    error.add_note("n" * 10_000_000)
    raise error

# %% endless_trace: raised, timeout
"""A trace of a hundred thousand steps is walked where it was made."""
import sys, types
def relu(z):
    trace = None
    for _ in range(100_000):
        trace = types.TracebackType(trace, sys._getframe(), 0, 1)
    raise ValueError("x").with_traceback(trace)

# %% braces: raised
"""What looks like a place to fill in is shown as it is."""
def relu(z):
    raise ValueError("{name} {error} {0} {} %s {name.__class__}")

# %% group_of_exits: raised
"""A group of what ends Python ends nothing."""
def relu(z):
    raise BaseExceptionGroup("x", [SystemExit(), KeyboardInterrupt(), GeneratorExit()])
