"""Saving and loading go by these classes alone."""


class JavaMLReadable:
    pass


class JavaMLWritable:
    pass
