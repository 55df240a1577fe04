"""Rule files → rules: the condition language, messages, the loader and profiles."""
