from backsafe.readers.yaml import *  # noqa
