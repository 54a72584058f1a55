package org.zoneledger.domain.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.merkle.MerkleMap.Leaf;
import org.zoneledger.domain.merkle.MerkleMap.Proof;

/** The vectors are made by the verifier in {@code gateway/verifier} ({@code go test -run Vectors -update}), which shares no code with this. */
class MerkleMapTest {

    private static final Path VECTORS = Path.of("src", "vectors", "map", "valid-map.json");

    static Stream<JsonNode> vectors() throws IOException {
        return StreamSupport.stream(
                new ObjectMapper().readTree(Files.readString(VECTORS)).spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void has_the_root_and_the_proofs_of_the_vectors(JsonNode vector) {
        Map<String, Optional<Leaf>> leaves = new TreeMap<>();
        vector.path("leaves").forEach(each -> {
            String key = key(each);
            leaves.put(key, Optional.of(leaf(key, each)));
        });
        MapTiles map = new MapTiles(prefix -> Optional.empty());
        map.change(leaves);
        assertThat(HexFormat.of().formatHex(map.root()))
                .isEqualTo(vector.path("root").asText());
        vector.path("ways").forEach(way -> {
            Proof proof = map.proof(key(way));
            assertThat(proof.leaf())
                    .isEqualTo(Optional.ofNullable(way.get("leaf"))
                            .map(each -> leaf(each.path("keyDigest").asText(), each)));
            assertThat(joined(proof.path())).isEqualTo(way.path("path").asText());
            assertThat(MerkleMap.verify(key(way), proof, map.root())).isTrue();
        });
    }

    @Test
    void without_leaves_is_a_constant_that_no_log_has() {
        MapTiles map = new MapTiles(prefix -> Optional.empty());
        assertThat(map.root()).isEqualTo(MerkleMap.emptyHash()).isNotEqualTo(MerkleTree.root(List.of()));
        assertThat(map.proof(MerkleMap.key("zone", "filing/1"))).isEqualTo(new Proof(Optional.empty(), List.of()));
    }

    @Test
    void tells_the_same_key_of_two_chaincodes_apart() {
        assertThat(MerkleMap.key("zone", "filing/1")).isNotEqualTo(MerkleMap.key("zon", "efiling/1"));
    }

    @Test
    void has_no_leaf_without_a_key_and_a_place() {
        assertThatThrownBy(() -> new Leaf("ab", 1, false)).isInstanceOf(RefusalException.class);
        assertThatThrownBy(() -> new Leaf("AB".repeat(32), 1, false)).isInstanceOf(RefusalException.class);
        assertThatThrownBy(() -> new Leaf("ab".repeat(32), -1, false)).isInstanceOf(RefusalException.class);
    }

    private static String key(JsonNode each) {
        return MerkleMap.key(each.path("namespace").asText(), each.path("key").asText());
    }

    private static Leaf leaf(String key, JsonNode each) {
        return new Leaf(key, each.path("index").asLong(), each.path("delete").asBoolean());
    }

    private static String joined(List<byte[]> path) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        path.forEach(joined::writeBytes);
        return Base64.getEncoder().encodeToString(joined.toByteArray());
    }
}
