"""Weighs findings against a scheme; hands over Assessments."""
