Feature: Every decision is right over the whole range of speeds
  Many packs, each bad in another way and at another place among good ones, with stops and starts in between: as many
  as it takes to say how seldom a bad pack can pass.

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code

  @OQ-L1-037 @worst-case @URS-REJ-001 @URS-REJ-003 @URS-REJ-009 @RISK-001 @RISK-009
  Scenario Outline: Whatever is wrong with a pack, it is rejected in time, and no other pack is
    The sample is as large as the share of wrongly accepted packs and its confidence ask for, at each speed.

    Given a batch of <packs> packs of "product A" is running at <speed> speed
    When the camera cannot read the next pack
    Then the decision on that pack comes within the limit of URS-REJ-003
    And that pack is rejected
    And the packs before and behind it pass
    When as many packs as <sample> asks for are made bad at random
    Then each of those packs is rejected, as many as <sample> asks for
    And no other pack has been rejected since
    And no code of a pack that was made bad is reported as commissioned, unless a good pack carries it

    Examples:
      | speed   | packs | sample      |
      | minimum | 4000  | URS-REJ-009 |
      | nominal | 4000  | URS-REJ-009 |
      | maximum | 4000  | URS-REJ-009 |

    @nightly @URS-REJ-010
    Examples: a sample for a tenth of the share
      | speed   | packs | sample      |
      | minimum | 40000 | URS-REJ-010 |
      | nominal | 40000 | URS-REJ-010 |
      | maximum | 40000 | URS-REJ-010 |
