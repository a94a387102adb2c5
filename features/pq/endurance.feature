Feature: The process lasts
  The longest batch, and what interrupts it on an ordinary day.

  Background:
    Given the scenario "carton-campaign"

  @PQ-002 @rev-2 @worst-case @URS-PRC-002 @URS-PRC-001 @URS-PRC-003 @URS-REP-001 @RISK-082
  Scenario Outline: The longest batch runs without drift and without loss
    Nothing takes longer in the end than at the beginning, nothing waits to be said, nothing is lost.

    Given the line runs at <speed> speed
    And the order "PO-7001" is <packs> packs
    When the memory of the bench is noted
    And the order "PO-7001" is made from clearance to its end
    And the memory of the bench is noted
    Then the time from a pack's exit to its report does not grow by more than the limit of URS-PRC-002
    And no report is left behind
    And every batch that was made reconciles to zero
    And the site server holds every commissioned pack exactly once
    And the memory of the bench grows by no more than the limit of URS-PRC-003 for each 1,000 packs

    Examples: a longer batch than any other case has
      | speed   | packs |
      | maximum | 1000  |

    @nightly
    Examples: 24 hours at the lowest speed, and a shift at the nominal one
      | speed   | packs  |
      | minimum | 144000 |
      | nominal | 192000 |

  @PQ-005 @rev-2 @positive @URS-PRC-001 @URS-AUD-001 @URS-SER-004 @RISK-082 @RISK-024
  Scenario Outline: A planned stop, a break and a change of shift
    Counts go on where they stood, and each request is kept with the person who made it.

    Given a batch of 60 packs of "product A" is running at <speed> speed
    When 10 more packs have passed the exit
    And the operator stops the line
    And 30 min pass
    And "somebody of another line" asks to start the line
    Then L2 refuses it
    When "supervisor" takes over and starts the line again
    And the order is complete
    And 10 s pass
    And "supervisor" asks to end the batch with an open case because "end of order"
    Then L2 accepts it
    And the audit trail says that "operator 1" asked to stop the line
    And the audit trail says that "supervisor" asked to start the line
    And the audit trail says that "somebody of another line" asked to start the line
    And the batch report counts packs and containers as they truly are
    And the HMI shows as many good packs as have passed
    And the site server holds every commissioned pack exactly once

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |
