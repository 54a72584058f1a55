package org.zoneledger.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.zoneledger.domain.identifier.Gtin;
import org.zoneledger.domain.identifier.Uscc;
import org.zoneledger.issuer.Credential;
import org.zoneledger.issuer.CryptoConfig;
import org.zoneledger.issuer.Issuer;
import org.zoneledger.launcher.ClientTls;
import org.zoneledger.launcher.Setting;
import org.zoneledger.launcher.demo.DemoData;
import org.zoneledger.launcher.demo.Gateways;
import org.zoneledger.launcher.demo.ZoneDemo;
import org.zoneledger.launcher.topology.NodeKind;
import org.zoneledger.launcher.topology.Organisation;

/** The running zone as the load sees it: an enterprise with a registered product, and the gateway that both use. */
final class BenchZone {
    private final Setting setting;
    private final DemoData.Product product;
    private final DemoData.Enterprise owner;
    private final String place;
    private final Issuer issuer;
    private final Credential enterprise;
    private final Credential auditor;
    private final Path trust;
    private final List<X509Certificate> roots;

    BenchZone(Setting setting) {
        this.setting = setting;
        DemoData data = DemoData.load();
        this.product = data.products().stream()
                .filter(each -> each.level().equals("item"))
                .findFirst()
                .orElseThrow();
        this.owner = data.enterprise(product.owner());
        this.place = data.places().get(product.owner()).gln();
        this.trust = setting.home().trust().resolve("tls-bundle.pem");
        this.roots = ClientTls.roots(trust);
        try {
            CryptoConfig config = CryptoConfig.read(setting.checkout().resolve("crypto-config/crypto-config.yaml"));
            this.issuer = Issuer.open(setting.home().directory(), config);
            this.enterprise = issuer.party(owner.uscc());
            this.auditor = person(auditors(), "auditor", "auditor");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Setting setting() {
        return setting;
    }

    List<Organisation> agencies() {
        return setting.topology().agencies();
    }

    /** The organisation whose gateway takes captures and answers consumers. */
    Organisation front() {
        return setting.topology().organisations().stream()
                .filter(Organisation::consumer)
                .findFirst()
                .orElseThrow();
    }

    URI gateway() {
        return gatewayOf(front());
    }

    URI gatewayOf(Organisation organisation) {
        return Gateways.of(setting.topology()).https().get(organisation.id());
    }

    /** The agency that enterprises register products with. */
    Organisation registrar() {
        return agency("commerce");
    }

    /** An agency by its id, which is also that of its scheme. */
    Organisation agency(String id) {
        return agencies().stream()
                .filter(agency -> agency.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The organisation whose gateway answers auditors. */
    Organisation auditors() {
        return setting.topology().organisations().stream()
                .filter(Organisation::audits)
                .findFirst()
                .orElseThrow();
    }

    /** The measured gateway stays; each of the others would index the same blocks, which it does on a machine of its own. */
    void leaveOneGateway() {
        new Nodes(setting)
                .stop(setting.topology().nodes(NodeKind.GATEWAY).stream()
                        .filter(gateway -> !gateway.organisation().consumer())
                        .toList());
    }

    /** The roots of the agencies, by their names. */
    Map<String, X509Certificate> agencyRoots() {
        Map<String, X509Certificate> agencies = new TreeMap<>();
        for (Organisation agency : agencies()) {
            Path file = setting.home().trust().resolve("agencies/" + agency.id() + ".pem");
            agencies.put(agency.id(), ClientTls.roots(file).get(0));
        }
        return agencies;
    }

    Path trust() {
        return trust;
    }

    Gtin gtin() {
        return Gtin.parse(product.gtin());
    }

    /** What the enterprise says about its product. */
    ObjectNode productForm() {
        return ZoneDemo.document(product);
    }

    String productName() {
        return product.nameEn();
    }

    Uscc uscc() {
        return Uscc.parse(owner.uscc());
    }

    /** GLN of the enterprise's site. */
    String place() {
        return place;
    }

    Credential enterprise() {
        return enterprise;
    }

    /** Certificate and key of one of an organisation's people, issued where there is none. */
    Credential person(Organisation organisation, String name, String role) {
        return issuer.organisation(organisation.id(), organisation.kind()).person(name, role);
    }

    /** Certificate and key of any enterprise, issued where there is none. */
    Credential party(Uscc uscc) {
        return issuer.party(uscc.value());
    }

    /** What the enterprise has filed, with somebody else's certificate in it. */
    ObjectNode filingForm(Credential party) {
        return ZoneDemo.filing(owner, party);
    }

    /** TLS of an auditor. */
    SSLContext auditor() {
        return ClientTls.of(auditor, roots);
    }

    /** TLS of an officer of an agency. */
    SSLContext officer(Organisation agency) {
        return ClientTls.of(person(agency, "officer", "officer"), roots);
    }

    /** TLS of somebody who shows no certificate. */
    SSLContext consumer() {
        return ClientTls.of(roots);
    }

    /** TLS of the enterprise's clerk. */
    SSLContext clerk() {
        return ClientTls.of(enterprise, roots);
    }
}
