"""Is this machine, and this workspace, fit to run the program? Nothing is changed and nobody outside is asked."""
