"""Acts that cross rooms: record a draft, undo it, start the house, dismiss."""

from core.deals import ways as ways
from core.desk import histories as histories
