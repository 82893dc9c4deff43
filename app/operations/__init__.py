"""The only door for screens and the command line: a file per noun, a function per verb or question."""
