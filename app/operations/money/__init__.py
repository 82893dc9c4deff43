"""Money of the whole book: figures of a period, months in a row, what is expected of renewals."""
