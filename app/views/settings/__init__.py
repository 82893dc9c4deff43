"""Settings: a section for each thing that can be chosen, kept at once and taken back like everything else."""
