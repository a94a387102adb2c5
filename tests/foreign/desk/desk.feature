Feature: A printer and a camera on a desk take part in the line

  Background:
    Given the scenario "desk-line"
    And the camera reads every good code

  @OQ-L1-960 @positive @URS-COM-004 @URS-SER-001
  Scenario: What the line controller orders is on every pack that passed

    Given a batch of "product A" is running at minimum speed
    When 4 more packs have passed the exit
    Then every pack that passed carries the data of the order
    And no serial number is printed on two packs
    And L2 reports every pack that passed as commissioned
