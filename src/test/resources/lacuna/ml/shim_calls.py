"""Calls everything that lacuna.ml offers, on the stand-in for PySpark."""

import lacuna.ml

from lacuna.ml import MatrixFactorisation, MatrixFactorisationModel
from pyspark.ml.wrapper import DataFrame, JavaObject


class AlsModel:
    _java_obj = JavaObject("org.apache.spark.ml.recommendation.ALSModel")


ratings = DataFrame()
values = {"_STRING": "x", "_INT": 3, "_FLOAT": 0.5, "_BOOLEAN": True}


def every_param(wrapper, names):
    """Sets each by its setter and asks for it by its getter."""
    for name, converter in names.items():
        value = next(v for kind, v in values.items() if getattr(lacuna.ml, kind) is converter)
        upper = name[0].upper() + name[1:]
        assert getattr(wrapper, "set" + upper)(value) is wrapper
        assert getattr(wrapper, "get" + upper)() == value, name
        assert wrapper.getOrDefault(getattr(wrapper, name)) == value
        assert getattr(wrapper, name).parent == wrapper.uid


estimator = MatrixFactorisation(rank=8, userCol="u")
assert estimator.getRank() == 8 and estimator.getUserCol() == "u"
assert estimator.setParams(rank=9).getRank() == 9
every_param(estimator, {**lacuna.ml._OF_BOTH, **lacuna.ml._OF_TRAINING})
assert len(estimator.params) == len(lacuna.ml._OF_BOTH) + len(lacuna.ml._OF_TRAINING)
try:
    estimator.setRank("eight")
    raise SystemExit("a rank of text was taken")
except (TypeError, ValueError):
    pass
estimator.explainParams()
model = estimator.fit(ratings)
assert isinstance(model, MatrixFactorisationModel)
assert estimator.continueFrom(model) is estimator
every_param(model, lacuna.ml._OF_BOTH)
model.transform(ratings)
assert model.summary == "summary"
model.mean, model.rank, model.userFactors, model.itemFactors, model.factorHash
model.predict(3, "nine")
model.recommendForAllUsers(3)
model.recommendForAllUsers(3, seen=ratings)
model.recommendForAllItems(3)
model.recommendForAllItems(3, ratings)
model.recommendForUserSubset(ratings, 3)
model.recommendForItemSubset(ratings, 3)
model.similarItems(3, 5)
model.similarUsers("three", 5, posterior=True)
assert isinstance(model.foldInUsers(ratings), MatrixFactorisationModel)
assert isinstance(model.foldInItems(ratings, "stars"), MatrixFactorisationModel)
model.writeLibmf("path")
for taken in (
    MatrixFactorisationModel.ofRun("out"),
    MatrixFactorisationModel.ofLibmf("text"),
    MatrixFactorisationModel.ofAls(AlsModel()),
    MatrixFactorisationModel.ofAls(AlsModel(), 0.1),
):
    assert isinstance(taken, MatrixFactorisationModel) and taken.uid == "uid"
