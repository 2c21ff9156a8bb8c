"""The acts of people as the control API names them: /control/people/{id}/{act}."""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import asdict

from demo.telegram.control_more import MORE_ACTS
from demo.telegram.errors import ControlError
from demo.telegram.files import Upload
from demo.telegram.people import Acted, Person
from demo.telegram.state import Bot, User, World
from demo.telegram.values import Json

PLACE = ("latitude", "longitude")
MIMES = {"photo": "image/png", "document": "application/octet-stream", "voice": "audio/ogg"}


def act(world: World, bot: Bot, user: User, name: str, body: Json) -> Json:
    """Do it as that person; `chat` in the body names a group, else it is the private chat."""
    doing = ACTS.get(name)
    if doing is None:
        raise ControlError(f"people do not know how to {name}")
    chat = bot.private_chat(user) if body.get("chat") is None else world.chat(bot, int(body["chat"]))
    return asdict(doing(Person(world, bot, user, chat), body))


def _send(person: Person, body: Json) -> Acted:
    return person.write(body["text"], body.get("reply_to"))


def _edit(person: Person, body: Json) -> Acted:
    return person.amend(int(body["message_id"]), body["text"])


def _press(person: Person, body: Json) -> Acted:
    label, data, message_id = body.get("label"), body.get("data"), body.get("message_id")
    if body.get("stale"):
        return person.press(int(body["message_id"]), body["data"])
    try:
        shown_in, button = person.find_button(label, data, message_id)
    except ControlError:
        key = None if label is None or message_id is not None else person.key(label)
        if key is None:
            raise
        return _press_key(person, key, body)
    if button.get("callback_data") is None:
        return Acted(shown_in)
    return person.press(shown_in, button["callback_data"])


def _press_key(person: Person, key: Json, body: Json) -> Acted:
    """A key says its label, or sends what it asks for; a keyboard for one time folds away."""
    keyboard = person.chat.reply_keyboard or {}
    person.chat.keyboard_folded = bool(keyboard.get("one_time_keyboard"))
    if key.get("request_contact"):
        number = body.get("phone_number") or f"+7900{person.user.id:07d}"
        own = {"phone_number": number, "first_name": person.user.first_name, "user_id": person.user.id}
        return person.say({"contact": own})
    if key.get("request_location"):
        return person.say({"location": {name: float(body.get(name) or 0) for name in PLACE}})
    return person.write(key["text"])


def _contact(person: Person, body: Json) -> Acted:
    names = ("phone_number", "first_name", "last_name", "user_id", "vcard")
    return person.say({"contact": {name: body[name] for name in names if body.get(name) is not None}})


def _location(person: Person, body: Json) -> Acted:
    names = ("latitude", "longitude", "horizontal_accuracy", "live_period")
    return person.say({"location": {name: body[name] for name in names if body.get(name) is not None}})


def _file(kind: str) -> Callable[[Person, Json], Acted]:
    def send(person: Person, body: Json) -> Acted:
        upload = Upload(body.get("name") or kind, body.get("mime") or MIMES[kind], b64decode(body["data"]))
        return person.send_file(upload, kind, body.get("caption") or "", int(body.get("duration") or 0))

    return send


def _forward(person: Person, body: Json) -> Acted:
    user = None if body.get("user_id") is None else person.world.user(int(body["user_id"]))
    return person.forward(body["text"], body.get("name") or "", user)


ACTS: dict[str, Callable[[Person, Json], Acted]] = {
    "send": _send,
    "edit": _edit,
    "press": _press,
    "contact": _contact,
    "location": _location,
    "photo": _file("photo"),
    "document": _file("document"),
    "voice": _file("voice"),
    "forward": _forward,
    "link": lambda person, body: person.open_link(body.get("payload") or ""),
    "block": lambda person, _body: person.block(blocked=True),
    "unblock": lambda person, _body: person.block(blocked=False),
    **MORE_ACTS,
    "deactivate": lambda person, _body: person.leave_telegram(),
}
