"""Envelopes as clients of others write them."""

SPACES = {"1.1": "http://schemas.xmlsoap.org/soap/envelope/", "1.2": "http://www.w3.org/2003/05/soap-envelope"}


def asked_in_soap(*, sending="LINE", token="a", size=2, gtin="04012345678918", version="1.1", form="SGTIN",
                  prefix=""):
    """A request; ``prefix``: ``urn:`` puts what is in it into the namespace too."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<s:Envelope xmlns:s="{SPACES[version]}" xmlns:urn="urn:tracelink:soap"><s:Header/><s:Body>
  <urn:serialNumbersRequest>
    <{prefix}SendingSystem>{sending}</{prefix}SendingSystem><{prefix}ReceivingSystem>POOL</{prefix}ReceivingSystem>
    <{prefix}IdType>GS1_SER</{prefix}IdType><{prefix}EncodingType>{form}</{prefix}EncodingType>
    <{prefix}Size>{size}</{prefix}Size>
    <{prefix}ObjectKey><{prefix}Name>GTIN</{prefix}Name><{prefix}Value>{gtin}</{prefix}Value></{prefix}ObjectKey>
    <{prefix}ReferenceDocuments><{prefix}PONumber>4500</{prefix}PONumber>
      <{prefix}ReferenceIdentifier>{token}</{prefix}ReferenceIdentifier></{prefix}ReferenceDocuments>
  </urn:serialNumbersRequest></s:Body></s:Envelope>""".encode()
