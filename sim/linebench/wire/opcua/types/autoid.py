"""OPC 30010 AutoID 1.01: optical readers and verifiers; the table's form is told in ``table``."""

from linebench.wire.opcua.types.table import Specification

__all__ = ["AUTOID"]

AUTOID = Specification(
    name="AutoID", uri="http://opcfoundation.org/UA/AutoID/", version="1.01", date="2020-06-18",
    requires=("DI",), text="""
O* 1001 AutoIdDeviceType < DI.DeviceType
    Mp AutoIdModelVersion 6193 String; Op DeviceInfo 6026 String;
    Ov DeviceLocation 6128 Location LocationVariableType; Op DeviceLocationName 6127 String;
    Mp DeviceName 6124 String; Mv DeviceStatus 6030 DeviceStatusEnumeration BaseDataVariableType;
    Oo Diagnostics 5026 DI.FunctionalGroupType;
    Om GetDeviceLocation 7042 in 6130(LocationType LocationTypeEnumeration) out 6129(Location Location);
    Oo IOData 5054 DI.FunctionalGroupType; Ov LastScanData 6055 BaseDataType BaseDataVariableType;
    Ov LastScanTimestamp 6096 UtcTime BaseDataVariableType; Oo RuntimeParameters 5044 DI.FunctionalGroupType;
    Om Scan 7008 in 6050(Settings ScanSettings) out 6001(Results ScanResult[], Status
      AutoIdOperationStatusEnumeration);
    Ov ScanActive 6099 Boolean BaseDataVariableType;
    Om ScanStart 7009 in 6051(Settings ScanSettings) out 6208(Status AutoIdOperationStatusEnumeration);
    Om ScanStop 7010; + . GeneratesEvent :AutoIdAccessEventType; + . GeneratesEvent :AutoIdLogEntryEventType;
    + . GeneratesEvent :AutoIdPresenceEventType; + . GeneratesEvent :AutoIdScanEventType
O* 1004 AutoIdScanEventType < BaseEventType
    Mp DeviceName 6049 String; Mp ScanResult 6024 ScanResult[]
O 1008 OpticalReaderDeviceType < AutoIdDeviceType
    Oo Images 5001 FolderType; Oo RuntimeParameters 5045 DI.FunctionalGroupType;
    Om Scan 7043 in 6144(Settings ScanSettings) out 6145(Results OpticalScanResult[], Status
      AutoIdOperationStatusEnumeration);
    + . GeneratesEvent :OpticalScanEventType
O* 1009 OpticalScanEventType < AutoIdScanEventType
    Mp ScanResult 6147 OpticalScanResult[]
O* 1010 AutoIdDiagnosticsEventType < BaseEventType
    Mp DeviceName 6090 String
O 1011 OpticalVerifierDeviceType < OpticalReaderDeviceType
    Om Scan 7054 in 6031(Settings ScanSettings) out 6076(Results WGS84Coordinate[], Status
      AutoIdOperationStatusEnumeration);
    + . GeneratesEvent :OpticalVerifierScanEventType
O* 1013 OpticalVerifierScanEventType < OpticalScanEventType
    Mp ScanResult 6227 OpticalVerifierScanResult[]
O* 1015 AutoIdAccessEventType < AutoIdDiagnosticsEventType
    Mp AccessResult 6091 AccessResult[]; Op Client 6092 String; Op Command 6093 String
O* 1017 AutoIdLogEntryEventType < AutoIdDiagnosticsEventType
O* 1018 AutoIdPresenceEventType < AutoIdDiagnosticsEventType
    Mp Presence 6095 UInt16
V 2002 LocationVariableType < BaseDataVariableType = Location
    Op GeographicalUnit 6199 EUInformation; Op LengthUnit 6197 EUInformation;
    Op RotationalUnit 6198 EUInformation; Op SpeedUnit 6200 EUInformation
D* 3001 ScanResult < Structure @5002 {CodeType CodeTypeDataType, ScanData ScanData, Timestamp UtcTime, Location?
    > Location}
D 3003 DeviceStatusEnumeration < Enumeration {0 Idle, 1 Error, 2 Scanning, 3 Busy}
    Mp 0:EnumStrings 6029 LocalizedText[]
D 3004 Position < Structure @5007 {PositionX Int32, PositionY Int32, SizeX Int32, SizeY Int32, Rotation Int32}
D 3008 Location < Union @5013 union {NMEA NmeaCoordinateString, Local LocalCoordinate, WGS84 WGS84Coordinate,
    > Name LocationName}
D 3009 LocationTypeEnumeration < Enumeration {0 NMEA, 1 LOCAL, 2 WGS84, 3 NAME}
    Mp 0:EnumStrings 6040 LocalizedText[]
D 3010 ScanSettings < Structure @5015 {Duration Duration, Cycles Int32, DataAvailable Boolean, LocationType?
    > LocationTypeEnumeration}
D 3012 NmeaCoordinateString < String
D 3013 AutoIdOperationStatusEnumeration < Enumeration {0 SUCCESS, 1 MISC_ERROR_TOTAL, 2 MISC_ERROR_PARTIAL, 3
    > PERMISSON_ERROR, 4 PASSWORD_ERROR, 5 REGION_NOT_FOUND_ERROR, 6 OP_NOT_POSSIBLE_ERROR, 7
    > OUT_OF_RANGE_ERROR, 8 NO_IDENTIFIER, 9 MULTIPLE_IDENTIFIERS, 10 READ_ERROR, 11 DECODING_ERROR, 12
    > MATCH_ERROR, 13 CODE_NOT_SUPPORTED, 14 WRITE_ERROR, 15 NOT_SUPPORTED_BY_DEVICE, 16 NOT_SUPPORTED_BY_TAG,
    > 17 DEVICE_NOT_READY, 18 INVALID_CONFIGURATION, 19 RF_COMMUNICATION_ERROR, 20 DEVICE_FAULT, 21
    > TAG_HAS_LOW_BATTERY}
    Mp 0:EnumValues 6201 EnumValueType[]
D 3017 AccessResult < Structure @5022 {CodeType? CodeTypeDataType, Identifier? ScanData, Timestamp? UtcTime}
D 3019 LocalCoordinate < Structure @5028 {X Double, Y Double, Z Double, Timestamp UtcTime, DilutionOfPrecision
    > Double, UsefulPrecision Int32}
D 3020 ScanData < Union @5030 union {ByteString ByteString, String String, Epc ScanDataEpc, Custom BaseDataType}
D 3021 LocationName < String
D 3024 ScanDataEpc < Structure @5036 {PC UInt16, UId ByteString, XPC_W1 UInt16, XPC_W2 UInt16}
D 3026 OpticalScanResult < ScanResult @5040 {Grade? Float, Position? Position, Symbology? String, ImageId?
    > NodeId}
D 3027 WGS84Coordinate < Structure @5046 {N/S Hemisphere String, Latitude Double, E/W Hemisphere String,
    > Longitude Double, Altitude Double, Timestamp UtcTime, DilutionOfPrecision Double, UsefulPrecisionLatLon
    > Int32, UsefulPrecisionAlt Int32}
D 3030 OpticalVerifierScanResult < OpticalScanResult @5052 {IsoGrade String, RMin Int16, SymbolContrast Int16,
    > ECMin Int16, Modulation Int16, Defects Int16, Decodability Int16, Decode Int16, PrintGain Int16}
D 3031 CodeTypeDataType < String
""")
