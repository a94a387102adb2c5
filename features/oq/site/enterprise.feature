Feature: The enterprise holds what was made, whatever happened on the way
  The site sends its events up; at the end the enterprise is asked for all it has, and that is held against the truth.

  Background:
    Given the scenario "carton-enterprise"
    And the camera reads every good code

  @OQ-L3-010 @worst-case @URS-REP-001 @URS-AGG-001 @URS-AGG-004 @RISK-021 @RISK-019
  Scenario Outline: After a full batch with faults the enterprise holds what was made
    Rejects, a sample and a whole batch of cases and pallets: no difference between truth and enterprise.

    Given a batch of 60 packs of "product A" is running at <speed> speed
    When the camera cannot read the next 2 packs
    And 5 cases have been closed
    And the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    When 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise holds every pack that passed and no other as commissioned
    And L4 reports every case with exactly the packs that are in it
    And L4 reports every pallet with exactly the cases that are on it

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L3-011 @recovery @URS-REC-002 @URS-REP-001 @RISK-020
  Scenario: What the enterprise does not confirm is sent again, and is there once
    An answer is lost, then the link is cut for longer than an answer takes; nothing is lost, nothing is there twice.

    Given a batch of "product A" is running at nominal speed
    When the enterprise's answer to a capture is lost
    And the link between L3 and L4 is cut
    And 20 more packs have passed the exit
    And 15 s pass
    And the link between L3 and L4 is mended
    And 60 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise holds every pack that passed and no other as commissioned

  @OQ-L3-017 @recovery @URS-REC-001 @URS-REP-001 @RISK-018 @RISK-020
  Scenario Outline: Site server or enterprise lose their power while lines run
    What was confirmed is there afterwards, and what was not is sent again.

    Given a batch of "product A" is running at nominal speed
    When 20 more packs have passed the exit
    And <level> loses its power
    And 10 more packs have passed the exit
    And the power of <level> comes back
    And 10 more packs have passed the exit
    And 60 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise holds every pack that passed and no other as commissioned

    Examples:
      | level |
      | L3    |
      | L4    |
