Feature: Orders come as files, and no file is lost or counts twice
  The planner writes its master data and orders into a folder that the site watches. What the site has stored lies
  among the files that are done, what it cannot take lies aside with the reason.

  Background:
    Given the scenario "carton-folders"
    And the camera reads every good code

  @OQ-L3-932 @negative @URS-ORD-010 @RISK-023 @RISK-027
  Scenario Outline: A file that is not whole or not readable is refused, and the order may come again
    Nothing of it is stored, and the same order in a file that is right is taken.

    Given the line stands empty before a batch of "product A"
    When the next file of the planner comes <how>
    And the planner sends an order for a new product
    Then the site refuses it as "invalid" and says why
    When the planner sends the master data of the new product
    Then the site takes it
    When the planner sends an order for a new product
    Then the site takes it

    Examples:
      | how                 |
      | half                |
      | empty               |
      | in another encoding |

  @OQ-L3-933 @negative @URS-ORD-010 @RISK-023 @RISK-027
  Scenario Outline: A file that comes twice or late counts once
    The order is there once, and the line gets it.

    Given the line stands empty before a batch of "product A"
    When the next file of the planner comes <how>
    And the planner sends the order for "product A" again
    Then the site takes it
    When the operator confirms that the line is empty
    And the operator asks for the batch of "product A"
    Then L2 accepts it

    Examples:
      | how   |
      | twice |
      | late  |

  @OQ-L3-934 @negative @URS-ORD-010 @RISK-023 @RISK-027
  Scenario: An order that comes before its master data is refused, and taken when it comes again
    Two files in the wrong order: the site says what it lacks.

    Given the line stands empty before a batch of "product A"
    When the next file of the planner comes behind the one that follows
    And the planner sends the master data of the new product
    And the planner sends an order for a new product
    Then the site refuses it as "no_master_data" and says why
    When 10 s pass
    And the planner sends an order for a new product
    Then the site takes it

  @OQ-L3-935 @recovery @URS-ORD-010 @URS-REC-001 @RISK-018 @RISK-023
  Scenario: A file that comes while the site server has no power is taken afterwards
    It waits where it came until somebody has stored what it says.

    Given the line stands empty before a batch of "product A"
    When the planner sends the master data of the new product
    Then the site takes it
    When L3 loses its power
    And the planner sends an order for a new product
    And 20 s pass
    And the power of L3 comes back
    And the planner asks what became of all orders
    Then the site takes it
    And the site has the order for the new product

  @OQ-L3-936 @positive @URS-ORD-010 @URS-REP-001 @RISK-021 @RISK-023
  Scenario: An order that came as a file is run, and what became of it goes back as a file
    The response counts what the batch report says.

    Given a batch of 20 packs of "product A" is running at nominal speed
    When the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    And the planner has heard that the order has ended, with the counts of the batch report
