"""Banks: questions, what each type of them means, and how they are loaded."""
