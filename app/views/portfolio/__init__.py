"""The place of the whole book: how health moves, where data and feeling differ, and what came true."""
