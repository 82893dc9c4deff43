"""Fields that are read as text and edited where they stand."""
