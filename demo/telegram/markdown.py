"""MarkdownV2 in, plain text with entities out; refused in Telegram's own words."""

from dataclasses import dataclass
from typing import NoReturn

from demo.telegram.errors import bad_request
from demo.telegram.links import bracketed, linked, units
from demo.telegram.values import Json

RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
CODE = frozenset({"Code", "Pre", "PreCode"})
TYPES = {"Bold": "bold", "Italic": "italic", "Underline": "underline", "Strikethrough": "strikethrough"}
TYPES |= {"Spoiler": "spoiler", "Code": "code", "Pre": "pre", "PreCode": "pre"}
MARKS = (("__", "Underline"), ("_", "Italic"), ("*", "Bold"), ("~", "Strikethrough"), ("||", "Spoiler"))


def _wrong(words: str) -> NoReturn:
    raise bad_request(f"can't parse entities: {words}")


@dataclass(slots=True)
class _Open:
    kind: str
    begin: int  # where it began, in bytes of the source, for the words of refusal
    offset: int
    part: int
    argument: str = ""


class _MarkdownV2:
    """One pass over the source. Kinds bear the names that Telegram's refusals give them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.parts: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []
        self.at_line_start = True

    def parse(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            self._step(self.source[self.at])
        self._close_quote()
        if self.open:
            self._unclosed(self.open[-1])
        return "".join(self.parts), self.entities

    def _step(self, char: str) -> None:
        following = self.source[self.at + 1 : self.at + 2]
        if char == "\\" and following and 0 < ord(following) < 127:
            self.at += 1
            self._plain(following)
        elif self.open and self.open[-1].kind in CODE:
            self._in_code(char)
        elif char == "\n":
            self._newline()
        elif char in RESERVED:
            self._mark(char)
        else:
            self._plain(char)

    def _plain(self, text: str) -> None:
        self.at += len(text)
        self.parts.append(text)
        self.length += units(text)
        self.at_line_start = self.at_line_start and text == "\r"

    def _newline(self) -> None:
        quoted = any(opened.kind == "BlockQuote" for opened in self.open)
        goes_on = self.source.startswith(">", self.at + 1)
        self._plain("\n")
        if quoted and goes_on:
            self.at += 1
        elif quoted:
            self._close_quote()
        self.at_line_start = not (quoted and goes_on)

    def _in_code(self, char: str) -> None:
        opened = self.open[-1]
        if char != "`":
            self._plain(char)
        elif opened.kind == "Code":
            self._close(1)
        elif self.source.startswith("```", self.at):
            self._close(3)
        else:
            self._begin("Code", 1)

    def _mark(self, char: str) -> None:
        top = self.open[-1].kind if self.open else ""
        for mark, kind in MARKS:
            if self.source.startswith(mark, self.at):
                if top == kind:
                    self._close(len(mark))
                else:
                    self._begin(kind, len(mark))
                return
        if char == "`":
            self._code()
        elif char == "[":
            self._begin("TextUrl", 1)
        elif char == "!" and self.source.startswith("[", self.at + 1):
            self._begin("CustomEmoji", 2)
        elif char == "]" and top in {"TextUrl", "CustomEmoji"}:
            self._close_link()
        elif char == ">" and self.at_line_start and top != "BlockQuote":
            self._begin("BlockQuote", 1)
            self.at_line_start = False
        else:
            _wrong(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")

    def _begin(self, kind: str, width: int, argument: str = "") -> None:
        self.open.append(_Open(kind, self._where(self.at), self.length, len(self.parts), argument))
        self.at += width

    def _code(self) -> None:
        if not self.source.startswith("```", self.at):
            self._begin("Code", 1)
            return
        end = start = self.at + 3
        while end < len(self.source) and not self.source[end].isspace() and self.source[end] != "`":
            end += 1
        language = self.source[start:end] if end < len(self.source) and self.source[end] != "`" else ""
        self._begin("PreCode" if language else "Pre", 3 + len(language), language)
        breaks = self.source[self.at : self.at + 2]
        if breaks[:1] in {"\n", "\r"}:
            self.at += 2 if breaks in {"\n\r", "\r\n"} else 1

    def _close(self, width: int) -> None:
        opened = self.open.pop()
        self.at += width
        entity: Json = {"type": TYPES[opened.kind]}
        if opened.argument:
            entity["language"] = opened.argument
        self._keep(opened, entity)

    def _close_quote(self) -> None:
        """The line after a quotation has no «>»: it ends here. An empty spoiler at its end folds it."""
        if not any(opened.kind == "BlockQuote" for opened in self.open):
            return
        folded = self._folds(self.open[-1])
        if folded:
            self.open.pop()
        top = self.open[-1]
        if top.kind != "BlockQuote":
            self._unclosed(top)
        self.open.pop()
        self._keep(top, {"type": "expandable_blockquote" if folded else "blockquote"})

    def _folds(self, opened: _Open) -> bool:
        said_since = "".join(self.parts[opened.part :])
        return opened.kind == "Spoiler" and not said_since.strip("\r\n")

    def _close_link(self) -> None:
        opened = self.open.pop()
        text = "".join(self.parts[opened.part :])
        self.at += 1
        url = text if opened.kind == "TextUrl" else None
        if self.source.startswith("(", self.at):
            url = self._url("URL" if opened.kind == "TextUrl" else "custom emoji URL")
        if opened.kind == "TextUrl":
            self._keep(opened, linked(url or ""))
        elif url is None:
            _wrong("Custom emoji entity must contain a tg://emoji URL")
        else:
            entity, wrong = bracketed(url)
            if wrong:
                _wrong(wrong)
            self._keep(opened, entity)

    def _url(self, name: str) -> str:
        begin = self.at = self.at + 1
        found = []
        while self.at < len(self.source) and self.source[self.at] != ")":
            following = self.source[self.at + 1 : self.at + 2]
            if self.source[self.at] == "\\" and following and 0 < ord(following) < 127:
                self.at += 1
            found.append(self.source[self.at])
            self.at += 1
        if self.at >= len(self.source):
            _wrong(f"Can't find end of a {name} at byte offset {self._where(begin)}")
        self.at += 1
        return "".join(found)

    def _keep(self, opened: _Open, entity: Json | None) -> None:
        if entity is not None and self.length > opened.offset:
            self.entities.append({**entity, "offset": opened.offset, "length": self.length - opened.offset})

    def _unclosed(self, opened: _Open) -> NoReturn:
        _wrong(f"Can't find end of {opened.kind} entity at byte offset {opened.begin}")

    def _where(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))


def parse_markdown_v2(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities of MarkdownV2; offsets in UTF-16 units, in refusals in UTF-8 bytes."""
    return _MarkdownV2(source).parse()
