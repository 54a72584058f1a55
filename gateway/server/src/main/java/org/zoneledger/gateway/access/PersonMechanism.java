package org.zoneledger.gateway.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.credential.CertificateCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AnonymousAuthenticationRequest;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.CertificateAuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zoneledger.gateway.problem.Problem;
import org.zoneledger.gateway.problem.Problem.GatewayCode;
import org.zoneledger.gateway.problem.ProblemException;

/**
 * Finds out who is asking: the holder of the client certificate, the holder of the certificate that a bearer token names, or the
 * public.
 *
 * <p>A token that does not count ends the request, whatever else was shown.
 */
@ApplicationScoped
class PersonMechanism implements HttpAuthenticationMechanism {

    private static final int BEFORE_ALL_OTHERS = 10_000;

    /** With an issuer that takes a connection and says nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TokenConfig tokens;
    private final OwnPeople people;
    private final Authorities authorities;
    private final BlockingSecurityExecutor blocking;

    PersonMechanism(TokenConfig tokens, OwnPeople people, Authorities authorities, BlockingSecurityExecutor blocking) {
        this.tokens = tokens;
        this.people = people;
        this.authorities = authorities;
        this.blocking = blocking;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager manager) {
        HttpServerRequest request = context.request();
        List<String> headers = request.headers().getAll(HttpHeaderNames.AUTHORIZATION);
        Optional<X509Certificate> shown = ShownCertificate.of(request);
        if (headers.isEmpty()) {
            return shown.map(certificate -> holder(certificate, context, manager))
                    .orElseGet(() -> authenticate(new AnonymousAuthenticationRequest(), context, manager));
        }
        Optional<BearerToken> token =
                tokens.isEnabled() && request.isSSL() ? BearerToken.in(headers) : Optional.empty();
        return token.map(each -> authenticate(
                                new TokenAuthenticationRequest(new AccessTokenCredential(each.text())),
                                context,
                                manager)
                        .ifNoItem()
                        .after(PATIENCE)
                        .fail()
                        .chain(checked -> named(each, shown))
                        .chain(certificate -> holder(certificate, context, manager))
                        .map(PersonMechanism::mustComeByToken))
                .orElseGet(() -> Uni.createFrom().failure(invalid()))
                .onFailure()
                .transform(failure -> refusal(failure, context));
    }

    private static Uni<SecurityIdentity> holder(
            X509Certificate certificate, RoutingContext context, IdentityProviderManager manager) {
        return authenticate(
                new CertificateAuthenticationRequest(new CertificateCredential(certificate)), context, manager);
    }

    private static Uni<SecurityIdentity> authenticate(
            AuthenticationRequest request, RoutingContext context, IdentityProviderManager manager) {
        return manager.authenticate(HttpSecurityUtils.setRoutingContextAttribute(request, context));
    }

    /** The certificate that a token names, which must still be good, and be the one that is shown if one is. */
    private Uni<X509Certificate> named(BearerToken token, Optional<X509Certificate> shown) {
        Optional<String> digest = shown.map(ShownCertificate::digest);
        if (token.isBound() && (digest.isEmpty() || !token.binding().equals(digest))) {
            return Uni.createFrom().failure(invalid());
        }
        return blocking.executeBlocking(() -> token.holder()
                .filter(holder -> digest.map(holder::equals).orElse(true))
                .flatMap(people::find)
                .filter(certificate -> authorities.vouchFor(certificate, Instant.now()))
                .orElseThrow(PersonMechanism::invalid));
    }

    /** Clerks answer for an enterprise that no agency's issuer knows: they show their certificate. */
    private static SecurityIdentity mustComeByToken(SecurityIdentity identity) {
        Person person = identity.getAttribute(Visitor.PERSON);
        if (person == null || person.caller().uscc().isPresent()) {
            throw invalid();
        }
        return identity;
    }

    private static ProblemException refusal(Throwable failure, RoutingContext context) {
        if (!context.request().isEnded()) {
            context.request().resume();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isAway(cause)) {
                return Problem.of(
                                GatewayCode.ISSUER_UNAVAILABLE,
                                "the issuer of tokens does not answer; show the certificate, or send it again")
                        .exception();
            }
        }
        context.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        return invalid();
    }

    /** A token that cannot be read has been refused before its issuer was asked for keys. */
    private static boolean isAway(Throwable cause) {
        return cause instanceof OIDCException
                || cause instanceof TimeoutException
                || (cause instanceof IOException && !(cause instanceof JsonProcessingException));
    }

    private static ProblemException invalid() {
        return Problem.of(GatewayCode.TOKEN_INVALID, "the Authorization header names nobody who may ask here by token")
                .exception();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(CertificateAuthenticationRequest.class, TokenAuthenticationRequest.class);
    }

    @Override
    public int getPriority() {
        return BEFORE_ALL_OTHERS;
    }
}
