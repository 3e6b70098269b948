"""Lacuna's Estimator and Model for PySpark: wraps the Java classes of the same names.

    spark-submit --jars lacuna.jar --py-files lacuna.jar job.py

    from lacuna.ml import MatrixFactorisation
    model = MatrixFactorisation(rank=32, userCol="user", itemCol="item").fit(ratings)
    model.transform(pairs)
    model.recommendForAllUsers(10)

The module has the name of the Java package, by which Pipeline.save and load find the classes.
"""

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel
from pyspark.sql import SparkSession

_STRING = TypeConverters.toString
_INT = TypeConverters.toInt
_FLOAT = TypeConverters.toFloat
_BOOLEAN = TypeConverters.toBoolean

# What each is and takes stands in the Java class: print(MatrixFactorisation().explainParams()).
_OF_BOTH = {
    "userCol": _STRING,
    "itemCol": _STRING,
    "predictionCol": _STRING,
    "coldStartStrategy": _STRING,
    "blockSize": _INT,
    "rawPredictionCol": _STRING,
    "statusCol": _STRING,
}
_OF_TRAINING = {
    "rank": _INT,
    "maxIter": _INT,
    "regParam": _FLOAT,
    "ratingCol": _STRING,
    "seed": _INT,
    "nonnegative": _BOOLEAN,
    "implicitPrefs": _BOOLEAN,
    "alpha": _FLOAT,
    "numUserBlocks": _INT,
    "numItemBlocks": _INT,
    "checkpointInterval": _INT,
    "intermediateStorageLevel": _STRING,
    "finalStorageLevel": _STRING,
    "method": _STRING,
    "stepSize": _FLOAT,
    "stepSchedule": _STRING,
    "biases": _BOOLEAN,
    "regularisation": _STRING,
    "biasRegParam": _FLOAT,
    "validationFraction": _FLOAT,
    "validationIndicatorCol": _STRING,
    "patience": _INT,
    "refit": _BOOLEAN,
    "weightCol": _STRING,
    "duplicates": _STRING,
    "range": _STRING,
    "workers": _INT,
    "threads": _INT,
}


def _with_params(params):
    """Gives a class a Param, a getter and a setter for each name."""

    def add(cls):
        for name, converter in params.items():
            upper = name[0].upper() + name[1:]
            doc = "see explainParams() of the Java class"
            setattr(cls, name, Param(Params._dummy(), name, doc, typeConverter=converter))
            setattr(cls, "get" + upper, lambda self, n=name: self.getOrDefault(n))
            setattr(cls, "set" + upper, lambda self, value, n=name: self._set(**{n: value}))
        return cls

    return add


@_with_params({**_OF_BOTH, **_OF_TRAINING})
class MatrixFactorisation(JavaEstimator, JavaMLReadable, JavaMLWritable):
    """In place of pyspark.ml.recommendation.ALS: lacuna.ml.MatrixFactorisation."""

    def __init__(self, **params):
        super().__init__()
        self._java_obj = self._new_java_obj("lacuna.ml.MatrixFactorisation", self.uid)
        self._transfer_params_from_java()
        self._set(**params)

    def setParams(self, **params):
        return self._set(**params)

    def continueFrom(self, model):
        """Training goes on from a model in place of random rows."""
        self._java_obj.continueFrom(model._java_obj)
        return self

    def explainParams(self):
        self._transfer_params_to_java()
        return self._java_obj.explainParams()

    def _create_model(self, java_model):
        return MatrixFactorisationModel(java_model)


@_with_params(_OF_BOTH)
class MatrixFactorisationModel(JavaModel, JavaMLReadable, JavaMLWritable):
    """In place of pyspark.ml.recommendation.ALSModel: lacuna.ml.MatrixFactorisationModel."""

    @classmethod
    def ofRun(cls, path):
        """The model of a run of the command line: its output, or the model/ in it."""
        return cls._of("ofRun", _session()._jsparkSession, path)

    @classmethod
    def ofAls(cls, model, regParam=float("nan")):
        """A model of ALS, taken over; regParam that it was learnt by is for folding in."""
        return cls._of("ofAls", model._java_obj, float(regParam))

    @classmethod
    def ofLibmf(cls, path):
        """A model in LIBMF's text."""
        return cls._of("ofLibmf", _session()._jsparkSession, path)

    @classmethod
    def _of(cls, name, *arguments):
        java = getattr(_session()._jvm.lacuna.ml.MatrixFactorisationModel, name)(*arguments)
        model = cls(java)
        model._resetUid(java.uid())
        model._transfer_params_from_java()
        return model

    @property
    def summary(self):
        """A Java object with how it was trained, as in epochs(); None for a model that was read."""
        found = self._java_obj.summary()
        return found.get() if found.isPresent() else None

    @property
    def rank(self):
        return self._call_java("rank")

    @property
    def mean(self):
        return self._call_java("mean")

    @property
    def userFactors(self):
        return self._call_java("userFactors")

    @property
    def itemFactors(self):
        return self._call_java("itemFactors")

    @property
    def factorHash(self):
        return self._call_java("factorHash")

    def predict(self, user, item):
        return self._call_java("predict", user, item)

    def recommendForAllUsers(self, numItems, seen=None):
        return self._call_java("recommendForAllUsers", *_given(numItems, seen))

    def recommendForAllItems(self, numUsers, seen=None):
        return self._call_java("recommendForAllItems", *_given(numUsers, seen))

    def recommendForUserSubset(self, dataset, numItems):
        return self._call_java("recommendForUserSubset", dataset, numItems)

    def recommendForItemSubset(self, dataset, numUsers):
        return self._call_java("recommendForItemSubset", dataset, numUsers)

    def similarItems(self, item, num, posterior=False):
        return self._call_java("similarItems", item, num, posterior)

    def similarUsers(self, user, num, posterior=False):
        return self._call_java("similarUsers", user, num, posterior)

    def foldInUsers(self, ratings, ratingCol="rating"):
        return MatrixFactorisationModel(self._folded("foldInUsers", ratings, ratingCol))

    def foldInItems(self, ratings, ratingCol="rating"):
        return MatrixFactorisationModel(self._folded("foldInItems", ratings, ratingCol))

    def _folded(self, name, ratings, ratingCol):
        self._transfer_params_to_java()
        return getattr(self._java_obj, name)(ratings._jdf, ratingCol)

    def writeLibmf(self, path):
        self._java_obj.writeLibmf(path)


def _session():
    return SparkSession.builder.getOrCreate()


def _given(*arguments):
    return [argument for argument in arguments if argument is not None]
