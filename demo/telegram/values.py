"""The one loose type of this room: a JSON object, as the Bot API has it on the wire."""

from typing import Any

Json = dict[str, Any]
