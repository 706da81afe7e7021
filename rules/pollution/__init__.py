"""What is measured at polluters (污染源监督性监测) and how far they keep within their limits, read and judged."""
