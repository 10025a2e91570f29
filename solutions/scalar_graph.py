"""Reverse-mode differentiation of any graph of scalars: the chain rule, summed over all paths."""

from __future__ import annotations

import math
from typing import Any


class Arithmetic:
    """What follows from +, * and **: subtraction, division, and plain numbers on the left."""

    def __neg__(self: Any) -> Any:
        """-self."""
        return self * -1.0

    def __sub__(self: Any, other: Any) -> Any:
        """self - other, a Node or a number."""
        return self + other * -1.0

    def __truediv__(self: Any, other: Any) -> Any:
        """self / other, a Node or a number."""
        return self * other**-1.0

    def __radd__(self: Any, other: float) -> Any:
        """other + self, for a plain number."""
        return self + other

    def __rmul__(self: Any, other: float) -> Any:
        """other times self, for a plain number."""
        return self * other

    def __rsub__(self: Any, other: float) -> Any:
        """other - self, for a plain number."""
        return self * -1.0 + other

    def __rtruediv__(self: Any, other: float) -> Any:
        """other / self, for a plain number."""
        return self**-1.0 * other

    def __repr__(self: Any) -> str:
        """The number and its gradient, for looking at."""
        return f"Node({self.value:g}, gradient={self.gradient:g})"


class Node(Arithmetic):
    """A number in a graph that remembers what it was computed from.

    value: the number, a float
    gradient: after `backward` on some result, the derivative of that result with respect to this node
    parents: the nodes it was computed from, each with the local derivative: ((node, d self / d node), ...)
    Source: Linnainmaa (1970); Griewank and Walther (2008), Evaluating derivatives

    >>> x = Node(3.0)
    >>> y = x * x + x          # x is used three times
    >>> y.backward()
    >>> x.gradient
    7.0
    """

    def __init__(self, value: float, parents: tuple[tuple[Node, float], ...] = ()) -> None:
        """Start with gradient 0.0.

        value: a number
        parents: ((node, local derivative), ...); none for an input
        """
        # BEGIN SOLUTION
        self.value = float(value)
        self.gradient = 0.0
        self.parents = parents
        # END SOLUTION

    def __add__(self, other: Node | float) -> Node:
        """self + other, a Node or a number."""
        # BEGIN SOLUTION
        other = as_node(other)
        return Node(self.value + other.value, ((self, 1.0), (other, 1.0)))
        # END SOLUTION

    def __mul__(self, other: Node | float) -> Node:
        """self times other, a Node or a number."""
        # BEGIN SOLUTION
        other = as_node(other)
        return Node(self.value * other.value, ((self, other.value), (other, self.value)))
        # END SOLUTION

    def __pow__(self, exponent: float) -> Node:
        """self to the power of a plain number."""
        # BEGIN SOLUTION
        slope = exponent * self.value ** (exponent - 1) if exponent else 0.0
        return Node(self.value**exponent, ((self, slope),))
        # END SOLUTION

    def exp(self) -> Node:
        """The exponential of self."""
        # BEGIN SOLUTION
        power = math.exp(self.value)
        return Node(power, ((self, power),))
        # END SOLUTION

    def log(self) -> Node:
        """The natural logarithm of self."""
        # BEGIN SOLUTION
        return Node(math.log(self.value), ((self, 1 / self.value),))
        # END SOLUTION

    def tanh(self) -> Node:
        """The hyperbolic tangent of self."""
        # BEGIN SOLUTION
        t = math.tanh(self.value)
        return Node(t, ((self, 1 - t * t),))
        # END SOLUTION

    def relu(self) -> Node:
        """self where positive, else 0; the slope at 0 is 0."""
        # BEGIN SOLUTION
        return Node(max(self.value, 0.0), ((self, float(self.value > 0)),))
        # END SOLUTION

    def backward(self) -> None:
        """Set the gradient of every node that self was computed from: d self / d node, the sum over all paths.

        Gradients from an earlier call do not count.
        """
        # BEGIN SOLUTION
        order = self.ancestors()
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in reversed(order):  # when a node's turn comes, all that was computed from it has had its own
            for parent, slope in node.parents:
                parent.gradient += node.gradient * slope
        # END SOLUTION

    def ancestors(self) -> list[Node]:
        """self and every node it was computed from, each once, parents before children."""
        # BEGIN SOLUTION
        order: list[Node] = []
        seen: set[int] = set()
        stack = [(self, False)]  # a stack, not recursion: a graph may be thousands of nodes deep
        while stack:
            node, parents_done = stack.pop()
            if parents_done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack.extend((parent, False) for parent, _ in node.parents)
        return order
        # END SOLUTION


def as_node(value: Node | float) -> Node:
    """A plain number as an input of the graph; a Node as it is."""
    return value if isinstance(value, Node) else Node(value)
