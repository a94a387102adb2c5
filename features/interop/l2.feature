Feature: A line controller works with any mix of makes, and with a site server that is slow or away
  The same batch gives the same report whatever its devices speak, and every loss ends in the same numbers.

  Background:
    Given the scenario "carton-wired"
    And the camera reads every good code

  @IOP-L2-017 @positive @URS-COM-004 @URS-AGG-001 @URS-AGG-004 @URS-SER-004 @URS-REP-001 @RISK-019 @RISK-027
  Scenario Outline: A batch on a line of other makes is reported as it truly is
    Cases, pallets and serial numbers come out whatever printer, camera and PLC speak.

    Given the printer speaks "<printer>"
    And the camera speaks "<camera>"
    And the PLC speaks "<PLC>"
    And a batch of 60 packs of "product A" is running at nominal speed
    When the camera cannot read the next 2 packs
    And 5 cases have been closed
    And the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    And every pack that passed carries the data of the order
    And L2 reports every case with exactly the packs that are in it
    And L2 reports every pallet with exactly the cases that are on it
    And the serial numbers of the batch balance
    And the unused serial numbers go back to the site
    And the batch report counts packs and containers as they truly are

    Examples:
      | printer  | camera      | PLC    |
      | codenet  | dmcc        | modbus |
      | videojet | keyence_sr  | s7     |
      | wsi      | sick_cola   | opcua  |
      | zpl      | insight     | native |
      | native   | keyence_cvx | s7     |

  @IOP-L2-016 @worst-case @URS-REJ-003 @URS-COM-005 @URS-REP-003 @RISK-009 @RISK-020
  Scenario Outline: A line controller keeps up above the rated speed with every mix of makes
    A tenth above the rated speed every decision is right and in time; at night that is seen for ten minutes.

    Given the printer speaks "<printer>"
    And the camera speaks "<camera>"
    And the PLC speaks "<PLC>"
    And a batch of 5000 packs of "product A" is running 10 % above nominal speed
    When <packs> more packs have passed the exit
    Then the line keeps running
    And nothing else is rejected
    And every pack that passed carries the data of the order
    And every decision comes within the limit of URS-REJ-003
    And the packs that passed are reported within the limit of URS-REP-003
    And L2 reports every pack that passed as commissioned

    Examples:
      | printer  | camera      | PLC    | packs |
      | videojet | keyence_sr  | s7     | 150   |
      | wsi      | sick_cola   | opcua  | 150   |
      | zpl      | insight     | modbus | 150   |

    @nightly
    Examples: Ten minutes
      | printer  | camera      | PLC    | packs |
      | codenet  | keyence_cvx | s7     | 4400  |
      | zpl      | insight     | modbus | 4400  |

  @IOP-L2-004 @recovery @URS-REC-001 @URS-COM-004 @URS-TRK-002 @URS-SER-002 @RISK-018 @RISK-005
  Scenario Outline: A line controller that was without power finds every device again
    Connections, log-ins and jobs are made anew; no serial number is used twice and none is lost.

    Given the printer speaks "<printer>"
    And the camera speaks "<camera>"
    And the PLC speaks "<PLC>"
    And a batch of "product A" is running at nominal speed
    When L2 loses its power
    And 10 s pass
    And the power of L2 comes back
    And 10 s pass
    And the line is started again
    And 20 more packs have passed the exit
    Then the printer has the job of "product A"
    And the camera says that it has the job of "product A"
    And no serial number is printed on two packs
    And no pack without a code passes
    And every pack that passed carries the data of the order
    And L2 reports every pack that passed as commissioned

    Examples:
      | printer  | camera      | PLC    |
      | codenet  | dmcc        | modbus |
      | videojet | keyence_sr  | s7     |
      | wsi      | sick_cola   | opcua  |
      | zpl      | insight     | modbus |

  @IOP-L2-009 @negative @URS-COM-005 @URS-SER-002 @URS-REP-001 @RISK-027 @RISK-005
  Scenario Outline: What a printer tells twice has one effect
    A print that is announced twice is one print: the queue is neither overfilled nor run empty.

    Given the printer speaks "<printer>"
    And a batch of "product A" is running at nominal speed
    When the wire to the printer is doubled on the way to L2 for 3 s
    And the line is started again where it has stopped
    And 20 more packs have passed the exit
    Then the printer is told no serial number twice
    And no serial number is printed on two packs
    And no pack without a code passes
    And every pack that passed carries the data of the order
    And L2 reports every pack that passed as commissioned

    Examples:
      | printer  |
      | codenet  |
      | videojet |
      | zpl      |

  @IOP-L2-005 @negative @URS-COM-005 @URS-REP-001 @URS-SER-002 @RISK-021 @RISK-005
  Scenario Outline: What goes between line controller and site server twice or late has one effect
    Requests for serial numbers and reports carry numbers: an answer again is no further one.

    Given L2 fetches 40 serial numbers when fewer than 30 are left
    And a batch of "product A" is running at nominal speed
    When the wire to the site server is <disturbance> for 8 s
    And 20 more packs have passed the exit
    And the operator stops the line
    Then no serial number is printed on two packs
    And every pack that passed carries the data of the order
    And L2 reports every pack that passed as commissioned
    And the site server holds every commissioned pack exactly once

    Examples:
      | disturbance   |
      | doubled       |
      | late          |
      | glued         |
      | slow          |

  @IOP-L2-011 @worst-case @URS-COM-005 @URS-REP-001 @RISK-020 @RISK-021
  Scenario: A site server that takes reports more slowly than they are made gets all of them
    Reports wait in the line controller and are neither lost nor doubled while they do.

    Given a batch of "product A" is running at nominal speed
    When the wire to the site server is slower than what is said on the way from L2 for 30 s
    And 20 more packs have passed the exit
    And the operator stops the line
    Then L2 reports every pack that passed as commissioned
    And the site server holds every commissioned pack exactly once

  @IOP-L2-012 @recovery @URS-REC-002 @URS-REP-001 @URS-COM-005 @RISK-020
  Scenario Outline: A site server that is away for a while costs nothing
    The line goes on, people are told, and afterwards the site knows everything once.

    Given a batch of "product A" is running at nominal speed
    When the wire to the site server is <disturbance> for 30 s
    Then the alarm "site link lost" is shown
    And the line keeps running
    When 20 s pass
    And the operator stops the line
    Then L2 reports every pack that passed as commissioned
    And the site server holds every commissioned pack exactly once

    Examples:
      | disturbance |
      | silent      |
      | half-open   |

  @IOP-L2-013 @recovery @URS-REC-002 @URS-REP-001 @URS-COM-005 @RISK-020 @RISK-021
  Scenario: A connection to the site server that breaks behind a report sends it once
    The report was taken and its answer is lost: sent again, it must not count again.

    Given a batch of "product A" is running at nominal speed
    When the wire to the site server breaks after what L2 says next was answered
    And 40 more packs have passed the exit
    And the wire to the site server breaks before what L2 says next gets there
    And 40 more packs have passed the exit
    And the operator stops the line
    Then L2 reports every pack that passed as commissioned
    And the site server holds every commissioned pack exactly once
