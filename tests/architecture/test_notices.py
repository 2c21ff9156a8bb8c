"""Every kind of notice finds its words."""

import bot.app
import scheduler.notices
from bot.rendering import rendered_kinds
from core.notices.notice import Notice

assert bot.app
assert scheduler.notices


def test_every_kind_of_notice_has_a_renderer():
    assert frozenset(Notice.registry.values()) == rendered_kinds()
