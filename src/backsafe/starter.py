"""A workout and a configuration to begin with, written where there are none."""
