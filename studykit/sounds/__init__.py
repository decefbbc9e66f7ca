"""Recordings: their kind is read from their bytes, and tags with names and places are left out.

Nothing is decoded.
"""

from .model import BrokenSound, SoundFile
from .read import read

__all__ = ["BrokenSound", "SoundFile", "read"]
