"""The suite that every connector passes: `pytest --banso-connector package:Class`. Nothing of it runs in the app."""
