Feature: The process performs batch after batch
  Normal materials, normal people, whole batches. Where a component is simulated or emulated this is a rehearsal: it
  shows that the protocol can be carried out, and concludes nothing about the process.

  Background:
    Given the scenario "carton-campaign"

  @PQ-001 @positive @URS-PRC-001 @URS-SER-004 @URS-REP-001 @RISK-082
  Scenario Outline: Three consecutive batches meet every criterion
    Nobody interferes; each batch reconciles to zero, and the enterprise holds what was made.

    Given the line runs at <speed> speed
    When the order "PO-7001" is made from clearance to its end
    And the order "PO-7002" is made from clearance to its end
    And the order "PO-7003" is made from clearance to its end
    Then 3 batches have been made
    And every batch that was made reconciles to zero
    And every batch that was made began on an empty line
    When 20 s pass
    And the enterprise is asked for everything it holds
    Then the enterprise holds every pack that passed and no other as commissioned
    And L4 reports every case with exactly the packs that are in it

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @PQ-003 @boundary @URS-PRC-001 @URS-ORD-002 @RISK-082 @RISK-023
  Scenario Outline: The smallest batch, and at once another product
    One case of one product, then one of another: the line is clear in between and both batches reconcile.

    Given the line runs at <speed> speed
    And the order "PO-7001" is 10 packs
    And the order "PO-7003" is 10 packs
    When the order "PO-7001" is made from clearance to its end
    And the order "PO-7003" is made from clearance to its end
    Then 2 batches have been made
    And every batch that was made reconciles to zero
    And every batch that was made began on an empty line

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |

  @PQ-006 @positive @URS-PRC-004 @RISK-003
  Scenario: A mock recall names every pack of a lot and no other
    Asked for one of the lots that were made, the enterprise names all its packs, and in time.

    When the order "PO-7001" is made from clearance to its end
    And the order "PO-7002" is made from clearance to its end
    And 20 s pass
    And the lot "LOT7001" is recalled from the enterprise
    Then the recall names every pack of the lot and no other
    And the recall is answered within the limit of URS-PRC-004
