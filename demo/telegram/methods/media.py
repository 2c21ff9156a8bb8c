"""Pictures, documents, voice and the like: uploaded, by file_id or by URL; and albums of them."""

from functools import partial
from typing import Any

from demo.telegram.call import Call, method
from demo.telegram.errors import bad_request
from demo.telegram.methods.content import caption_content
from demo.telegram.methods.sending import send, send_all
from demo.telegram.values import Json

METHODS_OF = {
    "sendPhoto": "photo",
    "sendDocument": "document",
    "sendVoice": "voice",
    "sendVideo": "video",
    "sendAudio": "audio",
    "sendAnimation": "animation",
    "sendVideoNote": "video_note",
    "sendSticker": "sticker",
}
CAPTIONED = frozenset({"photo", "document", "voice", "video", "audio", "animation"})
MEASURES = ("width", "height", "duration")
TEXTS = ("title", "performer")
IN_ALBUM = frozenset({"photo", "video", "document", "audio"})
LONGEST_ALBUM = 10
Source = Call | Json


def media_content(call: Call, item: Any) -> Json:
    """Content of an InputMedia object, with its caption."""
    if not isinstance(item, dict) or item.get("type") not in CAPTIONED:
        raise bad_request("can't parse InputMedia: type of the media is wrong")
    return {**_media(call, item["type"], item.get("media") or "", item), **caption_of(item), **_marks(item)}


def caption_of(item: Json) -> Json:
    """The caption of a result or a media object, if it has one."""
    return caption_content(
        item.get("caption") or "", item.get("parse_mode") or "", item.get("caption_entities")
    )


def _media(call: Call, kind: str, source: Any, values: Json) -> Json:
    stored = call.file(source, kind)
    known = stored.media()
    if isinstance(known, dict):
        known |= {name: int(values[name]) for name in MEASURES if name in known and values.get(name)}
        known |= {name: str(values[name]) for name in TEXTS if kind == "audio" and values.get(name)}
    content: Json = {kind: known}
    if kind == "animation":  # every animation is a document as well, for older clients
        content["document"] = {
            key: value for key, value in stored.media_of("document").items() if key != "thumbnail"
        }
    return content


def _marks(values: Json) -> Json:
    marks = {"show_caption_above_media": "show_caption_above_media", "has_spoiler": "has_media_spoiler"}
    return {shown: True for given, shown in marks.items() if str(values.get(given)).lower() in {"true", "1"}}


def _send(call: Call, *, kind: str) -> Json:
    caption = {}
    if kind in CAPTIONED:
        caption = caption_content(
            call.text("caption"), call.text("parse_mode"), call.object("caption_entities")
        )
    call.open_chat()
    content = _media(call, kind, call.values.get(kind), call.values)
    return send(call, {**content, **caption, **_marks(call.values)})


for _name, _kind in METHODS_OF.items():
    method(_name)(partial(_send, kind=_kind))


@method("sendMediaGroup")
def send_media_group(call: Call) -> list[Json]:
    items = call.object("media")
    if not isinstance(items, list) or not items:
        raise bad_request("there are no messages to send")
    if len(items) > LONGEST_ALBUM:
        raise bad_request("too many messages to send as an album")
    _check_mixture([item.get("type") if isinstance(item, dict) else None for item in items])
    call.open_chat()
    contents = [media_content(call, item) for item in items]
    if len({bool(content.get("show_caption_above_media")) for content in contents}) > 1:
        raise bad_request("parameter show_caption_above_media must be the same for all messages")
    group = str(call.bot.user.id * 1000 + call.bot.next_album())
    return send_all(call, contents, None, {"media_group_id": group} if len(items) > 1 else None)


def _check_mixture(kinds: list[Any]) -> None:
    for kind in kinds:
        if kind not in IN_ALBUM:
            raise bad_request(f'can\'t parse InputMedia: media type "{kind}" is not for an album')
    for kind in ("audio", "document"):
        if kind in kinds and set(kinds) != {kind}:
            raise bad_request(f"{kind} can't be mixed with other media types")
