Feature: Backups can be restored
  A backup that nobody has restored is none.

  Background:
    Given the scenario "carton-enterprise"
    And the installation as the site describes it

  @IQ-008 @recovery @URS-INS-010 @RISK-081
  Scenario Outline: A restored copy equals its original
    What a site restored has the hash of what was backed up; the bench's own store is restored before the eyes.

    Given a batch of 20 packs of "product A" is running at nominal speed
    When the order is complete
    And 20 s pass
    Then a backup of the <component> was restored and equals its original

    Examples:
      | component       |
      | bench           |
      | line controller |
      | site server     |
      | enterprise      |
