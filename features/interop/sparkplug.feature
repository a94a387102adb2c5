Feature: A site shows itself by Sparkplug, and a host can rely on it
  Births, data and deaths keep the rules of the form, and what is shown is what was made.

  Background:
    Given the scenario "carton-dashboard"
    And the camera reads every good code

  @IOP-SPB-001 @positive @URS-REP-001 @RISK-021
  Scenario: What a host sees is what was made
    A host knows order, state and counts from births and data alone, and no rule is broken.

    Given a batch of 20 packs of "product A" is running at nominal speed
    When the camera cannot read the next 2 packs
    And the order is complete
    And 10 s pass
    Then the dashboard counts as many good packs as passed
    And the dashboard shows "packs/rejected/verdict" as "2"
    And the dashboard shows "order/lot" as "LOT1001"
    And the dashboard shows "state" as "Complete"
    And what the site publishes keeps the rules of Sparkplug

  @IOP-SPB-002 @positive @URS-COM-002 @RISK-027
  Scenario: A host that has lost its place asks for a birth
    The site is born again in the same session, and a host that hears only that knows everything.

    Given a batch of "product A" is running at nominal speed
    When 10 more packs have passed the exit
    And a host asks the site for a birth
    Then the site is born again in the same session
    When 10 more packs have passed the exit
    And 10 s pass
    Then what the site publishes keeps the rules of Sparkplug

  @IOP-SPB-013 @recovery @URS-REC-002 @RISK-020 @RISK-027
  Scenario: The connection to the broker breaks off in the middle of a batch
    The broker tells the site's death; back, the site is born in a new session, and tells what happened meanwhile.

    Given a batch of 40 packs of "product A" is running at nominal speed
    When 10 more packs have passed the exit
    And the site's connection to its dashboards breaks off
    And 10 s pass
    And the site reaches its dashboards again
    Then the site has been born in 2 sessions, each with a death before the next
    And what happened meanwhile has been told as historical
    When 20 s pass
    Then the dashboard counts as many good packs as passed
    And what the site publishes keeps the rules of Sparkplug

  @IOP-SPB-913 @recovery @URS-REC-001 @RISK-018 @RISK-026
  Scenario Outline: A level loses its power
    A site without its server is dead to the host, a line without its controller too; both are born again.

    Given a batch of "product A" is running at nominal speed
    When 10 more packs have passed the exit
    And <level> loses its power
    And 5 s pass
    And the power of <level> comes back
    And 10 s pass
    Then the site has been born in <sessions> sessions, each with a death before the next
    And what the site publishes keeps the rules of Sparkplug

    Examples:
      | level | sessions |
      | L3    | two      |
      | L2    | one      |
