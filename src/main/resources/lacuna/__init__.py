"""Lacuna from Python; see lacuna.ml. Lies in the jar, which Python reads as a zip: --jars lacuna.jar --py-files lacuna.jar"""
