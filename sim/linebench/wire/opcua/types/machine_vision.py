"""OPC 40100-1 Machine Vision 1.0; the table's form is told in ``table``."""

from linebench.wire.opcua.types.machine_vision_data import DATA
from linebench.wire.opcua.types.machine_vision_states import STATES
from linebench.wire.opcua.types.table import Specification

__all__ = ["MACHINE_VISION"]

MACHINE_VISION = Specification(
    name="MachineVision", uri="http://opcfoundation.org/UA/MachineVision", version="1.0.0", date="2019-07-11",
    requires=(), text=DATA + STATES + """
O 1002 RecipeType < BaseObjectType
    Op ExternalId 6023 RecipeIdExternalDataType; Oo Handle 5001 FileType;
    Mp InternalId 6019 RecipeIdInternalDataType; Mp IsPrepared 6605 Boolean; Mp LastModified 6017 UtcTime;
    Op LinkedProducts 6018 ProductIdDataType[];
    Om LinkProduct 7062 in 6190(ProductId ProductIdDataType) out 6191(Error Int32);
    Mm Prepare 7064 out 6202(IsCompleted Boolean, Error Int32);
    Om UnlinkProduct 7063 in 6196(ProductId ProductIdDataType) out 6197(Error Int32);
    Mm Unprepare 7065 out 6205(Error Int32)
O 1003 VisionSystemType < BaseObjectType
    Oo ConfigurationManagement 5004 ConfigurationManagementType;
    Mm ConfigurationManagement/ActivateConfiguration 7008 in 6026(InternalId ConfigurationIdDataType) out
      6027(Error Int32);
    Mv ConfigurationManagement/ActiveConfiguration 6043 ConfigurationDataType BaseDataVariableType;
    Mm ConfigurationManagement/GetConfigurationById 7016 in 6044(InternalId ConfigurationIdDataType, Timeout
      Int32) out 6098(ConfigurationHandle Handle, Configuration ConfigurationDataType, Error Int32);
    Mm ConfigurationManagement/GetConfigurationList 7017 in 6099(MaxResults UInt32, StartIndex UInt32, Timeout
      Int32) out 6102(IsComplete Boolean, ResultCount UInt32, ConfigurationHandle Handle, ConfigurationList
      ConfigurationDataType[], Error Int32);
    Ov DiagnosticLevel 6048 UInt16 BaseDataVariableType; Oo RecipeManagement 5015 RecipeManagementType;
    Mm RecipeManagement/GetRecipeListFiltered 7018 in 6103(ExternalId RecipeIdExternalDataType, ProductId
      ProductIdDataType, IsPrepared TriStateBooleanDataType, MaxResults UInt32, StartIndex UInt32, Timeout
      Int32) out 6106(IsComplete Boolean, ResultCount UInt32, RecipeHandle Handle, RecipeList
      RecipeIdInternalDataType[], Error Int32);
    Mm RecipeManagement/PrepareRecipe 7031 in 6107(ExternalId RecipeIdExternalDataType, InternalIdIn
      RecipeIdInternalDataType) out 6110(InternalIdOut RecipeIdInternalDataType, IsCompleted Boolean, Error
      Int32);
    Mm RecipeManagement/UnprepareRecipe 7032 in 6111(ExternalId RecipeIdExternalDataType, InternalIdIn
      RecipeIdInternalDataType) out 6114(InternalIdOut RecipeIdInternalDataType, Error Int32);
    Oo ResultManagement 5020 ResultManagementType;
    Mm ResultManagement/GetResultById 7033 in 6115(ResultId ResultIdDataType, Timeout Int32) out
      6118(ResultHandle Handle, Result ResultDataType, Error Int32);
    Mm ResultManagement/GetResultComponentsById 7034 in 6119(ResultId ResultIdDataType, Timeout Int32) out
      6123(HasTransferableDataOnFile Boolean, ResultHandle Handle, IsPartial Boolean, IsSimulated Boolean,
      ResultState ResultStateDataType, MeasId MeasIdDataType, PartId PartIdDataType, ExternalRecipeId
      RecipeIdExternalDataType, InternalRecipeId RecipeIdInternalDataType, ProductId ProductIdDataType,
      ExternalConfigurationId ConfigurationIdDataType, InternalConfigurationId ConfigurationIdDataType, JobId
      JobIdDataType, CreationTime UtcTime, ProcessingTimes ProcessingTimesDataType, ResultContent
      BaseDataType[], Error Int32);
    Mm ResultManagement/GetResultListFiltered 7035 in 6124(ResultState ResultStateDataType, MeasId
      MeasIdDataType, PartId PartIdDataType, ExternalRecipeId RecipeIdExternalDataType, InternalRecipeId
      RecipeIdInternalDataType, ExternalConfigurationId ConfigurationIdDataType, InternalConfigurationId
      ConfigurationIdDataType, ProductId ProductIdDataType, JobId JobIdDataType, MaxResults UInt32, StartIndex
      UInt32, Timeout Int32) out 6133(IsComplete Boolean, ResultCount UInt32, ResultHandle Handle, ResultList
      ResultDataType[], Error Int32);
    Oo SafetyStateManagement 5023 SafetyStateManagementType;
    Mm SafetyStateManagement/ReportSafetyState 7036 in 6146(SafetyTriggered Boolean, SafetyInformation String)
      out 6147(Error Int32);
    Mv SafetyStateManagement/VisionSafetyInformation 6150 String BaseDataVariableType;
    Mv SafetyStateManagement/VisionSafetyTriggered 6151 Boolean BaseDataVariableType;
    Ov SystemState 6049 SystemStateDescriptionDataType BaseDataVariableType;
    Mo VisionStateMachine 5053 VisionStateMachineType;
    Mv VisionStateMachine/0:CurrentState 6162 LocalizedText FiniteStateVariableType;
    Mp VisionStateMachine/0:CurrentState/0:Id 6163 NodeId; Mo VisionStateMachine/Error 5107 StateType;
    Mp VisionStateMachine/Error/0:StateNumber 6435 UInt32 #3;
    Mm VisionStateMachine/Halt 7037 in 6154(Cause Int32, CauseDescription String) out 6155(Error Int32);
    Mo VisionStateMachine/Halted 5106 StateType; Mp VisionStateMachine/Halted/0:StateNumber 6434 UInt32 #2;
    Mo VisionStateMachine/Operational 5108 StateType;
    Mp VisionStateMachine/Operational/0:StateNumber 6436 UInt32 #4;
    Mo VisionStateMachine/Preoperational 5101 StateType;
    Mp VisionStateMachine/Preoperational/0:StateNumber 6415 UInt32 #1;
    Mm VisionStateMachine/Reset 7038 in 6158(Cause Int32, CauseDescription String) out 6159(Error Int32)
O 1004 RecipeManagementType < BaseObjectType
    Om AddRecipe 7013 in 6144(ExternalId RecipeIdExternalDataType, ProductId ProductIdDataType) out
      6145(InternalId RecipeIdInternalDataType, Recipe NodeId, Product NodeId, TransferRequired Boolean, Error
      Int32);
    Mm GetRecipeListFiltered 7014 in 6156(ExternalId RecipeIdExternalDataType, ProductId ProductIdDataType,
      IsPrepared TriStateBooleanDataType, MaxResults UInt32, StartIndex UInt32, Timeout Int32) out
      6157(IsComplete Boolean, ResultCount UInt32, RecipeHandle Handle, RecipeList RecipeIdInternalDataType[],
      Error Int32);
    Om PrepareProduct 7060 in 6172(ProductId ProductIdDataType) out 6173(InternalId RecipeIdInternalDataType,
      Error Int32);
    Mm PrepareRecipe 7015 in 6148(ExternalId RecipeIdExternalDataType, InternalIdIn RecipeIdInternalDataType)
      out 6149(InternalIdOut RecipeIdInternalDataType, IsCompleted Boolean, Error Int32);
    Oo Products 5022 ProductFolderType; Mv Products/<Product> 6622 ProductDataType BaseDataVariableType;
    Oo Recipes 5005 RecipeFolderType; Oo RecipeTransfer 5264 RecipeTransferType;
    Om ReleaseRecipeHandle 7056 in 6160(RecipeHandle Handle) out 6161(Error Int32);
    Om RemoveRecipe 7057 in 6164(ExternalId RecipeIdExternalDataType) out 6165(Error Int32);
    Om UnlinkProduct 7061 in 6180(InternalId RecipeIdInternalDataType, ProductId ProductIdDataType) out
      6181(Error Int32);
    Om UnprepareProduct 7059 in 6176(ProductId ProductIdDataType) out 6177(InternalId RecipeIdInternalDataType,
      Error Int32);
    Mm UnprepareRecipe 7055 in 6152(ExternalId RecipeIdExternalDataType, InternalIdIn RecipeIdInternalDataType)
      out 6153(InternalIdOut RecipeIdInternalDataType, Error Int32)
O 1006 ConfigurationManagementType < BaseObjectType
    Mm ActivateConfiguration 7048 in 6116(InternalId ConfigurationIdDataType) out 6117(Error Int32);
    Mv ActiveConfiguration 6132 ConfigurationDataType BaseDataVariableType;
    Om AddConfiguration 7025 in 6096(ExternalId ConfigurationIdDataType) out 6097(InternalId
      ConfigurationIdDataType, Configuration NodeId, TransferRequired Boolean, Error Int32);
    Oo Configurations 5010 ConfigurationFolderType; Oo ConfigurationTransfer 5266 ConfigurationTransferType;
    Mm GetConfigurationById 7041 in 6100(InternalId ConfigurationIdDataType, Timeout Int32) out
      6101(ConfigurationHandle Handle, Configuration ConfigurationDataType, Error Int32);
    Mm GetConfigurationList 7045 in 6104(MaxResults UInt32, StartIndex UInt32, Timeout Int32) out
      6105(IsComplete Boolean, ResultCount UInt32, ConfigurationHandle Handle, ConfigurationList
      ConfigurationDataType[], Error Int32);
    Om ReleaseConfigurationHandle 7046 in 6108(ConfigurationHandle Handle) out 6109(Error Int32);
    Om RemoveConfiguration 7047 in 6112(InternalId ConfigurationIdDataType) out 6113(Error Int32)
O 1007 ResultManagementType < BaseObjectType
    Mm GetResultById 7026 in 6209(ResultId ResultIdDataType, Timeout Int32) out 6210(ResultHandle Handle,
      Result ResultDataType, Error Int32);
    Mm GetResultComponentsById 7007 in 6024(ResultId ResultIdDataType, Timeout Int32) out
      6025(HasTransferableDataOnFile Boolean, ResultHandle Handle, IsPartial Boolean, IsSimulated Boolean,
      ResultState ResultStateDataType, MeasId MeasIdDataType, PartId PartIdDataType, ExternalRecipeId
      RecipeIdExternalDataType, InternalRecipeId RecipeIdInternalDataType, ProductId ProductIdDataType,
      ExternalConfigurationId ConfigurationIdDataType, InternalConfigurationId ConfigurationIdDataType, JobId
      JobIdDataType, CreationTime UtcTime, ProcessingTimes ProcessingTimesDataType, ResultContent
      BaseDataType[], Error Int32);
    Mm GetResultListFiltered 7089 in 6213(ResultState ResultStateDataType, MeasId MeasIdDataType, PartId
      PartIdDataType, ExternalRecipeId RecipeIdExternalDataType, InternalRecipeId RecipeIdInternalDataType,
      ExternalConfigurationId ConfigurationIdDataType, InternalConfigurationId ConfigurationIdDataType,
      ProductId ProductIdDataType, JobId JobIdDataType, MaxResults UInt32, StartIndex UInt32, Timeout Int32)
      out 6214(IsComplete Boolean, ResultCount UInt32, ResultHandle Handle, ResultList ResultDataType[], Error
      Int32);
    Om ReleaseResultHandle 7090 in 6217(ResultHandle Handle) out 6218(Error Int32);
    Oo Results 5245 ResultFolderType; Oo ResultTransfer 5251 ResultTransferType
O 1008 RecipeFolderType < FolderType
    OPo <Recipe> 5270 RecipeType; Mp <Recipe>/InternalId 6609 RecipeIdInternalDataType;
    Mp <Recipe>/IsPrepared 6610 Boolean; Mp <Recipe>/LastModified 6611 UtcTime;
    Mm <Recipe>/Prepare 7114 out 6615(IsCompleted Boolean, Error Int32);
    Mm <Recipe>/Unprepare 7121 out 6620(Error Int32)
O 1009 SafetyStateManagementType < BaseObjectType
    Mm ReportSafetyState 7043 in 6222(SafetyTriggered Boolean, SafetyInformation String) out 6223(Error Int32);
    Mv VisionSafetyInformation 6042 String BaseDataVariableType;
    Mv VisionSafetyTriggered 6041 Boolean BaseDataVariableType
O 1010 ProductFolderType < FolderType
    OPv <Product> 6621 ProductDataType BaseDataVariableType
O 1011 ConfigurationFolderType < FolderType
    OPv <Configuration> 6120 ConfigurationDataType BaseDataVariableType
O 1012 ConfigurationTransferType < TemporaryFileTransferType
    Mm 0:GenerateFileForRead 7129 in 6617(GenerateOptions ConfigurationTransferOptions) out 6618(FileNodeId
      NodeId, FileHandle UInt32, CompletionStateMachine NodeId);
    Mm 0:GenerateFileForWrite 7130 in 6121(GenerateOptions ConfigurationTransferOptions) out 6122(FileNodeId
      NodeId, FileHandle UInt32)
O 1014 RecipeTransferType < TemporaryFileTransferType
    Mm 0:GenerateFileForRead 7123 in 6184(generateOptions RecipeTransferOptions) out 6185(fileNodeId NodeId,
      fileHandle UInt32, completionStateMachine NodeId);
    Mm 0:GenerateFileForWrite 7124 in 6583(GenerateOptions RecipeTransferOptions) out 6584(FileNodeId NodeId,
      FileHandle UInt32)
O 1016 ResultFolderType < FolderType
    OPv <ResultVariable> 6168 ResultDataType ResultType;
    Mv <ResultVariable>/CreationTime 6334 UtcTime BaseDataVariableType;
    Mv <ResultVariable>/InternalConfigurationId 6335 ConfigurationIdDataType BaseDataVariableType;
    Mv <ResultVariable>/InternalRecipeId 6336 RecipeIdInternalDataType BaseDataVariableType;
    Mv <ResultVariable>/IsPartial 6356 Boolean BaseDataVariableType;
    Mv <ResultVariable>/JobId 6357 JobIdDataType BaseDataVariableType;
    Mv <ResultVariable>/ResultId 6379 ResultIdDataType BaseDataVariableType;
    Mv <ResultVariable>/ResultState 6548 ResultStateDataType BaseDataVariableType
O 1039 ResultTransferType < TemporaryFileTransferType
    Mm 0:GenerateFileForRead 7058 in 6169(GenerateOptions ResultTransferOptions) out 6170(FileNodeId NodeId,
      FileHandle UInt32, CompletionStateMachine NodeId)
""")
