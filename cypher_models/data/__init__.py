"""Tables that models and checks rest on, each with its source."""
