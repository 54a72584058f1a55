package org.zoneledger.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.provenance.Page;

class EpcisXmlWirePropertyTest {

    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final byte[] SEED = "sixteen bytes of".getBytes(StandardCharsets.UTF_8);
    private static final String[] PIECES = {
        "<",
        ">",
        "</",
        "/>",
        "<epc>",
        "</epc>",
        "&amp;",
        "&x;",
        "&#0;",
        "&#xFFFE;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "<?xml?>",
        "xmlns:a=\"\"",
        "<extension>",
        "</extension>",
        "<a:b xmlns:a=\"urn:a\">",
        "\"",
        "'",
        "1e309",
        "\uFFFF",
        "\uD800",
        "<!DOCTYPE a>",
        "type=\"x\""
    };

    @Test
    @Timeout(60)
    void answers_mutated_documents_with_a_page_or_a_refusal() throws IOException {
        Random random = new Random(20260116);
        List<Path> vectors = EpcisXmlWireTest.vectors();
        int pages = 0;
        for (int i = 0; i < 6000; i++) {
            String text = Files.readString(vectors.get(random.nextInt(vectors.size())));
            StringBuilder mutated = new StringBuilder(text);
            for (int j = random.nextInt(4); j >= 0; j--) {
                int at = random.nextInt(mutated.length());
                int end = Math.min(mutated.length(), at + random.nextInt(40));
                switch (random.nextInt(4)) {
                    case 0 -> mutated.delete(at, end);
                    case 1 -> mutated.insert(at, PIECES[random.nextInt(PIECES.length)]);
                    case 2 -> mutated.insert(at, mutated.substring(at, end));
                    default -> mutated.setCharAt(at, (char) random.nextInt(0x300));
                }
            }
            pages += isPage(mutated.toString().getBytes(StandardCharsets.UTF_8)) ? 1 : 0;
        }
        assertThat(pages).isPositive();
    }

    @Test
    @Timeout(60)
    void answers_noise_with_a_refusal() {
        Random random = new Random(20260117);
        for (int i = 0; i < 3000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThat(isPage(noise)).isFalse();
        }
    }

    private static boolean isPage(byte[] xml) {
        try {
            Page.split(EpcisXmlWire.document(xml), SEED, NOW);
            return true;
        } catch (RefusalException expected) {
            assertThat(expected.refusal().detail()).isNotBlank();
            return false;
        }
    }
}
