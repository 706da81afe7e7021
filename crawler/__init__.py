"""Visits sites, keeps what it saw, reads it; hands over a Snapshot."""
