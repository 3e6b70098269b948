"""What lacuna.ml takes from pyspark.ml, with the names and the ways of calling that it has there."""
