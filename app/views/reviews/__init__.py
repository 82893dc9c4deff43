"""The place of business reviews: their list, and the builder of one."""
