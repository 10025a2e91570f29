"""Code that stands alone: wanted definitions with everything that they need, in an order in which it runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from autograder.build.source import Definition, Module, module_path, parse
from autograder.errors import CourseError


@dataclass
class Extract:
    """What was collected so far.

    known: names that are there without it, such as those of given cells
    forbidden: names that must not come along: exercises of this assignment
    """

    known: Collection[str] = ()
    forbidden: Collection[str] = ()
    definitions: dict[str, Definition] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)  # statement -> the name that it binds

    def add(self, module: Module, names: Iterable[str]) -> Extract:
        """Collect names of a module, and all that they use.

        raises: CourseError where a name is forbidden, or means two different things
        """
        for name in sorted(names, key=lambda each: (_position(module, each), each)):
            self._add(module, name)
        return self

    def add_from(self, module_name: str, names: Iterable[str]) -> Extract:
        """Collect names of a module of the reference.

        raises: CourseError also where it has no such name
        """
        module = parse(module_path(module_name))
        for name in names:
            if name not in module.definitions:
                raise CourseError("lesson.md", f"{module_name} has no {name}", "Mend the `# given` line.")
        return self.add(module, names)

    def needs_of(self, definition: Definition) -> Extract:
        """Collect what a definition uses, the definition itself aside."""
        module = parse(definition.path)
        return self.add(module, definition.uses)

    def text(self) -> str:
        """Imports, then definitions."""
        blocks = ["\n".join(sorted(self.imports, key=_import_order))] if self.imports else []
        return "\n\n\n".join([*blocks, *(each.whole for each in self.definitions.values())])

    def _add(self, module: Module, name: str) -> None:
        if name in self.known:
            return
        if name in module.imports:
            self._add_import(module, name)
        elif name in module.definitions:
            self._add_definition(module.definitions[name])

    def _add_import(self, module: Module, name: str) -> None:
        source, there = module.imports[name]
        if source.startswith("solutions") and there:
            self._add(parse(module_path(source)), there)
        else:
            statement = f"from {source} import {there}" if there else f"import {source}"
            self.imports[statement if name in (source, there) else f"{statement} as {name}"] = name

    def _add_definition(self, definition: Definition) -> None:
        known = self.definitions.get(definition.name)
        where = f"{definition.path.parent.name}/{definition.path.name}"
        if known and known.path != definition.path:
            what = f"two definitions of {definition.name} are needed, the other in {known.path.name}"
            raise CourseError(where, what, "Rename one.")
        if definition.name in self.forbidden:
            what = f"{definition.name} would be given away, which students are to write"
            raise CourseError(where, what, "Give something that does not use it.")
        if known:
            return
        self.definitions[definition.name] = definition  # marks it as met, so that a cycle ends
        self.add(parse(definition.path), definition.uses)
        self.definitions[definition.name] = self.definitions.pop(definition.name)


def _position(module: Module, name: str) -> int:
    names = list(module.definitions)
    return names.index(name) if name in names else -1


def _import_order(line: str) -> tuple[bool, str]:
    return line.startswith("from"), line
