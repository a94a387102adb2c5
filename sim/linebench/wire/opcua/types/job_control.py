"""OPC 10031-4 ISA-95 Job Control 2.0.0: job orders and their responses; the table's form is told in ``table``."""

from linebench.wire.opcua.types.table import Specification

__all__ = ["JOB_CONTROL"]

JOB_CONTROL = Specification(
    name="JobControl", uri="http://opcfoundation.org/UA/ISA95-JOBCONTROL_V2/", version="2.0.0", date="2024-01-31",
    requires=(), text="""
O 1001 ISA95PrepareStateMachineType < FiniteStateMachineType
    t FromLoadedToReady 5089/6014 #4 Loaded Ready; t FromLoadedToWaiting 5090/6015 #5 Loaded Waiting;
    t FromReadyToLoaded 5055/6092 #2 Ready Loaded; t FromReadyToWaiting 5088/6013 #3 Ready Waiting;
    t FromWaitingToReady 5054/6091 #1 Waiting Ready; s Loaded 5053/6090 3; s Ready 5052/6089 2;
    s Waiting 5000/6000 1
O 1002 ISA95JobOrderReceiverObjectType < FiniteStateMachineType
    Om Abort 7010 in 6063(JobOrderID String, Comment LocalizedText[]) out 6064(ReturnStatus UInt64);
    s Aborted 5040/6076 6; s AllowedToStart 5036/6072 2;
    Om Cancel 7011 in 6065(JobOrderID String, Comment LocalizedText[]) out 6066(ReturnStatus UInt64);
    Om Clear 7012 in 6067(JobOrderID String, Comment LocalizedText[]) out 6068(ReturnStatus UInt64);
    s Ended 5039/6075 5; Mv EquipmentID 6037 String[] BaseDataVariableType;
    t FromAllowedToStartToAborted 5085/6010 #13 AllowedToStart Aborted by Abort raises
      :ISA95JobOrderStatusEventType;
    t FromAllowedToStartToAllowedToStart 5044/6080 #4 AllowedToStart AllowedToStart by Update raises
      :ISA95JobOrderStatusEventType;
    t FromAllowedToStartToNotAllowedToStart 5043/6079 #3 AllowedToStart NotAllowedToStart by RevokeStart raises
      :ISA95JobOrderStatusEventType;
    t FromAllowedToStartToRunning 5045/6081 #5 AllowedToStart Running raises :ISA95JobOrderStatusEventType;
    t FromInterruptedToAborted 5049/6085 #9 Interrupted Aborted by Abort raises :ISA95JobOrderStatusEventType;
    t FromInterruptedToEnded 5051/6087 #11 Interrupted Ended by Stop raises :ISA95JobOrderStatusEventType;
    t FromInterruptedToRunning 5050/6086 #10 Interrupted Running by Resume raises :ISA95JobOrderStatusEventType;
    t FromNotAllowedToStartToAborted 5084/6009 #12 NotAllowedToStart Aborted by Abort raises
      :ISA95JobOrderStatusEventType;
    t FromNotAllowedToStartToAllowedToStart 5042/6078 #2 NotAllowedToStart AllowedToStart by Start raises
      :ISA95JobOrderStatusEventType;
    t FromNotAllowedToStartToNotAllowedToStart 5041/6077 #1 NotAllowedToStart NotAllowedToStart by Update raises
      :ISA95JobOrderStatusEventType;
    t FromRunningToAborted 5048/6084 #8 Running Aborted by Abort raises :ISA95JobOrderStatusEventType;
    t FromRunningToEnded 5047/6083 #7 Running Ended by Stop raises :ISA95JobOrderStatusEventType;
    t FromRunningToInterrupted 5046/6082 #6 Running Interrupted by Pause raises :ISA95JobOrderStatusEventType;
    s Interrupted 5038/6074 4; Mv JobOrderList 6033 ISA95JobOrderAndStateDataType[] BaseDataVariableType;
    Mv MaterialClassID 6035 String[] BaseDataVariableType;
    Mv MaterialDefinitionID 6036 String[] BaseDataVariableType; Mp MaxDownloadableJobOrders 6088 UInt16;
    s NotAllowedToStart 5035/6071 1;
    Om Pause 7007 in 6057(JobOrderID String, Comment LocalizedText[]) out 6058(ReturnStatus UInt64);
    Mv PersonnelID 6039 String[] BaseDataVariableType; Mv PhysicalAssetID 6038 String[] BaseDataVariableType;
    Om Resume 7008 in 6059(JobOrderID String, Comment LocalizedText[]) out 6060(ReturnStatus UInt64);
    Om RevokeStart 7013 in 6069(JobOrderID String, Comment LocalizedText[]) out 6070(ReturnStatus UInt64);
    s Running 5037/6073 3;
    Om Start 7005 in 6053(JobOrderID String, Comment LocalizedText[]) out 6054(ReturnStatus UInt64);
    Om Stop 7006 in 6055(JobOrderID String, Comment LocalizedText[]) out 6056(ReturnStatus UInt64);
    Om Store 7001 in 6040(JobOrder ISA95JobOrderDataType, Comment LocalizedText[]) out 6041(ReturnStatus UInt64);
    Om StoreAndStart 7004 in 6051(JobOrder ISA95JobOrderDataType, Comment LocalizedText[]) out 6052(ReturnStatus
      UInt64);
    Om Update 7009 in 6061(JobOrder ISA95JobOrderDataType, Comment LocalizedText[]) out 6062(ReturnStatus UInt64);
    Mv WorkMaster 6034 ISA95WorkMasterDataType[] BaseDataVariableType
O 1003 ISA95JobResponseProviderObjectType < BaseObjectType
    Ov JobOrderResponseList 6050 ISA95JobResponseDataType[] BaseDataVariableType;
    Mm RequestJobResponseByJobOrderID 7002 in 6042(JobOrderID String) out 6043(JobResponse ISA95JobResponseDataType,
      ReturnStatus UInt64);
    Mm RequestJobResponseByJobOrderState 7014 in 6016(JobOrderState ISA95StateDataType[]) out 6017(JobResponses
      ISA95JobResponseDataType[], ReturnStatus UInt64);
    + . GeneratesEvent :ISA95JobOrderStatusEventType
O 1004 ISA95JobResponseReceiverObjectType < BaseObjectType
    Mm ReceiveJobResponse 7003 in 6044(JobResponse ISA95JobResponseDataType) out 6045(ReturnStatus UInt64)
O 1005 ISA95EndedStateMachineType < FiniteStateMachineType
    s Closed 5057/6094 2; s Completed 5056/6093 1; t FromCompletedToClosed 5058/6095 #1 Completed Closed
O* 1006 ISA95JobOrderStatusEventType < BaseEventType
    Mp JobOrder 6047 ISA95JobOrderDataType; Mp JobResponse 6049 ISA95JobResponseDataType;
    Mp JobState 6048 ISA95StateDataType[]
O 1007 ISA95InterruptedStateMachineType < FiniteStateMachineType
    t FromHeldToSuspended 5061/6098 #1 Held Suspended; t FromSuspendedToHeld 5062/6099 #2 Suspended Held;
    s Held 5059/6096 1; s Suspended 5060/6097 2
O 1008 ISA95JobOrderReceiverSubStatesType < ISA95JobOrderReceiverObjectType
    s Aborted 5068/6105 6; s AllowedToStart 5064/6101 2;
    + AllowedToStart HasSubStateMachine AllowedToStartSubstates;
    Oo AllowedToStartSubstates 5081 ISA95PrepareStateMachineType;
    Mv AllowedToStartSubstates/0:CurrentState 6003 LocalizedText FiniteStateVariableType;
    Mp AllowedToStartSubstates/0:CurrentState/0:Id 6004 NodeId; s Ended 5067/6104 5;
    + Ended HasSubStateMachine EndedSubstates; Oo EndedSubstates 5082 ISA95EndedStateMachineType;
    Mv EndedSubstates/0:CurrentState 6005 LocalizedText FiniteStateVariableType;
    Mp EndedSubstates/0:CurrentState/0:Id 6006 NodeId;
    t FromAllowedToStartToAborted 5086/6011 #13 AllowedToStart Aborted raises :ISA95JobOrderStatusEventType;
    + FromAllowedToStartToAborted HasCause #7010;
    t FromAllowedToStartToAllowedToStart 5072/6109 #4 AllowedToStart AllowedToStart raises
      :ISA95JobOrderStatusEventType;
    + FromAllowedToStartToAllowedToStart HasCause #7009;
    t FromAllowedToStartToNotAllowedToStart 5071/6108 #3 AllowedToStart NotAllowedToStart raises
      :ISA95JobOrderStatusEventType;
    + FromAllowedToStartToNotAllowedToStart HasCause #7013;
    t FromAllowedToStartToRunning 5073/6110 #5 AllowedToStart Running raises :ISA95JobOrderStatusEventType;
    t FromInterruptedToAborted 5077/6114 #9 Interrupted Aborted raises :ISA95JobOrderStatusEventType;
    + FromInterruptedToAborted HasCause #7010;
    t FromInterruptedToEnded 5079/6116 #11 Interrupted Ended raises :ISA95JobOrderStatusEventType;
    + FromInterruptedToEnded HasCause #7006;
    t FromInterruptedToRunning 5078/6115 #10 Interrupted Running raises :ISA95JobOrderStatusEventType;
    + FromInterruptedToRunning HasCause #7008;
    t FromNotAllowedToStartToAborted 5087/6012 #12 NotAllowedToStart Aborted raises :ISA95JobOrderStatusEventType;
    + FromNotAllowedToStartToAborted HasCause #7010;
    t FromNotAllowedToStartToAllowedToStart 5070/6107 #2 NotAllowedToStart AllowedToStart raises
      :ISA95JobOrderStatusEventType;
    + FromNotAllowedToStartToAllowedToStart HasCause #7005;
    t FromNotAllowedToStartToNotAllowedToStart 5069/6106 #1 NotAllowedToStart NotAllowedToStart raises
      :ISA95JobOrderStatusEventType;
    + FromNotAllowedToStartToNotAllowedToStart HasCause #7009;
    t FromRunningToAborted 5076/6113 #8 Running Aborted raises :ISA95JobOrderStatusEventType;
    + FromRunningToAborted HasCause #7010;
    t FromRunningToEnded 5075/6112 #7 Running Ended raises :ISA95JobOrderStatusEventType;
    + FromRunningToEnded HasCause #7006;
    t FromRunningToInterrupted 5074/6111 #6 Running Interrupted raises :ISA95JobOrderStatusEventType;
    + FromRunningToInterrupted HasCause #7007; s Interrupted 5066/6103 4;
    + Interrupted HasSubStateMachine InterruptedSubstates;
    Oo InterruptedSubstates 5083 ISA95InterruptedStateMachineType;
    Mv InterruptedSubstates/0:CurrentState 6007 LocalizedText FiniteStateVariableType;
    Mp InterruptedSubstates/0:CurrentState/0:Id 6008 NodeId; s NotAllowedToStart 5063/6100 1;
    + NotAllowedToStart HasSubStateMachine NotAllowedToStartSubstates;
    Oo NotAllowedToStartSubstates 5080 ISA95PrepareStateMachineType;
    Mv NotAllowedToStartSubstates/0:CurrentState 6001 LocalizedText FiniteStateVariableType;
    Mp NotAllowedToStartSubstates/0:CurrentState/0:Id 6002 NodeId; s Running 5065/6102 3
D 3002 ISA95PropertyDataType < Structure @5002 {ID String, Value BaseDataType, Description? LocalizedText[],
    > EngineeringUnits? EUInformation, Subproperties? ISA95PropertyDataType[]}
D 3003 ISA95ParameterDataType < Structure @5005 {ID String, Value BaseDataType, Description? LocalizedText[],
    > EngineeringUnits? EUInformation, Subparameters? ISA95ParameterDataType[]}
D 3005 ISA95EquipmentDataType < Structure @5008 {ID String, Description? LocalizedText[], EquipmentUse? String,
    > Quantity? DecimalString, EngineeringUnits? EUInformation, Properties? ISA95PropertyDataType[]}
D 3006 ISA95StateDataType < Structure @5029 {BrowsePath RelativePath, StateText LocalizedText, StateNumber UInt32}
D 3007 ISA95WorkMasterDataType < Structure @5011 {ID String, Description? LocalizedText, Parameters?
    > ISA95ParameterDataType[]}
D 3008 ISA95JobOrderDataType < Structure @5014 {JobOrderID String, Description? LocalizedText[], WorkMasterID?
    > ISA95WorkMasterDataType[], StartTime? DateTime, EndTime? DateTime, Priority? Int16, JobOrderParameters?
    > ISA95ParameterDataType[], PersonnelRequirements? ISA95PersonnelDataType[], EquipmentRequirements?
    > ISA95EquipmentDataType[], PhysicalAssetRequirements? ISA95PhysicalAssetDataType[], MaterialRequirements?
    > ISA95MaterialDataType[]}
D 3010 ISA95MaterialDataType < Structure @5017 {MaterialClassID? String, MaterialDefinitionID? String,
    > MaterialLotID? String, MaterialSublotID? String, Description? LocalizedText[], MaterialUse? String, Quantity?
    > DecimalString, EngineeringUnits? EUInformation, Properties? ISA95PropertyDataType[]}
D 3011 ISA95PersonnelDataType < Structure @5020 {ID String, Description? LocalizedText[], PersonnelUse? String,
    > Quantity? DecimalString, EngineeringUnits? EUInformation, Properties? ISA95PropertyDataType[]}
D 3012 ISA95PhysicalAssetDataType < Structure @5023 {ID String, Description? LocalizedText[], PhysicalAssetUse?
    > String, Quantity? DecimalString, EngineeringUnits? EUInformation, Properties? ISA95PropertyDataType[]}
D 3013 ISA95JobResponseDataType < Structure @5026 {JobResponseID String, Description? LocalizedText, JobOrderID
    > String, StartTime? DateTime, EndTime? DateTime, JobState ISA95StateDataType[], JobResponseData?
    > ISA95ParameterDataType[], PersonnelActuals? ISA95PersonnelDataType[], EquipmentActuals?
    > ISA95EquipmentDataType[], PhysicalAssetActuals? ISA95PhysicalAssetDataType[], MaterialActuals?
    > ISA95MaterialDataType[]}
D 3015 ISA95JobOrderAndStateDataType < Structure @5032 {JobOrder ISA95JobOrderDataType, State ISA95StateDataType[]}
""")
