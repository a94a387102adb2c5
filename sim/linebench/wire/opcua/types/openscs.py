"""OPC 30260 OPEN-SCS 1.02.03; the table's form is told in ``table``.

Not compared with the published NodeSet, which no package holds that the tests could take it from. NodeIds of types,
members, methods and encodings and the numbers of enumerations are the standard's. Those of arguments are the two
that are free behind their method, and 6013 and 6014 of ``AggregationUnpackingEvent``, behind which none are; the
words of enumerations are called by their meaning where only that was known, and have no property of their own.
"""

from linebench.wire.opcua.types.table import Specification

__all__ = ["OPENSCS"]

OPENSCS = Specification(
    name="OPENSCS", uri="http://opcfoundation.org/UA/OPENSCS-SER/", version="1.00", date="2019-02-04",
    requires=(), text="""
O 15032 OPENSCSPoolManagerObjectType < BaseObjectType
    Mp PoolSelectionCriteria 15033 OPENSCSKeyValueDataType[]; Mp MaxSNPushable 15034 UInt32;
    Mp MaxSNReturnable 15035 UInt32; Mp MaxSNRequestable 15036 UInt32; Mp SNFormat 15037 String[];
    Mm SNRequestUnassigned 15059 in 15060(SNCollectionID String, Count UInt32, SNFormat String,
      PoolSelectionCriteria OPENSCSKeyValueDataType[], RequestToken String) out 15061(ReturnStatus
      OPENSCSReturnEnum, SNCollection OPENSCSSNCollectionDataType, ReturnedRequestToken String);
    Mm SNRequestUnallocated 15056 in 15057(SNCollectionID String, Count UInt32, SNFormat String,
      PoolSelectionCriteria OPENSCSKeyValueDataType[], RequestToken String) out 15058(ReturnStatus
      OPENSCSReturnEnum, SNCollection OPENSCSSNCollectionDataType, ReturnedRequestToken String);
    Mm SNRequestAllocated 15053 in 15054(SNCollectionID String, Count UInt32, SNFormat String,
      PoolSelectionCriteria OPENSCSKeyValueDataType[], RequestToken String) out 15055(ReturnStatus
      OPENSCSReturnEnum, SNCollection OPENSCSSNCollectionDataType, ReturnedRequestToken String);
    Mm SNReturnUnallocated 15050 in 15051(SNCollection OPENSCSSNCollectionDataType, PoolSelectionCriteria
      OPENSCSKeyValueDataType[], SNFormat String) out 15052(ReturnStatus OPENSCSReturnEnum);
    Mm SNReturnAllocated 15047 in 15048(SNCollection OPENSCSSNCollectionDataType, PoolSelectionCriteria
      OPENSCSKeyValueDataType[], SNFormat String) out 15049(ReturnStatus OPENSCSReturnEnum);
    Mm SNtoUnallocated 15044 in 15045(SNCollection OPENSCSSNCollectionDataType, PoolSelectionCriteria
      OPENSCSKeyValueDataType[], SNFormat String) out 15046(ReturnStatus OPENSCSReturnEnum);
    Mm SNtoAllocated 15110 in 15111(SNCollection OPENSCSSNCollectionDataType, PoolSelectionCriteria
      OPENSCSKeyValueDataType[], SNFormat String) out 15112(ReturnStatus OPENSCSReturnEnum);
    Mm SNtoEncoded 15038 in 15039(SNCollection OPENSCSSNCollectionDataType, PoolSelectionCriteria
      OPENSCSKeyValueDataType[], SNFormat String) out 15040(ReturnStatus OPENSCSReturnEnum)
O 15062 OPENSCSEventManagerObjectType < BaseObjectType
    Mp MaxEvents 15063 UInt32; Mp MaxEPCISObjectEventSIDs 6009 UInt32;
    Mp MaxEPCISaggregationEvents 6010 UInt32; Oo EPCISStream 5001 TemporaryFileTransferType;
    Om SNInvalidatingEvent 15091 in 15092(SNCollection OPENSCSSNCollectionDataType, SNFormat String,
      OPENSCSEventContext OPENSCSKeyValueDataType[]) out 15093(ReturnStatus OPENSCSReturnEnum);
    Om LabelsEncodingEvent 15088 in 15089(LabelCollection OPENSCSLabelCollectionDataType, SNFormat String,
      OPENSCSEventContext OPENSCSKeyValueDataType[]) out 15090(ReturnStatus OPENSCSReturnEnum);
    Om LabelsScrappingEvent 15085 in 15086(LabelCollection OPENSCSLabelCollectionDataType, SNFormat String,
      OPENSCSEventContext OPENSCSKeyValueDataType[]) out 15087(ReturnStatus OPENSCSReturnEnum);
    Om LabelsInspectingEvent 15082 in 15083(LabelCollection OPENSCSLabelCollectionDataType, SNFormat String,
      OPENSCSEventContext OPENSCSKeyValueDataType[]) out 15084(ReturnStatus OPENSCSReturnEnum);
    Om LabelsSamplingEvent 15079 in 15080(LabelCollection OPENSCSLabelCollectionDataType, SNFormat String,
      OPENSCSEventContext OPENSCSKeyValueDataType[]) out 15081(ReturnStatus OPENSCSReturnEnum);
    Om SIDCommissioningEvent 15076 in 15077(LabelCollection OPENSCSLabelCollectionDataType, SNFormat String,
      OPENSCSEventContext OPENSCSKeyValueDataType[]) out 15078(ReturnStatus OPENSCSReturnEnum);
    Om SIDDestroyingEvent 15073 in 15074(LabelCollection OPENSCSLabelCollectionDataType, SNFormat String,
      OPENSCSEventContext OPENSCSKeyValueDataType[]) out 15075(ReturnStatus OPENSCSReturnEnum);
    Om SIDShippingEvent 15070 in 15071(LabelCollection OPENSCSLabelCollectionDataType, SNFormat String,
      OPENSCSEventContext OPENSCSKeyValueDataType[]) out 15072(ReturnStatus OPENSCSReturnEnum);
    Om SIDInspectingEvent 15067 in 15068(LabelCollection OPENSCSLabelCollectionDataType, SNFormat String,
      OPENSCSEventContext OPENSCSKeyValueDataType[]) out 15069(ReturnStatus OPENSCSReturnEnum);
    Om SIDDecommissioningEvent 15064 in 15065(LabelCollection OPENSCSLabelCollectionDataType, SNFormat String,
      OPENSCSEventContext OPENSCSKeyValueDataType[]) out 15066(ReturnStatus OPENSCSReturnEnum)
O 15094 OPENSCSAggregationManagerObjectType < BaseObjectType
    Mp MaxAggregationEvents 15095 UInt32;
    Mm AggregationPackingEvent 15099 in 15100(AggregationElement OPENSCSAggregationDataType[], ParentSNFormat
      String, PackedElementSNFormat String, AggregationContext OPENSCSKeyValueDataType[]) out
      15101(ReturnStatus OPENSCSReturnEnum);
    Mm AggregationUnpackingEvent 7004 in 6013(AggregationElement OPENSCSAggregationDataType[], ParentSNFormat
      String, PackedElementSNFormat String, AggregationContext OPENSCSKeyValueDataType[]) out
      6014(ReturnStatus OPENSCSReturnEnum)
O 15102 OPENSCSSIDClassObjectType < BaseObjectType
    Mp SIDClassID 15109 String; Mp SIDClassOwner 15108 String; Mp AllowedCharacterSet 15105 String;
    Mp SyntaxSpecification 15106 String; Op IntendedUse 15104 String; Op SIDClassDescription 15107 String;
    Op SIDClassProperty 6012 OPENSCSSIDClassPropertyDataType[]
D 15001 OPENSCSReturnEnum < Enumeration {0 Undefined0, 1 NoError1, 2 UnknownSNCollectionID2, 3
    > InsufficientSerialNumbers3, 4 UnknownSNFormat4, 5 BadRequestToken5, 6 UnknownSelectionCriteria6, 7
    > CannotAcceptSNEvents7, 8 CannotAcceptLabelEvents8, 9 CannotAcceptSIDEvents9, 10 UnknownAggregationSID10, 11
    > InsufficientPrivilege11}
D 15143 OPENSCSSerialNumberStateEnum < Enumeration {0 Unassigned0, 1 Unallocated1, 2 Allocated2, 3 SNInvalid3, 4
    > Encoded4, 5 LabelSampled5, 6 LabelScrapped6, 7 Commissioned7, 8 Sampled8, 9 Inactive9, 10 Destroyed10, 11
    > Released11}
D 15010 OPENSCSKeyValueDataType < Structure @15193 {Key String, Value String}
D* 15005 OPENSCSCollectionDataType < Structure @15188 {ID String, Description String, State
    > OPENSCSSerialNumberStateEnum, AssociatedPoolID String, SerialNumbers String[]}
D 15008 OPENSCSSNCollectionDataType < OPENSCSCollectionDataType @15191 {}
D 3003 OPENSCSLabelDataType < Structure @5005 {ID String, LabelProperties OPENSCSKeyValueDataType[]}
D 15006 OPENSCSLabelCollectionDataType < OPENSCSCollectionDataType @15189 {LabelCollection OPENSCSLabelDataType[],
    > LabelCollectionProperties? OPENSCSKeyValueDataType[]}
D 3002 OPENSCSAggregationDataType < Structure @5002 {ParentElement OPENSCSLabelDataType, ParentElementCollection
    > OPENSCSLabelCollectionDataType}
D 3005 OPENSCSEventStreamArgumentDataType < Structure @5008 {SNFormat String, ParentSNFormat String,
    > PackedElementSNFormat String, EventContext OPENSCSKeyValueDataType[]}
D 15007 OPENSCSLabelPropertyDataType < Structure @15190 {PropertyID String, PropertyDescription String,
    > PropertyValue String}
D 15009 OPENSCSSIDClassPropertyDataType < Structure @15192 {PropertyID String, PropertyDescription String,
    > PropertyValue String, LabelProperty OPENSCSLabelPropertyDataType[]}
""")
