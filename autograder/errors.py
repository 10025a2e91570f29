"""What the course team must act on, told in a sentence; the command line turns it into exit status 2."""


class CourseError(Exception):
    """Whoever runs the command must act: a declaration, a lesson, a file or a folder is not as it has to be."""

    def __init__(self, where: str, what: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}. {remedy}")
