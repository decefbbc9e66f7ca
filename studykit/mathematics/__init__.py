"""Formulas: LaTeX is checked and becomes a tree, from which every notation is printed.

`in_text` finds them in texts, `tree` reads them, `line` prints one line of Unicode, `mathml`, `typst` and
`omml` what their names say.
"""
