"""Files in, drafts with row errors out: sheets, headings, cells; it knows no database."""
