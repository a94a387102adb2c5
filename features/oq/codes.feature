Feature: A pack with a bad code never passes
  What the camera cannot verify is rejected, and only that. Each case damages one pack in full flow and looks at the
  pack, at its neighbours and at what the control levels say about it.

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code

  @OQ-L1-001 @negative @URS-REJ-001 @URS-REJ-005 @RISK-001 @RISK-009
  Scenario Outline: A pack whose code cannot be read is rejected, and its neighbours pass
    An unreadable pack goes into the bin, nothing else does, and no level counts it as good.

    Given a batch of "product A" is running at <speed> speed
    When the camera cannot read the next pack
    Then that pack is rejected
    And the packs before and behind it pass
    And nothing else is rejected
    And L1 reports that pack as rejected because of verdict
    And L2 reports that pack as rejected
    And L2 does not report that pack as commissioned
    And L2 reports every good pack before it as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-002 @negative @URS-SER-001 @URS-REJ-001 @RISK-002
  Scenario Outline: A pack with the GTIN of another product is rejected
    A well-formed code of another product is told from the right one.

    Given a batch of "product A" is running at <speed> speed
    When the printer prints a wrong GTIN on the next pack
    Then that pack is rejected
    And the packs before and behind it pass
    And nothing else is rejected
    And L2 does not report that pack as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-003 @negative @URS-SER-001 @URS-REJ-001 @RISK-003
  Scenario Outline: A pack with another lot is rejected
    A lot left over from an earlier order is told from the ordered one.

    Given a batch of "product A" is running at <speed> speed
    When the printer prints the lot of an earlier order on the next pack
    Then that pack is rejected
    And the packs before and behind it pass
    And nothing else is rejected
    And L2 does not report that pack as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-004 @negative @URS-SER-001 @URS-REJ-001 @RISK-004
  Scenario Outline: A pack with another expiry date is rejected
    An expiry date that is not the ordered one is seen.

    Given a batch of "product A" is running at <speed> speed
    When the printer prints a wrong expiry date on the next pack
    Then that pack is rejected
    And the packs before and behind it pass
    And nothing else is rejected
    And L2 does not report that pack as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-005 @negative @URS-SER-002 @URS-REJ-001 @RISK-005
  Scenario Outline: The second pack with the same serial number is rejected
    Of two packs with one serial number only the first is sold.

    Given a batch of "product A" is running at <speed> speed
    When the printer repeats the serial number of the pack before on the next pack
    Then that pack is rejected
    And the packs before and behind it pass
    And nothing else is rejected
    And the alarm "duplicate serial" is shown
    And L2 does not report that pack as commissioned
    And L2 reports every good pack before it as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-006 @rev-2 @negative @URS-SER-002 @URS-SER-003 @URS-REJ-001 @RISK-005
  Scenario Outline: A pack with a serial number of an earlier batch or of another line is rejected
    A code that was good in the batch before, or is good on another line of the site, is good on no other pack.

    Given another order of "product A" follows the first, with the same lot
    And a batch of 20 packs of "product A" is running at <speed> speed
    When the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    When the next order of the same product is running
    And somebody puts a good pack of <origin> onto the belt before the camera
    Then that pack is rejected
    And nothing else is rejected
    And the alarm "<alarm>" is shown
    And the serial number on that pack stays commissioned once
    And L2 reports every pack that passed as commissioned

    Examples:
      | speed   | origin           | alarm            |
      | minimum | the batch before | duplicate serial |
      | nominal | the batch before | duplicate serial |
      | maximum | the batch before | duplicate serial |
      | minimum | another line     | unknown serial   |
      | nominal | another line     | unknown serial   |
      | maximum | another line     | unknown serial   |

  @OQ-L1-007 @negative @URS-SER-003 @URS-REJ-001 @RISK-006
  Scenario Outline: A pack with a serial number that nobody allocated is rejected
    A serial number that looks right but was never allocated is refused.

    Given a batch of "product A" is running at <speed> speed
    When the printer prints a serial number that nobody allocated on the next pack
    Then that pack is rejected
    And the packs before and behind it pass
    And nothing else is rejected
    And L2 does not report that pack as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-008 @negative @URS-REJ-008 @RISK-007
  Scenario Outline: A pack whose text differs from its code is rejected
    What people read and what scanners read on a pack is the same.

    Given a batch of "product A" is running at <speed> speed
    When the text beside the code of the next pack shows another lot
    Then that pack is rejected
    And the packs before and behind it pass
    And nothing else is rejected
    And L2 does not report that pack as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-009 @boundary @URS-REJ-001 @URS-REJ-002 @RISK-001 @RISK-008
  Scenario Outline: A pack printed too pale to be read is rejected
    Weak contrast is rejected where the code cannot be read any more, and not before.

    Given a batch of "product A" is running at <speed> speed
    When the ink of the next pack is <ink>
    Then that pack <fate>
    And the packs before and behind it pass
    And L1 reports that pack as <claim>
    And L2 reports every pack that passed as commissioned

    Examples:
      | ink              | fate        | claim                       | speed   |
      | just dark enough | passes      | passed                      | minimum |
      | too pale         | is rejected | rejected because of verdict | nominal |
      | just dark enough | passes      | passed                      | maximum |

    @nightly
    Examples: the rest of them at the other speeds
      | ink              | fate        | claim                       | speed   |
      | just dark enough | passes      | passed                      | nominal |
      | too pale         | is rejected | rejected because of verdict | minimum |
      | too pale         | is rejected | rejected because of verdict | maximum |

  @OQ-L1-010 @negative @URS-REJ-001 @RISK-001
  Scenario Outline: A blank pack is rejected
    A pack without any print is rejected at the slowest and the fastest speed.

    Given a batch of "product A" is running at <speed> speed
    When the printer leaves the next pack blank
    Then that pack is rejected
    And the packs before and behind it pass
    And nothing else is rejected
    And no pack without a code passes
    And L2 does not report that pack as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-011 @negative @URS-SER-001 @URS-REJ-001 @RISK-001
  Scenario Outline: A pack with another symbol than the one ordered is rejected
    The right data in a wrong symbol are no use to a scanner that expects GS1 DataMatrix.

    Given a batch of "product A" is running at <speed> speed
    When the printer prints <symbol> on the next pack
    Then that pack is rejected
    And the packs before and behind it pass
    And nothing else is rejected
    And L2 does not report that pack as commissioned
    And L2 reports every good pack before it as commissioned

    Examples:
      | symbol                                                           | speed   |
      | a GS1 QR Code                                                    | minimum |
      | a QR Code with a GS1 Digital Link                                | nominal |
      | a Data Matrix without FNC1                                       | maximum |
      | a Data Matrix that begins with a separator instead of FNC1       | minimum |
      | a GS1 DataMatrix with more wrong codewords than can be corrected | nominal |

    @nightly
    Examples: the rest of them at the other speeds
      | symbol                                                           | speed   |
      | a GS1 QR Code                                                    | nominal |
      | a GS1 QR Code                                                    | maximum |
      | a QR Code with a GS1 Digital Link                                | minimum |
      | a QR Code with a GS1 Digital Link                                | maximum |
      | a Data Matrix without FNC1                                       | minimum |
      | a Data Matrix without FNC1                                       | nominal |
      | a Data Matrix that begins with a separator instead of FNC1       | nominal |
      | a Data Matrix that begins with a separator instead of FNC1       | maximum |
      | a GS1 DataMatrix with more wrong codewords than can be corrected | minimum |
      | a GS1 DataMatrix with more wrong codewords than can be corrected | maximum |

  @OQ-L1-028 @negative @URS-SER-001 @URS-SER-002 @RISK-005 @RISK-009
  Scenario Outline: No serial number is sold twice when the print records slip
    Even one record behind, the printer puts a code of its own on every pack that passes.

    Given a batch of "product A" is running at <speed> speed
    When the print records slip by one for the next 3 packs
    Then the first of those packs is rejected
    And the alarm "duplicate serial" is shown
    And no two packs that passed carry the same code
    And no pack without a code passes
    And L2 reports every pack that passed as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L1-030 @boundary @URS-REJ-004 @RISK-010
  Scenario Outline: A pack is judged by its weight
    A pack outside the weight limits or without a weight is rejected, one on a limit is good.

    Given a batch of "product A" is running at <speed> speed
    When <event>
    Then that pack <fate>
    And the packs before and behind it pass
    And L1 reports that pack as <claim>
    And L2 reports every pack that passed as commissioned

    Examples:
      | event                                                | fate        | claim                         | speed   |
      | the weight of the next pack is below the lower limit | is rejected | rejected because of weight    | minimum |
      | the weight of the next pack is at the lower limit    | passes      | passed                        | nominal |
      | the weight of the next pack is at the upper limit    | passes      | passed                        | maximum |
      | the weight of the next pack is above the upper limit | is rejected | rejected because of weight    | minimum |
      | the checkweigher gives no weight for the next pack   | is rejected | rejected because of no weight | nominal |

    @nightly
    Examples: the rest of them at the other speeds
      | event                                                | fate        | claim                         | speed   |
      | the weight of the next pack is below the lower limit | is rejected | rejected because of weight    | nominal |
      | the weight of the next pack is below the lower limit | is rejected | rejected because of weight    | maximum |
      | the weight of the next pack is at the lower limit    | passes      | passed                        | minimum |
      | the weight of the next pack is at the lower limit    | passes      | passed                        | maximum |
      | the weight of the next pack is at the upper limit    | passes      | passed                        | minimum |
      | the weight of the next pack is at the upper limit    | passes      | passed                        | nominal |
      | the weight of the next pack is above the upper limit | is rejected | rejected because of weight    | nominal |
      | the weight of the next pack is above the upper limit | is rejected | rejected because of weight    | maximum |
      | the checkweigher gives no weight for the next pack   | is rejected | rejected because of no weight | minimum |
      | the checkweigher gives no weight for the next pack   | is rejected | rejected because of no weight | maximum |
