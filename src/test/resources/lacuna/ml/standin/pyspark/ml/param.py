"""Params: those of a class are its attributes of type Param, and belong to an object once it is made."""

import copy


class TypeConverters:
    @staticmethod
    def toString(value):
        return str(value)

    @staticmethod
    def toInt(value):
        if isinstance(value, bool) or value != int(value):
            raise TypeError("no whole number: %r" % value)
        return int(value)

    @staticmethod
    def toFloat(value):
        return float(value)

    @staticmethod
    def toBoolean(value):
        if not isinstance(value, bool):
            raise TypeError("no truth value: %r" % value)
        return value


class Param:
    def __init__(self, parent, name, doc, typeConverter=None):
        self.parent, self.name, self.doc, self.typeConverter = parent, name, doc, typeConverter


class Params:
    def __init__(self):
        self.uid = type(self).__name__
        self._paramMap = {}
        for name in dir(type(self)):
            param = getattr(type(self), name)
            if isinstance(param, Param):
                own = copy.copy(param)
                own.parent = self.uid
                setattr(self, name, own)

    @staticmethod
    def _dummy():
        return "undefined"

    @property
    def params(self):
        return [value for value in vars(self).values() if isinstance(value, Param)]

    def getOrDefault(self, param):
        name = param.name if isinstance(param, Param) else param
        getattr(self, name)
        return self._paramMap.get(name)

    def _set(self, **values):
        for name, value in values.items():
            self._paramMap[name] = getattr(self, name).typeConverter(value)
        return self
