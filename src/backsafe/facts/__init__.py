"""Documents → facts: what rules may speak of, typed, located, and explicit about what is missing."""
