"""``python -m backsafe``."""

import sys

from backsafe.cli import main

if __name__ == "__main__":
    sys.exit(main())
