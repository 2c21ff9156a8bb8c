"""Windows for what is browsed and filled in step by step."""
