"""立ち上がり: how long customers take to their first value, by cohort, and onboarding in time."""
