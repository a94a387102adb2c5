"""OPC 10000-200 Industrial Automation 1.01.4: what scales use of it; the table's form is told in ``table``."""

from linebench.wire.opcua.types.table import Specification

__all__ = ["IA"]

IA = Specification(
    name="IA", uri="http://opcfoundation.org/UA/IA/", version="1.01.4", date="2025-05-23",
    requires=("DI",), text="""
O* 1011 IStatisticsType < BaseInterfaceType
    Om ResetStatistics 7001; Op StartTime 6046 DateTime
O* 1012 IAggregateStatisticsType < IStatisticsType
    Op ResetCondition 6047 String
R 4002 HasStatisticComponent < HasComponent
""")
