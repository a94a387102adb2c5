Feature: Every format and every market is made from clearance to end
  What stands in a code is said by the market's profile alone; each batch is made whole and reconciles.

  Background:
    Given the scenario "carton-markets"

  @PQ-004 @positive @URS-MKT-001 @URS-PRC-001 @RISK-050 @RISK-082
  Scenario Outline: A whole batch of each format and market
    Codes hold what the market asks for, each pack that of its own order, and the numbers come out.

    Given the order "<order>" is 30 packs
    When the order "<order>" is made from clearance to its end
    Then every pack that passed carries the data of the order
    And every pack that passed carries what its market asks for
    And every batch that was made reconciles to zero

    Examples:
      | order   | product    |
      | PO-5001 | product A  |
      | PO-5002 | US tablets |
      | PO-5003 | DE tablets |
      | PO-5004 | RU tablets |
      | PO-5005 | UZ tablets |
      | PO-5006 | TR tablets |
      | PO-5007 | CN tablets |
      | PO-5008 | BR tablets |
      | PO-5009 | bracket    |
      | PO-5010 | bolt kit   |
