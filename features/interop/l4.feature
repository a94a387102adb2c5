Feature: An enterprise repository takes, keeps and gives back EPCIS events as the standard has it
  A partner captures events over the wire and asks for them. The same cases run against any repository that a stack
  file names.

  Background:
    Given the scenario "carton-enterprise"
    And partners speak "epcis" to the enterprise

  @IOP-L4-001 @negative @URS-COM-006 @RISK-028
  Scenario Outline: Nobody is let in without the right credentials
    Given partners have to say who they are
    When <somebody> asks for events
    Then the enterprise answers with status 401 and the problem "SecurityException"
    When the partner captures that packs 1 to 3 are commissioned
    Then the capture is stored

    Examples:
      | somebody                        |
      | somebody unknown                |
      | somebody with a wrong password  |
      | somebody who does not say who they are |

  @IOP-L4-002 @negative @URS-ENT-006 @RISK-027
  Scenario: Versions are told, and one that there is not is refused
    When the partner asks "OPTIONS" of "/events"
    Then the enterprise answers with status 204
    And its header "GS1-EPCIS-Max" is "2.0.0"
    When the partner asks "GET" of "/events" with the header "GS1-EPCIS-Min" as "9.0.0"
    Then the enterprise answers with status 406 and the problem "NotAcceptableException"

  @IOP-L4-917 @positive @URS-ENT-001 @URS-ENT-004 @RISK-021
  Scenario: Commissioned, packed and shipped
    When the partner captures that packs 1 to 6 are commissioned
    Then the capture is stored
    When the partner captures that cases 1 to 2 are commissioned
    Then the capture is stored
    When the partner writes that packs 1 to 3 are packed into case 1
    And the partner writes that packs 4 to 6 are packed into case 2
    And the partner captures what is written
    Then the capture is stored
    When the partner captures that cases 1 to 2 are shipped
    Then the capture is stored
    And the enterprise holds what was captured about packs 1 to 6, each event once
    And the enterprise holds what was captured about case 2, each event once
    And the enterprise has packs 1 to 3 in case 1
    And the enterprise has packs 4 to 6 in case 2

  @IOP-L4-006 @negative @URS-ENT-006 @RISK-027
  Scenario Outline: A document that is none is refused whole
    When the partner captures the document "invalid/<document>"
    Then the enterprise answers with status 400 and the problem "ValidationException"

    Examples: JSON
      | document                             |
      | no-json.jsonld                       |
      | no-context.jsonld                    |
      | schema-version.jsonld                |
      | no-creation-date.jsonld              |
      | unknown-kind.jsonld                  |
      | no-event-time.jsonld                 |
      | day-that-is-not.jsonld               |
      | event-time-without-offset.jsonld     |
      | offset-too-far.jsonld                |
      | step-misspelt.jsonld                 |
      | disposition-unknown.jsonld           |
      | epc-no-uri.jsonld                    |
      | unknown-field.jsonld                 |
      | ilmd-at-observe.jsonld               |
      | aggregation-without-parent.jsonld    |
      | transformation-with-action.jsonld    |
      | quantity-without-class.jsonld        |
      | sensor-without-report.jsonld         |

    Examples: XML
      | document                             |
      | cut-in-half.1.2.xml                  |
      | entity.xml                           |
      | outside.xml                          |
      | no-namespace.xml                     |
      | out-of-order.2.0.xml                 |
      | version-and-namespace.1.2.xml        |

  @IOP-L4-007 @boundary @URS-ENT-001 @RISK-027
  Scenario Outline: Serial numbers of 20 characters and of all that GS1 allows come back unchanged
    Given the partner writes <form>
    And the serial numbers of the partner hold every character that GS1 allows
    When the partner captures that packs 1 to 30 are commissioned
    Then the capture is stored
    And the enterprise holds what was captured about packs 1 to 30, each event once

    Examples:
      | form            |
      | EPCIS 2.0 JSON  |
      | EPCIS 2.0 XML   |
      | EPCIS 1.2 XML   |

  @IOP-L4-008 @boundary @URS-ENT-001 @RISK-027
  Scenario Outline: Times keep their value to the last digit, and their offset
    When the partner captures that pack 1 is commissioned at "<time>" with the offset "<offset>"
    Then the capture is stored
    And the enterprise holds what was captured about pack 1, each event once

    Examples:
      | time                          | offset |
      | 2024-02-29T23:59:59.999Z      | +00:00 |
      | 2025-12-31T23:59:59.999-11:00 | -11:00 |
      | 2026-01-01T00:00:00.001+14:00 | +14:00 |
      | 2025-03-30T02:30:00.000+01:00 | +01:00 |

  @IOP-L4-010 @worst-case @URS-ENT-001 @RISK-027
  Scenario Outline: Documents in pieces of any size arrive whole
    Given what the partner sends is cut into pieces of <size> bytes
    When the partner writes that each of packs 1 to 4 is commissioned
    And the partner captures what is written
    Then the capture is stored
    And the enterprise holds what was captured about packs 1 to 4, each event once

    Examples:
      | size |
      | 1    |
      | 7    |
      | 1000 |

  @IOP-L4-015 @worst-case @URS-ENT-001 @RISK-021
  Scenario Outline: A partner whose clock is wrong is believed, and its events keep their order
    Given the clock of the partner is 5 min <off>
    When the partner captures that packs 1 to 2 are commissioned
    And the partner captures that case 1 is commissioned
    And the partner captures that packs 1 to 2 are packed into case 1
    Then the capture is stored
    And the enterprise holds what was captured about packs 1 to 2, each event once
    And the enterprise has packs 1 to 2 in case 1

    Examples:
      | off    |
      | ahead  |
      | behind |

  @IOP-L4-009 @negative @URS-ENT-003 @RISK-021
  Scenario: The same events captured twice are stored once
    When the partner captures that packs 1 to 3 are commissioned
    Then the capture is stored
    When the partner captures the same once more
    Then the enterprise holds what was captured about packs 1 to 3, each event once

  @IOP-L4-013 @recovery @URS-REC-001 @URS-ENT-003 @RISK-018
  Scenario: What was confirmed is there after a loss of power
    When the partner captures that packs 1 to 3 are commissioned
    Then the capture is stored
    When L4 loses its power
    And 5 s pass
    And the power of L4 comes back
    And 5 s pass
    Then the enterprise holds what was captured about packs 1 to 3, each event once
    When the partner captures that pack 1 is commissioned
    Then the capture is refused and nothing of it is stored

  @IOP-L4-014 @negative @URS-ENT-006 @RISK-027
  Scenario Outline: Every mistake has the status and the exception of the standard
    When the partner asks "<method>" of "<address>" with the header "<header>" as "<value>"
    Then the enterprise answers with status <status> and the problem "<problem>"

    Examples:
      | method | address                    | header                       | value          | status | problem                  |
      | GET    | /capture/no-such-job       | Accept                       | */*            | 404    | NoSuchResourceException  |
      | GET    | /events/urn:uuid:none      | Accept                       | */*            | 404    | NoSuchResourceException  |
      | GET    | /queries/none              | Accept                       | */*            | 404    | NoSuchNameException      |
      | GET    | /events?GE_eventTime=today | Accept                       | */*            | 400    | QueryParameterException  |
      | GET    | /events?EQ_nothing=1       | Accept                       | */*            | 400    | QueryParameterException  |
      | GET    | /events                    | Accept                       | image/png      | 406    | NotAcceptableException   |
      | GET    | /events                    | GS1-EPC-Format               | Any_At_All     | 400    | ValidationException      |
      | POST   | /capture                   | GS1-Capture-Error-Behaviour  | sometimes      | 400    | ValidationException      |

  @IOP-L4-903 @negative @URS-ENT-006 @RISK-027
  Scenario: A media type that there is not is refused
    When the partner captures a document with the media type "text/plain"
    Then the enterprise answers with status 415 and the problem "UnsupportedMediaTypeException"

  @IOP-L4-904 @boundary @URS-ENT-006 @RISK-027
  Scenario: One event more than a capture may have is refused, and the most is taken
    Given one capture may have 3 events
    When the partner writes that each of packs 1 to 3 is commissioned
    And the partner captures what is written
    Then the capture is stored
    When the partner writes that each of packs 4 to 7 is commissioned
    And the partner captures what is written
    Then the enterprise answers with status 413 and the problem "CaptureLimitExceededException"

  @IOP-L4-905 @negative @URS-ENT-006 @RISK-027
  Scenario: A document that is too large, or nested too deep, is refused and harms nobody
    Given one capture may have 200000 bytes
    When the partner captures a document in which objects stand in each other 20000 deep
    Then the enterprise answers with status 400 and the problem "ValidationException"
    When the partner captures a document in which objects stand in each other 60000 deep
    Then the enterprise answers with status 413 and the problem "CaptureLimitExceededException"
    When the partner captures that pack 1 is commissioned
    Then the capture is stored

  @IOP-L4-017 @negative @URS-ENT-002 @RISK-019
  Scenario Outline: What cannot be is refused
    Given the partner writes EPCIS 2.0 JSON
    When the partner captures that packs 1 to 3 are commissioned
    And the partner captures that cases 1 to 2 are commissioned
    And the partner captures that packs 1 to 2 are packed into case 1
    And the partner captures that pack 3 is decommissioned
    And the partner captures that <what cannot be>
    Then the capture is refused and nothing of it is stored
    And the enterprise has packs 1 to 2 in case 1
    And the enterprise has pack 3 as "inactive"

    Examples:
      | what cannot be                       |
      | pack 1 is packed into case 2         |
      | pack 4 is packed into case 1         |
      | pack 1 is packed into case 3         |
      | pack 3 is packed into case 2         |
      | pack 3 is inspected                  |
      | pack 3 is commissioned               |
      | pack 1 is commissioned               |
      | pack 4 is decommissioned             |
      | pack 1 is shipped                    |
      | pack 3 is shipped                    |
      | pack 1 is unpacked from case 2       |
      | case 1 is packed into case 1         |
      | case 2 is taken back from shipping   |

  @IOP-L4-018 @positive @URS-ENT-001 @URS-ENT-005 @RISK-021
  Scenario Outline: Events captured in one form are the same events in the other
    Given the partner writes <form>
    When the partner captures that packs 1 to 5 are commissioned
    And the partner captures that case 1 is commissioned
    And the partner captures that packs 1 to 5 are packed into case 1
    And the partner captures that packs 4 to 5 are unpacked from case 1
    And the partner captures that pack 5 is destroyed
    Then the capture is stored
    And the enterprise holds what was captured about packs 1 to 5, each event once
    And the enterprise has packs 1 to 3 in case 1
    And the enterprise has pack 4 in no container
    And the enterprise has pack 5 as "destroyed"

    Examples:
      | form            |
      | EPCIS 2.0 JSON  |
      | EPCIS 2.0 XML   |
      | EPCIS 1.2 XML   |

  @IOP-L4-906 @positive @URS-ENT-004 @RISK-021
  Scenario: All or nothing, or what can be
    When the partner captures that packs 1 to 2 are commissioned
    And the partner writes that pack 3 is commissioned
    And the partner writes that pack 1 is commissioned
    And the partner writes that pack 4 is commissioned
    And the partner captures what is written
    Then the capture is refused and nothing of it is stored
    And the enterprise has packs 3 to 4 as "unknown"
    When the partner writes that pack 5 is commissioned
    And the partner writes that pack 1 is commissioned
    And the partner writes that pack 6 is commissioned
    And the partner captures what of it can be
    Then a part of the capture is refused
    And the enterprise has packs 5 to 6 as "active"

  @IOP-L4-907 @positive @URS-ENT-002 @RISK-021
  Scenario: An event that is declared erroneous has no effect, and is still there
    When the partner captures that packs 1 to 2 are commissioned
    And the partner captures that cases 1 to 2 are commissioned
    And the partner captures that packs 1 to 2 are packed into case 1
    And the partner declares its latest capture erroneous
    Then the capture is stored
    And the enterprise has packs 1 to 2 in no container
    When the partner captures that packs 1 to 2 are packed into case 2
    Then the capture is stored
    And the enterprise has packs 1 to 2 in case 2
    And the enterprise holds what was captured about packs 1 to 2, each event once

  @IOP-L4-908 @boundary @URS-ENT-005 @RISK-022
  Scenario Outline: Every event is in exactly one page of an answer
    When the partner writes that each of packs 1 to 41 is commissioned
    And the partner captures what is written
    Then the enterprise holds what was captured about packs 1 to 41, in pages of <events>

    Examples:
      | events |
      | 1      |
      | 20     |
      | 40     |
      | 41     |
      | 42     |

  @IOP-L4-909 @positive @URS-ENT-005 @RISK-022
  Scenario: Who subscribed is told every new event once
    When the partner captures that packs 1 to 2 are commissioned
    And the partner subscribes to all events with the step "commissioning"
    And the partner captures that packs 3 to 4 are commissioned
    And the partner captures that case 1 is commissioned
    And the partner captures that packs 3 to 4 are packed into case 1
    And the partner captures that pack 5 is commissioned
    Then the partner is told every event with the step "commissioning" that was captured since, once
