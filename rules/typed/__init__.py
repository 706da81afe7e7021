"""Tables typed as text: with tabs, pipes, wide spaces, or one cell a line."""
