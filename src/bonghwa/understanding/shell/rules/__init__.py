"""What is known about programs, as data: one module per family."""
