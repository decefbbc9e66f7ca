"""studykit: question banks in which every question cites its evidence."""

__version__ = "0.1.0"
