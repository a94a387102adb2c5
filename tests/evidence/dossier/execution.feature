Feature: An execution that lasts three sittings
  Three quick cases: one passes, one fails while a defect is planted, one is left for another day.

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code

  @OQ-L1-951 @positive @URS-REJ-005
  Scenario: A confirmed reject does not stop the line
    The bin sees the pack, and the line goes on.

    Given a batch of "product A" is running at nominal speed
    When the text beside the code of the next pack shows another lot
    Then that pack is rejected

  @OQ-L1-952 @negative @URS-REJ-007
  Scenario: A reject that is not confirmed stops the line
    A pack that was ordered out must not leave the line.

    Given a batch of "product A" is running at nominal speed
    And the reject pusher will have no effect on the next pack
    When the camera cannot read that pack
    Then the belt stands within the limit of URS-REJ-007 after the reject order

  @OQ-L1-953 @negative @URS-TRK-001
  Scenario: A good pack pushed off without an order is noticed
    A pack that falls into the bin without an order is no good pack any more.

    Given a batch of "product A" is running at nominal speed
    When the pusher strikes the next good pack without an order
    Then that pack is rejected
