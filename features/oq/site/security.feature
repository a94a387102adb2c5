Feature: Strangers are turned away, and the log says who they were
  Partners dial the enterprise, and the site dials it too, within TLS. Whoever shows what is unknown or has run out is
  not dealt with, and the level that turned them away keeps when it did, whom, and why.

  Rule: At the door of the enterprise

    @OQ-L3-019 @negative @URS-SEC-001 @URS-SEC-002 @RISK-028
    Scenario Outline: A stranger is turned away, and whoever is known is served before and after
      No stranger gets an answer to what they ask; the entry has a name, a reason and nothing that gives access.

      Given the scenario "carton-enterprise"
      And partners speak "epcis" to the enterprise
      And the enterprise deals with known partners alone, within TLS
      When <a known one> asks the enterprise for events
      Then the enterprise serves them
      When <a stranger> asks the enterprise for events
      Then the enterprise turns them away
      And its log says who that was, and "<why>"
      When <a known one> asks the enterprise for events
      Then the enterprise serves them
      And no password and no token is in a log

      Examples: Certificates
        | a stranger                                  | why                       | a known one                  |
        | a client without a certificate              | no certificate            | a known partner              |
        | a client whose certificate has expired      | certificate expired       | a known partner              |
        | a client whose certificate does not hold yet | certificate not valid yet | a known partner              |
        | a client whose certificate nobody trusts    | certificate not trusted   | a known partner              |
        | a client that speaks in clear               | not secured               | a known partner              |

      Examples: Credentials
        | a stranger                                  | why                       | a known one                  |
        | a partner who does not say who they are     | no credentials            | a known partner              |
        | a partner with a wrong password             | wrong credentials         | a known partner              |
        | a partner with a token that nobody was given | token unknown             | a known partner with a token |
        | a partner with an expired token             | token expired             | a known partner with a token |

  Rule: At the door of the site

    @OQ-L3-081 @negative @URS-SEC-001 @URS-SEC-002 @RISK-028
    Scenario Outline: The site tells a false enterprise nothing
      It dials on, for the right one may come back, and enters each that it hangs up on.

      Given the scenario "carton-secure"
      And the enterprise shows <a certificate>
      And a batch of "product A" is running at nominal speed
      When 20 more packs have passed the exit
      And 10 s pass
      Then the site hangs up on it
      And its log says who that was, and "<why>"
      And no password and no token is in a log

      Examples:
        | a certificate                    | why                         |
        | a certificate that has expired   | certificate expired         |
        | a certificate that nobody trusts | certificate not trusted     |
        | a certificate of another name    | certificate of another name |

    @OQ-L3-082 @positive @URS-SEC-001 @URS-REP-001 @RISK-028 @RISK-021
    Scenario: The site captures its events at an enterprise that it knows
      A whole batch within TLS; the enterprise has what the site has.

      Given the scenario "carton-secure"
      And the enterprise shows a certificate that is trusted
      And a batch of 40 packs of "product A" is running at nominal speed
      When the order is complete
      And 10 s pass
      Then the site deals with it
