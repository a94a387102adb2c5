"""README.txt of a package: what is in it and how to check it, with our tool and without."""

__all__ = ["README", "TEXT"]

README = "README.txt"

TEXT = """\
EVIDENCE PACKAGE OF A LINEBENCH RUN

What is here
  run.json                  what ran: protocol, who, when, where, tool, seed, planned set, components
  requirements.json         the requirements with their limits as they stood
  attempts/<case>/          one folder per attempt: attempt.json, journal.zst, attachments/ with pictures of
                            packs (PNG) and what line and site said to each other (site-messages.jsonl);
                            of a run on wires captures/ with the bytes of each wire (pcapng, for any network
                            analyser) and, in real time, lateness.json: how late events were
  audit.jsonl               the audit trail, one event per line, each naming the SHA-256 of the line before
  verdicts.json             what the rules made of the journals; can be derived again from them
  matrix.csv                requirement, risk, test, attempt, result, deviation; gaps are rows
  junit.xml, allure-results the same results for other tools
  summary.pdf               for people: the short document that they sign
  volumes/                  every test case with its steps, findings and pictures; the summary names their SHA-256
  report.html               summary and test cases as one page for the screen
  schema.json               the fields of every record type
  manifest-sha256.txt       every file with its SHA-256, except itself and the seal
  seal.json                 the seal of the installation that ran this, over the manifest
  seal-public-key.pem       the public half of that installation's key

The seal is the mark of a tool. It is not a person's signature.
Without manifest and seal the run did not come to its end: such a package counts as aborted.

How to check
  linebench verify FOLDER                     everything, every verdict derived again from the journals
  sha256sum --check manifest-sha256.txt       files against the manifest, with standard tools
  sha256sum manifest-sha256.txt               against subject[0] of the payload (base64) of seal.json
  zstdcat attempts/<case>/journal.zst         a journal as JSON lines; schema.json names the fields
  grep -vE '  (report[.]html|summary[.]pdf)$' manifest-sha256.txt | sha256sum
                                              the record hash printed beside the signature boxes

The seal is a DSSE envelope over an in-toto statement (test-result v0.1), signed with Ed25519.
Write nothing into this folder: an added file is found as well. Signed copies of the summary live outside it.
"""
