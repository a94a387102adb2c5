Feature: The line stops when it is told to, and stays stopped until a person starts it
  The effect of the stop on packs and records. This is no validation of a safety function (ISO 13849).

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code

  @OQ-L1-033 @negative @URS-STP-001 @URS-STP-002 @URS-STP-003 @RISK-015 @RISK-016
  Scenario Outline: The emergency stop stops the belt, and its release alone does not start it
    Motion stops in time, packs in doubt are rejected, and only a person starts the line again.

    Given a batch of "product A" is running at <speed> speed
    When the operator presses the emergency stop
    Then the belt stands within the limit of URS-STP-001
    And the alarm "emergency stop" is latched
    And no pack passes after that
    When the operator releases the emergency stop
    Then a start without acknowledgement is refused
    When the line is started again
    Then the line runs again
    And L2 reports every pack that passed as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-034 @negative @URS-STP-001 @URS-STP-002 @URS-STP-003 @RISK-015 @RISK-016
  Scenario Outline: An open guard stops the belt, and closing it alone does not start it
    An open guard has the effect of a stop, and closing it is no start.

    Given a batch of "product A" is running at <speed> speed
    When the operator opens a guard
    Then the belt stands within the limit of URS-STP-001
    And the alarm "guard open" is latched
    And no pack passes after that
    When the operator closes the guard
    Then a start without acknowledgement is refused
    When the line is started again
    Then the line runs again

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-035 @negative @URS-STP-001 @URS-STP-003 @RISK-012
  Scenario Outline: Without compressed air no pack can be rejected, so the line stops
    A line that cannot push off packs must not run.

    Given a batch of "product A" is running at <speed> speed
    When the compressed air fails
    Then the belt stands within the limit of URS-STP-001
    And the alarm "air pressure low" is latched
    And no pack passes after that
    When the compressed air is back
    Then a start without acknowledgement is refused
    When the line is started again
    Then the line runs again

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L2-039 @positive @URS-STP-003 @URS-AUD-001 @RISK-015 @RISK-016
  Scenario Outline: Every stop is on record with its cause, its beginning and its end
    Who looks back at a shift sees why the line stood and for how long.

    Given a batch of "product A" is running at nominal speed
    When <event>
    Then the belt stands
    And L1 reports a stop because of "<cause>"
    When <remedy>
    And the line is started again
    Then the line runs again
    And L1 reports that the line runs

    Examples:
      | event                                | cause              | remedy                                  |
      | the operator presses the emergency stop | emergency stop  | the operator releases the emergency stop |
      | the operator opens a guard           | guard open         | the operator closes the guard           |
      | the reject bin is full               | bin full           | the operator empties the reject bin     |
      | the operator opens the reject bin    | bin door open      | the operator closes the reject bin      |
      | the compressed air fails             | air pressure low   | the compressed air is back              |
      | the printer goes offline             | printer fault      | the printer is back online              |
      | the checkweigher reports a fault     | scale fault        | the checkweigher is ready again         |
      | the operator stops the line          | operator 1         | 10 s pass                               |
