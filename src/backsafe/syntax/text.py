from backsafe.readers.text import *  # noqa
