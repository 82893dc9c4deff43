"""From facts to what needs doing: business days, contact cadence, notice deadlines, the order of the day. Pure."""
