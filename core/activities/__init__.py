"""Activities, tasks and next steps."""
