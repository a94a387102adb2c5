"""OPC 40001-1 Machinery 1.04.1: identification of machines; the table's form is told in ``table``."""

from linebench.wire.opcua.types.table import Specification

__all__ = ["MACHINERY"]

MACHINERY = Specification(
    name="Machinery", uri="http://opcfoundation.org/UA/Machinery/", version="1.04.1", date="2026-01-01",
    requires=("DI",), text="""
O 1002 MachineryItemState_StateMachineType < FiniteStateMachineType
    -p 0:DefaultInstanceBrowseName 6021 QualifiedName; s Executing 5006/6040 3;
    t FromExecutingToExecuting 5023/6057 #14 Executing Executing;
    t FromExecutingToNotAvailable 5020/6054 #6 Executing NotAvailable;
    t FromExecutingToNotExecuting 5022/6056 #8 Executing NotExecuting;
    t FromExecutingToOutOfService 5021/6055 #7 Executing OutOfService;
    t FromNotAvailableToExecuting 5010/6044 #1 NotAvailable Executing;
    t FromNotAvailableToNotAvailable 5011/6045 #12 NotAvailable NotAvailable;
    t FromNotAvailableToNotExecuting 5009/6043 #2 NotAvailable NotExecuting;
    t FromNotAvailableToOutOfService 5008/6042 #0 NotAvailable OutOfService;
    t FromNotExecutingToExecuting 5018/6052 #11 NotExecuting Executing;
    t FromNotExecutingToNotAvailable 5016/6050 #9 NotExecuting NotAvailable;
    t FromNotExecutingToNotExecuting 5019/6053 #15 NotExecuting NotExecuting;
    t FromNotExecutingToOutOfService 5017/6051 #10 NotExecuting OutOfService;
    t FromOutOfServiceToExecuting 5014/6048 #4 OutOfService Executing;
    t FromOutOfServiceToNotAvailable 5012/6046 #3 OutOfService NotAvailable;
    t FromOutOfServiceToNotExecuting 5013/6047 #5 OutOfService NotExecuting;
    t FromOutOfServiceToOutOfService 5015/6049 #13 OutOfService OutOfService; s NotAvailable 5005/6039 0;
    s NotExecuting 5007/6041 2; s OutOfService 5004/6038 1
O* 1003 IMachineryItemVendorNameplateType < DI.IVendorNameplateType
    Op InitialOperationDate 6027 DateTime; Mp DI:Manufacturer 6022 LocalizedText;
    Op MonthOfConstruction 6026 Byte; Mp DI:SerialNumber 6024 String; Op YearOfConstruction 6025 UInt16
O* 1004 MachineryItemIdentificationType < DI.FunctionalGroupType
    Op DI:AssetId 6013 String; Op DI:ComponentName 6014 LocalizedText;
    -p 0:DefaultInstanceBrowseName 6088 QualifiedName; Op DI:DeviceClass 6012 String;
    Op DI:HardwareRevision 6010 String; Op InitialOperationDate 6006 DateTime;
    Mp DI:Manufacturer 6002 LocalizedText; Op DI:ManufacturerUri 6007 String; Op DI:Model 6008 LocalizedText;
    Op MonthOfConstruction 6005 Byte; Op DI:ProductCode 6009 String; Op DI:ProductInstanceUri 6001 String;
    Mp DI:SerialNumber 6003 String; Op DI:SoftwareRevision 6011 String; Op YearOfConstruction 6004 UInt16;
    + . HasInterface :IMachineryItemVendorNameplateType; + . HasInterface :DI.ITagNameplateType
O 1008 MachineryOperationModeStateMachineType < FiniteStateMachineType
    -p 0:DefaultInstanceBrowseName 6058 QualifiedName;
    t FromMaintenanceToMaintenance 5035/6070 #13 Maintenance Maintenance;
    t FromMaintenanceToNone 5032/6067 #3 Maintenance None;
    t FromMaintenanceToProcessing 5034/6069 #4 Maintenance Processing;
    t FromMaintenanceToSetup 5033/6068 #5 Maintenance Setup;
    t FromNoneToMaintenance 5028/6063 #0 None Maintenance; t FromNoneToNone 5031/6066 #12 None None;
    t FromNoneToProcessing 5030/6065 #1 None Processing; t FromNoneToSetup 5029/6064 #2 None Setup;
    t FromProcessingToMaintenance 5041/6076 #7 Processing Maintenance;
    t FromProcessingToNone 5040/6075 #6 Processing None;
    t FromProcessingToProcessing 5043/6078 #14 Processing Processing;
    t FromProcessingToSetup 5042/6077 #8 Processing Setup;
    t FromSetupToMaintenance 5037/6072 #10 Setup Maintenance; t FromSetupToNone 5036/6071 #9 Setup None;
    t FromSetupToProcessing 5038/6073 #11 Setup Processing; t FromSetupToSetup 5039/6074 #15 Setup Setup;
    s Maintenance 5025/6060 1; s None 5024/6059 0; s Processing 5026/6061 3; s Setup 5027/6062 2
O* 1010 IMachineVendorNameplateType < IMachineryItemVendorNameplateType
    Mp DI:ProductInstanceUri 6023 String
O* 1011 IMachineTagNameplateType < DI.ITagNameplateType
    Op Location 6028 String
O 1012 MachineIdentificationType < MachineryItemIdentificationType
    -p 0:DefaultInstanceBrowseName 6030 QualifiedName; Op Location 6029 String;
    Mp DI:ProductInstanceUri 6015 String; + . HasInterface :IMachineTagNameplateType;
    + . HasInterface :IMachineVendorNameplateType
I 1001 Machines : FolderType in 0.ObjectsFolder
""")
