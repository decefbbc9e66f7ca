"""studykit: question banks whose every question cites its evidence."""

__version__ = "0.1.0"
