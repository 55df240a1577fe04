"""Documents → facts: what rules may speak of, typed, located, explicit about what is missing."""
