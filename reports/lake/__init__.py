"""Results and statistics of many cities as Parquet files, and DuckDB's answers to questions over all of them."""
