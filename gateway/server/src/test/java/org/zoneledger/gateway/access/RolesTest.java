package org.zoneledger.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Sscc;
import org.zoneledger.gateway.peer.Bodies;
import org.zoneledger.gateway.peer.GatewayProbe.Answer;
import org.zoneledger.gateway.peer.GatewayProfile;
import org.zoneledger.gateway.peer.Imports;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.People;
import org.zoneledger.gateway.peer.RunningGateway;

/** Who may use which route, at the gateway of commerce. */
@QuarkusTest
@TestProfile(GatewayProfile.class)
class RolesTest extends RunningGateway {

    private static final String PRODUCT = "/api/v1/products/" + Past.YARN;

    private static final String TABLE = """
            route                                  | NOBODY | CLERK | OTHER_CLERK | OFFICER       | REVIEWER | AUDITOR | GATEWAY | STRANGER
            GET  /api/v1/filings/{uscc}            | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            PUT  /api/v1/filings/{uscc}            | 401    | 403   | 201         | 403           | 403      | 403     | 403     | 403
            POST /api/v1/filings/{uscc}/decisions  | 401    | 403   | 403         | 403 NOT_OWNER | 403      | 403     | 403     | 403
            PUT  /api/v1/filings/{uscc}/amendment  | 401    | 409 WRONG_STATE | 403 | 403        | 403      | 403     | 403     | 403
            GET  /api/v1/filings/{uscc}/amendment  | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            POST /api/v1/filings/{uscc}/amendment/decisions     | 401 | 403 | 403  | 403 NOT_OWNER | 403      | 403     | 403     | 403
            PUT  /api/v1/filings/{uscc}/certificate             | 401 | 409 VERSION_CONFLICT | 403 | 403 | 403  | 403     | 403     | 403
            POST /api/v1/filings/{uscc}/certificate/revocation  | 401 | 403 | 403  | 404 NOT_FOUND | 403      | 403     | 403     | 403
            GET  /api/v1/filings/{uscc}/uses       | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            POST /api/v1/filings/{uscc}/uses       | 401    | 403   | 403         | 201           | 403      | 403     | 403     | 403
            GET  /api/v1/products/{gtin}           | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            PUT  /api/v1/products/{gtin}           | 401    | 201   | 403 NOT_OWNER | 403         | 403      | 403     | 403     | 403
            POST /api/v1/imports                   | 401    | 202   | 422 LINES_REFUSED | 403     | 403      | 403     | 403     | 403
            GET  /api/v1/imports/{importID}        | 401    | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403      | 403     | 403     | 403
            GET  /api/v1/subjects/{uscc}           | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            PUT  /api/v1/assertions/{scheme}/{uscc}| 401    | 403   | 403         | 201           | 403      | 403     | 403     | 403
            POST /api/v1/assertions/{scheme}/imports | 401 | 403 | 403 | 422 FIELD_UNKNOWN | 403 | 403 | 403 | 403
            GET  /api/v1/assertions/{scheme}/imports/{importID} | 401 | 403 | 403 | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403 | 403
            POST /api/v1/assertions/{scheme}/imports/{importID}/approval | 401 | 403 | 403 | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403 | 403
            GET  /api/v1/cases                     | 401    | 403   | 403         | 200           | 200      | 200     | 403     | 403
            GET  /api/v1/cases/{id}                | 401    | 403   | 403         | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403
            POST /api/v1/cases/{id}/approval       | 401    | 403   | 403         | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403     | 403
            POST /api/v1/cases/{id}/refusal        | 401    | 403   | 403         | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403     | 403
            GET  /api/v1/facts/{uscc}              | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            POST /api/v1/facts/{scheme}/{uscc}     | 401    | 403   | 403         | 422 FIELD_MISSING | 403  | 403     | 403     | 403
            POST /api/v1/facts/{scheme}/{uscc}/{factId}/withdrawal | 401 | 403 | 403 | 201       | 403      | 403     | 403     | 403
            GET  /api/v1/recognitions              | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            PUT  /api/v1/recognitions              | 401    | 403   | 403         | 422 VALUE_INVALID | 403  | 403     | 403     | 403
            GET  /api/v1/accreditations            | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            PUT  /api/v1/accreditations/{uscc}     | 401    | 403   | 403         | 422 FIELD_MISSING | 403      | 403     | 403     | 403
            GET  /api/v1/evaluations/{uscc}        | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            PUT  /api/v1/evaluations/{uscc}        | 401    | 422 SIGNATURE_MISSING | 422 SIGNATURE_MISSING | 403 | 403 | 403 | 403 | 403
            POST /api/v1/repairs                   | 401    | 422 VALUE_INVALID | 422 VALUE_INVALID | 403 | 403 | 403     | 403     | 403
            GET  /api/v1/repairs                   | 401    | 200   | 200         | 200           | 200      | 200     | 403     | 403
            POST /api/v1/repairs/{id}/decisions    | 401    | 403   | 403         | 404 NOT_FOUND | 403      | 403     | 403     | 403
            GET  /api/v1/grades/{uscc}             | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            POST /api/v1/grades/{uscc}             | 401    | 403   | 403         | 422 FILING_NOT_ACCEPTED | 403      | 403     | 403     | 403
            GET  /api/v1/alerts                    | 401    | 200   | 200         | 200           | 200      | 403     | 403     | 403
            GET  /api/v1/alerts/stream             | 401    | 200   | 200         | 200           | 200      | 403     | 403     | 403
            GET  /api/v1/credit-laws               | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            POST /api/v1/inspections               | 401    | 403   | 403         | 403 NOT_OWNER | 403      | 403     | 403     | 403
            GET  /api/v1/inspections               | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /api/v1/inspections/{id}          | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND
            GET  /api/v1/lists                     | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /api/v1/lists/check               | 422    | 422   | 422         | 422           | 422      | 422     | 422     | 422
            GET  /api/v1/lists/{listId}            | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND
            PUT  /api/v1/lists/{listId}            | 401    | 403   | 403         | 422 FIELD_MISSING | 403  | 403     | 403     | 403
            POST /api/v1/listings                  | 401    | 403   | 403         | 422 FIELD_MISSING | 403  | 403     | 403     | 403
            GET  /api/v1/listings                  | 401    | 200   | 200         | 200           | 200      | 200     | 403     | 403
            GET  /api/v1/listings/{id}             | 401    | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403
            POST /api/v1/listings/{id}/statements  | 401    | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403      | 403     | 403     | 403
            POST /api/v1/listings/{id}/decisions   | 401    | 403   | 403         | 404 NOT_FOUND | 403      | 403     | 403     | 403
            POST /api/v1/listings/{id}/deliveries  | 401    | 403   | 403         | 404 NOT_FOUND | 403      | 403     | 403     | 403
            POST /api/v1/simulations               | 401    | 403   | 403         | 422 FIELD_MISSING | 422 FIELD_MISSING | 403 | 403 | 403
            GET  /api/v1/history/{recordKey}       | 401    | 403   | 403         | 403           | 403      | 200     | 403     | 403
            HEAD /api/v1/history/{recordKey}       | 401    | 403   | 403         | 403           | 403      | 200     | 403     | 403
            GET  /api/v1/audit/acts | 401 | 403 | 403 | 403 | 403 | 200 | 403 | 403
            GET  /api/v1/audit/reads | 401 | 403 | 403 | 403 | 403 | 200 | 403 | 403
            GET  /api/v1/audit/refused | 401 | 403 | 403 | 403 | 403 | 200 | 403 | 403
            GET  /api/v1/audit/late | 401 | 403 | 403 | 403 | 403 | 200 | 403 | 403
            GET  /api/v1/audit/unusual | 401 | 403 | 403 | 403 | 403 | 200 | 403 | 403
            GET  /audit/watch | 401 | 403 | 403 | 403 | 403 | 200 | 403 | 403
            GET  /audit/export | 401 | 403 | 403 | 403 | 403 | 200 | 403 | 403
            GET  /api/v1/audit/subjects/{uscc} | 401 | 403 | 403 | 403 | 403 | 200 | 403 | 403
            GET  /api/v1/audit/responsibility | 401 | 403 | 403 | 403 | 403 | 422 | 403 | 403
            GET  /audit | 401 | 403 | 403 | 403 | 403 | 200 | 403 | 403
            GET  /audit/responsibility | 401 | 403 | 403 | 403 | 403 | 200 | 403 | 403
            GET  /audit/records/{recordKey} | 401 | 403 | 403 | 403 | 403 | 200 | 403 | 403
            GET  /audit/subjects/{uscc} | 401 | 403 | 403 | 403 | 403 | 200 | 403 | 403
            PUT  /api/v1/details/{scheme}/{uscc}      | 401 | 403 | 403 | 422 FIELD_MISSING | 403 | 403 | 403 | 403
            GET  /api/v1/details/{scheme}/{uscc}      | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200
            POST /api/v1/notes                        | 401 | 403 | 403 | 422 VALUE_INVALID | 403 | 403 | 403 | 403
            GET  /api/v1/notes                        | 401 | 403 | 403 | 200 | 200 | 403 | 403 | 403
            POST /api/v1/shares                       | 401 | 403 | 403 | 422 VALUE_INVALID | 403 | 403 | 403 | 403
            GET  /api/v1/shares                       | 401 | 403 | 403 | 200 | 200 | 200 | 403 | 403
            GET  /api/v1/shares/{id}                  | 401 | 403 | 403 | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403
            POST /api/v1/shares/{id}/decisions        | 401 | 403 | 403 | 422 FIELD_MISSING | 403 | 403 | 403 | 403
            POST /api/v1/shares/{id}/reads            | 401 | 403 | 403 | 404 NOT_FOUND | 403 | 403 | 403 | 403
            POST /api/v1/shares/standing              | 401 | 403 | 403 | 422 VALUE_INVALID | 403 | 403 | 403 | 403
            GET  /api/v1/shares/standing              | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200
            POST /api/v1/mandates                     | 401 | 403 | 403 | 422 VALUE_INVALID | 403 | 403 | 403 | 403
            GET  /api/v1/mandates                     | 401 | 403 | 403 | 200 | 200 | 200 | 403 | 403
            GET  /api/v1/mandates/{id}                | 401 | 403 | 403 | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403
            POST /api/v1/mandates/{id}/end            | 401 | 403 | 403 | 404 NOT_FOUND | 403 | 403 | 403 | 403
            POST /api/v1/mandates/{id}/reads          | 401 | 403 | 403 | 403 | 403 | 404 NOT_FOUND | 403 | 403
            POST /api/v1/releases/mandated            | 422 | 422 | 422 | 422 | 422 | 422 | 422 | 422
            POST /api/v1/grants                       | 401 | 422 SIGNATURE_MISSING | 422 SIGNATURE_MISSING | 403 | 403 | 403 | 403 | 403
            GET  /api/v1/grants                       | 401 | 200 | 200 | 403 | 403 | 403 | 403 | 403
            POST /api/v1/grants/{id}/withdrawal       | 401 | 422 SIGNATURE_MISSING | 422 SIGNATURE_MISSING | 403 | 403 | 403 | 403 | 403
            POST /api/v1/grants/{id}/reads            | 401 | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403 | 403 | 403 | 403
            POST /api/v1/thresholds                   | 401 | 422 USCC_INVALID | 422 USCC_INVALID | 403 | 403 | 403 | 403 | 403
            GET  /api/v1/thresholds/{id}              | 401 | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403 | 403 | 403 | 403
            PUT  /api/v1/people/{person}              | 401 | 422 FIELD_MISSING | 422 FIELD_MISSING | 403 | 403 | 403 | 403 | 403
            GET  /api/v1/people                       | 401 | 200 | 200 | 422 FIELD_MISSING | 403 | 403 | 403 | 403
            POST /api/v1/people/{person}/reads        | 401 | 403 | 403 | 404 NOT_FOUND | 403 | 403 | 403 | 403
            PUT  /api/v1/people/{person}/credit       | 401 | 403 | 403 | 403 NOT_OWNER | 403 | 403 | 403 | 403
            GET  /api/v1/people/{person}/credit       | 401 | 403 | 403 | 403 NOT_OWNER | 403 NOT_OWNER | 403 | 403 | 403
            POST /api/v1/people/{person}/credit/approval | 401 | 403 | 403 | 403 NOT_OWNER | 403 NOT_OWNER | 403 | 403 | 403
            POST /api/v1/people/{person}/erasure      | 401 | 422 FIELD_MISSING | 422 FIELD_MISSING | 422 FIELD_MISSING | 403 | 403 | 403 | 403
            GET  /api/v1/people/{person}/erasure      | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND
            POST /api/v1/releases                     | 422 VALUE_INVALID | 422 VALUE_INVALID | 422 VALUE_INVALID | 422 VALUE_INVALID | 422 VALUE_INVALID | 422 VALUE_INVALID | 422 VALUE_INVALID | 422 VALUE_INVALID
            GET  /api/v1/subjects/{uscc}/disclosures  | 401 | 200 | 403 | 200 | 200 | 200 | 403 | 403
            POST /api/v1/recalls                   | 401    | 403   | 403         | 422 GTIN_INVALID | 403      | 403     | 403     | 403
            GET  /api/v1/recalls                   | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /api/v1/recalls/{id}              | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND
            GET  /api/v1/recalls/{id}/affected     | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND
            POST /api/v1/recalls/{id}/closure      | 401    | 403   | 403         | 422 FIELD_MISSING | 403      | 403     | 403     | 403
            GET  /api/v1/scans                     | 401    | 403   | 403         | 422 GTIN_INVALID | 422 GTIN_INVALID | 403 | 403 | 403
            POST /capture                          | 401    | 202   | 422         | 403           | 403      | 403     | 403     | 403
            POST /events                           | 401    | 422 SIGNATURE_MISSING | 422 SIGNATURE_MISSING | 403 | 403 | 403 | 403 | 403
            POST /queries                          | 401    | 422   | 422         | 422           | 422      | 422     | 403     | 403
            GET  /queries                          | 401    | 200   | 200         | 200           | 200      | 200     | 403     | 403
            GET  /queries/{queryName}              | 401 | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403
            DELETE /queries/{queryName}            | 401 | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403
            GET  /queries/{queryName}/events       | 401 | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403
            GET  /queries/{queryName}/stream       | 401 | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403
            POST /queries/{queryName}/subscriptions | 401 | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403
            GET  /queries/{queryName}/subscriptions | 401 | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403
            GET  /queries/{queryName}/subscriptions/{subscriptionID} | 401 | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403
            DELETE /queries/{queryName}/subscriptions/{subscriptionID} | 401 | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403
            GET  /api/v1/stream                    | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /api/v1/subscriptions             | 401    | 200   | 200         | 200           | 200      | 200     | 403     | 403
            POST /api/v1/subscriptions             | 401    | 422   | 422         | 422           | 422      | 422     | 403     | 403
            DELETE /api/v1/subscriptions/{id}      | 401    | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403
            GET  /capture                          | 401    | 200   | 200         | 403           | 403      | 403     | 403     | 403
            GET  /capture/{captureID}              | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /epcs/{epc}/events                | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /epcs/{epc}/trace                 | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /epcs                             | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /events                           | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /eventTypes                       | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /eventTypes/{eventType}/events    | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /bizSteps                         | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /bizSteps/{bizStep}/events        | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /dispositions                     | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /dispositions/{disposition}/events | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /readPoints                       | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /readPoints/{readPoint}/events    | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /bizLocations                     | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /bizLocations/{bizLocation}/events | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /events/{eventID}                 | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND
            GET  /01/{link}                        | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /00/{sscc}                        | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND
            GET  /414/{value}                      | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND
            GET  /417/{value}                      | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND
            GET  /8003/{value}                     | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND
            GET  /8004/{value}                     | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND
            GET  /dpp/01/{link}                    | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /.well-known/gs1resolver          | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /qr/01/{link}                     | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /qr/sheet/01/{link}               | 422 DIGITAL_LINK_INVALID | 422 DIGITAL_LINK_INVALID | 422 DIGITAL_LINK_INVALID | 422 DIGITAL_LINK_INVALID | 422 DIGITAL_LINK_INVALID | 422 DIGITAL_LINK_INVALID | 422 DIGITAL_LINK_INVALID | 422 DIGITAL_LINK_INVALID
            GET  /qr/00/{sscc}                     | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /enterprises                      | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /enterprises/{uscc}               | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            PUT  /api/v1/filings/{uscc}/draft      | 401    | 201   | 403         | 403           | 403      | 403     | 403     | 403
            GET  /api/v1/filings/{uscc}/draft      | 401    | 200   | 403         | 403           | 403      | 403     | 403     | 403
            DELETE /api/v1/filings/{uscc}/draft    | 401    | 422   | 422         | 403           | 403      | 403     | 403     | 403
            POST /api/v1/corrections               | 401    | 422 VALUE_INVALID | 422 VALUE_INVALID | 422 VALUE_INVALID | 403 | 403 | 403 | 403
            GET  /api/v1/corrections               | 401    | 200   | 200         | 200           | 200      | 200     | 403     | 403
            POST /api/v1/corrections/{id}/decisions | 401   | 403   | 403         | 422 FIELD_MISSING | 403  | 403     | 403     | 403
            POST /desk/corrections/{id}            | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            GET  /policy                           | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /api/v1/policy                    | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            POST /api/v1/policy/proposals          | 401    | 403   | 403         | 422 FIELD_MISSING | 403  | 403     | 403     | 403
            GET  /log                              | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /log/checkpoint                   | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND
            GET  /log/roots                        | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /scan                             | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /verify                           | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /log/tile/entries/{path}          | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200
            GET  /log/tile/{level}/{path}          | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200
            GET  /log/page/{captureID}             | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200
            POST /log/add-checkpoint               | 400 | 400 | 400 | 400 | 400 | 400 | 400 | 400
            GET  /api/v1/witnesses                 | 200 | 200 | 200 | 200 | 200 | 200 | 200 | 200
            POST /api/v1/witnesses                 | 401    | 403   | 403         | 422 FIELD_MISSING | 403      | 403     | 403     | 403
            GET  /api/v1/receipts/events/{sha256}  | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND | 404 NOT_FOUND
            GET  /api/v1/receipts/{recordKey}       | 503 | 503 | 503 | 503 | 503 | 503 | 503 | 503
            POST /api/v1/policy/proposals/{id}/approvals | 401 | 403 | 403        | 422 FIELD_MISSING | 403  | 403     | 403     | 403
            POST /api/v1/policy/proposals/{id}/enactment | 401 | 403 | 403        | 404 NOT_FOUND | 403      | 403     | 403     | 403
            GET  /desk                             | 401    | 200   | 200         | 200           | 200      | 403     | 403     | 403
            GET  /desk/enterprises                 | 401    | 403   | 403         | 200           | 200      | 403     | 403     | 403
            GET  /desk/enterprises/{uscc}          | 401    | 403   | 403         | 200           | 200      | 403     | 403     | 403
            GET  /desk/credit                      | 401    | 200   | 200         | 403           | 403      | 403     | 403     | 403
            GET  /desk/simulation                  | 401    | 403   | 403         | 200           | 200      | 403     | 403     | 403
            POST /desk/simulation                  | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/cases/{id}                  | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/words/{scheme}/{uscc}       | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/facts/{scheme}/{uscc}       | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/facts/{scheme}/{uscc}/{factId} | 401 | 403   | 403         | 403           | 403      | 403     | 403     | 403
            GET  /desk/results                     | 401    | 403   | 403         | 200           | 200      | 403     | 403     | 403
            POST /desk/results/{scheme}            | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/results/{scheme}/{importID} | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            GET  /desk/rules                       | 401    | 403   | 403         | 200           | 200      | 403     | 403     | 403
            POST /desk/recognitions                | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/recognitions/{ruleId}       | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/accreditations              | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            GET  /desk/person-credit               | 401    | 403   | 403         | 403 NOT_OWNER | 403 NOT_OWNER | 403 | 403    | 403
            POST /desk/person-credit               | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/person-credit/proposals     | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/person-credit/approvals     | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/repairs/{id}                | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/grades/{uscc}               | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/notices/{uscc}              | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/listings/{id}               | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            GET  /lists                            | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            GET  /credit-laws                      | 200    | 200   | 200         | 200           | 200      | 200     | 200     | 200
            POST /desk/filings/{uscc}              | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/amendments/{uscc}           | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/shares/{id}                 | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            GET  /desk/recalls/{id}                | 401    | 403   | 403         | 404 NOT_FOUND | 404 NOT_FOUND | 403 | 403     | 403
            POST /desk/recalls                     | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/recalls/{id}                | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            POST /desk/people/{person}             | 401    | 403   | 403         | 403           | 403      | 403     | 403     | 403
            """;

