"""Food as its supervisors tell of it: checks, campaigns, cases, and the standards that food must meet."""
