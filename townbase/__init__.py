"""townbase: the dashboard for the plan to strengthen township education."""

__version__ = "0.1.0"
