"""The page's own files, and the files that people and the bot have sent."""

from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from demo.telegram.api import WORLD

STATIC = Path(__file__).parent / "static"
TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' blob: data:; media-src 'self' blob:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
SHOWN_IN_PLACE = ("image/png", "image/jpeg", "audio/")


async def serve_static(request: web.Request) -> web.StreamResponse:
    name = request.match_info.get("name", "index.html")
    path = STATIC / name
    if path.suffix not in TYPES or path.parent != STATIC or not path.is_file():
        raise web.HTTPNotFound
    return web.Response(
        text=path.read_text(encoding="utf-8"),
        content_type=TYPES[path.suffix],
        headers={
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-cache",
            "Referrer-Policy": "no-referrer",
        },
    )


async def serve_file(request: web.Request) -> web.StreamResponse:
    """Pictures and sounds are shown in place; the rest is only saved: it may be a page with scripts."""
    stored = request.app[WORLD].files.find(request.match_info["id"])
    if stored is None:
        raise web.HTTPNotFound
    mime = stored.upload.mime.partition(";")[0].strip().lower()
    if stored.kind == "photo":
        mime = "image/png" if stored.upload.data.startswith(b"\x89PNG") else "image/jpeg"
    shown = mime.startswith(SHOWN_IN_PLACE) and "download" not in request.query
    way = "inline" if shown else f"attachment; filename*=UTF-8''{quote(stored.upload.name, safe='')}"
    return web.Response(
        body=stored.upload.data,
        headers={
            "Content-Type": mime if shown else "application/octet-stream",
            "Content-Disposition": way,
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        },
    )
