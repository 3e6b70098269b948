"""Wrappers of Java objects that tell what is called on them: class, method and types of arguments."""

from pyspark.ml.param import Params

ESTIMATOR = "lacuna.ml.MatrixFactorisation"
MODEL = "lacuna.ml.MatrixFactorisationModel"
MODELS = ("fit", "foldInUsers", "foldInItems", "ofRun", "ofAls", "ofLibmf")
TYPES = {bool: "boolean", int: "int", float: "double", str: "String"}


class DataFrame:
    def __init__(self):
        self._jdf = self


def told(owner, method, arguments):
    print(owner, method, ",".join(java(argument) for argument in arguments))


def java(argument):
    """The simple name of the Java type that an argument goes as."""
    if isinstance(argument, JavaObject):
        return argument._name.rpartition(".")[2]
    return "Dataset" if isinstance(argument, DataFrame) else TYPES[type(argument)]


class Optional:
    @staticmethod
    def isPresent():
        return True

    @staticmethod
    def get():
        return "summary"


ANSWERS = {"summary": Optional, "uid": "uid"}


class JavaObject:
    def __init__(self, name):
        self._name = name

    def __getattr__(self, method):
        if method.startswith("__"):
            raise AttributeError(method)

        def call(*arguments):
            told(self._name, method, arguments)
            return JavaObject(MODEL) if method in MODELS else ANSWERS.get(method, DataFrame())

        return call


class JavaWrapper(Params):
    _java_obj = None

    @staticmethod
    def _new_java_obj(name, *arguments):
        told(name, "<init>", arguments)
        return JavaObject(name)

    def _call_java(self, name, *arguments):
        return getattr(self._java_obj, name)(*arguments)

    def _transfer_params_from_java(self):
        pass

    def _resetUid(self, uid):
        self.uid = uid

    def _transfer_params_to_java(self):
        for name, value in self._paramMap.items():
            told(self._java_obj._name, "set" + name[0].upper() + name[1:], [value])


class JavaEstimator(JavaWrapper):
    def fit(self, dataset):
        self._transfer_params_to_java()
        return self._create_model(self._java_obj.fit(dataset._jdf))


class JavaModel(JavaWrapper):
    def __init__(self, java_model=None):
        super().__init__()
        self._java_obj = java_model

    def transform(self, dataset):
        self._transfer_params_to_java()
        return self._java_obj.transform(dataset._jdf)
