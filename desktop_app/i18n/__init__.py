"""Words, labels, formats and sorting, with a language as a value."""
