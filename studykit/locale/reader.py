"""Which language a reader on this machine is spoken to."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping

VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""The variables of the environment that say a language, in the order in which gettext reads them."""


def reader_languages(setting: str = "", course: str | None = None) -> list[str]:
    """Return the languages to speak if possible: the learner's `setting`, the system's, the `course`'s."""
    return [*filter(None, (setting, *system_languages(os.environ), course))]


def system_languages(environment: Mapping[str, str]) -> list[str]:
    """Return the languages of the system as BCP 47 tags, the best one first.

    Only the first variable that is set counts, as in gettext.  The locales `C` and `POSIX` say nothing.
    """
    names = next((value for name in VARIABLES if (value := environment.get(name))), "")
    tags = list(_tags(names))
    if not names and sys.platform == "win32":
        import ctypes
        import locale

        user = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        tags = list(_tags(locale.windows_locale.get(user, "")))
    return tags


def _tags(names: str) -> Iterator[str]:
    """Yield the tags of some locales, such as `de_AT.UTF-8@euro:de`."""
    for name in names.split(":"):
        tag = name.partition("@")[0].partition(".")[0].replace("_", "-")
        if tag and tag not in ("C", "POSIX"):
            yield tag
