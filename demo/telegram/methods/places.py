"""Places, contacts and polls."""

from demo.telegram.call import Call, method
from demo.telegram.entities import formatted
from demo.telegram.errors import bad_request
from demo.telegram.known import checked
from demo.telegram.methods.content import markup
from demo.telegram.methods.sending import send
from demo.telegram.values import Json

FOREVER = 0x7FFFFFFF
OPTIONAL = ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type")


def location_of(values: Json) -> Json:
    """A Location: on Earth, with its accuracy, and for a live one how long it may move (seconds)."""
    place: Json = {}
    for name, most in (("latitude", 90), ("longitude", 180)):
        if values.get(name) in {None, ""}:
            raise bad_request(f"{name} is empty")
        place[name] = float(values[name])
        if abs(place[name]) > most:
            raise bad_request("invalid location specified")
    if values.get("horizontal_accuracy"):
        place["horizontal_accuracy"] = min(max(float(values["horizontal_accuracy"]), 0), 1500)
    if values.get("live_period"):
        place["live_period"] = int(values["live_period"])
        if not 60 <= place["live_period"] <= 86400 and place["live_period"] != FOREVER:
            raise bad_request("wrong live location period specified")
    if values.get("heading"):
        place["heading"] = int(values["heading"])
    return place


def venue_of(values: Json) -> Json:
    for name in ("title", "address"):
        if not values.get(name):
            raise bad_request(f"{name} is empty")
    known = {name: str(values[name]) for name in OPTIONAL if values.get(name)}
    place = location_of({**values, "live_period": None})
    return {"venue": {"location": place, "title": values["title"], "address": values["address"], **known}}


def contact_of(values: Json) -> Json:
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: str(values[name]) for name in names if values.get(name)}
    if "phone_number" not in contact:
        raise bad_request("phone number is empty")
    if "first_name" not in contact:
        raise bad_request("first name is empty")
    return {"contact": contact}


@method("sendLocation")
def send_location(call: Call) -> Json:
    return send(call, {"location": location_of(call.values)})


@method("sendVenue")
def send_venue(call: Call) -> Json:
    venue = venue_of(call.values)
    return send(call, {**venue, "location": venue["venue"]["location"]})


@method("sendContact")
def send_contact(call: Call) -> Json:
    return send(call, contact_of(call.values))


def _option(given: object) -> Json:
    option = checked("InputPollOption", {"text": given} if isinstance(given, str) else given, "poll option")
    text, _ = formatted(option["text"], option.get("text_parse_mode") or "", None)
    if not 1 <= len(text) <= 100:
        raise bad_request(
            "poll options length must not exceed 100" if text else "poll option must be non-empty"
        )
    return {"text": text, "voter_count": 0}


@method("sendPoll")
def send_poll(call: Call) -> Json:
    question, options = call.text("question"), call.object("options")
    if not 1 <= len(question) <= 300:
        raise bad_request(
            "poll question length must not exceed 300" if question else "poll must be non-empty"
        )
    if not isinstance(options, list) or not 1 <= len(options) <= 12:
        raise bad_request("poll can't have more than 12 options")
    kept = [{**_option(option), "persistent_id": str(index)} for index, option in enumerate(options)]
    poll = {
        "id": str(call.bot.next_album()),
        "question": question,
        "options": kept,
        "total_voter_count": 0,
        "is_closed": call.flag("is_closed"),
        "is_anonymous": call.flag("is_anonymous") if "is_anonymous" in call.values else True,
        "type": call.text("type") or "regular",
        "allows_multiple_answers": call.flag("allows_multiple_answers"),
        "allows_revoting": True,
        "members_only": False,
    }
    return send(call, {"poll": poll})


@method("stopPoll")
def stop_poll(call: Call) -> Json:
    shown = markup(call, inline_only=True)
    chat, message = call.message("message with poll to stop not found")
    poll = message.content.get("poll")
    if poll is None or message.sender is not call.bot.user:
        raise bad_request("message with poll to stop not found")
    if poll["is_closed"]:
        raise bad_request("poll has already been closed")
    closed: Json = {**poll, "is_closed": True}
    message.change({"poll": closed}, shown, call.world.now(), marked=False)
    call.world.changes.note((call.bot.user.id, chat.id))
    return closed
