Feature: Devices and line controller work on the order that the site gave
  What a batch is set up with is the same everywhere, and what is not right does not get into it.

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code

  @OQ-L2-004 @positive @URS-ORD-001 @URS-SER-001 @RISK-002 @RISK-003 @RISK-004
  Scenario: The data of an order are the same on the HMI, in the devices and on the packs
    What the site ordered is what people see, what devices are set to and what stands on every pack.

    Given a batch of 20 packs of "product A" is running at nominal speed
    When the order is complete
    Then the HMI shows GTIN, lot, expiry date and quantity as ordered
    And the printer is set to GTIN, lot and expiry date as ordered
    And the camera is set to the GTIN as ordered
    And every code on a pack that passed has GTIN, lot and expiry date as ordered
    And as many packs have passed as were ordered
