Feature: A site server is replaced while its lines run
  The new one takes over orders, serial numbers, documents and what is under way; nobody at the line notices.

  Background:
    Given the scenario "carton-enterprise"
    And the camera reads every good code

  @OQ-L3-021 @recovery @URS-REC-003 @URS-SER-002 @URS-REP-001 @RISK-005
  Scenario: The new site server goes on where the old one stopped
    It gives out no serial number a second time, and takes the next report of the line and no other.

    Given L2 fetches 20 serial numbers when fewer than 30 are left
    And a batch of "product A" is running at nominal speed
    When 20 more packs have passed the exit
    And the site server is replaced by one that takes over its history
    And 30 more packs have passed the exit
    And 60 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise holds every pack that passed and no other as commissioned
    And L4 reports every case with exactly the packs that are in it

  @OQ-L3-022 @recovery @URS-REC-003 @URS-REC-002 @URS-REP-001 @RISK-020
  Scenario: What the enterprise has not confirmed is taken over
    The link to the enterprise is down when the site server is replaced; nothing is lost and nothing is there twice.

    Given a batch of "product A" is running at nominal speed
    When the link between L3 and L4 is cut
    And 40 more packs have passed the exit
    And the site server is replaced by one that takes over its history
    And the link between L3 and L4 is mended
    And 60 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise holds every pack that passed and no other as commissioned

  @OQ-L3-023 @negative @URS-REC-003 @URS-ORD-001 @RISK-023
  Scenario: A finished order stays finished
    The new site server does not give out an order that the old one has closed.

    Given a batch of 20 packs of "product A" is running at nominal speed
    When the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    When 20 s pass
    And the site server is replaced by one that takes over its history
    And 5 s pass
    And the operator confirms that the line is empty
    And the operator asks for the batch of "product A"
    Then L2 refuses it and names "is finished"
