"""Service guides (办事指南): how their elements are written, which are asked of whom, and which item each guide serves."""
