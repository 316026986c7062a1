"""Logic models as graphs: what is wrong with one in plain words, and where its boxes stand when it is drawn."""

from commonweal.engines.logicmodel.checks import Finding, findings
from commonweal.engines.logicmodel.drawing import Box, Drawing, Line, draw
from commonweal.engines.logicmodel.graph import KINDS, Graph, Node

__all__ = ["KINDS", "Box", "Drawing", "Finding", "Graph", "Line", "Node", "draw", "findings"]
