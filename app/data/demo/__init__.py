"""The old name of `app.data.filling`, until the tests elsewhere use the new one."""

from app.data.filling import fill_demo

__all__ = ["fill_demo"]
