Feature: Falling print quality is seen before it costs packs
  Nozzles clog one after the other. The pictures are drawn, graded and read, so the grade is that of the print and the
  reject is that of the camera.

  Background:
    Given the scenario "carton-nozzle-drift"

  @OQ-L1-910 @positive @URS-PRQ-001 @URS-REJ-001 @RISK-008
  Scenario: The grade falls before the first reject
    Whoever watches the grade can clean the head before good product is lost.

    Given a batch of "product A" is running at nominal speed
    When the print gets worse until a pack is rejected
    Then the print falls below grade B before a pack is rejected, by the limit of URS-PRQ-001
    And that pack is rejected
    And L2 does not report that pack as commissioned
