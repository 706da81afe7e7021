"""Safety at work: the kinds of information that are kept public, accidents and what came of them."""
