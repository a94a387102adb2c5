Feature: The PLC's tags and the line controller understand each other, whatever carries the tags
  Commands, states, verdicts and results arrive once and in order, and each end notices when the other is gone.

  Background:
    Given the scenario "carton-wired"
    And the camera reads every good code

  @IOP-PLC-003 @positive @URS-COM-007 @URS-STP-002 @RISK-016
  Scenario Outline: The line walks through the PackML states and L2 follows each of them
    Stop, emergency stop, a full packer, a person who holds the line, the end of the order, and each way back.

    Given the PLC speaks "<carrier>"
    And a batch of 60 packs of "product A" is running at nominal speed
    When the operator stops the line
    Then L1 goes through the states "Stopping, Stopped"
    When the line is started again
    Then L1 goes through the states "Resetting, Idle, Starting, Execute"
    When the operator presses the emergency stop
    Then L1 goes through the states "Aborting, Aborted"
    When the operator releases the emergency stop
    And the line is started again
    Then L1 goes through the states "Clearing, Stopped, Resetting, Idle, Starting, Execute"
    When packs jam in the case packer
    Then L1 goes through the states "Suspending, Suspended"
    When the operator clears the jam
    Then L1 goes through the states "Unsuspending, Execute"
    When "operator 1" asks to hold the line
    Then L2 accepts it
    And L1 goes through the states "Holding, Held"
    When the line is started again
    Then L1 goes through the states "Unholding, Execute"
    When the order is complete
    Then L1 goes through the states "Completing, Complete"
    And L1 takes no step from state to state that PackML does not know
    And L2 shows every state of L1 in the order in which L1 took them

    Examples:
      | carrier |
      | modbus  |
      | s7      |
      | enip    |
      | opcua   |
      | native  |

  @IOP-PLC-903 @negative @URS-COM-007 @RISK-016 @RISK-015
  Scenario Outline: A command that the state does not allow is refused and changes nothing
    A line that runs is not started, and one that stands is not stopped.

    Given the PLC speaks "<carrier>"
    And a batch of "product A" is running at nominal speed
    When the operator asks for the line to start
    Then L2 refuses it and names "not possible in state Execute"
    And the line keeps running
    When the operator stops the line
    And "operator 1" asks to stop the line
    Then L2 refuses it and names "not possible in state Stopped"
    And L1 takes no step from state to state that PackML does not know

    Examples:
      | carrier |
      | modbus  |
      | s7      |
      | enip    |
      | opcua   |

  @IOP-PLC-004 @positive @URS-COM-004 @URS-REJ-004 @URS-REJ-006 @RISK-027 @RISK-010
  Scenario Outline: Weight limits and the limit of rejects reach the PLC as they were set
    What L1 works by is what the order and the site say: to the division at the limits, and to the pack.

    Given the PLC speaks "<carrier>"
    And L1 stops after 3 rejects in a row
    And a batch of "product A" is running at nominal speed
    When the weight of the next pack is at the lower limit
    Then that pack passes
    When the weight of the next pack is above the upper limit
    Then that pack is rejected
    When the camera cannot read the next 3 packs
    Then the alarm "consecutive rejects" is latched
    And the belt stands

    Examples:
      | carrier |
      | modbus  |
      | s7      |
      | enip    |
      | opcua   |

  @IOP-PLC-010 @worst-case @URS-COM-005 @RISK-027
  Scenario Outline: Bytes in other pieces, or a little late, change nothing
    A stream has no messages: how its bytes are cut and when they come must not matter. Split bytes come one in a
    millisecond, at which a look of OPC UA, of well over a thousand bytes, takes longer than a verdict may.

    Given the PLC speaks "<carrier>"
    And a batch of "product A" is running at nominal speed
    When the wire to the PLC is <disturbance> for <time>
    And 20 more packs have passed the exit
    Then L2 keeps reaching the PLC
    And nothing else is rejected
    And L2 reports every pack that passed as commissioned

    Examples:
      | carrier | disturbance           | time   |
      | modbus  | split                 | 300 ms |
      | modbus  | cut into single bytes | 3 s    |
      | modbus  | a little late         | 3 s    |
      | s7      | split                 | 300 ms |
      | s7      | cut into single bytes | 3 s    |
      | s7      | a little late         | 3 s    |
      | enip    | cut into single bytes | 3 s    |
      | opcua   | cut into single bytes | 3 s    |
      | enip    | a little late         | 3 s    |
      | opcua   | a little late         | 3 s    |

  @IOP-PLC-006 @negative @URS-COM-005 @URS-COM-007 @RISK-027 @RISK-028
  Scenario Outline: What may not be written is refused in the carrier's own words and changes nothing
    A second client beside the line controller reads the tags, writes where it must not, and the line runs on.

    Given the PLC speaks "<carrier>"
    And a batch of "product A" is running at nominal speed
    Then a second client reads at the PLC that the line is in the state "Execute"
    When a second client writes a tag of its own at the PLC
    Then the PLC refuses it with "<own>" and changes no tag
    When a second client writes a tag that there is not at the PLC
    Then the PLC refuses it with "<nowhere>" and changes no tag
    When a second client writes a value of another size at the PLC
    Then the PLC refuses it with "<size>" and changes no tag
    When a second client writes more than one message holds at the PLC
    Then the PLC refuses it with "<long>" and changes no tag
    When 20 more packs have passed the exit
    Then L2 keeps reaching the PLC
    And nothing else is rejected
    And L2 reports every pack that passed as commissioned

    Examples:
      | carrier | own            | nowhere          | size                | long           |
      | modbus  | exception 2    | exception 2      | exception 3         | exception 3    |
      | s7      | item 1: 03     | item 1: 05       | item 1: 07          | error 8500     |
      | enip    | tag: status 0F | tag: status 04   | tag: status FF 2107 | tag: status 15 |
      | opcua   | BadNotWritable | BadNodeIdUnknown | BadTypeMismatch     | BadOutOfRange  |

  @IOP-PLC-009 @negative @URS-COM-005 @URS-REP-001 @RISK-027
  Scenario Outline: What is written or answered twice has one effect
    Rings carry numbers, so that what was taken already is not taken again.

    Given the PLC speaks "<carrier>"
    And a batch of "product A" is running at nominal speed
    When the wire to the PLC is doubled on the way from L2 for 3 s
    And the line is started again where it has stopped
    And 20 more packs have passed the exit
    Then L2 reports every pack that passed as commissioned
    When the operator stops the line
    Then the site server holds every commissioned pack exactly once
    And L1 takes no step from state to state that PackML does not know

    Examples:
      | carrier |
      | modbus  |
      | s7      |
      | enip    |
      | opcua   |

  @IOP-PLC-011 @worst-case @URS-COM-005 @URS-COM-003 @URS-REJ-001 @RISK-027
  Scenario Outline: Tags that are carried more slowly than they change lose no result and no state
    A verdict that comes too late rejects its pack, and several stop the line once more; nothing that waits is lost.

    Given the PLC speaks "<carrier>"
    And a batch of "product A" is running at nominal speed
    When the wire to the PLC is slower than what is said <direction> for 5 s
    And 10 s pass
    And the line is started again where it has stopped
    And 5 s pass
    And the line is started again where it has stopped
    And 20 more packs have passed the exit
    Then the end of the PLC does not note "overfull"
    And L2 has heard every answer of the camera, in their order
    And L2 reports every pack that passed as commissioned
    When the operator stops the line
    Then the site server holds every commissioned pack exactly once
    And L1 takes no step from state to state that PackML does not know
    And L2 shows every state of L1 in the order in which L1 took them

    Examples:
      | carrier | direction          |
      | modbus  | on the way to L2   |
      | modbus  | on the way from L2 |
      | s7      | on the way to L2   |
      | s7      | on the way from L2 |

  @IOP-PLC-012 @negative @URS-COM-001 @URS-COM-002 @URS-COM-003 @RISK-026
  Scenario Outline: A heartbeat that stands still stops the line, and both ends find each other again
    L2 shows that the PLC is gone; the PLC stops the line because the line controller is gone.

    Given the PLC speaks "<carrier>"
    And a batch of "product A" is running at nominal speed
    When the wire to the PLC is silent <direction> for 6 s
    Then L2 shows that the PLC is not reached within the limit of URS-COM-001
    And the belt stands within the limit of URS-COM-003
    And the alarm "line controller lost" is latched
    And L2 reaches the PLC again within the limit of URS-COM-002
    And a start without acknowledgement is refused
    When the line is started again
    And 10 more packs have passed the exit
    Then L2 reports every pack that passed as commissioned
    When the operator stops the line
    Then the site server holds every commissioned pack exactly once

    Examples:
      | carrier | direction          |
      | modbus  | on the way to L2   |
      | modbus  | on the way from L2 |
      | s7      | on the way to L2   |
      | s7      | on the way from L2 |
      | enip    | on the way to L2   |
      | opcua   | on the way to L2   |
      | enip    | on the way from L2 |
      | opcua   | on the way from L2 |

  @IOP-PLC-013 @recovery @URS-COM-002 @URS-COM-005 @URS-REP-001 @RISK-027 @RISK-018
  Scenario Outline: A PLC whose cable was out in the middle of a batch is resynchronised and nothing is lost
    The fates of all packs come across afterwards, each once.

    Given the PLC speaks "<carrier>"
    And a batch of "product A" is running at nominal speed
    When the wire to the PLC is cut and comes back after <time>
    Then L2 reaches the PLC again within the limit of URS-COM-002
    When the line is started again where it has stopped
    And 20 more packs have passed the exit
    Then L2 reports every pack that passed as commissioned
    When the operator stops the line
    Then the site server holds every commissioned pack exactly once
    And L2 shows every state of L1 in the order in which L1 took them

    Examples:
      | carrier | time   |
      | modbus  | 700 ms |
      | modbus  | 10 s   |
      | s7      | 700 ms |
      | s7      | 10 s   |
      | enip    | 700 ms |
      | opcua   | 700 ms |
      | enip    | 10 s   |
      | opcua   | 10 s   |

  @IOP-PLC-014 @negative @URS-STP-001 @URS-STP-003 @URS-COM-007 @RISK-015 @RISK-016
  Scenario Outline: Each cause of a stop has its number at the PLC, and L2 shows it in words
    Numbers are those of the tag map; a second client reads them while people see the alarm.

    Given the PLC speaks "<carrier>"
    And a batch of "product A" is running at nominal speed
    Then a second client reads at the PLC that alarm number 0 stopped the line
    When the operator opens a guard
    Then the alarm "guard open" is latched
    And the belt stands within the limit of URS-STP-001
    And a second client reads at the PLC that alarm number 2 stopped the line
    When the operator asks for the line to start
    Then L2 refuses it and names "guard open"
    When the operator closes the guard
    And the line is started again
    Then a second client reads at the PLC that alarm number 0 stopped the line
    When the compressed air fails
    Then the alarm "air pressure low" is latched
    And the belt stands within the limit of URS-STP-001
    And a second client reads at the PLC that alarm number 3 stopped the line
    When the compressed air is back
    And the line is started again
    And the reject bin is full
    Then the alarm "bin full" is latched
    And the belt stands within the limit of URS-STP-001
    And a second client reads at the PLC that alarm number 4 stopped the line
    And L2 shows every state of L1 in the order in which L1 took them

    Examples:
      | carrier |
      | modbus  |
      | s7      |
      | enip    |
      | opcua   |

  @IOP-PLC-015 @boundary @URS-COM-005 @URS-REP-001 @RISK-027 @RISK-021
  Scenario Outline: A PLC whose clock is wrong keeps every order and decision, and L2 shows how wrong it is
    Nothing is decided or reported by the moments that a device writes on its values.

    Given the PLC speaks "opcua"
    And the option "clock_offset" of the wire to the PLC is "<skew>"
    And a batch of "product A" is running at nominal speed
    When 20 more packs have passed the exit
    Then L2 shows that the clock of the PLC is "<shown>"
    And nothing else is rejected
    And every pack that passed carries the data of the order
    And L2 reports every pack that passed as commissioned
    And L2 shows every state of L1 in the order in which L1 took them

    Examples:
      | skew   | shown        |
      | 5 min  | 5 min ahead  |
      | -5 min | 5 min behind |

  @IOP-PLC-016 @worst-case @URS-REJ-003 @URS-COM-005 @RISK-009
  Scenario Outline: Verdicts and results keep up above the rated speed
    A quarter above the rated speed, and at night for ten minutes a tenth above it, every verdict comes in time.

    Given the PLC speaks "<carrier>"
    And a batch of 5000 packs of "product A" is running <above> % above nominal speed
    When <packs> more packs have passed the exit
    Then the line keeps running
    And nothing else is rejected
    And every decision comes within the limit of URS-REJ-003
    And L2 reports every pack that passed as commissioned

    Examples:
      | carrier | above | packs |
      | modbus  | 25    | 150   |
      | s7      | 25    | 150   |
      | enip    | 25    | 150   |
      | opcua   | 25    | 150   |

    @nightly
    Examples: Ten minutes
      | carrier | above | packs |
      | modbus  | 10    | 4400  |

  @IOP-PLC-002 @positive @URS-COM-008 @RISK-027
  Scenario Outline: A PLC is shown with the version that it tells
    What it is set up to say of itself is what people see, before anything is ordered of it.

    Given the PLC speaks "<carrier>"
    And the option "<option>" of the wire to the PLC is "<value>"
    And the line stands empty before a batch of "product A"
    And the operator confirms that the line is empty
    When the operator asks for the batch of "product A"
    Then L2 accepts it
    And L2 shows the PLC as version "<version>"
    And the end of the PLC notes nothing wrong

    Examples:
      | carrier | option    | value                     | version                                  |
      | modbus  | revision  | 2.7                       | linebench LB-L1 2.7                      |
      | s7      | firmware  | 3.0.1                     | CPU 1515-2 PN 6ES7 515-2AM02-0AB0 V3.0.1 |
      | enip    | revision  | 34.2                      | 1756-L83E/B 34.2                         |
      | opcua   | nameplate | model=PLC-7, software=2.1 | linebench PLC-7 2.1                      |

  @IOP-PLC-902 @negative @URS-COM-008 @URS-ORD-001 @RISK-027
  Scenario Outline: A PLC of a version that is not supported is left alone, and no batch begins
    Firmware or table of tags, or words of 32 bits in another order, in which the table's version shows as another.

    Given the PLC speaks "<carrier>"
    And L2 has "<value>" for the option "<option>" of the wire to the PLC
    And the line stands empty before a batch of "product A"
    And the operator confirms that the line is empty
    When the operator asks for the batch of "product A"
    Then L2 refuses it and names "l1 not reached: unsupported version '<version>"
    And L2 refuses it and names "; expected '<expected>"
    And the PLC is told nothing
    And the end of the PLC notes nothing wrong

    Examples:
      | carrier | option    | value             | version                                  | expected          |
      | modbus  | supported | linebench LB-L1 2 | linebench LB-L1 1.0                      | linebench LB-L1 2 |
      | modbus  | words     | low_first         | tags                                     | tags              |
      | s7      | supported | CPU 1513          | CPU 1515-2 PN 6ES7 515-2AM02-0AB0 V2.9.2 | CPU 1513          |
      | enip    | supported | 1756-L85          | 1756-L83E/B 33.11                        | 1756-L85          |
      | opcua   | supported | linebench PLC-7   | linebench simulated device               | linebench PLC-7   |

  @IOP-PLC-001 @positive @URS-COM-006 @RISK-028
  Scenario: A PLC with credentials lets in who has the right ones
    Nobody without a name is let in; with name and password the line runs as with any other PLC.

    Given the PLC speaks "opcua"
    And the option "anonymous" of the wire to the PLC is "nobody"
    And the option "users" of the wire to the PLC is "line3=operator:Zirbe-418"
    And L2 has "user=line3, password=Zirbe-418" for the option "access" of the wire to the PLC
    And a batch of "product A" is running at nominal speed
    When 20 more packs have passed the exit
    Then nothing else is rejected
    And nothing that is noted or shown of the PLC tells "Zirbe-418"
    And L2 reports every pack that passed as commissioned

  @IOP-PLC-901 @negative @URS-COM-006 @URS-ORD-001 @URS-COM-001 @RISK-028 @RISK-026
  Scenario Outline: A PLC with credentials lets nobody in with wrong ones and does not tell the right ones
    The line controller shows that it is not let in, gives the PLC nothing, and begins no batch without it.

    Given the PLC speaks "opcua"
    And the option "anonymous" of the wire to the PLC is "nobody"
    And the option "users" of the wire to the PLC is "line3=operator:Zirbe-418"
    And L2 has "user=<user>, password=<password>" for the option "access" of the wire to the PLC
    And the line stands empty before a batch of "product A"
    And the operator confirms that the line is empty
    When the operator asks for the batch of "product A"
    Then L2 refuses it and names "l1 not reached: log-in refused"
    And the PLC is told nothing
    And nothing that is noted or shown of the PLC tells "Zirbe-418"
    And nothing that is noted or shown of the PLC tells "<password>"

    Examples:
      | user  | password  |
      | line3 | Tanne-77  |
      | line4 | Zirbe-418 |
      |       | Tanne-77  |
