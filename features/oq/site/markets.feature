Feature: Packs carry what their market asks, and serial numbers follow its rules
  What stands in a code, what a serial number is like and whose word counts is said by the market's profile alone.

  Background:
    Given the scenario "carton-markets"
    And the camera reads every good code

  @OQ-L2-910 @positive @URS-MKT-001 @URS-SER-001 @RISK-050
  Scenario Outline: A batch for a market carries the code of that market
    Printed, read back and verified: elements, their order and the serial number; what cannot be read is rejected.

    Given a batch of 40 packs of "<product>" is running at nominal speed
    When the camera cannot read the next pack
    And 20 more packs have passed the exit
    Then every pack that passed carries the data of the order
    And the codes on the packs that passed consist of "<elements>"
    And every pack that passed carries what its market asks for

    Examples:
      | product    | elements        |
      | product A  | 01 17 10 21     |
      | US tablets | 01 21 17 10     |
      | DE tablets | 01 17 10 21 710 |
      | RU tablets | 01 21 91 92     |
      | UZ tablets | 01 21 91 92     |
      | TR tablets | 01 21 17 10     |
      | CN tablets | 01 17 10 21     |
      | BR tablets | 01 713 21 17 10 |
      | bracket    | 01 241 10 21    |

  @OQ-L3-910 @negative @URS-MKT-002 @RISK-005
  Scenario: No two parts of a maker get the same serial number
    In this market a serial number names one thing among all products: the next product gets none of the first.

    Given a batch of 20 packs of "bracket" is running at nominal speed
    When the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    And the operator confirms that the line is empty
    And the operator asks for the batch of "bolt kit"
    Then L2 accepts it
    And no serial number is given out for two products

  @OQ-L3-911 @negative @URS-MKT-003 @RISK-051
  Scenario: The site repeats what the line says of a rejected pack
    On a pack at the line the line's word counts: the site does not make a rejected pack a destroyed one.

    Given a batch of 40 packs of "RU tablets" is running at nominal speed
    When the camera cannot read the next 2 packs
    And the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    And 20 s pass
    Then nobody gives a serial number a state of which others decide
