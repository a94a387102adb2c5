Feature: Exceptions in the store are led to their end, and the enterprise holds the store as it is
  People in the store do things with packs, cases and pallets that have left the line, and report them at the desk of
  the site server. It leads them step by step, and what comes of it goes up as events. At the end the enterprise is
  asked for all it has, and that is held against what is physically in the store.

  Background:
    Given the scenario "carton-enterprise"
    And the camera reads every good code

  @OQ-L3-006 @positive @URS-EXC-001 @URS-AGG-001 @URS-AGG-004 @RISK-041
  Scenario: The packs of a case are packed anew
    A new case takes the place of the old one on its pallet, and the line goes on meanwhile.

    Given a batch of 600 packs of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And the clerk packs a case anew
    Then the desk says that it is done
    When the order is complete
    And 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise has the store as it is

  @OQ-L3-007 @positive @URS-EXC-001 @URS-SMP-001 @RISK-041
  Scenario Outline: What is taken as a sample or destroyed is so in the enterprise, and no longer in its case
    Each ends with its own step, and its case holds one pack less.

    Given a batch of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And the clerk <act>
    Then the desk says that it is done
    When 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise has the pack as <status>
    And the enterprise has the store as it is

    Examples:
      | act                            | status    |
      | takes a sample out of a case   | sampled   |
      | destroys a pack of a case      | destroyed |

  @OQ-L3-008 @positive @URS-EXC-001 @URS-SHP-001 @RISK-041
  Scenario: A pallet is shipped and called back
    What is on it leaves with it and cannot be shipped by itself; called back, all of it is there again.

    Given a batch of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And the clerk ships a pallet
    Then the desk says that it is done
    When the clerk tries to ship a case that is on the pallet
    Then the desk refuses it at once
    When the clerk calls the shipping back
    Then the desk says that it is done
    When 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise has the store as it is

  @OQ-L3-031 @positive @URS-EXC-001 @URS-EXC-003 @RISK-041 @RISK-042
  Scenario: A label that cannot be read is replaced by one with the same number
    Which pack it is shows from those beside it; the case and its contents stay as they are.

    Given a batch of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And the label of a pack in a case is torn
    And the clerk has the torn label replaced
    Then the desk says that it is done
    When 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise has the photo that was taken
    And the enterprise has the store as it is

  @OQ-L3-032 @positive @URS-EXC-001 @URS-EXC-003 @RISK-005 @RISK-041
  Scenario: Where the market wants it, the new label has a new number
    The old number ends, the new one is commissioned and takes its place in the case.

    Given a new label in the store needs a new serial number
    And a batch of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And the label of a pack in a case is torn
    And the clerk has the torn label replaced
    Then the desk says that it is done
    When 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise has the pack as commissioned
    And the enterprise has the photo that was taken
    And the enterprise has the store as it is

  @OQ-L3-033 @negative @URS-EXC-001 @URS-EXC-003 @RISK-041 @RISK-042
  Scenario: A pack is missing in a case
    What is missing shows from what is there; it is taken out of its case, and ends.

    Given a batch of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And a pack gets lost out of a case
    And the clerk reports what is missing
    Then the desk says that it is done
    When 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise has the pack as rejected
    And the enterprise has the store as it is

  @OQ-L3-034 @negative @URS-EXC-001 @URS-AGG-001 @RISK-041
  Scenario: A case holds a pack that belongs into another
    The pack leaves the case it is in for the enterprise and is where it was found; both cases are right again.

    Given a batch of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And somebody puts a pack of one case into another
    And the clerk counts the case and reports it
    Then the desk says that it is done
    When 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise has the store as it is

  @OQ-L3-035 @negative @URS-EXC-001 @URS-EXC-003 @URS-AGG-004 @RISK-041
  Scenario: Two pallets bear each other's label
    Which pallet it is shows from the cases on it; the labels are put right, and no case is packed anew.

    Given a batch of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And the labels of two pallets are swapped
    And the clerk has both pallets labelled anew
    Then the desk says that it is done
    And photos are kept as evidence: 2
    When 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise has the store as it is

  @OQ-L3-036 @positive @URS-EXC-001 @URS-SHP-001 @RISK-041
  Scenario: A case of a shipped pallet comes back
    It is taken off the pallet it left on, which is still on its way.

    Given a batch of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And the clerk ships a pallet
    And a case of the pallet comes back from the customer
    Then the desk says that it is done
    When 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise has the pallet as shipped
    And the enterprise has the store as it is

  @OQ-L3-037 @positive @URS-EXC-001 @RISK-041
  Scenario Outline: A report that was wrong is declared erroneous
    What was said stays and is marked as wrong; where it happened to another pack, that is said of that one.

    Given a batch of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And the clerk <mistake>
    And the clerk corrects the report because it <reason>
    Then the desk says that it is done
    When 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise has the report that was wrong as declared erroneous
    And the enterprise has the pack as commissioned
    And the enterprise has the store as it is

    Examples:
      | mistake                                     | reason           |
      | takes a sample and scans the pack beside it | was another pack |
      | reports a sample that nobody took           | did not happen   |

  @OQ-L3-038 @recovery @URS-EXC-002 @URS-REC-001 @RISK-041
  Scenario: The site server loses its power while a pack is replaced
    The clerk goes on with the step at which they stood, and does nothing twice.

    Given a batch of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And the clerk begins to replace a pack in a closed case and stops at the photo
    And L3 loses its power
    And 10 s pass
    And the power of L3 comes back
    And the clerk goes on where the desk stands
    Then the desk says that it is done
    And no step was asked for twice that had been answered
    When 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise has the store as it is

  @OQ-L3-039 @worst-case @URS-EXC-002 @URS-RWK-001 @RISK-041
  Scenario: A wrong scan is told at once, and can be repeated
    A pack in a closed case is replaced; the clerk first scans a pack that is not in it.

    Given a batch of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And the clerk replaces a pack in a closed case and scans one of another case first
    Then the desk says that it is done
    When 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise has the store as it is
    And the clerk was asked once more, with the reason

  @OQ-L3-040 @negative @URS-EXC-002 @RISK-041
  Scenario: What is abandoned changes nothing
    The clerk leaves the desk before the pack is taken: for the enterprise it is in its case as before.

    Given a batch of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And the clerk reports a sample and leaves the desk before taking it
    Then the desk says that nothing is reported
    When 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise has the pack as commissioned
    And the enterprise has the store as it is

  @OQ-L3-041 @positive @URS-EXC-001 @URS-EXC-003 @URS-RWK-001 @RISK-041 @RISK-042
  Scenario: A pack in a closed case is replaced by another
    The new one is verified before it goes in; the old one is destroyed, with a photo of it.

    Given a batch of "product A" is running at nominal speed
    When 2 pallets stand in the store
    And the clerk replaces a pack in a closed case
    Then the desk says that it is done
    And photos are kept as evidence: 1
    When 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise has the photo that was taken
    And the enterprise has the store as it is
