package org.zoneledger.gateway.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zoneledger.gateway.index.BlockReader.BrokenChainException;
import org.zoneledger.gateway.peer.Chain;
import org.zoneledger.gateway.peer.TestOrderers;
import org.zoneledger.gateway.peer.TestTransaction;

class ConsentersTest {

    private static final TestOrderers FOUR = TestOrderers.FOUR;

    private final Chain chain = new Chain();
    private final Consenters consenters = of(chain.addConfig());
    private final Block block =
            chain.add(TestTransaction.of("tx-1").writing("filing/1", "{}")).getBlock();

    @Test
    void take_a_block_that_three_of_four_have_signed() {
        assertThatCode(() -> consenters.check(block)).doesNotThrowAnyException();
        assertThatCode(() -> consenters.check(signed(FOUR.sign(block.getHeader(), 2, 4, 3, 1))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "4, 3", "5, 4", "6, 4", "7, 5", "10, 7"})
    void ask_for_so_many_signatures_that_two_quorums_share_one_who_does_not_lie(int count, int quorum) {
        TestOrderers orderers = new TestOrderers(count);
        Consenters named = of(new Chain().addConfig(orderers));
        int[] enough = IntStream.rangeClosed(1, quorum).toArray();
        assertThatCode(() -> named.check(signed(orderers.sign(block.getHeader(), enough))))
                .doesNotThrowAnyException();
        assertRefused(named, signed(orderers.sign(block.getHeader(), Arrays.copyOf(enough, quorum - 1))));
    }

    @Test
    void are_told_apart_from_one_another() {
        assertRefused("signed by 2 consenters of 4 where 3 are needed", FOUR.sign(block.getHeader(), 1, 2));
        assertRefused("signed by 2 consenters of 4", FOUR.sign(block.getHeader(), 1, 2, 2, 2));
    }

    @Test
    void are_not_strangers_with_their_numbers() {
        Metadata two = FOUR.sign(block.getHeader(), 1, 2);
        Metadata strangers = new TestOrderers(10).sign(block.getHeader(), 3, 4, 9);
        assertRefused(
                "signed by 2 consenters",
                two.toBuilder().addAllSignatures(strangers.getSignaturesList()).build());
    }

    @Test
    void name_themselves_by_number_or_by_certificate() {
        assertThatCode(() -> consenters.check(signed(FOUR.sign(block.getHeader(), 1, 2).toBuilder()
                        .addSignatures(byCertificate(FOUR, 3))
                        .build())))
                .doesNotThrowAnyException();
        assertRefused(
                "signed by 2 consenters",
                FOUR.sign(block.getHeader(), 1, 2).toBuilder()
                        .addSignatures(byCertificate(FOUR, 2))
                        .addSignatures(byCertificate(new TestOrderers(4), 3))
                        .build());
    }

    @Test
    void sign_number_previous_hash_data_hash_and_what_the_metadata_says() {
        Metadata signatures = FOUR.sign(block.getHeader());
        BlockHeader header = block.getHeader();
        ByteString other = ByteString.copyFrom(new byte[32]);
        assertRefused(consenters, signed(header.toBuilder().setNumber(2).build(), signatures));
        assertRefused(
                consenters, signed(header.toBuilder().setPreviousHash(other).build(), signatures));
        assertRefused(consenters, signed(header.toBuilder().setDataHash(other).build(), signatures));
        assertRefused(consenters, signed(signatures.toBuilder().setValue(other).build()));
    }

    @Test
    void must_be_named_and_must_have_signed() {
        assertRefused(Consenters.NONE, block);
        assertRefused(consenters, block.toBuilder().clearMetadata().build());
        assertRefused("signed by 0 consenters", Metadata.getDefaultInstance());
        Block noise = block.toBuilder()
                .setMetadata(BlockMetadata.newBuilder().addMetadata(ByteString.copyFrom(new byte[] {(byte) 0xff})))
                .build();
        assertRefused(consenters, noise);
    }

    @Test
    void are_read_as_they_were_written() throws InvalidProtocolBufferException {
        Consenters read = Consenters.read(ByteString.copyFrom(consenters.bytes()));
        assertThat(read).isEqualTo(consenters).isNotEqualTo(of(new Chain().addConfig(new TestOrderers(4))));
        assertThatCode(() -> read.check(block)).doesNotThrowAnyException();
    }

    @Nested
    class AConfiguration {

        private final TestOrderers seven = new TestOrderers(7);
        private final BlockAndPrivateData configuration = chain.addConfig(seven);
        private final BlockAndPrivateData after = chain.add(TestTransaction.of("tx-2"));

        @Test
        void is_signed_by_those_before_it_and_names_those_after_it() {
            Consenters next = of(configuration);
            assertThatCode(() -> consenters.check(configuration.getBlock())).doesNotThrowAnyException();
            assertRefused(next, configuration.getBlock());
            assertThatCode(() -> next.check(after.getBlock())).doesNotThrowAnyException();
            assertRefused(consenters, after.getBlock());
        }
    }

    private MetadataSignature byCertificate(TestOrderers of, int number) {
        ByteString header = SignatureHeader.newBuilder()
                .setCreator(of.identity(number))
                .setNonce(ByteString.copyFromUtf8("nonce"))
                .build()
                .toByteString();
        return MetadataSignature.newBuilder()
                .setSignatureHeader(header)
                .setSignature(of.sign(number, ByteString.copyFromUtf8("view and sequence"), header, block.getHeader()))
                .build();
    }

    private Block signed(Metadata signatures) {
        return signed(block.getHeader(), signatures);
    }

    private Block signed(BlockHeader header, Metadata signatures) {
        return block.toBuilder()
                .setHeader(header)
                .setMetadata(block.getMetadata().toBuilder().setMetadata(0, signatures.toByteString()))
                .build();
    }

    private void assertRefused(String message, Metadata signatures) {
        assertThatThrownBy(() -> consenters.check(signed(signatures)))
                .isInstanceOf(BrokenChainException.class)
                .hasMessageContaining(message);
    }

    private static void assertRefused(Consenters named, Block block) {
        assertThatThrownBy(() -> named.check(block))
                .isInstanceOf(BrokenChainException.class)
                .hasMessageContaining("block " + block.getHeader().getNumber());
    }

    private static Consenters of(BlockAndPrivateData configuration) {
        Block block = configuration.getBlock();
        String previous =
                HexFormat.of().formatHex(block.getHeader().getPreviousHash().toByteArray());
        return new BlockReader("zone")
                .read(block, block.getHeader().getNumber(), previous)
                .consenters()
                .orElseThrow();
    }
}
