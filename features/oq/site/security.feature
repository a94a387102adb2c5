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
