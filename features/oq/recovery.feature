Feature: Nothing is lost and nothing is doubled when power or links fail

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code

  @OQ-L2-021 @recovery @URS-REC-001 @URS-TRK-002 @URS-SER-002 @RISK-018 @RISK-005
  Scenario Outline: L2 loses its power in full flow
    After L2 comes back no serial number is lost or used twice, and what was on the line is in doubt.

    Given a batch of "product A" is running at <speed> speed
    When L2 loses its power
    And 10 s pass
    And the power of L2 comes back
    And 10 s pass
    And the line is started again
    And 10 more packs have passed the exit
    Then no serial number is printed on two packs
    And no pack without a code passes
    And L2 reports every pack that passed as commissioned

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L2-022 @recovery @URS-REC-001 @URS-TRK-002 @RISK-018
  Scenario Outline: L1 loses its power in full flow
    After L1 comes back nothing on the belt is trusted, and only a person starts the line.

    Given a batch of "product A" is running at <speed> speed
    When L1 loses its power
    Then the belt stands
    When the power of L1 comes back
    And 2 s pass
    Then a start without acknowledgement is refused
    When the operator removes the packs from the reject zone
    And the line is started again
    Then the line runs again
    And none of those packs passes

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @OQ-L2-025 @recovery @URS-REC-002 @URS-REP-001 @RISK-020
  Scenario: A short loss of the link to the site loses and doubles nothing
    The line goes on for a while without the site, and afterwards the site knows everything once.

    Given a batch of "product A" is running at nominal speed
    When the site server's answer to a report is lost
    And the link between L2 and L3 is cut
    And 20 more packs have passed the exit
    Then the alarm "site link lost" is shown
    When the link between L2 and L3 is mended
    And 20 s pass
    Then L2 reports every pack that passed as commissioned
    And the site server holds every commissioned pack exactly once

  @OQ-L2-027 @boundary @URS-SER-006 @RISK-022
  Scenario: A small stock of serial numbers warns, and an empty one stops the line
    People are warned in time, and no pack is made without a serial number.

    Given the site has only 40 serial numbers left for the order
    And L2 fetches 20 serial numbers when fewer than 5 are left
    And a batch of "product A" is running at nominal speed
    When 10 more packs have passed the exit
    Then the alarm "serials low" is shown
    And the alarm "serials empty" is latched
    And the belt stands
    And no pack without a code passes
    And no serial number is printed on two packs
