"""OPC 40100-1 Machine Vision 1.0: state machines; the table's form is told in ``table``."""

__all__ = ["STATES"]

STATES = """
O 1017 VisionStateMachineType < FiniteStateMachineType
    Oo AutomaticModeStateMachine 5024 VisionAutomaticModeStateMachineType;
    Mm AutomaticModeStateMachine/Abort 7020 in 6065(Cause Int32, CauseDescription String) out 6066(Error Int32);
    Mv AutomaticModeStateMachine/0:CurrentState 6080 LocalizedText FiniteStateVariableType;
    Mp AutomaticModeStateMachine/0:CurrentState/0:Id 6081 NodeId;
    Mm AutomaticModeStateMachine/StartContinuous 7021 in 6067(MeasId MeasIdDataType, PartId PartIdDataType,
      RecipeId RecipeIdExternalDataType, ProductId ProductIdDataType, Parameters BaseDataType[]) out 6068(JobId
      JobIdDataType, Error Int32);
    Mm AutomaticModeStateMachine/StartSingleJob 7022 in 6069(MeasId MeasIdDataType, PartId PartIdDataType,
      RecipeId RecipeIdExternalDataType, ProductId ProductIdDataType, Parameters BaseDataType[]) out 6070(JobId
      JobIdDataType, Error Int32);
    Mm AutomaticModeStateMachine/Stop 7023 in 6078(Cause Int32, CauseDescription String) out 6079(Error Int32);
    Om ConfirmAll 7066 in 6241(Comment LocalizedText); s Error 5030/6228 3;
    Oo ErrorStepModel 5054 VisionStepModelStateMachineType;
    Mv ErrorStepModel/0:CurrentState 6358 LocalizedText FiniteStateVariableType;
    Mp ErrorStepModel/0:CurrentState/0:Id 6390 NodeId;
    Mm ErrorStepModel/Sync 7019 in 6252(Cause Int32, CauseDescription String) out 6349(Error Int32);
    t ErrorToHalted 5041/6239 #321 Error Halted by Halt raises :StateChangedEventType;
    t ErrorToHaltedAuto 5042/6240 #320 Error Halted raises :StateChangedEventType;
    t ErrorToOperationalAuto 5255/6341 #340 Error Operational raises
      :ErrorResolvedEventType,:StateChangedEventType;
    t ErrorToPreoperational 5039/6237 #311 Error Preoperational by Reset raises :StateChangedEventType;
    t ErrorToPreoperationalAuto 5040/6238 #310 Error Preoperational raises :StateChangedEventType;
    Mm Halt 7094 in 6254(Cause Int32, CauseDescription String) out 6255(Error Int32); s Halted 5029/6227 2;
    Oo HaltedStepModel 5011 VisionStepModelStateMachineType;
    Mv HaltedStepModel/0:CurrentState 6058 LocalizedText FiniteStateVariableType;
    Mp HaltedStepModel/0:CurrentState/0:Id 6060 NodeId;
    Mm HaltedStepModel/Sync 7010 in 6056(Cause Int32, CauseDescription String) out 6057(Error Int32);
    t HaltedToPreoperational 5037/6235 #211 Halted Preoperational by Reset raises :StateChangedEventType;
    t HaltedToPreoperationalAuto 5038/6236 #210 Halted Preoperational raises :StateChangedEventType;
    s Operational 5031/6229 4;
    t OperationalToErrorAuto 5051/6249 #430 Operational Error raises :StateChangedEventType;
    t OperationalToHalted 5049/6247 #421 Operational Halted by Halt raises :StateChangedEventType;
    t OperationalToHaltedAuto 5050/6248 #420 Operational Halted raises :StateChangedEventType;
    t OperationalToPreoperational 5047/6245 #411 Operational Preoperational by Reset raises
      :StateChangedEventType;
    t OperationalToPreoperationalAuto 5048/6246 #410 Operational Preoperational raises :StateChangedEventType;
    s Preoperational 5028/6226 1; Oo PreoperationalStepModel 5012 VisionStepModelStateMachineType;
    Mv PreoperationalStepModel/0:CurrentState 6063 LocalizedText FiniteStateVariableType;
    Mp PreoperationalStepModel/0:CurrentState/0:Id 6064 NodeId;
    Mm PreoperationalStepModel/Sync 7011 in 6061(Cause Int32, CauseDescription String) out 6062(Error Int32);
    t PreoperationalToErrorAuto 5034/6232 #130 Preoperational Error raises
      :ErrorEventType,:StateChangedEventType;
    t PreoperationalToHalted 5032/6230 #121 Preoperational Halted by Halt raises :StateChangedEventType;
    t PreoperationalToHaltedAuto 5033/6231 #120 Preoperational Halted raises :StateChangedEventType;
    t PreoperationalToInitialized 5035/6233 #151 Preoperational #5056 by SelectModeAutomatic raises
      :StateChangedEventType;
    t PreoperationalToInitializedAuto 5036/6234 #150 Preoperational #5056 raises :StateChangedEventType;
    t PreoperationalToOperational 5253/6171 #141 Preoperational Operational by SelectModeAutomatic raises
      :StateChangedEventType;
    t PreoperationalToOperationalAuto 5254/6221 #140 Preoperational Operational raises :StateChangedEventType;
    Mm Reset 7093 in 6256(Cause Int32, CauseDescription String) out 6257(Error Int32);
    Om SelectModeAutomatic 7095 out 6258(Error Int32); + Error HasSubStateMachine ErrorStepModel;
    + Error ToTransition ErrorToHalted; + Error ToTransition ErrorToHaltedAuto;
    + Error ToTransition ErrorToOperationalAuto; + Error ToTransition ErrorToPreoperational;
    + Error ToTransition ErrorToPreoperationalAuto; + Error FromTransition OperationalToErrorAuto;
    + Error FromTransition PreoperationalToErrorAuto; + Halted FromTransition ErrorToHalted;
    + Halted FromTransition ErrorToHaltedAuto; + Halted HasSubStateMachine HaltedStepModel;
    + Halted ToTransition HaltedToPreoperational; + Halted ToTransition HaltedToPreoperationalAuto;
    + Halted FromTransition OperationalToHalted; + Halted FromTransition OperationalToHaltedAuto;
    + Halted FromTransition PreoperationalToHalted; + Halted FromTransition PreoperationalToHaltedAuto;
    + Operational HasSubStateMachine AutomaticModeStateMachine;
    + Operational FromTransition ErrorToOperationalAuto; + Operational ToTransition OperationalToErrorAuto;
    + Operational ToTransition OperationalToHalted; + Operational ToTransition OperationalToHaltedAuto;
    + Operational ToTransition OperationalToPreoperational;
    + Operational ToTransition OperationalToPreoperationalAuto;
    + Operational FromTransition PreoperationalToOperational;
    + Operational FromTransition PreoperationalToOperationalAuto;
    + Preoperational FromTransition ErrorToPreoperational;
    + Preoperational FromTransition ErrorToPreoperationalAuto;
    + Preoperational FromTransition HaltedToPreoperational;
    + Preoperational FromTransition HaltedToPreoperationalAuto;
    + Preoperational FromTransition OperationalToPreoperational;
    + Preoperational FromTransition OperationalToPreoperationalAuto;
    + Preoperational HasSubStateMachine PreoperationalStepModel;
    + Preoperational ToTransition PreoperationalToErrorAuto;
    + Preoperational ToTransition PreoperationalToHalted;
    + Preoperational ToTransition PreoperationalToHaltedAuto;
    + Preoperational ToTransition PreoperationalToInitialized;
    + Preoperational ToTransition PreoperationalToInitializedAuto;
    + Preoperational ToTransition PreoperationalToOperational;
    + Preoperational ToTransition PreoperationalToOperationalAuto
O 1021 VisionAutomaticModeStateMachineType < FiniteStateMachineType
    Mm Abort 7097 in 6285(Cause Int32, CauseDescription String) out 6286(Error Int32);
    s ContinuousExecution 5059/6262 8; Oo ContinuousExecutionStepModel 5021 VisionStepModelStateMachineType;
    Mv ContinuousExecutionStepModel/0:CurrentState 6085 LocalizedText FiniteStateVariableType;
    Mp ContinuousExecutionStepModel/0:CurrentState/0:Id 6088 NodeId;
    Mm ContinuousExecutionStepModel/Sync 7024 in 6059(Cause Int32, CauseDescription String) out 6083(Error
      Int32);
    t ContinuousExecutionToReadyAbort 5072/6275 #862 ContinuousExecution Ready by Abort raises
      :ReadyEventType,:StateChangedEventType;
    t ContinuousExecutionToReadyAuto 5073/6276 #860 ContinuousExecution Ready raises
      :ReadyEventType,:StateChangedEventType;
    t ContinuousExecutionToReadyStop 5071/6274 #861 ContinuousExecution Ready by Stop raises
      :ReadyEventType,:StateChangedEventType;
    s Initialized 5056/6259 5; Oo InitializedStepModel 5043 VisionStepModelStateMachineType;
    Mv InitializedStepModel/0:CurrentState 6091 LocalizedText FiniteStateVariableType;
    Mp InitializedStepModel/0:CurrentState/0:Id 6092 NodeId;
    Mm InitializedStepModel/Sync 7027 in 6089(Cause Int32, CauseDescription String) out 6090(Error Int32);
    t InitializedToReadyAuto 5061/6264 #560 Initialized Ready raises :StateChangedEventType;
    t InitializedToReadyProduct 5045/6084 #562 Initialized Ready by #7060 raises
      :RecipePreparedEventType,:StateChangedEventType;
    t InitializedToReadyRecipe 5060/6263 #561 Initialized Ready by #7015 raises
      :RecipePreparedEventType,:StateChangedEventType;
    s Ready 5057/6260 6; Oo ReadyStepModel 5046 VisionStepModelStateMachineType;
    Mv ReadyStepModel/0:CurrentState 6135 LocalizedText FiniteStateVariableType;
    Mp ReadyStepModel/0:CurrentState/0:Id 6136 NodeId;
    Mm ReadyStepModel/Sync 7028 in 6129(Cause Int32, CauseDescription String) out 6134(Error Int32);
    t ReadyToContinuousExecution 5066/6269 #681 Ready ContinuousExecution by StartContinuous raises
      :JobStartedEventType,:StateChangedEventType;
    t ReadyToContinuousExecutionAuto 5067/6270 #680 Ready ContinuousExecution raises
      :JobStartedEventType,:StateChangedEventType;
    t ReadyToInitializedAuto 5063/6266 #650 Ready Initialized raises :StateChangedEventType;
    t ReadyToInitializedProduct 5044/6243 #652 Ready Initialized by #7059 raises :StateChangedEventType;
    t ReadyToInitializedRecipe 5062/6265 #651 Ready Initialized by #7055 raises :StateChangedEventType;
    t ReadyToSingleExecution 5064/6267 #671 Ready SingleExecution by StartSingleJob raises
      :JobStartedEventType,:StateChangedEventType;
    t ReadyToSingleExecutionAuto 5065/6268 #670 Ready SingleExecution raises
      :JobStartedEventType,:StateChangedEventType;
    Om SimulationMode 7100 in 6289(Activate Boolean, Cause Int32, CauseDescription String) out 6290(Error
      Int32);
    s SingleExecution 5058/6261 7; Oo SingleExecutionStepModel 5052 VisionStepModelStateMachineType;
    Mv SingleExecutionStepModel/0:CurrentState 6139 LocalizedText FiniteStateVariableType;
    Mp SingleExecutionStepModel/0:CurrentState/0:Id 6242 NodeId;
    Mm SingleExecutionStepModel/Sync 7030 in 6137(Cause Int32, CauseDescription String) out 6138(Error Int32);
    t SingleExecutionToReadyAbort 5069/6272 #762 SingleExecution Ready by Abort raises
      :ReadyEventType,:StateChangedEventType;
    t SingleExecutionToReadyAuto 5070/6273 #760 SingleExecution Ready raises
      :ReadyEventType,:StateChangedEventType;
    t SingleExecutionToReadyStop 5068/6271 #761 SingleExecution Ready by Stop raises
      :ReadyEventType,:StateChangedEventType;
    Mm StartContinuous 7009 in 6086(MeasId MeasIdDataType, PartId PartIdDataType, RecipeId
      RecipeIdExternalDataType, ProductId ProductIdDataType, Parameters BaseDataType[]) out 6087(JobId
      JobIdDataType, Error Int32);
    Mm StartSingleJob 7098 in 6281(MeasId MeasIdDataType, PartId PartIdDataType, RecipeId
      RecipeIdExternalDataType, ProductId ProductIdDataType, Parameters BaseDataType[]) out 6282(JobId
      JobIdDataType, Error Int32);
    Mm Stop 7096 in 6287(Cause Int32, CauseDescription String) out 6288(Error Int32);
    + ContinuousExecution HasSubStateMachine ContinuousExecutionStepModel;
    + ContinuousExecution ToTransition ContinuousExecutionToReadyAbort;
    + ContinuousExecution ToTransition ContinuousExecutionToReadyAuto;
    + ContinuousExecution ToTransition ContinuousExecutionToReadyStop;
    + ContinuousExecution FromTransition ReadyToContinuousExecution;
    + ContinuousExecution FromTransition ReadyToContinuousExecutionAuto;
    + Initialized HasSubStateMachine InitializedStepModel; + Initialized ToTransition InitializedToReadyAuto;
    + Initialized ToTransition InitializedToReadyProduct; + Initialized ToTransition InitializedToReadyRecipe;
    + Initialized FromTransition ReadyToInitializedAuto; + Initialized FromTransition ReadyToInitializedProduct;
    + Initialized FromTransition ReadyToInitializedRecipe;
    + Ready FromTransition ContinuousExecutionToReadyAbort;
    + Ready FromTransition ContinuousExecutionToReadyAuto; + Ready FromTransition
      ContinuousExecutionToReadyStop;
    + Ready FromTransition InitializedToReadyAuto; + Ready FromTransition InitializedToReadyProduct;
    + Ready FromTransition InitializedToReadyRecipe; + Ready HasSubStateMachine ReadyStepModel;
    + Ready ToTransition ReadyToContinuousExecution; + Ready ToTransition ReadyToContinuousExecutionAuto;
    + Ready ToTransition ReadyToInitializedAuto; + Ready ToTransition ReadyToInitializedProduct;
    + Ready ToTransition ReadyToInitializedRecipe; + Ready ToTransition ReadyToSingleExecution;
    + Ready ToTransition ReadyToSingleExecutionAuto; + Ready FromTransition SingleExecutionToReadyAbort;
    + Ready FromTransition SingleExecutionToReadyAuto; + Ready FromTransition SingleExecutionToReadyStop;
    + SingleExecution FromTransition ReadyToSingleExecution;
    + SingleExecution FromTransition ReadyToSingleExecutionAuto;
    + SingleExecution HasSubStateMachine SingleExecutionStepModel;
    + SingleExecution ToTransition SingleExecutionToReadyAbort;
    + SingleExecution ToTransition SingleExecutionToReadyAuto;
    + SingleExecution ToTransition SingleExecutionToReadyStop
O 1026 VisionStepModelStateMachineType < FiniteStateMachineType
    S Entry 5078/6309 11; t EntryToExitAuto 5082/6313 #11120 Entry Exit raises :StateChangedEventType;
    t EntryToWaitAuto 5083/6314 #11130 Entry Wait raises :EnterStepSequenceEventType,:StateChangedEventType;
    s Exit 5079/6310 12; s Step 5081/6312 14;
    t StepToExitAuto 5087/6318 #14120 Step Exit raises :LeaveStepSequenceEventType,:StateChangedEventType;
    t StepToWaitAuto 5086/6317 #14130 Step Wait raises :NextStepEventType,:StateChangedEventType;
    Mm Sync 7101 in 6319(Cause Int32, CauseDescription String) out 6320(Error Int32); s Wait 5080/6311 13;
    t WaitToStep 5084/6315 #13141 Wait Step by Sync raises :StateChangedEventType;
    t WaitToStepAuto 5085/6316 #13140 Wait Step raises :StateChangedEventType;
    + Entry ToTransition EntryToExitAuto; + Entry ToTransition EntryToWaitAuto;
    + Exit FromTransition EntryToExitAuto; + Exit FromTransition StepToExitAuto;
    + Step ToTransition StepToExitAuto; + Step ToTransition StepToWaitAuto; + Step FromTransition WaitToStep;
    + Step FromTransition WaitToStepAuto; + Wait FromTransition EntryToWaitAuto;
    + Wait FromTransition StepToWaitAuto; + Wait ToTransition WaitToStep; + Wait ToTransition WaitToStepAuto
"""
