"""审批和权力 — Approvals and powers."""
