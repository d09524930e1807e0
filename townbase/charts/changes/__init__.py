"""Pictures of the page 与上次相比: tables whose verdicts carry their marks."""
