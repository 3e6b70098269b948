"""The session, and what it lets Python reach of the JVM."""

from pyspark.ml.wrapper import MODEL, DataFrame, JavaObject


class _Packages:
    """Classes by their packages; the one that is asked for is the Model."""

    def __getattr__(self, name):
        return JavaObject(MODEL) if name == MODEL.rpartition(".")[2] else self


class _Session:
    _jvm = _Packages()
    _jsparkSession = JavaObject("org.apache.spark.sql.SparkSession")


class _Builder:
    def getOrCreate(self):
        return _Session()


class SparkSession:
    builder = _Builder()
