"""What people look at: the network of a graph as one file, and the pages of `kg serve` and `kg site`."""

from kg.show import network

__all__ = ["network"]
