"""OPC 30050 PackML 1.01; the table's form is told in ``table``."""

from linebench.wire.opcua.types.table import Specification

__all__ = ["PACKML"]

PACKML = Specification(
    name="PackML", uri="http://opcfoundation.org/UA/PackML/", version="1.01", date="2020-10-08",
    requires=(), text="""
O 1 PackMLExecuteStateMachineType < FiniteStateMachineType
    Mv 0:AvailableStates 125 NodeId[] BaseDataVariableType;
    Mv 0:AvailableTransitions 126 NodeId[] BaseDataVariableType; s Complete 38/138 17;
    t CompleteToResetting 51/151 Complete Resetting by Reset; s Completing 37/137 16;
    t CompletingToComplete 50/150 Completing Complete; s Execute 36/136 6;
    t ExecuteToCompleting 49/149 Execute Completing by ToComplete;
    t ExecuteToHolding 45/145 Execute Holding by Hold;
    t ExecuteToSuspending 42/142 Execute Suspending by Suspend; s Held 34/134 11;
    t HeldToUnholding 47/147 Held Unholding by Unhold; Om Hold 366; s Holding 33/133 10;
    t HoldingToHeld 46/146 Holding Held; s Idle 28/128 4; t IdleToStarting 40/140 Idle Starting by Start;
    Om Reset 361; s Resetting 27/127 15; t ResettingToIdle 39/139 Resetting Idle;
    Om Start 369 in 342(Parameter PackMLDescriptorDataType[]); s Starting 29/129 3;
    t StartingToExecute 41/141 Starting Execute; t StartingToHolding 99/179 Starting Holding by Hold;
    Om Suspend 367; s Suspended 31/131 5; t SuspendedToHolding 101/215 Suspended Holding by Hold;
    t SuspendedToUnsuspending 52/152 Suspended Unsuspending by Unsuspend; s Suspending 30/130 13;
    t SuspendingToHolding 102/216 Suspending Holding by Hold;
    t SuspendingToSuspended 43/143 Suspending Suspended; Om ToComplete 365; Om Unhold 368; s Unholding 35/135
      12;
    t UnholdingToExecute 48/148 Unholding Execute; t UnholdingToHolding 103/217 Unholding Holding by Hold;
    Om Unsuspend 372; s Unsuspending 32/132 14; t UnsuspendingToExecute 44/144 Unsuspending Execute;
    t UnsuspendingToHolding 100/208 Unsuspending Holding by Hold
O 2 PackMLMachineStateMachineType < FiniteStateMachineType
    Mv 0:AvailableStates 153 NodeId[] BaseDataVariableType;
    Mv 0:AvailableTransitions 154 NodeId[] BaseDataVariableType; s Clearing 55/157 1;
    t ClearingToStopped 58/164 Clearing Stopped; Mo ExecuteState 56 PackMLExecuteStateMachineType;
    Mv ExecuteState/0:AvailableStates 177 NodeId[] BaseDataVariableType;
    Mv ExecuteState/0:AvailableTransitions 160 NodeId[] BaseDataVariableType;
    Mv ExecuteState/0:CurrentState 161 LocalizedText FiniteStateVariableType;
    Mp ExecuteState/0:CurrentState/0:Id 162 NodeId; Om Reset 376; s Running 75/171 18;
    t RunningToStopping 60/166 Running Stopping by Stop; Om Stop 375; s Stopped 53/155 2;
    t StoppedToRunning 59/165 Stopped Running by Reset; s Stopping 54/156 7;
    t StoppingToStopped 57/163 Stopping Stopped; + Running HasSubStateMachine ExecuteState
O 3 PackMLBaseStateMachineType < FiniteStateMachineType
    Om Abort 364; s Aborted 62/169 9; t AbortedToCleared 65/174 Aborted Cleared by Clear; s Aborting 61/168 8;
    t AbortingToAborted 66/175 Aborting Aborted; Mv 0:AvailableStates 167 NodeId[] BaseDataVariableType;
    Mv 0:AvailableTransitions 158 NodeId[] BaseDataVariableType; Om Clear 363; Oo Cleared 71 StateType;
    Mp Cleared/0:StateNumber 178 UInt32 #19; t ClearedToAborting 67/176 Cleared Aborting by Abort;
    Mo MachineState 64 PackMLMachineStateMachineType;
    Mv MachineState/0:AvailableStates 212 NodeId[] BaseDataVariableType;
    Mv MachineState/0:AvailableTransitions 204 NodeId[] BaseDataVariableType;
    Mv MachineState/0:CurrentState 172 LocalizedText FiniteStateVariableType;
    Mp MachineState/0:CurrentState/0:Id 173 NodeId; + Cleared HasSubStateMachine MachineState
O 4 PackMLStatusObjectType < BaseObjectType
    Mv CurMachSpeed 232 Float AnalogItemType; Mp CurMachSpeed/0:EURange 233 Range;
    Mv EquipmentBlocked 211 Boolean BaseDataVariableType; Mv EquipmentStarved 224 Boolean BaseDataVariableType;
    Mv MachSpeed 219 Float AnalogItemType; Mp MachSpeed/0:EURange 220 Range;
    Ov MaterialInterlock 237 Boolean[] BaseDataVariableType ~HasInterlock;
    Ov MaterialInterlocked 236 Boolean BaseDataVariableType;
    Ov Parameter 121 PackMLDescriptorDataType[] BaseDataVariableType;
    Ov Product 122 PackMLProductDataType[] BaseDataVariableType;
    Ov RemoteParameter 123 PackMLRemoteInterfaceDataType[] BaseDataVariableType;
    Ov StateChangeInProcess 210 Boolean BaseDataVariableType; Ov StateRequested 209 Int32 BaseDataVariableType;
    Ov UnitModeChangeInProcess 201 Boolean BaseDataVariableType;
    Mv UnitModeCurrent 200 Enumeration BaseDataVariableType;
    Ov UnitModeRequested 192 Boolean BaseDataVariableType; Mp UnitSupportedModes 193 NodeId
O 5 PackMLAdminObjectType < BaseObjectType
    Ov AccTimeSinceReset 252 Int32 BaseDataVariableType;
    Ov Alarm 238 PackMLAlarmDataType[] BaseDataVariableType ~HasAlarm;
    Ov AlarmExtent 239 Int32 BaseDataVariableType;
    Ov AlarmHistory 240 PackMLAlarmDataType[] BaseDataVariableType ~HasAlarmHistory;
    Ov AlarmHistoryExtent 241 Int32 BaseDataVariableType; Ov MachDesignSpeed 253 Float BaseDataVariableType;
    Ov ModeCumulativeTime 247 Int32[] BaseDataVariableType; Ov ModeCurrentTime 246 Int32[] BaseDataVariableType;
    Ov Parameter 276 PackMLDescriptorDataType[] BaseDataVariableType;
    Ov ProdConsumedCount 124 PackMLCountDataType[] BaseDataVariableType;
    Ov ProdDefectiveCount 119 PackMLCountDataType[] BaseDataVariableType;
    Ov ProdProcessedCount 120 PackMLCountDataType[] BaseDataVariableType;
    Ov StateCumulativeTime 249 Int32[,] BaseDataVariableType;
    Ov StateCurrentTime 248 Int32[,] BaseDataVariableType;
    Ov StopReason 244 PackMLAlarmDataType BaseDataVariableType ~HasStopReason;
    Ov StopReasonExtent 245 Int32 BaseDataVariableType;
    Ov Warning 242 PackMLAlarmDataType[] BaseDataVariableType ~HasWarning;
    Ov WarningExtent 243 Int32 BaseDataVariableType
O 6 PackMLBaseObjectType < BaseObjectType
    Mo Admin 73 PackMLAdminObjectType; Mo BaseStateMachine 88 PackMLBaseStateMachineType;
    Mv BaseStateMachine/0:AvailableStates 259 NodeId[] BaseDataVariableType;
    Mv BaseStateMachine/0:AvailableTransitions 202 NodeId[] BaseDataVariableType;
    Mv BaseStateMachine/0:CurrentState 272 LocalizedText FiniteStateVariableType;
    Mp BaseStateMachine/0:CurrentState/0:Id 273 NodeId;
    Mo BaseStateMachine/MachineState 89 PackMLMachineStateMachineType;
    Mv BaseStateMachine/MachineState/0:AvailableStates 214 NodeId[] BaseDataVariableType;
    Mv BaseStateMachine/MachineState/0:AvailableTransitions 213 NodeId[] BaseDataVariableType;
    Mv BaseStateMachine/MachineState/0:CurrentState 262 LocalizedText FiniteStateVariableType;
    Mp BaseStateMachine/MachineState/0:CurrentState/0:Id 263 NodeId;
    Mo BaseStateMachine/MachineState/ExecuteState 90 PackMLExecuteStateMachineType;
    Mv BaseStateMachine/MachineState/ExecuteState/0:AvailableStates 223 NodeId[] BaseDataVariableType;
    Mv BaseStateMachine/MachineState/ExecuteState/0:AvailableTransitions 222 NodeId[] BaseDataVariableType;
    Mv BaseStateMachine/MachineState/ExecuteState/0:CurrentState 266 LocalizedText FiniteStateVariableType;
    Mp BaseStateMachine/MachineState/ExecuteState/0:CurrentState/0:Id 227 NodeId; Op PackMLVersion 221 String;
    Om RemoteCommand 403 in 350(RemoteInterface PackMLRemoteInterfaceDataType[]);
    Om SetInterlock 404 in 351(InterlockId Int32, State Boolean);
    Mm SetMachSpeed 400 in 348(RequestedMachineSpeed Float);
    Mm SetParameter 402 in 352(Parameter PackMLDescriptorDataType[]);
    Mm SetProduct 401 in 349(Product PackMLProductDataType[]); Mm SetUnitMode 362 in 118(RequestedMode Int32);
    Mo Status 87 PackMLStatusObjectType; Mv Status/CurMachSpeed 255 Float AnalogItemType;
    Mp Status/CurMachSpeed/0:EURange 256 Range; Mv Status/EquipmentBlocked 274 Boolean BaseDataVariableType;
    Mv Status/EquipmentStarved 275 Boolean BaseDataVariableType; Mv Status/MachSpeed 257 Float AnalogItemType;
    Mp Status/MachSpeed/0:EURange 258 Range; Mv Status/UnitModeCurrent 225 Enumeration BaseDataVariableType;
    Mp Status/UnitSupportedModes 290 NodeId; Op TagID 218 String
D 11 ProductionMaintenanceModeEnum < Enumeration {0 Invalid, 1 Produce, 2 Maintenance, 3 Manual}
    Mp 0:EnumValues 194 EnumValueType[]
D 14 PackMLCountDataType < Structure @69 {ID Int32, Name String, Unit EUInformation, Count Int32, AccCount
    > Int32}
D 15 PackMLAlarmDataType < Structure @74 {ID Int32, Value Int32, Message String, Category Int32, DateTime
    > UtcTime, AckDateTime UtcTime, Trigger Boolean}
D 16 PackMLDescriptorDataType < Structure @77 {ID Int32, Name String, Unit EUInformation, Value Float}
D 17 PackMLIngredientsDataType < Structure @79 {IngredientID Int32, Parameter PackMLDescriptorDataType[]}
D 18 PackMLProductDataType < Structure @81 {ProductID Int32, ProcessVariables PackMLDescriptorDataType[],
    > Ingredients PackMLIngredientsDataType[]}
D 19 PackMLRemoteInterfaceDataType < Structure @83 {Number Int32, ControlCmdNumber Int32, CmdValue Int32,
    > Parameter PackMLDescriptorDataType[]}
R 21 HasInterlock < HasComponent
R 22 HasAlarm < HasComponent
R 23 HasAlarmHistory < HasComponent
R 24 HasWarning < HasComponent
R 25 HasStopReason < HasComponent
I 72 PackMLObjects : FolderType in 0.ObjectsFolder
""")
