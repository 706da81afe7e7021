"""情况说明 — posted explanations that nothing happened, or that there is nothing to publish."""
