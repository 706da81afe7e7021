"""Duties about air and pollution."""
