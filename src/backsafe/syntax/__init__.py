"""Text → data with the place of every value, bounded in size, depth and time."""
