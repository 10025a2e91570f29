"""What the course team must act on, told in a sentence; the command line turns it into exit status 2."""


class CourseError(Exception):
    """Something in the course itself is wrong: a declaration, a lesson, a reference that PyTorch contradicts."""

    def __init__(self, where: str, what: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}. {remedy}")
