"""The face in Telegram: handlers, dialogs, views and words. Holds no rule of selling."""
