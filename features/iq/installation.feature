Feature: What is installed is what was approved
  Hardware, software, configuration, network and master data, each fact beside what the site approved. Rows of
  components that are simulated or emulated do not apply: they are not of a site.

  Background:
    Given the installation as the site describes it

  @IQ-001 @rev-2 @positive @URS-INS-001 @URS-INS-002 @URS-INS-003 @URS-INS-008 @RISK-080
  Scenario Outline: The hardware is that of the bill of material
    Model, serial number and firmware of what a site installed; of the bench's computer what the bench needs, and
    what was approved.

    Then the <component> is what the bill of material says

    Examples:
      | component       |
      | bench           |
      | printer         |
      | camera          |
      | checkweigher    |
      | PLC             |
      | line controller |
      | site server     |
      | enterprise      |

  @IQ-002 @rev-2 @positive @URS-INS-008 @RISK-080
  Scenario Outline: The software is the approved one
    Versions, patch levels and hashes as in the approved list, product and version as a system tells them of itself;
    packages of the bench as they were installed.

    Then the software of the <component> is the approved one

    Examples:
      | component       |
      | bench           |
      | printer         |
      | camera          |
      | PLC             |
      | line controller |
      | site server     |
      | enterprise      |

  @IQ-003 @rev-2 @positive @URS-INS-008 @RISK-080
  Scenario Outline: The configuration is the approved one
    No file and no exported configuration differs from the approved baseline.

    Then the configuration of the <component> is the approved one

    Examples:
      | component       |
      | bench           |
      | printer         |
      | camera          |
      | PLC             |
      | line controller |
      | site server     |
      | enterprise      |

  @IQ-004 @rev-2 @positive @URS-INS-004 @URS-INS-005 @URS-INS-006 @RISK-080 @RISK-081
  Scenario Outline: The network is as it should be
    Endpoints answer, certificates are valid for more than a month, the clock is that of the time server, and it is
    known what keeps it right.

    Then the <part> of the installation are in order by the limit of <limit>

    Examples:
      | part         | limit       |
      | endpoints    | URS-INS-004 |
      | certificates | URS-INS-005 |
      | clocks       | URS-INS-006 |

  @IQ-005 @rev-2 @positive @URS-INS-008 @RISK-080
  Scenario: Every signal of the I/O list works
    Each input is seen and each output acts, signal by signal. A contact stays as it is for 2 s, for a PLC looks at
    it in cycles, and the line runs before the next one is moved, for each has to stop it.

    Given the camera stops the line after 4 faults in a row
    And a batch of 1000 packs of "product A" is running at nominal speed
    When the camera cannot read the next pack
    And packs jam in the case packer
    And 20 s pass
    And the operator clears the jam
    And the line is started again where it has stopped
    And 5 more packs have passed the exit
    And the camera cannot read as many packs as its limit of faults in a row
    And 5 s pass
    And the operator resets the camera
    And the line is started again where it has stopped
    And the operator presses the emergency stop
    And 2 s pass
    And the operator releases the emergency stop
    And the line is started again where it has stopped
    And the operator opens a guard
    And 2 s pass
    And the operator closes the guard
    And the line is started again where it has stopped
    And the operator opens the reject bin
    And 2 s pass
    And the operator closes the reject bin
    And the line is started again where it has stopped
    And the compressed air fails
    And 2 s pass
    And the compressed air is back
    And the line is started again where it has stopped
    And the printer goes offline
    And 2 s pass
    And the printer is back online
    And the line is started again where it has stopped
    And the reject bin is full
    And 2 s pass
    And the operator empties the reject bin
    Then every input of the I/O list of the PLC was seen and every output acted

  @IQ-011 @positive @URS-INS-008 @RISK-080 @RISK-002
  Scenario Outline: Master data and recipes are the approved ones
    What is loaded for each product equals its approved source.

    Then the master data and recipes of the <component> are the approved ones

    Examples:
      | component       |
      | bench           |
      | line controller |
      | site server     |
