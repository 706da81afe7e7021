"""Content systems of the sample city: each turns a SiteContent into pages."""
