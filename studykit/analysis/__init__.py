"""What several packages ask of questions: coverage, drift, resemblance, wording, cues."""
