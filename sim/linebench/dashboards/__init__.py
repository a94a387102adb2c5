"""The dashboards of an attempt: a board listens to the links, publishers carry it to brokers or to a recorder."""

from linebench.dashboards.dashboards import Dashboards
from linebench.dashboards.forms import check_dashboards

__all__ = ["Dashboards", "check_dashboards"]
