"""OPC 10000-100 Devices 1.05: the nameplate of a device; the table's form is told in ``table``."""

from linebench.wire.opcua.types.table import Specification

__all__ = ["DI"]

DI = Specification(
    name="DI", uri="http://opcfoundation.org/UA/DI/", version="1.05.0", date="2025-11-15",
    requires=(), text="""
O* 1001 TopologyElementType < BaseObjectType
    Oo ParameterSet 5002 BaseObjectType; Oo MethodSet 5003 BaseObjectType;
    OPo <GroupIdentifier> 6567 FunctionalGroupType; Oo Identification 6014 FunctionalGroupType;
    Oo Lock 6161 LockingServicesType; Mp Lock/Locked 6468 Boolean; Mp Lock/LockingClient 6163 String;
    Mp Lock/LockingUser 6164 String; Mp Lock/RemainingLockTime 6165 Duration;
    Mm Lock/InitLock 6166 in 6167(Context String) out 6168(InitLockStatus Int32);
    Mm Lock/RenewLock 6169 out 6170(RenewLockStatus Int32); Mm Lock/ExitLock 6171 out 6172(ExitLockStatus
      Int32);
    Mm Lock/BreakLock 6173 out 6174(BreakLockStatus Int32)
O* 1002 DeviceType < ComponentType
    Mp Manufacturer 6003 LocalizedText; Op ManufacturerUri 15100 String; Mp Model 6004 LocalizedText;
    Mp HardwareRevision 6008 String; Mp SoftwareRevision 6007 String; Mp DeviceRevision 6006 String;
    Op ProductCode 15101 String; Mp DeviceManual 6005 String; Op DeviceClass 6470 String;
    Mp SerialNumber 6001 String; Op ProductInstanceUri 15102 String; Mp RevisionCounter 6002 Int32;
    OPo <CPIdentifier> 6571 ConnectionPointType; Mo <CPIdentifier>/NetworkAddress 6592 FunctionalGroupType;
    Ov DeviceHealth 6208 DeviceHealthEnumeration BaseDataVariableType; Oo DeviceHealthAlarms 15105 FolderType;
    Oo DeviceTypeImage 6209 FolderType; Oo Documentation 6211 FolderType; Oo ProtocolSupport 6213 FolderType;
    Oo ImageSet 6215 FolderType; + . HasInterface :ISupportInfoType; + . HasInterface :IDeviceHealthType;
    + <CPIdentifier> HasComponent #6499
O 1004 ConfigurableObjectType < BaseObjectType
    Mo SupportedTypes 5004 FolderType; OPo <ObjectIdentifier> 6026 BaseObjectType
O 1005 FunctionalGroupType < FolderType
    OPo <GroupIdentifier> 6027 FunctionalGroupType; Ov UIElement 6243 BaseDataType UIElementType
O 1006 ProtocolType < BaseObjectType
R 6030 ConnectsTo < NonHierarchicalReferences
D 6244 DeviceHealthEnumeration < Enumeration {0 NORMAL, 1 FAILURE, 2 CHECK_FUNCTION, 3 OFF_SPEC, 4
    > MAINTENANCE_REQUIRED}
    -p 0:EnumStrings 6450 LocalizedText[]
V* 6246 UIElementType < BaseDataVariableType = BaseDataType
O* 6308 ConnectionPointType < TopologyElementType
    Mo NetworkAddress 6354 FunctionalGroupType; MPo <ProfileIdentifier> 6499 ProtocolType
O 6388 LockingServicesType < BaseObjectType
    -p 0:DefaultInstanceBrowseName 15890 QualifiedName; Mp Locked 6534 Boolean; Mp LockingClient 6390 String;
    Mp LockingUser 6391 String; Mp RemainingLockTime 6392 Duration;
    Mm InitLock 6393 in 6394(Context String) out 6395(InitLockStatus Int32);
    Mm RenewLock 6396 out 6397(RenewLockStatus Int32); Mm ExitLock 6398 out 6399(ExitLockStatus Int32);
    Mm BreakLock 6400 out 6401(BreakLockStatus Int32)
O* 15035 IVendorNameplateType < BaseInterfaceType
    Op Manufacturer 15036 LocalizedText; Op ManufacturerUri 15037 String; Op Model 15038 LocalizedText;
    Op HardwareRevision 15039 String; Op SoftwareRevision 15040 String; Op DeviceRevision 15041 String;
    Op ProductCode 15042 String; Op DeviceManual 15043 String; Op DeviceClass 15044 String;
    Op SerialNumber 15045 String; Op ProductInstanceUri 15046 String; Op RevisionCounter 15047 Int32;
    Op SoftwareReleaseDate 23 DateTime; Op PatchIdentifiers 24 String[]
O* 15048 ITagNameplateType < BaseInterfaceType
    Op AssetId 15049 String; Op ComponentName 15050 LocalizedText
O* 15051 IDeviceHealthType < BaseInterfaceType
    Ov DeviceHealth 15052 DeviceHealthEnumeration BaseDataVariableType; Oo DeviceHealthAlarms 15053 FolderType
O* 15054 ISupportInfoType < BaseInterfaceType
    Oo DeviceTypeImage 15055 FolderType; Oo Documentation 15057 FolderType; Oo DocumentationFiles 27 FolderType;
    Oo ProtocolSupport 15059 FolderType; Oo ImageSet 15061 FolderType
O* 15063 ComponentType < TopologyElementType
    Op Manufacturer 15086 LocalizedText; Op ManufacturerUri 15087 String; Op Model 15088 LocalizedText;
    Op HardwareRevision 15089 String; Op SoftwareRevision 15090 String; Op DeviceRevision 15091 String;
    Op ProductCode 15092 String; Op DeviceManual 15093 String; Op DeviceClass 15094 String;
    Op SerialNumber 15095 String; Op ProductInstanceUri 15096 String; Op RevisionCounter 15097 Int32;
    Op AssetId 15098 String; Op ComponentName 15099 LocalizedText; + . HasInterface :IVendorNameplateType;
    + . HasInterface :ITagNameplateType
I 5001 DeviceSet : BaseObjectType in 0.ObjectsFolder
""")
