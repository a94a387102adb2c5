Feature: A device that fails never lets a pack through
  Camera, printer, encoder and the decision itself fail; what is not verified in time is rejected, and the line stops
  where going on would only make more rejects.

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code

  @OQ-L1-020 @worst-case @URS-REJ-001 @URS-REJ-002 @RISK-009
  Scenario Outline: The right packs are rejected through stops and starts
    Decisions stay with their packs when the belt stops and starts while they are on their way.

    Given a batch of "product A" is running at <speed> speed
    When the camera cannot read the next 2 packs
    And the operator stops the line
    And the line is started again
    Then those packs are rejected
    And nothing else is rejected
    When the camera cannot read the next pack
    And the operator stops the line
    And the line is started again
    Then that pack is rejected
    And the packs before and behind it pass
    And exactly 3 packs have been rejected
    And the alarm "missing pack" does not come

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-022 @negative @URS-TRK-003 @URS-TRK-002 @URS-STP-003 @RISK-009
  Scenario Outline: A lost encoder stops the line
    Without encoder pulses nobody knows where packs are, so the line stops and says so.

    Given a batch of "product A" is running at <speed> speed
    When the encoder gives no pulses
    Then the belt stands within the limit of URS-TRK-003
    And the alarm "encoder lost" is latched
    And a start without acknowledgement is refused

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-023 @negative @URS-TRK-001 @URS-STP-002 @URS-STP-003 @RISK-009 @RISK-017
  Scenario Outline: A light barrier that sees nothing stops the line
    A barrier that is blind is noticed by what it does not see, before many packs have gone by.

    Given a batch of "product A" is running at <speed> speed
    When the light barrier at the <barrier> is blind
    Then at most 20 packs pass before the belt stands
    And the alarm "<alarm>" is latched
    And a start without acknowledgement is refused
    And no pack without a code passes

    Examples:
      | barrier | alarm               | speed   |
      | camera  | consecutive rejects | minimum |
      | gate    | extra pack          | nominal |
      | exit    | missing pack        | maximum |

    @nightly
    Examples: the rest of them at the other speeds
      | barrier | alarm               | speed   |
      | camera  | consecutive rejects | nominal |
      | camera  | consecutive rejects | maximum |
      | gate    | extra pack          | minimum |
      | gate    | extra pack          | maximum |
      | exit    | missing pack        | minimum |
      | exit    | missing pack        | nominal |

  @OQ-L1-024 @negative @URS-REJ-001 @URS-STP-003 @RISK-001
  Scenario Outline: A camera that gives no answers stops the line, and what it did not verify is rejected
    No answer is no verdict: the pack is rejected, and a camera that stays silent stops the line.

    Given a batch of "product A" is running at <speed> speed
    When the camera gives no answer for the next pack
    Then that pack is rejected
    And L1 reports that pack as rejected because of no verdict
    When the camera goes silent
    Then the alarm "camera down" is latched
    And the belt stands
    And a start without acknowledgement is refused
    When the camera answers again
    And the line is started again
    And 10 s pass
    Then L2 reports every pack that passed as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-025 @negative @URS-ORD-001 @RISK-002
  Scenario: No batch runs while the camera has another inspection job
    A camera that inspects for another product must not let a batch begin.

    Given the line stands empty before a batch of "product A"
    And the camera has another inspection job active
    And the operator confirms that the line is empty
    When the operator asks for the batch of "product A"
    Then the alarm "camera job wrong" is shown
    And L2 refuses it

  @OQ-L1-026 @negative @URS-REJ-001 @URS-REJ-003 @RISK-009
  Scenario Outline: A pack whose answer comes too late is treated as bad
    A good answer that comes behind the decision point does not save the pack.

    Given a batch of "product A" is running at <speed> speed
    When the camera answers too late for the next pack
    Then that pack is rejected
    And the packs before and behind it pass
    And nothing else is rejected
    And L1 reports that pack as rejected because of no verdict
    And L2 does not report that pack as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-027 @negative @URS-STP-003 @URS-REJ-001 @RISK-001
  Scenario Outline: A printer that goes offline stops the line, and no blank pack passes
    Packs do not run through a printer that does not print.

    Given a batch of "product A" is running at <speed> speed
    When the printer goes offline
    Then the belt stands
    And the alarm "printer fault" is latched
    And a start without acknowledgement is refused
    When the printer is back online
    And the line is started again
    Then the line runs again
    And no pack without a code passes

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-927 @negative @URS-STP-003 @URS-REJ-001 @RISK-001
  Scenario Outline: Ink that comes to its end is told before, and no blank pack passes
    People are warned while there still is ink; without ink the line stands until there is.

    Given a batch of "product A" is running at <speed> speed
    When the ink of the printer lasts for 30 more packs
    Then L2 shows the printer as "ready, ink low"
    And the line keeps running
    When 10 s pass
    Then L2 shows the printer as "fault ink out"
    And the alarm "printer fault" is latched
    And the belt stands
    And a start without acknowledgement is refused
    When the printer has new ink
    And the line is started again
    And 10 more packs have passed the exit
    Then no pack without a code passes
    And L2 reports every pack that passed as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-029 @negative @URS-SER-002 @RISK-005
  Scenario Outline: No serial number is used twice when the printer is triggered twice
    A printer that triggers twice wastes a serial number and never doubles one.

    Given a batch of "product A" is running at <speed> speed
    When the printer is triggered twice by the next pack
    And 10 more packs have passed the exit
    Then no serial number is printed on two packs
    And no two packs that passed carry the same code
    And L2 reports every pack that passed as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-031 @negative @URS-STP-001 @URS-STP-002 @URS-STP-003 @RISK-010 @RISK-015
  Scenario Outline: A checkweigher that reports a fault stops the line
    Without a scale no weight is checked, so the line stops and does not start until the scale is well.

    Given a batch of "product A" is running at <speed> speed
    When the checkweigher reports a fault
    Then the belt stands within the limit of URS-STP-001
    And the alarm "scale fault" is latched
    And no pack passes after that
    And a start without acknowledgement is refused
    When the operator acknowledges the alarms
    And the operator asks for the line to start
    Then L2 refuses it and names "scale fault"
    When the checkweigher is ready again
    And the line is started again
    Then the line runs again
    And L2 reports every pack that passed as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |
