Feature: Records of the installation can be trusted
  Calibration, accounts, documents, audit trail, and the bench's test of itself.

  Background:
    Given the installation as the site describes it

  @IQ-006 @positive @URS-INS-009 @RISK-081
  Scenario Outline: Instruments are calibrated
    Every certificate counts on the day of the run.

    Then the instruments of the <component> are calibrated

    Examples:
      | component    |
      | bench        |
      | camera       |
      | checkweigher |

  @IQ-007 @negative @URS-INS-007 @RISK-081
  Scenario Outline: Accounts are those of the role matrix
    No account that came with a product is open, none is shared, and passwords are long enough.

    Then the accounts of the <component> are as the role matrix says

    Examples:
      | component       |
      | bench           |
      | line controller |
      | site server     |
      | enterprise      |

  @IQ-009 @positive @URS-INS-009 @RISK-080
  Scenario Outline: Supplier documents are there
    The list is complete, in the approved revisions.

    Then the documents of the <component> are there in the approved revision

    Examples:
      | component       |
      | bench           |
      | printer         |
      | camera          |
      | PLC             |
      | line controller |
      | site server     |
      | enterprise      |

  @IQ-010 @positive @URS-INS-011 @RISK-080
  Scenario: The bench is fit for its use
    It finds a planted defect, finds nothing where nothing is wrong, repeats itself, and says who stands in for whom.

    Then the bench passes its test of itself
    And the nature of every component is stated
    And the package of the bench is stated by its hash

  @IQ-012 @rev-2 @negative @URS-INS-012 @RISK-081
  Scenario Outline: The audit trail is active before anybody logs in
    Its first entry is older than the first thing that anybody asked for, nobody can switch it off, and its clock goes
    forward.

    Given the line stands empty before a batch of "product A"
    When the operator confirms that the line is empty
    Then the audit trail of the <component> is active before anybody logs in

    Examples:
      | component       |
      | bench           |
      | line controller |
