Feature: A batch begins with a challenge
  Known bad packs are put onto the belt before anything is produced: what the line does with them shows that it rejects.

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code
    And each batch begins with a challenge of 4 known bad packs

  @OQ-L1-036 @negative @URS-CHL-001 @URS-REJ-001 @URS-AUD-001 @RISK-001 @RISK-023
  Scenario Outline: Nothing is produced before the challenge is passed, and its result is on record
    The start is refused until every known bad pack was rejected.

    Given the line is set to <speed> speed
    And the line stands empty before a batch of "product A"
    And the operator confirms that the line is empty
    When the operator asks for the batch of "product A"
    Then L2 accepts it
    When the operator asks for the line to start
    Then no pack is fed
    And L2 refuses it and names "challenge"
    When "operator 1" asks to start the challenge
    Then L2 accepts it
    When the known bad packs are put onto the belt before the camera
    Then those packs are rejected
    And the belt stands
    And the batch record says that 4 of 4 known bad packs were rejected
    When the operator asks for the line to start
    Then L2 accepts it
    And the line runs again
    And L2 reports every pack that passed as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-936 @negative @URS-CHL-001 @URS-STP-002 @URS-STP-003 @RISK-001 @RISK-012
  Scenario Outline: A challenge that fails stops the line and is done again
    A known bad pack that is not rejected shows that something is wrong, and nothing is produced.

    Given the line is set to <speed> speed
    And the line stands empty before a batch of "product A"
    And the reject pusher will have no effect on the next pack
    And the operator confirms that the line is empty
    When the operator asks for the batch of "product A"
    Then L2 accepts it
    When "operator 1" asks to start the challenge
    Then L2 accepts it
    When a known bad pack is put onto the belt before the camera
    Then the alarm "challenge failed" is latched
    And the belt stands
    And a start without acknowledgement is refused
    When the operator removes the packs from the reject zone
    And the operator acknowledges the alarms
    And the operator asks for the line to start
    Then L2 refuses it and names "challenge"
    When "operator 1" asks to start the challenge
    Then L2 accepts it
    When the known bad packs are put onto the belt before the camera
    Then those packs are rejected
    And the belt stands
    When the operator asks for the line to start
    Then L2 accepts it
    And the line runs again

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |
