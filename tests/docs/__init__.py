"""The pages of docs/: kept true, complete, and buildable as a site that asks nothing of any network."""
