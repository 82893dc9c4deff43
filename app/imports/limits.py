"""How large a file may be: beyond it the import refuses with words instead of filling the memory."""

from __future__ import annotations

MAX_BYTES = 50 * 2**20  # of the file as it lies on the disk
MAX_UNPACKED = 250 * 2**20  # of everything inside an XLSX or ODS, as its directory declares it
MAX_ROWS = 200_000  # heading included
MAX_COLUMNS = 702  # A to ZZ
MAX_CELLS = 10_000_000  # rows × columns of the filled area, as the reader lays it out in memory
MAX_CELL = 100_000  # characters in one cell
