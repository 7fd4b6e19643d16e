"""Real stores on the loopback address, a proxy that breaks what passes through it, and small sites to publish."""
