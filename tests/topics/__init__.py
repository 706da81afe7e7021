"""Pages labelled with what they are, for measuring the topics."""
