"""OPC 40100-1 Machine Vision 1.0: data types and events; the table's form is told in ``table``."""

__all__ = ["DATA"]

DATA = """
O 1013 JobStartedEventType < BaseEventType
    Mp JobId 6141 JobIdDataType
O* 1015 VisionEventType < BaseEventType
    Op CausePath 6193 String; Op ExternalConfigurationId 6550 ConfigurationIdDataType;
    Op ExternalRecipeId 6195 RecipeIdExternalDataType; Op InternalConfigurationId 6200 ConfigurationIdDataType;
    Op InternalRecipeId 6198 RecipeIdInternalDataType; Op JobId 6203 JobIdDataType;
    Op MeasId 6194 MeasIdDataType; Op PartId 6201 PartIdDataType; Op ProductId 6199 ProductIdDataType;
    Op ResultId 6204 ResultIdDataType
O 1018 StateChangedEventType < TransitionEventType
O 1019 ErrorEventType < TransitionEventType
O 1020 ErrorResolvedEventType < TransitionEventType
O 1022 RecipePreparedEventType < BaseEventType
    Op ExternalId 6291 RecipeIdExternalDataType; Mp InternalId 6140 RecipeIdInternalDataType;
    Op ProductId 6292 ProductIdDataType
O 1023 ReadyEventType < BaseEventType
    Mp JobId 6294 JobIdDataType
O 1024 ResultReadyEventType < BaseEventType
    Mp CreationTime 6303 UtcTime; Op ExternalConfigurationId 6045 ConfigurationIdDataType;
    Op ExternalRecipeId 6301 RecipeIdExternalDataType; Mp InternalConfigurationId 6142 ConfigurationIdDataType;
    Mp InternalRecipeId 6302 RecipeIdInternalDataType; Mp IsPartial 6296 Boolean; Op IsSimulated 6297 Boolean;
    Mp JobId 6300 JobIdDataType; Op MeasId 6299 MeasIdDataType; Op PartId 6304 PartIdDataType;
    Op ProcessingTimes 6305 ProcessingTimesDataType; Op ProductId 6143 ProductIdDataType;
    Op ResultContent 6306 BaseDataType[]; Mp ResultId 6295 ResultIdDataType;
    Mp ResultState 6298 ResultStateDataType
O 1025 AcquisitionDoneEventType < BaseEventType
    Mp JobId 6308 JobIdDataType
O 1027 EnterStepSequenceEventType < BaseEventType
    Mp Steps 6322 Int32
O 1028 NextStepEventType < BaseEventType
    Mp Step 6324 Int32
O 1029 LeaveStepSequenceEventType < BaseEventType
O 1030 VisionSafetyEventType < BaseEventType
    Mp VisionSafetyInformation 6050 String; Mp VisionSafetyTriggered 6051 Boolean
O* 1033 VisionConditionType < AcknowledgeableConditionType
    Mp BlockReaction 6206 Boolean; Op CausePath 6207 String; Op ErrorCode 6208 UInt64;
    Op ErrorString 6283 String; Op ExternalConfigurationId 6347 ConfigurationIdDataType;
    Op ExternalRecipeId 6346 RecipeIdExternalDataType; Op InternalConfigurationId 6192 ConfigurationIdDataType;
    Op InternalRecipeId 6321 RecipeIdInternalDataType; Op JobId 6343 JobIdDataType;
    Op MeasId 6344 MeasIdDataType; Op PartId 6307 PartIdDataType; Op ProductId 6323 ProductIdDataType;
    Op ResultId 6345 ResultIdDataType; Mp StopReaction 6293 Boolean
O 1034 VisionWarningConditionType < VisionConditionType
O 1035 VisionErrorConditionType < VisionConditionType
O 1036 VisionPersistentErrorConditionType < VisionConditionType
O 1037 VisionDiagnosticInfoEventType < VisionEventType
O 1038 VisionInformationEventType < VisionEventType
V 2002 ResultType < BaseDataVariableType = ResultDataType
    Mv CreationTime 6331 UtcTime BaseDataVariableType;
    Ov ExternalConfigurationId 6328 ConfigurationIdDataType BaseDataVariableType;
    Ov ExternalRecipeId 6095 RecipeIdExternalDataType BaseDataVariableType;
    Ov HasTransferableDataOnFile 6047 Boolean BaseDataVariableType;
    Mv InternalConfigurationId 6329 ConfigurationIdDataType BaseDataVariableType;
    Mv InternalRecipeId 6284 RecipeIdInternalDataType BaseDataVariableType;
    Mv IsPartial 6052 Boolean BaseDataVariableType; Ov IsSimulated 6053 Boolean BaseDataVariableType;
    Mv JobId 6330 JobIdDataType BaseDataVariableType; Ov MeasId 6055 MeasIdDataType BaseDataVariableType;
    Ov PartId 6094 PartIdDataType BaseDataVariableType;
    Ov ProcessingTimes 6332 ProcessingTimesDataType BaseDataVariableType;
    Ov ProductId 6327 ProductIdDataType BaseDataVariableType;
    Ov ResultContent 6333 BaseDataType[] BaseDataVariableType;
    Mv ResultId 6046 ResultIdDataType BaseDataVariableType;
    Mv ResultState 6054 ResultStateDataType BaseDataVariableType
D 3002 RecipeIdExternalDataType < BinaryIdBaseDataType @5002 {}
D 3003 ProductIdDataType < Structure @5224 {Id TrimmedString, Description? LocalizedText}
D 3004 PartIdDataType < Structure @5013 {Id TrimmedString, Description? LocalizedText}
D 3005 ProcessingTimesDataType < Structure @5016 {StartTime UtcTime, EndTime UtcTime, AcquisitionDuration?
    > Duration, ProcessingDuration? Duration}
D 3006 ResultDataType < Structure @5018 {ResultId ResultIdDataType, HasTransferableDataOnFile? Boolean,
    > IsPartial Boolean, IsSimulated? Boolean, ResultState ResultStateDataType, MeasId? MeasIdDataType, PartId?
    > PartIdDataType, ExternalRecipeId? RecipeIdExternalDataType, InternalRecipeId RecipeIdInternalDataType,
    > ProductId? ProductIdDataType, ExternalConfigurationId? ConfigurationIdDataType, InternalConfigurationId
    > ConfigurationIdDataType, JobId JobIdDataType, CreationTime UtcTime, ProcessingTimes?
    > ProcessingTimesDataType, ResultContent? BaseDataType[]}
D 3007 ConfigurationDataType < Structure @5088 {HasTransferableDataOnFile? Boolean, ExternalId?
    > ConfigurationIdDataType, InternalId ConfigurationIdDataType, LastModified UtcTime}
D 3008 ConfigurationIdDataType < BinaryIdBaseDataType @5090 {}
D 3009 ResultStateDataType < Int32
D 3011 ConfigurationTransferOptions < Structure @5246 {InternalId ConfigurationIdDataType}
D 3012 RecipeTransferOptions < Structure @5248 {InternalId RecipeIdInternalDataType}
D 3013 RecipeIdInternalDataType < BinaryIdBaseDataType @5268 {}
D 3014 TriStateBooleanDataType < Enumeration {0 FALSE_0, 1 TRUE_1, 2 DONTCARE_2}
    Mp 0:EnumValues 6367 EnumValueType[]
D 3015 MeasIdDataType < Structure @5006 {Id TrimmedString, Description? LocalizedText}
D 3016 JobIdDataType < Structure @5008 {Id TrimmedString}
D 3017 TrimmedString < String
D 3018 Handle < UInt32
D* 3019 BinaryIdBaseDataType < Structure @5027 {Id TrimmedString, Version? TrimmedString, Hash? ByteString,
    > HashAlgorithm? String, Description? LocalizedText}
D 3020 ProductDataType < Structure @5272 {ExternalId ProductIdDataType}
D 3021 ResultIdDataType < Structure @5274 {Id TrimmedString}
D 3022 ResultTransferOptions < Structure @5276 {Id ResultIdDataType}
D 3023 SystemStateDataType < Enumeration {1 PRD_1, 2 SBY_2, 3 ENG_3, 4 SDT_4, 5 UDT_5, 6 NST_6}
    Mp 0:EnumValues 6032 EnumValueType[]
D 3024 SystemStateDescriptionDataType < Structure @5278 {State SystemStateDataType, StateDescription?
    > TrimmedString}
R 4002 FromTransition < NonHierarchicalReferences
R 4003 ToTransition < NonHierarchicalReferences
"""
