Feature: Cases and pallets hold what is reported about them

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code

  @OQ-L2-009 @positive @URS-AGG-001 @URS-AGG-003 @URS-REP-002 @URS-REP-003 @RISK-019
  Scenario Outline: A full case is closed, labelled and reported with exactly its packs
    What is in a case and what is said about it are the same, at the line and at the site.

    Given a batch of "product A" is running at <speed> speed
    When 2 cases have been closed
    Then every case that left holds as many packs as the product's case size
    And L2 reports every case with exactly the packs that are in it
    And L3 reports every case with exactly the packs that are in it
    And the packs that passed are reported within the limit of URS-REP-003

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L2-010 @negative @URS-AGG-002 @RISK-024
  Scenario: A case that is not full is closed by a supervisor with a reason
    A partial case needs somebody who may close it and a reason.

    Given a batch of 25 packs of "product A" is running at nominal speed
    When the order is complete
    And "operator 1" asks to close the open case because "end of batch"
    Then L2 refuses it
    When "supervisor" asks to close the open case
    Then L2 refuses it
    When "supervisor" asks to close the open case because "end of batch"
    Then L2 accepts it
    And L2 reports every case with exactly the packs that are in it

  @OQ-L2-011 @negative @URS-AGG-001 @RISK-019 @RISK-011
  Scenario Outline: A case with a pack that does not belong in it does not go on
    What was never verified as good is not packed, however it came into the case.

    Given a batch of "product A" is running at nominal speed
    When the camera cannot read the next pack
    Then that pack is rejected
    When somebody puts <child> into the open case
    Then the case is ejected to the hand station
    And that pack is not reported as packed
    And L2 reports every case with exactly the packs that are in it

    Examples:
      | child                   |
      | the rejected pack       |
      | a pack of another order |

  @OQ-L2-012 @negative @URS-AGG-003 @RISK-019
  Scenario: A case that carries a number nobody ordered does not go on
    A label whose number belongs to another case is noticed when it is read back.

    Given a batch of "product A" is running at nominal speed
    And the label of the next case carries another number than ordered, and so does its reprint
    When 2 cases have been closed
    Then the case is ejected to the hand station
    And every reported container carries the number it is reported under
    And L2 reports every case with exactly the packs that are in it

  @OQ-L2-014 @negative @URS-AGG-003 @RISK-019
  Scenario: A case whose label cannot be read does not go on
    A case whose label nobody can read is not sold.

    Given a batch of "product A" is running at nominal speed
    And the label of the next case cannot be read back
    When 1 cases have been closed
    Then the case with the unreadable label is not reported as packed

  @OQ-L2-013 @negative @URS-AGG-001 @RISK-019
  Scenario: A case that holds one pack too few does not go on
    A case that is short of a pack is noticed before it leaves.

    Given a batch of "product A" is running at nominal speed
    When a pack falls out of the next case before it is closed
    Then the case is ejected to the hand station

  @OQ-L2-015 @positive @URS-AGG-004 @RISK-019
  Scenario: A full pallet is reported with exactly its cases
    What is on a pallet and what is said about it are the same, at the line and at the site.

    Given a batch of "product A" is running at nominal speed
    When 1 pallets have left
    Then L2 reports every pallet with exactly the cases that are on it
    And L3 reports every pallet with exactly the cases that are on it
    And L2 reports every case with exactly the packs that are in it
