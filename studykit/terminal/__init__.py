"""The quiz in a terminal: a session or an exam, run with a learner at a keyboard.

With `cli` this is the only package that prints, reads keys and reads the clock.
"""
