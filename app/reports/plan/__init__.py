"""A success plan as the customer gets it: one HTML file they answer in, a PDF, a workbook. No Qt, no database."""
