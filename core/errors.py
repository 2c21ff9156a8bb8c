"""What the department refuses, as facts. The face words a refusal by its `message_id`."""

from typing import ClassVar


class CoreError(Exception):
    """A refusal. `facts` go into the sentence that the face makes of `message_id`; no personal data in the
    text of the exception itself.
    """

    message_id: ClassVar[str] = "error-core"

    def __init__(self, **facts: str | int) -> None:
        super().__init__(type(self).__name__)
        self.facts = facts


class NotFound(CoreError):
    """There is no such thing, or the actor may not know that there is."""

    message_id = "error-not-found"


class Changed(CoreError):
    """Somebody else changed the thing meanwhile: look again, then decide."""

    message_id = "error-changed"


class Invalid(CoreError):
    """A value that cannot be used; `facts` say which and why."""

    message_id = "error-invalid"
