"""``python -m backsafe``."""

from backsafe.cli import run

if __name__ == "__main__":
    run()
