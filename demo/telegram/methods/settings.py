"""What the bot tells about itself: its name and descriptions, in each language."""

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request
from demo.telegram.values import Json


def _remember(call: Call, name: str, longest: int, field: str) -> bool:
    value = call.text(field)
    if len(value) > longest:
        raise bad_request(f"{field} is too long")
    call.bot.settings[f"{name}:{call.text('language_code')}"] = {field: value}
    return True


def _recall(call: Call, name: str, field: str, otherwise: str = "") -> Json:
    """In the language asked for, else what is said to everybody."""
    for language in (call.text("language_code"), ""):
        kept = call.bot.settings.get(f"{name}:{language}", {})
        if kept.get(field):
            return kept
    return {field: otherwise}


@method("setMyName")
def set_my_name(call: Call) -> bool:
    return _remember(call, "name", 64, "name")


@method("getMyName")
def get_my_name(call: Call) -> Json:
    return _recall(call, "name", "name", call.bot.user.first_name)


@method("setMyDescription")
def set_my_description(call: Call) -> bool:
    return _remember(call, "description", 512, "description")


@method("getMyDescription")
def get_my_description(call: Call) -> Json:
    return _recall(call, "description", "description")


@method("setMyShortDescription")
def set_my_short_description(call: Call) -> bool:
    return _remember(call, "short", 120, "short_description")


@method("getMyShortDescription")
def get_my_short_description(call: Call) -> Json:
    return _recall(call, "short", "short_description")
