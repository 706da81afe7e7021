"""The institutions of disclosure: guide, catalogue, requests, reports, systems."""
