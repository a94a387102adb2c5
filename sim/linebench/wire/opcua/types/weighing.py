"""OPC 40200 Weighing 2.00: checkweighers; the table's form is told in ``table``."""

from linebench.wire.opcua.types.table import Specification

__all__ = ["WEIGHING"]

WEIGHING = Specification(
    name="Scales", uri="http://opcfoundation.org/UA/Scales/V2/", version="2.00", date="2025-03-01",
    requires=("DI", "IA", "Machinery", "PackML"), text="""
O 1 WeighingModuleType < SimpleScaleType
O* 2 ScaleDeviceType < DI.ComponentType
    MPo <ListOfWeighingRanges> 94 WeighingRangeElementType;
    Mv <ListOfWeighingRanges>/ActualScaleInterval 1229 Double AnalogUnitType;
    Mp <ListOfWeighingRanges>/ActualScaleInterval/0:EngineeringUnits 1230 EUInformation;
    Mv <ListOfWeighingRanges>/Range 926 Range BaseDataVariableType;
    Mp <ListOfWeighingRanges>/Range/0:EngineeringUnits 1369 EUInformation;
    Mv <ListOfWeighingRanges>/VerificationScaleInterval 1231 Double AnalogUnitType;
    Mp <ListOfWeighingRanges>/VerificationScaleInterval/0:EngineeringUnits 1232 EUInformation;
    Op AllowedEngineeringUnits 989 EUInformation[]; Om ClearTare 1406;
    Mv CurrentWeight 203 WeightType WeightItemType; Mp CurrentWeight/0:EngineeringUnits 159 EUInformation;
    Mp CurrentWeight/0:EURange 200 Range; Mp CurrentWeight/Overload 163 Boolean;
    Mp CurrentWeight/TareMode 209 TareMode; Mp CurrentWeight/Underload 164 Boolean;
    Mo DI:Identification 50003 Machinery.MachineIdentificationType ~HasAddIn;
    Mp DI:Identification/DI:Manufacturer 60021 LocalizedText;
    Mp DI:Identification/DI:ProductInstanceUri 60020 String; Mp DI:Identification/DI:SerialNumber 60022 String;
    Oo Machinery:MachineryBuildingBlocks 50021 FolderType;
    Oo Machinery:MachineryItemState 50027 Machinery.MachineryItemState_StateMachineType ~HasAddIn;
    Mv Machinery:MachineryItemState/0:CurrentState 60130 LocalizedText FiniteStateVariableType;
    Mp Machinery:MachineryItemState/0:CurrentState/0:Id 60131 NodeId;
    Oo Machinery:MachineryOperationMode 50028 Machinery.MachineryOperationModeStateMachineType ~HasAddIn;
    Mv Machinery:MachineryOperationMode/0:CurrentState 60132 LocalizedText FiniteStateVariableType;
    Mp Machinery:MachineryOperationMode/0:CurrentState/0:Id 60133 NodeId; Op MaterialClass 234 LocalizedText;
    Ov MinimalWeight 60053 Number AnalogUnitType; Mp MinimalWeight/0:EngineeringUnits 60054 EUInformation;
    Op Policy 60048 LocalizedText[]; Op ProcessStateId 229 String; Op ProcessStateMessage 161 LocalizedText;
    Oo ProductionOutput 50031 StatisticType; Oo ProductionPreset 85 ProductionPresetType;
    Ov RegisteredWeight 211 WeightType WeightItemType; Mp RegisteredWeight/0:EngineeringUnits 201 EUInformation;
    Mp RegisteredWeight/0:EURange 207 Range; Mp RegisteredWeight/Overload 215 Boolean;
    Mp RegisteredWeight/TareMode 217 TareMode; Mp RegisteredWeight/Underload 216 Boolean; Om RegisterWeight 471;
    Om SetPresetTare 1407 in 1353(PresetTare Double, EngineeringUnits EUInformation); Om SetTare 1409;
    Om SetZero 1408; Oo State 50005 PackML.PackMLBaseStateMachineType;
    Mv State/0:AvailableStates 60029 NodeId[] BaseDataVariableType;
    Mv State/0:AvailableTransitions 60030 NodeId[] BaseDataVariableType;
    Mv State/0:CurrentState 60086 LocalizedText FiniteStateVariableType;
    Mp State/0:CurrentState/0:Id 60087 NodeId;
    Mo State/PackML:MachineState 50015 PackML.PackMLMachineStateMachineType;
    Mv State/PackML:MachineState/0:AvailableStates 60031 NodeId[] BaseDataVariableType;
    Mv State/PackML:MachineState/0:AvailableTransitions 60032 NodeId[] BaseDataVariableType;
    Mv State/PackML:MachineState/0:CurrentState 60084 LocalizedText FiniteStateVariableType;
    Mp State/PackML:MachineState/0:CurrentState/0:Id 60085 NodeId;
    Mo State/PackML:MachineState/PackML:ExecuteState 50017 PackML.PackMLExecuteStateMachineType;
    Mv State/PackML:MachineState/PackML:ExecuteState/0:AvailableStates 60105 NodeId[] BaseDataVariableType;
    Mv State/PackML:MachineState/PackML:ExecuteState/0:AvailableTransitions 60106 NodeId[] BaseDataVariableType;
    Mv State/PackML:MachineState/PackML:ExecuteState/0:CurrentState 60107 LocalizedText FiniteStateVariableType;
    Mp State/PackML:MachineState/PackML:ExecuteState/0:CurrentState/0:Id 60108 NodeId;
    Oo SubDevices 67 DI.ConfigurableObjectType; Mo SubDevices/DI:SupportedTypes 80 FolderType;
    + Machinery:MachineryBuildingBlocks HasAddIn Machinery:MachineryItemState;
    + Machinery:MachineryBuildingBlocks HasAddIn Machinery:MachineryOperationMode
O 3 SimpleScaleType < ScaleDeviceType
    Oo ProductionPreset 855 ProductionPresetType
O 4 CatchweigherType < ScaleDeviceType
    Oo ProductionPreset 849 ProductionPresetType
O* 11 ProductType < BaseObjectType
    Op BatchId 648 String; Op BatchName 649 LocalizedText; Op JobId 185 String; Op JobName 310 LocalizedText;
    Oo Lock 1181 DI.LockingServicesType; Mm Lock/DI:BreakLock 1410 out 1375(BreakLockStatus Int32);
    Mm Lock/DI:ExitLock 1411 out 1376(ExitLockStatus Int32);
    Mm Lock/DI:InitLock 1412 in 1377(Context String) out 1378(InitLockStatus Int32);
    Mp Lock/DI:Locked 1379 Boolean; Mp Lock/DI:LockingClient 1380 String; Mp Lock/DI:LockingUser 1381 String;
    Mp Lock/DI:RemainingLockTime 1382 Duration; Mm Lock/DI:RenewLock 1413 out 1383(RenewLockStatus Int32);
    Ov PresetTare 60169 Number AnalogUnitType; Mp PresetTare/0:EngineeringUnits 60170 EUInformation;
    Mv ProductId 963 String BaseDataVariableType; Ov ProductMode 360 Boolean TwoStateDiscreteType;
    Mp ProductMode/0:FalseState 361 LocalizedText; Mp ProductMode/0:TrueState 362 LocalizedText;
    Mp ProductName 166 LocalizedText; Oo Statistic 95 StatisticType
O 14 ProductionPresetType < BaseObjectType
    Om AddProduct 638 in 246(ProductName String, ProductId String, ProductType NodeId) out 177(ProductNodeId
      NodeId);
    Ov CurrentProducts 436 String[] BaseDataVariableType; Om DeselectProduct 576 in 176(ProductId String);
    Oo Products 75 FolderType; Om RemoveProduct 646 in 647(ProductId String);
    Om SelectProduct 464 in 175(ProductId String); Om SwitchProduct 1021 in 988(ProductId String)
O 17 CatchweigherProductType < ProductType
    OPo <Zones> 68 ZoneType; Mv <Zones>/LowerLimit 60205 Number AnalogUnitType;
    Mp <Zones>/LowerLimit/0:EngineeringUnits 60206 EUInformation;
    Mv <Zones>/Name 137 LocalizedText BaseDataVariableType; Mv <Zones>/UpperLimit 60207 Number AnalogUnitType;
    Mp <Zones>/UpperLimit/0:EngineeringUnits 60208 EUInformation;
    Om AddZone 525 in 145(ZoneName LocalizedText, LowerLimit Double, UpperLimit Double, EngineeringUnits
      EUInformation) out 146(ZoneNodeId NodeId);
    Oo LastItem 87 WeighingItemType; Mv LastItem/MeasuredWeight 495 WeightType WeightItemType;
    Mp LastItem/MeasuredWeight/0:EngineeringUnits 497 EUInformation;
    Mp LastItem/MeasuredWeight/0:EURange 498 Range; Mp LastItem/MeasuredWeight/Overload 503 Boolean;
    Mp LastItem/MeasuredWeight/TareMode 505 TareMode; Mp LastItem/MeasuredWeight/Underload 506 Boolean;
    Ov PresetHeight 60171 Number AnalogUnitType; Mp PresetHeight/0:EngineeringUnits 60172 EUInformation;
    Ov PresetLength 60173 Number AnalogUnitType; Mp PresetLength/0:EngineeringUnits 60174 EUInformation;
    Ov PresetWidth 60175 Number AnalogUnitType; Mp PresetWidth/0:EngineeringUnits 60176 EUInformation;
    Om RemoveZone 526 in 147(ZoneNodeId NodeId); Ov TargetThroughput 472 Number TargetItemType;
    Mp TargetThroughput/0:EngineeringUnits 473 EUInformation; Mp TargetThroughput/0:EURange 474 Range
O 20 SimpleProductType < ProductType
    Op ContainerId 1012 String; Ov UnitPrice 1318 Number BaseDataVariableType;
    Mp UnitPrice/CurrencyUnit 1356 CurrencyUnitType
O 23 WeighingRangeElementType < BaseObjectType
    Mv ActualScaleInterval 262 Double AnalogUnitType;
    Mp ActualScaleInterval/0:EngineeringUnits 1351 EUInformation; Mv Range 291 Range BaseDataVariableType;
    Mp Range/0:EngineeringUnits 1358 EUInformation; Mv VerificationScaleInterval 417 Double AnalogUnitType;
    Mp VerificationScaleInterval/0:EngineeringUnits 1352 EUInformation
O 24 WeighingItemType < BaseObjectType
    Op ItemId 248 String; Ov MeasuredHeight 60177 Number AnalogUnitType;
    Mp MeasuredHeight/0:EngineeringUnits 60178 EUInformation; Ov MeasuredLength 60179 Number AnalogUnitType;
    Mp MeasuredLength/0:EngineeringUnits 60180 EUInformation; Ov MeasuredVolume 60181 Number AnalogUnitType;
    Mp MeasuredVolume/0:EngineeringUnits 60182 EUInformation; Mv MeasuredWeight 247 WeightType WeightItemType;
    Mp MeasuredWeight/0:EngineeringUnits 400 EUInformation; Mp MeasuredWeight/0:EURange 401 Range;
    Mp MeasuredWeight/Overload 227 Boolean; Mp MeasuredWeight/TareMode 371 TareMode;
    Mp MeasuredWeight/Underload 228 Boolean; Ov MeasuredWidth 60183 Number AnalogUnitType;
    Mp MeasuredWidth/0:EngineeringUnits 60184 EUInformation; Op ZoneName 1029 String
O 25 StatisticType < BaseObjectType
    Oo LastItem 1182 WeighingItemType; Mv LastItem/MeasuredWeight 1389 WeightType WeightItemType;
    Mp LastItem/MeasuredWeight/0:EngineeringUnits 1390 EUInformation;
    Mp LastItem/MeasuredWeight/0:EURange 1391 Range; Mp LastItem/MeasuredWeight/Overload 1393 Boolean;
    Mp LastItem/MeasuredWeight/TareMode 1394 TareMode; Mp LastItem/MeasuredWeight/Underload 1395 Boolean;
    Op IA:ResetCondition 986 String; Op IA:StartTime 283 DateTime;
    Ov Tare 60165 Double AnalogUnitType ~IA.HasStatisticComponent;
    Mp Tare/0:EngineeringUnits 60166 EUInformation;
    Ov Throughput 60167 UInteger AnalogUnitType ~IA.HasStatisticComponent;
    Mp Throughput/0:EngineeringUnits 60168 EUInformation;
    Oo TotalPackages 78 StatisticCounterType ~IA.HasStatisticComponent;
    Mv TotalPackages/ItemCount 461 UInteger BaseDataVariableType ~IA.HasStatisticComponent;
    Mp TotalPackages/Weighed 736 Boolean;
    Oo TotalPackagesWeighed 81 StatisticCounterType ~IA.HasStatisticComponent;
    Mv TotalPackagesWeighed/ItemCount 744 UInteger BaseDataVariableType ~IA.HasStatisticComponent;
    Mp TotalPackagesWeighed/Weighed 753 Boolean; + . HasInterface :IA.IAggregateStatisticsType
O 28 FeederModuleType < DI.ComponentType
    Ov FeederLoad 338 Number MeasuredItemType; Mp FeederLoad/0:EngineeringUnits 340 EUInformation;
    Mp FeederLoad/0:EURange 341 Range; Op FeederRunning 925 Boolean; Ov FeederSpeed 334 Number TargetItemType;
    Mp FeederSpeed/0:EngineeringUnits 335 EUInformation; Mp FeederSpeed/0:EURange 336 Range;
    Mo DI:Identification 50009 Machinery.MachineryItemIdentificationType ~HasAddIn;
    Mp DI:Identification/DI:Manufacturer 60059 LocalizedText; Mp DI:Identification/DI:SerialNumber 60060 String;
    Oo Machinery:MachineryBuildingBlocks 50019 FolderType;
    Oo Machinery:MachineryItemState 50023 Machinery.MachineryItemState_StateMachineType ~HasAddIn;
    Mv Machinery:MachineryItemState/0:CurrentState 60122 LocalizedText FiniteStateVariableType;
    Mp Machinery:MachineryItemState/0:CurrentState/0:Id 60123 NodeId;
    Oo Machinery:MachineryOperationMode 50024 Machinery.MachineryOperationModeStateMachineType ~HasAddIn;
    Mv Machinery:MachineryOperationMode/0:CurrentState 60124 LocalizedText FiniteStateVariableType;
    Mp Machinery:MachineryOperationMode/0:CurrentState/0:Id 60125 NodeId;
    Ov MaximumFeederSpeed 60143 Number AnalogUnitType;
    Mp MaximumFeederSpeed/0:EngineeringUnits 60159 EUInformation;
    Ov MinimalFeederSpeed 60160 Number AnalogUnitType;
    Mp MinimalFeederSpeed/0:EngineeringUnits 60161 EUInformation;
    Om SetFeederSpeed 453 in 337(FeederSpeed Float, EngineeringUnits EUInformation);
    + Machinery:MachineryBuildingBlocks HasAddIn Machinery:MachineryItemState;
    + Machinery:MachineryBuildingBlocks HasAddIn Machinery:MachineryOperationMode
O 29 PrinterModuleType < DI.ComponentType
    Mo DI:Identification 50007 Machinery.MachineryItemIdentificationType ~HasAddIn;
    Mp DI:Identification/DI:Manufacturer 60057 LocalizedText; Mp DI:Identification/DI:SerialNumber 60058 String;
    Ov LabelLength 60056 Number AnalogUnitType; Mp LabelLength/0:EngineeringUnits 60162 EUInformation;
    Ov LabelStock 343 Number AnalogItemType; Mp LabelStock/0:EURange 344 Range;
    Ov LabelTypeId 351 String BaseDataVariableType; Ov LabelWidth 60163 Number AnalogUnitType;
    Mp LabelWidth/0:EngineeringUnits 60164 EUInformation; Oo Machinery:MachineryBuildingBlocks 50020 FolderType;
    Oo Machinery:MachineryItemState 50025 Machinery.MachineryItemState_StateMachineType ~HasAddIn;
    Mv Machinery:MachineryItemState/0:CurrentState 60126 LocalizedText FiniteStateVariableType;
    Mp Machinery:MachineryItemState/0:CurrentState/0:Id 60127 NodeId;
    Oo Machinery:MachineryOperationMode 50026 Machinery.MachineryOperationModeStateMachineType ~HasAddIn;
    Mv Machinery:MachineryOperationMode/0:CurrentState 60128 LocalizedText FiniteStateVariableType;
    Mp Machinery:MachineryOperationMode/0:CurrentState/0:Id 60129 NodeId;
    Ov PrintMediaStock 349 Number AnalogItemType; Mp PrintMediaStock/0:EURange 350 Range;
    + Machinery:MachineryBuildingBlocks HasAddIn Machinery:MachineryItemState;
    + Machinery:MachineryBuildingBlocks HasAddIn Machinery:MachineryOperationMode
O 42 ZoneType < BaseObjectType
    Mv LowerLimit 60201 Number AnalogUnitType; Mp LowerLimit/0:EngineeringUnits 60202 EUInformation;
    Mv Name 311 LocalizedText BaseDataVariableType; Mv UpperLimit 60203 Number AnalogUnitType;
    Mp UpperLimit/0:EngineeringUnits 60204 EUInformation; Oo ZoneStatistic 115 StatisticCounterType;
    Mv ZoneStatistic/ItemCount 320 UInteger BaseDataVariableType ~IA.HasStatisticComponent;
    Mp ZoneStatistic/Weighed 232 Boolean
O 43 StatisticCounterType < BaseObjectType
    Mv ItemCount 317 UInteger BaseDataVariableType ~IA.HasStatisticComponent;
    Ov MaxValue 60191 Number AnalogUnitType ~IA.HasStatisticComponent;
    Mp MaxValue/0:EngineeringUnits 60192 EUInformation;
    Ov MeanValue 60193 Number AnalogUnitType ~IA.HasStatisticComponent;
    Mp MeanValue/0:EngineeringUnits 60194 EUInformation;
    Ov MinValue 60195 Number AnalogUnitType ~IA.HasStatisticComponent;
    Mp MinValue/0:EngineeringUnits 60196 EUInformation;
    Ov PercentageOfTotal 60197 Number AnalogUnitType ~IA.HasStatisticComponent;
    Mp PercentageOfTotal/0:EngineeringUnits 60198 EUInformation;
    Ov StandardDeviation 60199 Number AnalogUnitType ~IA.HasStatisticComponent;
    Mp StandardDeviation/0:EngineeringUnits 60200 EUInformation;
    Ov SumWeight 60187 Number AnalogUnitType ~IA.HasStatisticComponent;
    Mp SumWeight/0:EngineeringUnits 60188 EUInformation; Mp Weighed 162 Boolean
O 45 CheckweigherType < CatchweigherType
    Oo ProductionPreset 850 ProductionPresetType; Ov TU1Percent 447 Number DataItemType
O 46 CheckweigherProductType < CatchweigherProductType
    Ov LowerToleranceLimit1 60138 Number AnalogUnitType;
    Mp LowerToleranceLimit1/0:EngineeringUnits 60139 EUInformation;
    Ov LowerToleranceLimit2 60140 Number AnalogUnitType;
    Mp LowerToleranceLimit2/0:EngineeringUnits 60141 EUInformation; Mv NominalWeight 378 Number TargetItemType;
    Mp NominalWeight/0:EngineeringUnits 379 EUInformation; Mp NominalWeight/0:EURange 380 Range;
    Oo Statistic 71 CheckweigherStatisticType
O 48 CheckweigherStatisticType < StatisticType
    OPo <PackagesAcceptedWithProperty> 1169 AcceptedStatisticCounterType ~IA.HasStatisticComponent;
    Mv <PackagesAcceptedWithProperty>/ItemCount 1205 UInteger BaseDataVariableType ~IA.HasStatisticComponent;
    Mp <PackagesAcceptedWithProperty>/Weighed 1206 Boolean;
    OPo <PackagesRejectedBySystem> 50032 RejectedStatisticCounterType ~IA.HasStatisticComponent;
    Mv <PackagesRejectedBySystem>/ItemCount 60234 UInteger BaseDataVariableType ~IA.HasStatisticComponent;
    Mp <PackagesRejectedBySystem>/Weighed 60235 Boolean;
    Ov GiveAway 60185 Number AnalogUnitType ~IA.HasStatisticComponent;
    Mp GiveAway/0:EngineeringUnits 60186 EUInformation;
    Oo PackagesAcceptedWithLowerToleranceLimit1 1158 AcceptedStatisticCounterType ~IA.HasStatisticComponent;
    Mv PackagesAcceptedWithLowerToleranceLimit1/ItemCount 1183 UInteger BaseDataVariableType
      ~IA.HasStatisticComponent;
    Mp PackagesAcceptedWithLowerToleranceLimit1/Weighed 1184 Boolean;
    Oo PackagesRejectedByDistanceFault 1159 RejectedStatisticCounterType ~IA.HasStatisticComponent;
    Mv PackagesRejectedByDistanceFault/ItemCount 1185 UInteger BaseDataVariableType ~IA.HasStatisticComponent;
    Mp PackagesRejectedByDistanceFault/Weighed 1186 Boolean;
    Oo PackagesRejectedByLength 1160 RejectedStatisticCounterType ~IA.HasStatisticComponent;
    Mv PackagesRejectedByLength/ItemCount 1187 UInteger BaseDataVariableType ~IA.HasStatisticComponent;
    Mp PackagesRejectedByLength/Weighed 1188 Boolean;
    Oo PackagesRejectedByLowerToleranceLimit1 1161 RejectedStatisticCounterType ~IA.HasStatisticComponent;
    Mv PackagesRejectedByLowerToleranceLimit1/ItemCount 1189 UInteger BaseDataVariableType
      ~IA.HasStatisticComponent;
    Mp PackagesRejectedByLowerToleranceLimit1/Weighed 1190 Boolean;
    Oo PackagesRejectedByLowerToleranceLimit2 1162 RejectedStatisticCounterType ~IA.HasStatisticComponent;
    Mv PackagesRejectedByLowerToleranceLimit2/ItemCount 1191 UInteger BaseDataVariableType
      ~IA.HasStatisticComponent;
    Mp PackagesRejectedByLowerToleranceLimit2/Weighed 1192 Boolean;
    Oo PackagesRejectedByMeanValueRequirement 1163 RejectedStatisticCounterType ~IA.HasStatisticComponent;
    Mv PackagesRejectedByMeanValueRequirement/ItemCount 1193 UInteger BaseDataVariableType
      ~IA.HasStatisticComponent;
    Mp PackagesRejectedByMeanValueRequirement/Weighed 1194 Boolean;
    Oo PackagesRejectedByMetal 1164 RejectedStatisticCounterType ~IA.HasStatisticComponent;
    Mv PackagesRejectedByMetal/ItemCount 1195 UInteger BaseDataVariableType ~IA.HasStatisticComponent;
    Mp PackagesRejectedByMetal/Weighed 1196 Boolean;
    Oo PackagesRejectedByVision 1165 RejectedStatisticCounterType ~IA.HasStatisticComponent;
    Mv PackagesRejectedByVision/ItemCount 1197 UInteger BaseDataVariableType ~IA.HasStatisticComponent;
    Mp PackagesRejectedByVision/Weighed 1198 Boolean;
    Oo PackagesRejectedByXRay 1168 RejectedStatisticCounterType ~IA.HasStatisticComponent;
    Mv PackagesRejectedByXRay/ItemCount 1203 UInteger BaseDataVariableType ~IA.HasStatisticComponent;
    Mp PackagesRejectedByXRay/Weighed 1204 Boolean;
    Ov PercentageLowerToleranceLimit 512 Number AnalogItemType ~IA.HasStatisticComponent;
    Mp PercentageLowerToleranceLimit/0:EURange 60092 Range;
    Oo TotalPackagesAccepted 50033 AcceptedStatisticCounterType ~IA.HasStatisticComponent;
    Mv TotalPackagesAccepted/ItemCount 60236 UInteger BaseDataVariableType ~IA.HasStatisticComponent;
    Mp TotalPackagesAccepted/Weighed 60237 Boolean;
    Oo TotalPackagesRejected 50034 RejectedStatisticCounterType ~IA.HasStatisticComponent;
    Mv TotalPackagesRejected/ItemCount 60238 UInteger BaseDataVariableType ~IA.HasStatisticComponent;
    Mp TotalPackagesRejected/Weighed 60239 Boolean
V 51 TargetItemType < AnalogItemType = Number[?]
    Op AllowedEngineeringUnits 433 EUInformation[]; Mp 0:EngineeringUnits 168 EUInformation;
    Ov MinusTolerance 60225 Number AnalogUnitType; Mp MinusTolerance/0:EngineeringUnits 60226 EUInformation;
    Ov PlusTolerance 60227 Number AnalogUnitType; Mp PlusTolerance/0:EngineeringUnits 60228 EUInformation
V 52 MeasuredItemType < DataItemType = BaseDataType[?]
    Mp 0:EngineeringUnits 190 EUInformation; Mp 0:EURange 324 Range; Op InstrumentRange 133 Range;
    Op 0:ValuePrecision 191 Double
V 53 WeightItemType < MeasuredItemType = WeightType
    Op CenterOfZero 192 Boolean; Op CurrentRangeId 141 UInt16; Op Gross 60033 Double;
    Op GrossNegative 193 Boolean; Op HighResolutionValue 771 WeightType; Op InsideZero 144 Boolean;
    Op LegalForTrade 769 Boolean; Op Net 60034 Double; Mp Overload 142 Boolean;
    Op PrintableValue 770 PrintableWeightType; Op Tare 60055 Double; Mp TareMode 194 TareMode;
    Mp Underload 143 Boolean; Op WeightId 196 String; Op WeightStable 199 Boolean
D 54 TareMode < Enumeration {0 None_0, 1 MeasuredTare_1, 2 PresetTare_2, 3 ProportionalTare_3}
    -p 0:EnumStrings 195 LocalizedText[]
D 55 WeightType < AbstractWeightType @88 {Gross Double, Net Double, Tare Double}
D 56 PrintableWeightType < AbstractWeightType @97 {Gross String, Net String, Tare String}
D* 63 AbstractWeightType < Structure @109 {}
O 1027 AcceptedStatisticCounterType < StatisticCounterType
O 1028 RejectedStatisticCounterType < StatisticCounterType
""")
