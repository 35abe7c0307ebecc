"""Reading at scale: inputs of many articles to Parquet tables, on this machine or on a Ray cluster."""
