package org.zoneledger.gateway.provenance;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.zoneledger.domain.provenance.Page;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;

/**
 * The headers of EPCIS 2.0 (section 12.4): what a request asks for is what it gets, or it is refused, and answers say what they are.
 *
 * <p>Events are stored in one form, so that there is one version of them and one spelling of their EPCs.
 */
@Singleton
final class EpcisHeaders {

    /** Before whatever may answer. */
    private static final int FIRST = -2000;

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int MULTIPLE_CHOICES = 300;
    private static final int TOO_LARGE = 413;

    private static final String VERSION = "2.0";
    private static final String DIGITAL_LINK = "Always_GS1_Digital_Link";
    private static final String NO_PREFERENCE = "No_Preference";
    private static final String ROLLBACK = "rollback";

    private static final Set<String> RESOURCES = Set.of(
            "capture",
            "events",
            "eventTypes",
            "epcs",
            "bizSteps",
            "dispositions",
            "readPoints",
            "bizLocations",
            "queries");

    private static final List<String> READ_VERSIONS = List.of("1.1", "1.2", VERSION);

    private final long mostBytes;
    private final String vendor;

    EpcisHeaders(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostBytes,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.mostBytes = mostBytes.asLongValue();
        this.vendor = "zoneledger-" + version;
    }

    /** Refuses with NOT_ACCEPTABLE what would be answered in another way than the request asks for. */
    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        String path = path(request.getUriInfo().getPath());
        if (!isEpcis(path) || request.getMethod().equals(HttpMethod.OPTIONS)) {
            return;
        }
        boolean isCapture = isCapture(path);
        List<String> versions = isCapture && isXml(request) ? READ_VERSIONS : List.of(VERSION);
        for (String standard : List.of("GS1-EPCIS-", "GS1-CBV-")) {
            mustBeOneOf(request, standard + "Version", versions, "the version is not served; OPTIONS says which are");
            mustNotExclude(request, standard + "Min", 1);
            mustNotExclude(request, standard + "Max", -1);
        }
        mustBeOneOf(
                request,
                "GS1-Capture-Error-Behaviour",
                List.of(ROLLBACK),
                "a capture is written whole or not at all: rollback");
        if (!isCapture) {
            mustBeOneOf(
                    request,
                    "GS1-EPC-Format",
                    List.of(NO_PREFERENCE, DIGITAL_LINK),
                    "EPCs are given as GS1 Digital Links, whichever way they were captured");
            mustBeOneOf(
                    request, "GS1-CBV-XML-Format", List.of(NO_PREFERENCE), "answers are JSON, which has bare words");
        }
    }

    /** Below the routes, because what the framework answers to OPTIONS passes no filter. */
    void register(@Observes Router router) {
        router.route().order(FIRST).handler(context -> {
            String path = path(context.request().path());
            if (isEpcis(path)) {
                context.addHeadersEndHandler(ready -> tell(context.request(), path));
            }
            context.next();
        });
    }

    /** Says of an answer what it is, and to OPTIONS what there is. */
    private void tell(HttpServerRequest request, String path) {
        MultiMap headers = request.response().headers();
        boolean isDiscovery = request.method().equals(io.vertx.core.http.HttpMethod.OPTIONS)
                && request.response().getStatusCode() == OK;
        if (isDiscovery) {
            request.response().setStatusCode(NO_CONTENT);
            headers.remove(HttpHeaders.CONTENT_LENGTH);
            String lowest = isCapture(path) ? READ_VERSIONS.get(0) : VERSION;
            headers.set("GS1-EPCIS-Min", lowest);
            headers.set("GS1-EPCIS-Max", VERSION);
            headers.set("GS1-CBV-Min", lowest);
            headers.set("GS1-CBV-Max", VERSION);
            headers.set("GS1-CBV-XML-Format", NO_PREFERENCE);
            headers.set("GS1-Vendor-Version", vendor);
        }
        int status = request.response().getStatusCode();
        if (status < MULTIPLE_CHOICES) {
            headers.set("GS1-EPCIS-Version", VERSION);
            headers.set("GS1-CBV-Version", VERSION);
            headers.set("GS1-EPC-Format", DIGITAL_LINK);
            headers.set("GS1-Extensions", "zone=" + EpcisAnswer.ZONE);
        }
        boolean takesEvents = isCapture(path) || path.equals("events");
        if (takesEvents && (isDiscovery || status == TOO_LARGE)) {
            headers.set("GS1-EPCIS-Capture-Limit", Integer.toString(isCapture(path) ? Page.MAX_EVENTS : 1));
            headers.set("GS1-EPCIS-Capture-File-Size-Limit", Long.toString(mostBytes));
            headers.set("GS1-Capture-Error-Behaviour", ROLLBACK);
        }
    }

    private static boolean isEpcis(String path) {
        return RESOURCES.contains(path.split("/", 2)[0]);
    }

    private static boolean isCapture(String path) {
        return path.equals("capture");
    }

    private static String path(String path) {
        return path == null ? "" : path.startsWith("/") ? path.substring(1) : path;
    }

    private static boolean isXml(ContainerRequestContext request) {
        MediaType type = request.getMediaType();
        return type != null && type.getSubtype().equals("xml");
    }

    private static void mustBeOneOf(
            ContainerRequestContext request, String header, List<String> served, String otherwise) {
        String wanted = request.getHeaderString(header);
        if (wanted != null && !served.contains(shortened(wanted))) {
            throw refused(header, otherwise);
        }
    }

    /** A bound that leaves out what is served here is refused: as the lowest version with a sign of 1, as the highest with -1. */
    private static void mustNotExclude(ContainerRequestContext request, String header, int sign) {
        String bound = request.getHeaderString(header);
        if (bound == null) {
            return;
        }
        if (!bound.matches("[0-9]{1,3}(\\.[0-9]{1,3}){0,2}")
                || Integer.signum(compare(shortened(bound), VERSION)) == sign) {
            throw refused(header, "the version is not served; OPTIONS says which are");
        }
    }

    private static int compare(String version, String other) {
        String[] mine = version.split("\\.", -1);
        String[] its = other.split("\\.", -1);
        int major = Integer.compare(Integer.parseInt(mine[0]), Integer.parseInt(its[0]));
        return major != 0
                ? major
                : Integer.compare(mine.length < 2 ? 0 : Integer.parseInt(mine[1]), Integer.parseInt(its[1]));
    }

    /** The third number of a version says nothing here. */
    private static String shortened(String version) {
        return version.trim().replaceFirst("^([0-9]+\\.[0-9]+)\\.[0-9]+$", "$1");
    }

    private static RuntimeException refused(String header, String detail) {
        return Problem.of(GatewayCode.NOT_ACCEPTABLE, header, detail).exception();
    }
}
