"""Stands in for PySpark where there is none: tells the calls that would go to the JVM, one a line."""
