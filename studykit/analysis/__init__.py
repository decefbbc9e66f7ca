"""Analysis of questions for several packages: wording, similarity, cues, coverage, drift."""
