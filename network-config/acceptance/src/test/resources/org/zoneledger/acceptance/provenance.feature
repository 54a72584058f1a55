Feature: What happened to a product is captured once and found by everybody
  An enterprise registers its products and captures EPCIS 2.0 events about them. Each capture is one page on the ledger,
  signed by its sender and checked event by event.

  Scenario: A product is registered and described anew
    Given an enterprise whose filing is ACTIVE
    When the clerk registers a product
    Then it is written as version 1
    And everybody sees the product as it was registered
    When the clerk gives the product another name
    Then it is written as version 2
    And everybody sees the product as it was registered

  Scenario: What breaks a rule of a product is refused by its field
    Given an enterprise whose filing is ACTIVE
    Then these products are refused and nothing is written:
      | flaw                                    | status | code              | field          |
      | a GTIN with a wrong check digit         | 422    | GTIN_INVALID      | gtin           |
      | a GTIN of five digits                   | 422    | GTIN_INVALID      | gtin           |
      | no brand                                | 422    | FIELD_MISSING     | brand          |
      | a country of origin in words            | 422    | VALUE_INVALID     | originCountry  |
      | an HS code of ten digits                | 422    | VALUE_INVALID     | hs6            |
      | a level nobody knows                    | 422    | VALUE_INVALID     | level          |
      | a field nobody knows                    | 422    | FIELD_UNKNOWN     |                |
      | a resident identity number in the brand | 422    | PERSONAL_DATA     | brand          |
      | no signature                            | 422    | SIGNATURE_MISSING | Zone-Signature |
      | a signature that cannot be read         | 422    | SIGNATURE_INVALID | jws            |
      | another enterprise's signature          | 422    | SIGNATURE_INVALID | jws            |
      | a signature for another version         | 422    | SIGNATURE_INVALID | jws            |
      | a signature under another id            | 422    | SIGNATURE_INVALID | jws            |
      | a form changed after signing            | 422    | SIGNATURE_INVALID | jws            |

  Scenario: A product belongs to who registered it first
    Given an enterprise whose filing is ACTIVE
    And a product of another enterprise
    When the clerk describes that product
    Then it is refused with 403 NOT_OWNER in "gtin"

  Scenario Outline: An enterprise whose filing is <status> registers no product
    Given an enterprise whose filing is <status>
    When the clerk registers a product
    Then it is refused with 422 FILING_NOT_ACTIVE in "uscc"
    And nobody finds the product

    Examples:
      | status    |
      | ACCEPTED  |
      | CANCELLED |

  Scenario: The journey of a batch is captured and found by what it is about
    Given an enterprise with two products, yarn and sweaters
    When the clerk captures that yarn was made, sweaters knitted of it, packed into a carton and shipped
    Then the capture is accepted and its job has succeeded
    And everybody finds the events by what they name:
      | epc          | events                   |
      | the yarn     | made, knitted            |
      | the sweaters | knitted, packed, shipped |
      | the carton   | packed                   |
    And the sweaters' batch is found under its EPC URN too
    And an answer in pages of 1 has each event once
    And everybody can check the journey's Merkle root, signature and endorsements

  Scenario Outline: A cold journey written as XML <version> is the capture that its sender signed in JSON
    Given an enterprise with two products, yarn and sweaters
    When the clerk captures in XML <version> that sweaters were made, and shipped at 4.5 degrees
    Then the capture is accepted and its job has succeeded
    And everybody finds the events by what they name:
      | epc          | events        |
      | the sweaters | made, shipped |
    And the clerk sees the 4.5 degrees of the shipment, and the public does not
    And everybody can check the journey's Merkle root, signature and endorsements
    When the same events are sent in JSON under the same id
    Then the capture is accepted and its job has succeeded
    And it is the capture that was there before

    Examples:
      | version |
      | 2.0     |
      | 1.2     |

  Scenario: A query is kept under a name and gives what is captured later
    Given an enterprise with two products, yarn and sweaters
    When the clerk keeps a query for the shipments of the sweaters
    Then the query gives no events
    When the clerk captures that yarn was made, sweaters knitted of it, packed into a carton and shipped
    Then the query gives the shipment and nothing else
    And nobody else has the query
    When the clerk ends the query
    Then the query is there no more

  Scenario: An enterprise finds its captures in a list, the newest first
    Given an enterprise with two products, yarn and sweaters
    When the clerk captures that yarn was made, sweaters knitted of it, packed into a carton and shipped
    Then the capture is accepted and its job has succeeded
    And the first job on the clerk's list is the capture, in pages of 1
    And another enterprise's clerk finds it on no list

  Scenario: A full page of 1,000 events is captured
    Given an enterprise with two products, yarn and sweaters
    When the clerk captures a page of 1000 events
    Then the capture is accepted and its job has succeeded
    And an answer in pages of 300 has each event once

  Scenario: Sending the same capture again changes nothing
    Given an enterprise with two products, yarn and sweaters
    When the clerk captures that yarn was made, sweaters knitted of it, packed into a carton and shipped
    Then the capture is accepted and its job has succeeded
    When the same is sent again
    Then the capture is accepted and its job has succeeded
    And an answer in pages of 30 has each event once
    When other events are captured under the same id
    Then it is refused with 409 ID_REUSED in "captureID"
    And an answer in pages of 30 has each event once

  Scenario: What breaks a rule of a capture is refused by its field
    Given an enterprise with two products, yarn and sweaters
    Then these captures are refused and nothing is written:
      | flaw                                       | status | code                   | field                                           |
      | a GTIN with a wrong check digit            | 422    | GTIN_INVALID           | epcisBody.eventList[0].quantityList[0].epcClass |
      | a GLN with a wrong check digit             | 422    | GLN_INVALID            | epcisBody.eventList[0].readPoint.id             |
      | an SSCC with a wrong check digit           | 422    | SSCC_INVALID           | epcisBody.eventList[1].parentID                 |
      | an EPC that is no URI                      | 422    | DIGITAL_LINK_INVALID   | epcisBody.eventList[0].quantityList[0].epcClass |
      | a serial number where a class belongs      | 422    | EVENT_INVALID          | epcisBody.eventList[0].quantityList[0].epcClass |
      | an event about nothing                     | 422    | EVENT_INVALID          | epcisBody.eventList[0].epcList                  |
      | a type of event nobody knows               | 422    | EVENT_INVALID          | epcisBody.eventList[0].type                     |
      | an action nobody knows                     | 422    | EVENT_INVALID          | epcisBody.eventList[0].action                   |
      | a packing without a parent                 | 422    | EVENT_INVALID          | epcisBody.eventList[1].parentID                 |
      | a transformation into nothing              | 422    | EVENT_INVALID          | epcisBody.eventList[2].outputEPCList            |
      | a quantity below zero                      | 422    | EVENT_INVALID          | epcisBody.eventList[0].quantityList[0].quantity |
      | an event of tomorrow                       | 422    | TIME_INVALID           | epcisBody.eventList[0].eventTime                |
      | an event of 1999                           | 422    | TIME_INVALID           | epcisBody.eventList[0].eventTime                |
      | a time zone in words                       | 422    | TIME_INVALID           | epcisBody.eventList[0].eventTimeZoneOffset      |
      | a field nobody knows                       | 422    | FIELD_UNKNOWN          | epcisBody.eventList[0]                          |
      | a resident identity number in an extension | 422    | PERSONAL_DATA          | epcisBody.eventList[0].ilmd.zone:note           |
      | a product that nobody has registered       | 422    | PRODUCT_UNKNOWN        | epcisBody.eventList[0]                          |
      | another enterprise's product made          | 403    | NOT_OWNER              | epcisBody.eventList[0]                          |
      | a document that is no EPCISDocument        | 422    | VALUE_INVALID          | type                                            |
      | a schema version of EPCIS 1.2              | 422    | VALUE_INVALID          | schemaVersion                                   |
      | no events                                  | 413    | TOO_LARGE              | epcisBody.eventList                             |
      | 1,001 events                               | 413    | TOO_LARGE              | epcisBody.eventList                             |
      | a body of 24 MiB                           | 413    | TOO_LARGE              |                                                 |
      | half a JSON object                         | 400    | MALFORMED              |                                                 |
      | a name twice in an object                  | 400    | MALFORMED              |                                                 |
      | bytes that are not UTF-8                   | 400    | MALFORMED              |                                                 |
      | forty levels of lists                      | 400    | MALFORMED              |                                                 |
      | a content type of XML                      | 400    | MALFORMED              |                                                 |
      | no signature                               | 422    | SIGNATURE_MISSING      | Zone-Signature                                  |
      | a signature that cannot be read            | 422    | SIGNATURE_INVALID      | jws                                             |
      | another enterprise's signature             | 422    | SIGNATURE_INVALID      | jws                                             |
      | events changed after signing               | 422    | SIGNATURE_INVALID      | jws                                             |
      | another salt than the one signed with      | 422    | SIGNATURE_INVALID      | jws                                             |
      | no salt                                    | 422    | FIELD_MISSING          | Zone-Salt                                       |
      | no Idempotency-Key                         | 422    | FIELD_MISSING          | Idempotency-Key                                 |

  Scenario: Only clerks capture
    Given an enterprise with two products, yarn and sweaters
    Then these people cannot capture for it:
      | who                        | status | code                    |
      | another enterprise's clerk | 422    | FILING_NOT_ACTIVE       |
      | the commerce officer       | 403    | NOT_PERMITTED           |
      | the operator               | 403    | NOT_PERMITTED           |
      | the auditor                | 403    | NOT_PERMITTED           |
      | a consumer                 | 401    | AUTHENTICATION_REQUIRED |
