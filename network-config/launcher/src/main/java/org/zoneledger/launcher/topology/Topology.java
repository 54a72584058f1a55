package org.zoneledger.launcher.topology;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The zone as {@code network-config/zone.yaml} describes it.
 *
 * <p>Valid once constructed: identifiers and MSP names are unique, every reference names an organisation of the file, the
 * endorsers can be found among the agencies, and Byzantine consensus has at least four orderers.
 */
public record Topology(
        String zone,
        Bilingual name,
        String channel,
        Chaincode chaincode,
        Consensus consensus,
        String host,
        String bind,
        int portBase,
        Batch batch,
        Java java,
        int endorsers,
        List<Collection> collections,
        List<Organisation> organisations) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .registerModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** A text in Chinese and in English. */
    public record Bilingual(String zh, String en) {
        public Bilingual {
            required(zh, "name.zh");
            required(en, "name.en");
        }
    }

    /** The one chaincode of the channel and the definition the organisations agree on. */
    public record Chaincode(String name, String version, int sequence) {
        public Chaincode {
            required(name, "chaincode.name");
            required(version, "chaincode.version");
            require(sequence >= 1, "chaincode.sequence starts at 1");
        }

        /** The label of the installed package. */
        public String label() {
            return name + "_" + version;
        }
    }

    /** When a block is cut. */
    public record Batch(String timeout, int messages, int preferredBytes, int absoluteBytes) {
        public Batch {
            required(timeout, "batch.timeout");
            require(messages >= 1, "batch.messages must be at least 1");
            require(
                    0 < preferredBytes && preferredBytes <= absoluteBytes,
                    "batch.preferredBytes must be at most batch.absoluteBytes");
        }
    }

    /** Options of the virtual machines. */
    public record Java(String chaincode, String gateway) {
        private static final Pattern OPTIONS = Pattern.compile("-[A-Za-z0-9:+=._-]+( -[A-Za-z0-9:+=._-]+)*");

        public Java {
            require(OPTIONS.matcher(chaincode).matches(), "java.chaincode must be options such as -Xmx128m");
            require(OPTIONS.matcher(gateway).matches(), "java.gateway must be options such as -Xmx192m");
        }
    }

    /** A private data collection; {@code agencies} among the members stands for every agency. */
    public record Collection(String name, List<String> members) {
        public Collection {
            required(name, "collections.name");
            members = List.copyOf(members);
            require(!members.isEmpty(), "collection " + name + " has no members");
        }
    }

    /** How the orderers agree. */
    public enum Consensus {
        /** SmartBFT: one orderer of four may crash or lie. */
        BFT,
        /** Raft: a minority may crash, none may lie. */
        RAFT;

        @JsonCreator
        static Consensus of(String text) {
            return Arrays.stream(values())
                    .filter(value -> value.label().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new InvalidTopologyException("consensus must be bft or raft, not " + text));
        }

        /** The word used in {@code zone.yaml} and in the status. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Topology {
        required(zone, "zone");
        Objects.requireNonNull(name, "name");
        required(channel, "channel");
        required(host, "host");
        required(bind, "bind");
        Objects.requireNonNull(chaincode, "chaincode");
        Objects.requireNonNull(consensus, "consensus");
        Objects.requireNonNull(batch, "batch");
        Objects.requireNonNull(java, "java");
        collections = List.copyOf(collections);
        organisations = List.copyOf(organisations);
        PortPlan.check(portBase, organisations.size());
        unique(organisations.stream().map(Organisation::id), "organisation id");
        unique(
                organisations.stream().flatMap(each -> Stream.concat(Stream.of(each.msp()), each.orderer().stream())),
                "MSP");
        Set<String> ids =
                new HashSet<>(organisations.stream().map(Organisation::id).toList());
        for (Organisation each : organisations) {
            for (String admitted : each.admits()) {
                require(ids.contains(admitted), each.id() + " admits " + admitted + ", which is not an organisation");
            }
        }
        for (Collection each : collections) {
            for (String member : each.members()) {
                require(
                        member.equals("agencies") || ids.contains(member),
                        "collection " + each.name() + " names " + member + ", which is not an organisation");
            }
        }
        long agencies = organisations.stream().filter(Organisation::agency).count();
        require(
                1 <= endorsers && endorsers <= agencies,
                "endorsers must be between 1 and the " + agencies + " agencies");
        long orderers = organisations.stream()
                .filter(each -> each.orderer().isPresent())
                .count();
        require(
                consensus == Consensus.RAFT || orderers >= 4,
                "bft needs at least four orderers, there are " + orderers);
        require(orderers >= 1, "no organisation runs an orderer");
    }

    /**
     * Reads the topology file.
     *
     * @throws InvalidTopologyException if the file does not describe a zone, with the reason
     */
    public static Topology read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /**
     * Parses the text of a topology file.
     *
     * @throws InvalidTopologyException if the text does not describe a zone, with the reason
     */
    public static Topology parse(String yaml) {
        try {
            return YAML.readValue(yaml, Topology.class);
        } catch (JsonProcessingException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof InvalidTopologyException invalid) {
                    throw invalid;
                }
            }
            throw new InvalidTopologyException("zone.yaml: " + e.getOriginalMessage(), e);
        }
    }

    /** The same zone on other ports. */
    public Topology withPortBase(int base) {
        return with(chaincode, java, base);
    }

    /** The same zone about another chaincode on its channel. */
    public Topology withChaincode(Chaincode other) {
        return with(other, java, portBase);
    }

    /** The same zone with other options of its virtual machines. */
    public Topology withJava(Java options) {
        return with(chaincode, options, portBase);
    }

    private Topology with(Chaincode chaincode, Java java, int portBase) {
        return new Topology(
                zone,
                name,
                channel,
                chaincode,
                consensus,
                host,
                bind,
                portBase,
                batch,
                java,
                endorsers,
                collections,
                organisations);
    }

    /** Where an organisation's nodes are reached. */
    public String host(Organisation of) {
        return of.host().orElse(host);
    }

    /** The organisations that endorse. */
    public List<Organisation> agencies() {
        return organisations.stream().filter(Organisation::agency).toList();
    }

    /** The organisations that run an orderer. */
    public List<Organisation> ordering() {
        return organisations.stream().filter(each -> each.orderer().isPresent()).toList();
    }

    /** The organisations whose peers hold a collection. */
    public List<Organisation> members(Collection collection) {
        return organisations.stream()
                .filter(each -> collection.members().contains(each.id())
                        || (each.agency() && collection.members().contains("agencies")))
                .toList();
    }

    /** Every node of the zone: orderers, peers, chaincode, gateways, in the order they are started. */
    public List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        for (NodeKind kind : NodeKind.values()) {
            for (Organisation each : organisations) {
                if (each.runs(kind)) {
                    nodes.add(new Node(each, kind));
                }
            }
        }
        return List.copyOf(nodes);
    }

    /** The nodes of one kind. */
    public List<Node> nodes(NodeKind kind) {
        return nodes().stream().filter(node -> node.kind() == kind).toList();
    }

    /** The ports of this zone. */
    public PortPlan ports() {
        return new PortPlan(
                portBase, organisations.stream().map(Organisation::id).toList());
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new InvalidTopologyException("zone.yaml: " + otherwise);
        }
    }

    static void required(String value, String field) {
        require(value != null && !value.isBlank(), field + " is missing");
    }

    private static void unique(Stream<String> values, String what) {
        Set<String> seen = new HashSet<>();
        values.forEach(value -> require(seen.add(value), what + " " + value + " is used twice"));
    }
}
