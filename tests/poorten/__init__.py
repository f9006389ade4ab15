"""Gate tools: browsers and validators that judge what the package publishes. Test-only."""
