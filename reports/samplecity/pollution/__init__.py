"""What the sample city measures at its polluters, and how they keep within their limits."""
