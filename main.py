"""Starts Banso from a checkout: `python main.py` is the same as the installed command `banso`."""

import sys

from app.bootstrap import run

if __name__ == "__main__":
    sys.exit(run(sys.argv))
