"""What can go wrong with the sandbox itself, told in a sentence."""


class SandboxBroken(Exception):
    """The sandbox does not work as it should; nothing can be graded until it does."""
