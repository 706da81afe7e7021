"""Scenes for the proof that nobody is accused of what was not seen, and that what is truly not there is found."""
