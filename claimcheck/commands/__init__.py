"""The commands, one module each or a few that belong together. A command returns its exit code."""