    static Stream<Arguments> table() {
        List<String[]> rows = TABLE.lines().map(line -> line.split("\\|", -1)).toList();
        List<Arguments> cases = new ArrayList<>();
        for (String[] row : rows.subList(1, rows.size())) {
            for (int i = 1; i < row.length; i++) {
                String[] route = row[0].trim().split(" +", -1);
                cases.add(Arguments.of(route[0], route[1], People.valueOf(rows.get(0)[i].trim()), row[i].trim()));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0} {1} as {2}: {3}")
    @MethodSource("table")
    void a_route_answers_each_role_as_the_table_says(String method, String route, People person, String expected)
            throws Exception {
        Answer answer = ask(method, route, person);
        String status = Integer.toString(answer.status());
        assertThat(expected.contains(" ") ? status + " " + answer.code() : status)
                .as(answer.toString())
                .isEqualTo(expected);
        if (answer.status() >= 400 && !method.equals("HEAD") && !route.startsWith("/desk/")) {
            assertThat(answer.code()).isNotEmpty();
        }
    }

    @Test
    void the_table_has_every_route_of_the_outside_contract() throws Exception {
        TreeSet<String> routes = new TreeSet<>();
        var paths = management().get("/openapi?format=json").json().path("paths");
        paths.properties().forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
            if (List.of("get", "put", "post", "delete", "patch").contains(method)) {
                routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }));
        assertThat(table().map(row -> row.get()[0] + " " + row.get()[1]).filter(row -> !row.startsWith("HEAD")))
                .containsAll(routes)
                .as("and no others")
                .allMatch(routes::contains);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("routes")
    void a_certificate_of_an_unknown_authority_does_not_get_through_the_handshake(String method, String route) {
        // the server judges after a TLS 1.3 client is done, so that its close may arrive before its alert is read
        assertThatThrownBy(() -> ask(method, route, People.FOREIGNER))
                .satisfiesAnyOf(
                        refused -> assertThat(refused).isInstanceOf(SSLException.class), refused -> assertThat(refused)
                                .isExactlyInstanceOf(IOException.class)
                                .hasMessage("HTTP/1.1 header parser received no bytes"));
    }

    static Stream<Arguments> routes() {
        return table().map(row -> List.of(row.get()[0], row.get()[1]))
                .distinct()
                .map(route -> Arguments.of(route.toArray()));
    }

    @ParameterizedTest
    @MethodSource("methodsNobodyHas")
    void a_method_that_a_route_does_not_have_is_nobodys(String method, String route) throws Exception {
        for (People person : List.of(People.NOBODY, People.CLERK, People.OFFICER, People.AUDITOR)) {
            Answer answer = as(person)
                    .send(method, path(method, route), new byte[] {'{', '}'}, "Content-Type", "application/json");
            assertThat(answer.code()).as("%s as %s: %s", route, person, answer).isEqualTo("METHOD_NOT_ALLOWED");
            assertThat(answer.status()).isEqualTo(405);
        }
    }

    static Stream<Arguments> methodsNobodyHas() {
        List<String> routes = table().map(row -> (String) row.get()[1])
                .filter(route -> !List.of(
                                "/api/v1/subscriptions/{id}",
                                "/api/v1/filings/{uscc}/draft",
                                "/queries/{queryName}",
                                "/queries/{queryName}/subscriptions/{subscriptionID}")
                        .contains(route))
                .distinct()
                .toList();
        return Stream.concat(
                Stream.of(
                        Arguments.of("PATCH", "/api/v1/subscriptions/{id}"),
                        Arguments.of("PATCH", "/api/v1/filings/{uscc}/draft"),
                        Arguments.of("PATCH", "/queries/{queryName}"),
                        Arguments.of("PATCH", "/queries/{queryName}/subscriptions/{subscriptionID}"),
                        Arguments.of("GET", "/api/v1/subscriptions/{id}")),
                routes.stream()
                        .flatMap(route -> Stream.of("DELETE", "PATCH").map(method -> Arguments.of(method, route))));
    }

    @Test
    void an_officer_gives_no_other_agencys_word_and_no_peer_is_asked_for_it() throws Exception {
        int asked = peer().endorsements().size();
        Answer answer = put(
                People.OFFICER,
                "/api/v1/assertions/tax/" + Past.KNITTER,
                Bodies.assertion("A"),
                newId(),
                "Zone-Salt",
                SALT);
        assertThat(answer.code()).isEqualTo("NOT_OWNER");
        assertThat(peer().endorsements()).hasSize(asked);
    }

    private Answer ask(String method, String route, People person) throws Exception {
        String path = path(method, route);
        return switch (method + " " + route) {
            case "PUT /api/v1/filings/{uscc}" ->
                put(person, path, People.OTHER_CLERK, Bodies.filing(People.OTHER_CLERK));
            case "POST /api/v1/filings/{uscc}/decisions" -> post(person, path, Bodies.decision("VERIFY"), newId());
            case "PUT /api/v1/filings/{uscc}/amendment" -> put(person, path, People.CLERK, Bodies.filing(People.CLERK));
            case "POST /api/v1/filings/{uscc}/amendment/decisions" ->
                post(person, path, Bodies.decision("CONFIRM"), newId());
            case "PUT /api/v1/filings/{uscc}/certificate" ->
                put(person, path, People.CLERK, Bodies.certificate(People.CLERK), "If-Match", "\"0\"");
            case "POST /api/v1/filings/{uscc}/certificate/revocation" ->
                post(person, path, Bodies.revocation(), newId());
            case "POST /api/v1/filings/{uscc}/uses" -> post(person, path, Bodies.use("export-refund"), newId());
            case "PUT /api/v1/products/{gtin}" -> product(person, path);
            case "PUT /api/v1/assertions/{scheme}/{uscc}" ->
                put(person, path, Bodies.assertion("GOOD"), newId(), "Zone-Salt", SALT);
            case "POST /api/v1/imports" -> imported(person, path);
            case "POST /api/v1/grades/{uscc}" -> {
                // the past was graded under the rules of its day: whoever asks first makes the grade anew
                as(People.OFFICER).send(method, path, null);
                yield as(person).send(method, path, null);
            }
            case "POST /capture" -> capture(person);
            case "GET /api/v1/stream", "GET /api/v1/alerts/stream" -> opened(person, path);
            // to people a refusal is a page
            case "GET /00/{sscc}" -> as(person).send(method, path, null, "Accept", "application/json");
            case "POST /api/v1/assertions/{scheme}/imports" ->
                sent(person, path, "text/csv", "uscc,secret", "Idempotency-Key", newId(), "Zone-Salt", SALT);
            case "POST /desk/results/{scheme}" ->
                sent(
                        person,
                        path,
                        "multipart/form-data; boundary=part",
                        "--part--\r\n",
                        "Origin",
                        "https://elsewhere.example");
            case "POST /desk/simulation",
                    "POST /desk/cases/{id}",
                    "POST /desk/words/{scheme}/{uscc}",
                    "POST /desk/facts/{scheme}/{uscc}",
                    "POST /desk/facts/{scheme}/{uscc}/{factId}",
                    "POST /desk/person-credit",
                    "POST /desk/person-credit/proposals",
                    "POST /desk/person-credit/approvals",
                    "POST /desk/repairs/{id}",
                    "POST /desk/notices/{uscc}",
                    "POST /desk/listings/{id}",
                    "POST /desk/recognitions",
                    "POST /desk/recognitions/{ruleId}",
                    "POST /desk/accreditations",
                    "POST /desk/results/{scheme}/{importID}",
                    "POST /desk/grades/{uscc}",
                    "POST /desk/filings/{uscc}",
                    "POST /desk/corrections/{id}",
                    "POST /desk/amendments/{uscc}",
                    "POST /desk/shares/{id}",
                    "POST /desk/recalls",
                    "POST /desk/recalls/{id}",
                    "POST /desk/people/{person}" ->
                // from elsewhere: whoever may send the form may not send this one
                as(person)
                        .send(
                                method,
                                path,
                                new byte[] {'a', '=', 'b'},
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "Origin",
                                "https://elsewhere.example");
            default ->
                // an empty form gets as far as the role does
                method.equals("POST") || method.equals("PUT")
                        ? as(person)
                                .send(
                                        method,
                                        path,
                                        new byte[] {'{', '}'},
                                        "Content-Type",
                                        "application/json",
                                        "Idempotency-Key",
                                        newId(),
                                        "Zone-Salt",
                                        SALT)
                        : as(person).send(method, path, null);
        };
    }

    private Answer sent(People person, String path, String mediaType, String body, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", mediaType));
        return as(person).send("POST", path, body.getBytes(StandardCharsets.UTF_8), all.toArray(String[]::new));
    }

    /** The beginning of an answer that does not end. */
    private Answer opened(People person, String path) throws Exception {
        var response = as(person).open(path);
        try (var body = response.body()) {
            // an answer that is no refusal never ends
            String text = response.statusCode() < 400 ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(response.statusCode(), response.headers().map(), text);
        }
    }

    /** Sends what an enterprise's clerk has signed, whoever sends it. */
    private Answer put(People person, String path, People signer, ObjectNode body, String... headers) throws Exception {
        String id = newId();
        boolean isFirst = List.of(headers).contains("If-Match");
        long version = isFirst ? 1 : version(path) + 1;
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Zone-Signature";
        all[headers.length + 1] = Bodies.signature(signer, path.split("/", -1)[4], body, SALT, id, version);
        return put(person, path, body, id, all);
    }

    private Answer product(People person, String path) throws Exception {
        String id = newId();
        String jws = person == People.OTHER_CLERK
                ? "a..b"
                : Bodies.signature(
                        People.CLERK, Past.KNITTER, Gtin.parse(Past.SWEATER), Bodies.product(), id, version(path) + 1);
        return put(person, path, Bodies.product(), id, "Zone-Signature", jws);
    }

    private Answer imported(People person, String path) throws Exception {
        String id = newId();
        String file = Imports.json(Bodies.product().put("gtin", Past.YARN).put("version", version(PRODUCT) + 1));
        String jws = Imports.signature(People.CLERK, Past.KNITTER, id, file);
        return as(person).post(path, file, "Idempotency-Key", id, "Zone-Signature", jws);
    }

    private Answer capture(People person) throws Exception {
        String id = newId();
        ObjectNode document = Past.document(Past.commissioning("R" + id.replaceAll("[^0-9]", "")));
        People signer = person == People.OTHER_CLERK ? person : People.CLERK;
        String uscc = person == People.OTHER_CLERK ? People.OTHER_ENTERPRISE : Past.KNITTER;
        return post(
                person, "/capture", document, id, "Zone-Signature", Bodies.signature(signer, uscc, id, document, SALT));
    }

    /** The knitter's filing is active, so it is the other enterprise that files, and one that has not filed whose key is revoked. */
    private static String path(String method, String route) {
        String uscc =
                switch (method + " " + route) {
                    case "PUT /api/v1/filings/{uscc}", "POST /api/v1/filings/{uscc}/decisions" ->
                        People.OTHER_ENTERPRISE;
                    case "POST /api/v1/filings/{uscc}/certificate/revocation", "POST /api/v1/grades/{uscc}" ->
                        "91330402MA2B00019E";
                    default -> Past.KNITTER;
                };
        // officers say whom they ask about
        String whole = route.endsWith("/notes")
                ? route + "?uscc=" + uscc
                : route.endsWith("/trace") ? route + "?direction=forward" : route;
        return whole.replace("{uscc}", uscc)
                .replace("{gtin}", Past.SWEATER)
                .replace("{scheme}", "commerce")
                .replace("{recordKey}", "filing/" + Past.KNITTER)
                .replace("{captureID}", "capture-1")
                .replace("{eventID}", "none-such")
                .replace("{eventType}", "ObjectEvent")
                .replace("{bizStep}", "shipping")
                .replace("{disposition}", "in_transit")
                .replace(
                        "{readPoint}",
                        URLEncoder.encode("https://id.gs1.org/414/6930000000011", StandardCharsets.UTF_8))
                .replace("{bizLocation}", "urn:epc:id:sgln:6930000.00001.0")
                .replace("{id}", "no-such-record")
                .replace("{listId}", "no-such-list")
                .replace("{factId}", "no-such-fact")
                .replace("{ruleId}", "no-such-rule")
                .replace("{queryName}", "none-such")
                .replace("{subscriptionID}", "none-such")
                .replace("{person}", "ab".repeat(32))
                .replace("{importID}", "import-of-nobody")
                .replace("{epc}", URLEncoder.encode(Past.ITEM, StandardCharsets.UTF_8))
                .replace("{link}", Past.SWEATER)
                .replace("{level}/{path}", "0/000.p/1")
                .replace("{path}", "000.p/1")
                .replace("{sha256}", Sha256.hex(new byte[0]))
                .replace("{value}", "6930000000004")
                .replace("{sscc}", Sscc.withCheckDigit("06930000000000001").value());
    }
}
