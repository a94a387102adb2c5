Feature: A wire that fails stops the line, and nothing is lost or doubled
  Printer, camera, PLC and line controller lose each other in full flow: what is not verified is rejected, the line
  stands, people are told, and afterwards all numbers come out.

  Background:
    Given the scenario "carton-wired"
    And the camera reads every good code

  @OQ-L1-903 @negative @URS-COM-001 @URS-COM-003 @URS-REJ-001 @URS-STP-002 @RISK-026 @RISK-001
  Scenario Outline: The camera's cable is pulled in full flow
    No answer is no verdict: what the camera did not verify is rejected, and the line does not run on without it.

    Given a batch of "product A" is running at <speed> speed
    When the wire to the camera is cut
    Then L2 shows that the camera is not reached within the limit of URS-COM-001
    And the alarm "camera down" is latched
    And the belt stands within the limit of URS-COM-003
    And a start without acknowledgement is refused
    When the wire to the camera is mended
    And 5 s pass
    And the line is started again
    And 10 more packs have passed the exit
    And the camera cannot read the next pack
    Then that pack is rejected
    And the packs before and behind it pass
    And L2 reports every pack that passed as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-904 @negative @URS-COM-001 @URS-COM-003 @URS-SER-002 @URS-STP-002 @RISK-026 @RISK-005
  Scenario Outline: The printer's cable is pulled in full flow
    The line stands, and of the records that were in the printer no serial number is used again.

    Given a batch of "product A" is running at <speed> speed
    When the wire to the printer is cut
    Then L2 shows that the printer is not reached within the limit of URS-COM-001
    And the alarm "printer not ready" is latched
    And the belt stands within the limit of URS-COM-003
    And a start without acknowledgement is refused
    When the wire to the printer is mended
    And 5 s pass
    And the line is started again
    And 20 more packs have passed the exit
    Then the printer is told no serial number twice
    And no serial number is printed on two packs
    And no pack without a code passes
    And every pack that passed carries the data of the order
    And L2 reports every pack that passed as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-905 @worst-case @URS-COM-003 @URS-STP-002 @RISK-026
  Scenario: A printer that could print on for a while without its wire does not
    What is queued in the printer would do for some packs; the line stops before it is used up, not when it is.

    Given a batch of "product A" is running at minimum speed
    When the wire to the printer is cut
    Then at most 2 packs pass before the belt stands
    And the alarm "printer fault" does not come
    And the alarm "printer not ready" is latched

  @OQ-L2-911 @negative @URS-COM-001 @URS-COM-003 @URS-STP-002 @URS-STP-003 @RISK-026
  Scenario Outline: The line controller's heartbeat stands still and the PLC stops the line
    Verdicts still come for a while; that is no reason to run on without knowing whether they will.

    Given L1 stops after 100 rejects in a row
    And a batch of "product A" is running at <speed> speed
    When the wire to the PLC is cut
    Then L2 shows that the PLC is not reached within the limit of URS-COM-001
    And the alarm "line controller lost" is latched
    And the belt stands within the limit of URS-COM-003
    When the wire to the PLC is mended
    And 5 s pass
    Then a start without acknowledgement is refused
    When the line is started again
    And 10 more packs have passed the exit
    And the operator stops the line
    Then L2 reports every pack that passed as commissioned
    And the site server holds every commissioned pack exactly once

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L2-912 @rev-2 @recovery @URS-REC-001 @URS-COM-002 @URS-COM-003 @URS-TRK-002 @RISK-018 @RISK-026
  Scenario Outline: A device that was switched off and on is found again
    It has forgotten its connections; the line controller notices, and makes them anew by itself.

    Given L1 stops after 100 rejects in a row
    And a batch of "product A" is running at <speed> speed
    When the wire to the <device> is half-open for 5 s
    Then L2 reaches the <device> again within the limit of URS-COM-002
    When the line is started again where it has stopped
    And 20 more packs have passed the exit
    Then no serial number is printed on two packs
    And no pack without a code passes
    And L2 reports every pack that passed as commissioned

    Examples:
      | device  | speed   |
      | printer | minimum |
      | printer | nominal |
      | printer | maximum |
      | camera  | minimum |
      | camera  | nominal |
      | camera  | maximum |
      | PLC     | minimum |
      | PLC     | nominal |
      | PLC     | maximum |

  @OQ-L2-913 @rev-2 @recovery @URS-REC-001 @URS-TRK-002 @URS-STP-002 @RISK-018
  Scenario Outline: L2 loses its power, and the PLC alone stops the line
    A line controller that is gone gives no verdicts and no heartbeat; nothing is trusted when it is back.

    Given a batch of "product A" is running at <speed> speed
    When L2 loses its power
    Then the belt stands within the limit of URS-COM-003
    When 5 s pass
    And the power of L2 comes back
    Then the alarm "line controller lost" is latched
    And a start without acknowledgement is refused
    When 5 s pass
    And the line is started again
    And 20 more packs have passed the exit
    Then no pack without a code passes
    And no serial number is printed on two packs
    And L2 reports every pack that passed as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |
