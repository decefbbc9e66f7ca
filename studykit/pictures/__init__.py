"""Pictures: their kind and size are read from their bytes, and what cameras add is left out.

Nothing is decoded, so that a small file with a huge picture is refused before any library opens it.
"""

from .model import BrokenPicture, PictureFile
from .read import read

__all__ = ["BrokenPicture", "PictureFile", "read"]
