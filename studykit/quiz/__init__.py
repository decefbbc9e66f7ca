"""The quiz: scheduling, progress, sessions, exams, marking and statistics, without a user interface."""
