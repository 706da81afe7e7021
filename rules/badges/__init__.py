"""What a site says of itself around its texts: who runs it, by which numbers it is known, how its pages are labelled."""
