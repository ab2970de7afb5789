"""The demonstration: a real victim, real faults, and a mailbox that shows the notification."""
