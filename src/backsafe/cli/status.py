"""What the command exits with."""

__all__ = ["FOUND", "INTERRUPTED", "NOTHING_JUDGED", "OK", "PIPE_CLOSED", "UNUSABLE"]

OK, FOUND, UNUSABLE, NOTHING_JUDGED = 0, 1, 2, 3
# As shells report what a signal has ended: 128 and the number of the signal.
INTERRUPTED, PIPE_CLOSED = 130, 141
