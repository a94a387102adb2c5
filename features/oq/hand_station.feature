Feature: Closed cases are opened by hand under control
  What people take out of a case or put into it is checked, and everybody knows what is in it afterwards.

  Background:
    Given the scenario "carton-line"
    And the camera reads every good code

  @OQ-L2-016 @positive @URS-AGG-005 @URS-REP-001 @RISK-019 @RISK-025
  Scenario: A pack is taken out of a case, and a case is broken up
    What is taken out belongs to nothing any more, stays good, and is reported; so is a case that is no more.

    Given a batch of 40 packs of "product A" is running at nominal speed
    When 1 pallets have left
    And the operator takes a pack out of a closed case
    Then L2 accepts it
    And L2 and L3 report every case and pallet that left as they are
    When the operator scans that pack once more as taken out
    Then L2 refuses it and names "in no case"
    When the operator breaks up that case
    Then L2 accepts it
    And L2 and L3 report every case and pallet that left as they are
    When the operator breaks up that case
    Then L2 refuses it and names "no closed case"

  @OQ-L2-017 @negative @URS-AGG-005 @URS-RWK-001 @RISK-011 @RISK-019 @RISK-025
  Scenario: A pack in a closed case is replaced by one that was verified
    A pack that nobody verified is refused; the new one belongs to the case, and the old one is no pack for sale.

    Given a batch of 40 packs of "product A" is running at nominal speed
    When the camera cannot read the next pack
    And 1 pallets have left
    And the operator takes a pack out of a closed case
    Then L2 accepts it
    When the operator scans the rejected pack for that case
    Then L2 refuses it and names "not commissioned"
    When the supervisor scraps the pack that was taken out
    Then L2 accepts it
    And L2 reports that pack as destroyed
    When the operator brings the rejected pack to the rework station
    Then L2 accepts it
    When the operator puts that pack into that case
    Then L2 accepts it
    And L2 and L3 report every case and pallet that left as they are
