"""Who the bot is, whom it knows, what files there are."""

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request
from demo.telegram.files import DOWNLOADABLE
from demo.telegram.values import Json


@method("getMe")
def get_me(call: Call) -> Json:
    return {
        **call.bot.user.api(),
        "can_join_groups": True,
        "can_read_all_group_messages": not call.bot.powers.privacy,
        "supports_inline_queries": call.bot.powers.inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("logOut")
def log_out(_call: Call) -> bool:
    return True


@method("close")
def close(_call: Call) -> bool:
    return True


@method("getChat")
def get_chat(call: Call) -> Json:
    limits = {"accent_color_id": 0, "max_reaction_count": 11}
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
        True,
    )
    return {**call.known_chat().api(), **limits, "accepted_gift_types": gifts}


@method("getFile")
def get_file(call: Call) -> Json:
    if not call.text("file_id"):
        raise bad_request("file_id not specified")
    stored = call.world.files.find(call.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.upload.data) > DOWNLOADABLE:
        raise bad_request("file is too big")
    return stored.api()


@method("getUserProfilePhotos")
def get_user_profile_photos(call: Call) -> Json:
    """Nobody here has a picture of themselves."""
    if call.integer("user_id") not in call.world.users:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}
