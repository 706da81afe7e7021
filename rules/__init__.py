"""Reads snapshots, says what it finds; hands over Findings."""
