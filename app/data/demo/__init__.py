"""The demo network."""

from app.data.demo.fill import Filling, fill_demo
from app.data.demo.guide import demo_guide
from app.data.demo.network import DemoNetwork, demo_network

__all__ = ["DemoNetwork", "Filling", "demo_guide", "demo_network", "fill_demo"]
