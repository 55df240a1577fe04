from backsafe.readers.document import Pointer, Positions  # noqa
