Feature: Devices and line controller work on the order that the site gave
  What a batch is set up with is the same everywhere, and what is not right does not get into it.

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code

  @OQ-L2-001 @negative @URS-ORD-003 @RISK-002 @RISK-003 @RISK-004
  Scenario Outline: No batch starts on devices that are set to something else
    What devices were set to is read back, and a value that was changed on its way stops the start.

    Given L2 reads back what it sets devices to
    And the line stands empty before a batch of "product A"
    And the operator confirms that the line is empty
    And the <setting> that L2 sends is changed on its way
    When the operator asks for the batch of "product A"
    Then the alarm "<alarm>" is latched
    And L2 refuses it and names "<alarm>"
    When the operator asks for the batch of "product A"
    Then L2 accepts it
    And the printer, the camera and L1 tell what they were set to, and it is what was sent

    Examples:
      | setting                      | alarm             |
      | lot of the print job         | printer job wrong |
      | expiry date of the print job | printer job wrong |
      | inspection job of the camera | camera job wrong  |
      | lower weight limit of L1     | PLC setup wrong   |

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

  @OQ-L2-028 @rev-2 @negative @URS-SER-003 @URS-SER-007 @RISK-005 @RISK-006
  Scenario Outline: Serial numbers that are delivered wrongly are refused
    What is not right does not get into the stock; the line runs on what it has and goes on when the right ones come.

    Given L2 fetches 60 serial numbers when fewer than 40 are left
    And a batch of 300 packs of "product A" is running at nominal speed
    When the next delivery of serial numbers <wrong>
    Then the alarm "serial delivery wrong" is shown
    When the operator stops the line
    Then L2 has taken the right deliveries of serial numbers alone, each once
    When 40 s pass
    And the line is started again
    And 10 more packs have passed the exit
    Then no serial number is printed on two packs
    And L2 reports every pack that passed as commissioned

    Examples:
      | wrong                           |
      | is for another GTIN             |
      | holds those of the one before   |
      | is damaged                      |
      | comes twice                     |
