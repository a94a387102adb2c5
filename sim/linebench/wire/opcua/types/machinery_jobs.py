"""OPC 40001-3 Machinery Job Management 1.0.1: job control on a machine; the table's form is told in ``table``."""

from linebench.wire.opcua.types.table import Specification

__all__ = ["MACHINERY_JOBS"]

MACHINERY_JOBS = Specification(
    name="MachineryJobs", uri="http://opcfoundation.org/UA/Machinery/Jobs/", version="1.0.1", date="2024-05-01",
    requires=("JobControl",), text="""
O 1003 JobManagementType < BaseObjectType
    -p 0:DefaultInstanceBrowseName 6013 QualifiedName;
    Mo JobOrderControl 5001 JobControl.ISA95JobOrderReceiverObjectType;
    Mv JobOrderControl/0:CurrentState 6009 LocalizedText FiniteStateVariableType;
    Mp JobOrderControl/0:CurrentState/0:Id 6010 NodeId;
    Mv JobOrderControl/JobControl:EquipmentID 6001 String[] BaseDataVariableType;
    Mv JobOrderControl/JobControl:JobOrderList 6002 JobControl.ISA95JobOrderAndStateDataType[] BaseDataVariableType;
    Mv JobOrderControl/JobControl:MaterialClassID 6003 String[] BaseDataVariableType;
    Mv JobOrderControl/JobControl:MaterialDefinitionID 6004 String[] BaseDataVariableType;
    Mp JobOrderControl/JobControl:MaxDownloadableJobOrders 6005 UInt16;
    Mv JobOrderControl/JobControl:PersonnelID 6006 String[] BaseDataVariableType;
    Mv JobOrderControl/JobControl:PhysicalAssetID 6007 String[] BaseDataVariableType;
    Mv JobOrderControl/JobControl:WorkMaster 6008 JobControl.ISA95WorkMasterDataType[] BaseDataVariableType;
    Mo JobOrderResults 5002 JobControl.ISA95JobResponseProviderObjectType;
    Mm JobOrderResults/JobControl:RequestJobResponseByJobOrderID 7001 in 6011(JobOrderID String) out
      6012(JobResponse JobControl.ISA95JobResponseDataType, ReturnStatus UInt64);
    Mm JobOrderResults/JobControl:RequestJobResponseByJobOrderState 7002 in 6037(JobOrderState
      JobControl.ISA95StateDataType[]) out 6038(JobResponses JobControl.ISA95JobResponseDataType[], ReturnStatus
      UInt64)
D 3003 JobExecutionMode < Enumeration {0 SimulationMode, 1 TestMode, 2 ProductionMode}
    -p 0:EnumValues 6014 EnumValueType[]
D 3004 ProcessIrregularity < Enumeration {0 CapabilityUnavailable, 1 Detected, 2 NotDetected, 3 NotYetDetermined}
    -p 0:EnumValues 6036 EnumValueType[]
D 3006 JobResult < Enumeration {0 Unknown, 1 Successful, 2 Unsuccessful}
    -p 0:EnumValues 6019 EnumValueType[]
D 3009 OutputInfoType < Byte {0 OrderNumber, 1 LotNumber, 2 SerialNumber}
    -p 0:OptionSetValues 6020 LocalizedText[]
D 3012 OutputInformationDataType < Structure @5003 {ItemNumber String, OutputInfo OutputInfoType, OrderNumber?
    > String, LotNumber? String, SerialNumber? String}
D 3015 BOMComponentInformationDataType < Structure @5005 {Identification OutputInformationDataType, Quantity Double,
    > EngineeringUnits EUInformation}
D 3018 BOMInformationDataType < Structure @5007 {Identification OutputInformationDataType, ComponentInformation
    > BOMComponentInformationDataType[]}
D 3021 OutputPerformanceInfoDataType < Structure @5009 {Identification OutputInformationDataType, StartTime?
    > DateTime, EndTime? DateTime, Parameters JobControl.ISA95ParameterDataType[]}
""")
