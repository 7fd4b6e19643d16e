"""The writer's desk: what helps people who write guides, and changes nothing that readers see."""
