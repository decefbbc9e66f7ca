"""`python -m studykit`."""

from .cli import main

main()
