Feature: What the goods went through is told as it was
  A data logger measures temperature, humidity and shock where cases are packed. The site reports it to the enterprise.

  Background:
    Given the scenario "carton-conditions"

  @OQ-L3-071 @worst-case @URS-CND-001 @URS-CND-002 @RISK-040
  Scenario Outline: An excursion is reported with its value, time and place
    Each reading beyond what the goods bear is an alarm by itself, and the enterprise holds it.

    Given a batch of "product A" is running at nominal speed
    When 25 s pass
    And it is <excursion> for the next 3 readings
    Then L3 reports each of these readings as an alarm, as it was measured
    And the first of these readings is reported within the limit of URS-CND-002
    When 60 s pass
    And the enterprise is asked for everything it holds
    Then L4 reports each of these readings as an alarm, as it was measured

    Examples:
      | excursion |
      | too warm  |
      | too cold  |
      | too damp  |

  @OQ-L3-072 @worst-case @URS-CND-001 @RISK-040
  Scenario: Goods that are hit are told as such
    One shock is one alarm.

    Given a batch of "product A" is running at nominal speed
    When the goods are hit
    Then L3 reports each of these readings as an alarm, as it was measured

  @OQ-L3-042 @recovery @URS-CND-001 @RISK-040
  Scenario: A logger that is stuck, loses readings or has a wrong clock makes nobody invent anything
    What it shows is what is reported, with the site's time where its own is off.

    Given a batch of "product A" is running at nominal speed
    When the logger loses 3 readings
    And the logger is stuck for 3 readings
    And 45 s pass
    Then L3 reports no alarm of surroundings
    When the logger's clock is an hour ahead
    And it is too warm for the next 2 readings
    Then L3 reports each of these readings as an alarm, as it was measured
