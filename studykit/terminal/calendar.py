"""Dates as people read them in short: "5 Mar", "Tue  5 Mar"."""

from __future__ import annotations

from datetime import date

from ..locale import _, pgettext


def day_name(day: date) -> str:
    """Return the day and the month: "5 Mar"."""
    # For translators: a date without its year
    return _("{day} {month}", day=day.day, month=_month(day))


def weekday_name(day: date) -> str:
    """Return the weekday, and the day and the month in columns: "Tue  5 Mar"."""
    weekday, number = _weekday(day), f"{day.day:2}"
    # For translators: a date without its year, with its weekday; `{day}` is two columns wide
    return _("{weekday} {day} {month}", weekday=weekday, day=number, month=_month(day))


def _weekday(day: date) -> str:
    names = (
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    )
    return names[day.weekday()]


def _month(day: date) -> str:
    names = (
        pgettext("month", "Jan"),
        pgettext("month", "Feb"),
        pgettext("month", "Mar"),
        pgettext("month", "Apr"),
        pgettext("month", "May"),
        pgettext("month", "Jun"),
        pgettext("month", "Jul"),
        pgettext("month", "Aug"),
        pgettext("month", "Sep"),
        pgettext("month", "Oct"),
        pgettext("month", "Nov"),
        pgettext("month", "Dec"),
    )
    return names[day.month - 1]
