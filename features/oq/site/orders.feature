Feature: Orders and master data come from the planner, once and as they are
  An ERP or MES tells the site its products and orders. What can be is taken once, what cannot is refused with the
  reason, and the line gets what was ordered.

  Background:
    Given the scenario "carton-planned"
    And the camera reads every good code

  @OQ-L3-001 @negative @URS-ORD-010 @RISK-023
  Scenario Outline: Orders and master data are taken once, and what cannot be is refused
    Valid, sent twice, its number used for another one, without master data, and with something that cannot be.

    Given the line stands empty before a batch of "product A"
    When the planner sends the order for "product A" again
    Then the site takes it
    And the site has taken every order and all master data of the planner
    When the planner gives the number of the order for "product A" to an order of 70 packs
    Then the site refuses it as "duplicate" and says why
    When the planner sends an order for "product A" whose <field> is wrong
    Then the site refuses it as "invalid" and says why
    When the planner sends an order for a new product
    Then the site refuses it as "no_master_data" and says why
    When the operator confirms that the line is empty
    And the operator asks for the batch of "product A"
    Then L2 accepts it

    Examples:
      | field       |
      | GTIN        |
      | lot         |
      | expiry date |
      | quantity    |

  @OQ-L3-930 @positive @URS-ORD-010 @URS-REP-001 @RISK-023 @RISK-021
  Scenario: An order that the planner sent is run, and the planner hears what became of it
    The order ends with the counts of its batch report, and the planner may ask for them again.

    Given a batch of 20 packs of "product A" is running at nominal speed
    When the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    And the planner has heard that the order has ended, with the counts of the batch report
    When the planner asks what became of the order
    Then the site takes it

  @OQ-L3-931 @negative @URS-ORD-001 @URS-ORD-010 @RISK-023
  Scenario: A line gets no order of a product whose release was withdrawn
    The order stays, and runs as soon as the master data are released again.

    Given the line stands empty before a batch of "product A"
    When the planner withdraws the release of "product A"
    Then the site takes it
    When the operator confirms that the line is empty
    And the operator asks for the batch of "product A"
    Then L2 refuses it
    When the planner releases "product A"
    Then the site takes it
    When the operator asks for the batch of "product A"
    Then L2 accepts it
