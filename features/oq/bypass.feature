Feature: A sensor is bypassed only by who may, only for a while, and never unseen
  A sensor that tells what is not so may be left out while it is mended; people see that it is, and it comes back alone.

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code

  @OQ-L1-038 @negative @URS-BYP-001 @URS-AUD-001 @URS-STP-001 @URS-STP-003 @RISK-044 @RISK-024
  Scenario Outline: A bypass is refused to an operator, and ends by itself for an engineer
    It needs a reason and the right, is shown and logged while it lasts, and what it hid stops the line afterwards.

    Given a bypass of a sensor lasts 20 s
    And a batch of 500 packs of "product A" is running at <speed> speed
    When "operator 1" asks to bypass the <sensor> sensor because "it is dirty"
    Then L2 refuses it and names "role operator may not"
    And the alarm "<alarm>" does not come
    When "supervisor" asks to bypass the <sensor> sensor because "it is dirty"
    Then L2 refuses it and names "role supervisor may not"
    When "engineer" asks to bypass the <sensor> sensor
    Then L2 refuses it and names "reason"
    When "engineer" asks to bypass the <sensor> sensor because "it is dirty"
    Then L2 accepts it
    And the alarm "<alarm>" is shown
    And the audit trail says that "engineer" asked to bypass the <sensor> sensor
    When <event>
    And 5 s pass
    Then the line keeps running
    And the alarm "<alarm>" goes by itself within the limit of URS-BYP-001
    And the belt stands
    And the alarm "<cause>" is latched
    And the audit trail says that "l1" told the end of the bypass
    And a start without acknowledgement is refused
    When <remedy>
    And the line is started again
    Then the line runs again

    Examples:
      | speed   | sensor   | alarm              | cause         | event                             | remedy                              |
      | minimum | bin-full | bypass of bin full | bin full      | the reject bin is full            | the operator empties the reject bin |
      | nominal | bin-door | bypass of bin door | bin door open | the operator opens the reject bin | the operator closes the reject bin  |
      | maximum | bin-full | bypass of bin full | bin full      | the reject bin is full            | the operator empties the reject bin |
