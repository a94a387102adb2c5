Feature: Sites in several time zones tell one story
  Events are ordered by when they happened, whatever the clocks on the wall showed; each states how far these were from
  UTC at its own place.

  Background:
    Given the scenario "carton-enterprise"
    And the camera reads every good code

  @OQ-L3-020 @boundary @URS-ZON-001 @URS-REP-002 @RISK-063
  Scenario Outline: Lines in two zones run through the night in which clocks are changed
    A line of this site runs while its clocks are changed; a line in another zone reports meanwhile.

    Given partners speak "epcis" to the enterprise
    And the site is in "<zone>", where it is "<begin>" by UTC
    And a batch of "product A" is running at nominal speed
    When the partner captures that packs 1 to 5 are commissioned at "<first>" with the offset "<offset>"
    And 40 more packs have passed the exit
    And the partner captures that packs 1 to 5 are shipped at "<second>" with the offset "<offset>"
    And 30 s pass
    And the enterprise is asked for all events by the time at which they happened
    Then the clocks of the site were changed in between
    And every event stands where it happened in time, with the offset of its own place

    Examples:
      | zone             | begin                | first                         | second                        | offset |
      | Europe/Berlin    | 2026-10-25T00:59:50Z | 2026-10-24T20:59:51.000-04:00 | 2026-10-24T21:00:10.000-04:00 | -04:00 |
      | Europe/Berlin    | 2026-03-29T00:59:50Z | 2026-03-28T20:59:51.000-04:00 | 2026-03-28T21:00:10.000-04:00 | -04:00 |
      | America/New_York | 2026-11-01T05:59:50Z | 2026-11-01T06:59:51.000+01:00 | 2026-11-01T07:00:10.000+01:00 | +01:00 |
