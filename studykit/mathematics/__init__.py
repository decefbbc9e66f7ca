"""Formulas: LaTeX is checked and becomes a tree, from which every notation is printed.

`tree` reads, `line` prints one line of Unicode, `mathml`, `typst` and `omml` what their names say.
"""

from .mistake import BadFormula
from .tree import tree

__all__ = ["BadFormula", "tree"]
