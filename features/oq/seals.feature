Feature: A pack whose tamper seal is not seen never passes
  A pack without its seal may have been opened; what the sensor does not see counts as missing.

  Background:
    Given the scenario "carton-sealed"
    And the camera reads every good code

  @OQ-L1-032 @negative @URS-REJ-012 @URS-REJ-005 @RISK-043
  Scenario Outline: A pack without its tamper seal is rejected
    No seal, or a sensor that sees none: the pack is rejected for its seal, and its neighbours pass.

    Given a batch of "product A" is running at <speed> speed
    When <event>
    Then that pack is rejected
    And the packs before and behind it pass
    And nothing else is rejected
    And L1 reports that pack as rejected because of missing seal
    And L2 reports that pack as rejected
    And L2 does not report that pack as commissioned
    And L2 reports every good pack before it as commissioned

    Examples:
      | event                                        | speed   |
      | the next pack comes without its tamper seal  | minimum |
      | the next pack comes without its tamper seal  | nominal |
      | the next pack comes without its tamper seal  | maximum |
      | the seal sensor does not see the next seal   | minimum |
      | the seal sensor does not see the next seal   | nominal |
      | the seal sensor does not see the next seal   | maximum |

  @OQ-L1-932 @negative @URS-REJ-012 @URS-REJ-006 @URS-STP-002 @RISK-043 @RISK-014
  Scenario Outline: A seal sensor that sees nothing any more stops the line
    A dead sensor lets no pack pass, and does not cost packs for long.

    Given a batch of "product A" is running at <speed> speed
    When the seal sensor sees no seal any more
    Then at most 20 packs pass before the belt stands
    And the alarm "consecutive rejects" is latched
    And a start without acknowledgement is refused

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |
