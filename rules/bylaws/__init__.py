"""The systems, rules and plans of disclosure itself (公开制度): which a place shows under which names."""
