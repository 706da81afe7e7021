"""Changes of powers: decided, told, and followed by lists and charts."""
