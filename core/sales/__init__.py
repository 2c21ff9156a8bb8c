"""Sales (shipments with revenue and cost) and plans."""
