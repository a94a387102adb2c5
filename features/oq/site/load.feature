Feature: The site server keeps up with all its lines
  One line runs here; the ends of others report to the same site server at the rate of real lines.

  Background:
    Given the scenario "carton-enterprise"
    And the camera reads every good code

  @OQ-L3-018 @rev-2 @worst-case @URS-LOD-001 @URS-LOD-002 @RISK-064
  Scenario Outline: All lines run at their maximum
    What each reports is with the enterprise in time, and nothing piles up.

    Given a batch of <packs> packs of "product A" is running at maximum speed
    When <lines> further lines report to the site at maximum speed for <span>
    Then every report of a further line is with the enterprise within the limit of URS-LOD-001
    And the reports that wait at the site are within the limit of URS-LOD-002

    Examples:
      | packs | lines | span |
      | 200   | 5     | 20 s |

    @nightly
    Examples: a longer time
      | packs | lines | span   |
      | 4000  | 7     | 10 min |

    @nightly
    Examples: a shift, for which the bench needs 6 GB of memory
      | packs  | lines | span |
      | 192000 | 1     | 8 h  |
