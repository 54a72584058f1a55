package org.zoneledger.gateway.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zoneledger.domain.TransactionName;
import org.zoneledger.domain.canonical.Sha256;
import org.zoneledger.gateway.index.BlockReader.BrokenChainException;
import org.zoneledger.gateway.index.LedgerBlock.LedgerTransaction;
import org.zoneledger.gateway.index.LedgerBlock.PublicWrite;
import org.zoneledger.gateway.index.LedgerBlock.Signer;
import org.zoneledger.gateway.peer.Chain;
import org.zoneledger.gateway.peer.Past;
import org.zoneledger.gateway.peer.TestAuthority;
import org.zoneledger.gateway.peer.TestTransaction;

class BlockReaderTest {

    private final Chain chain = new Chain();
    private final BlockReader reader = new BlockReader("zone");

    @Nested
    class TheChain {

        @Test
        void is_followed_from_block_to_block_by_the_hash_that_each_header_names() {
            chain.addConfig();
            chain.add(TestTransaction.of("tx-1").writing("filing/1", "{}"));
            chain.add(TestTransaction.of("tx-2").writing("filing/2", "{}"));
            String hash = "";
            for (BlockAndPrivateData event : chain.blocks()) {
                LedgerBlock block = reader.read(
                        event.getBlock(), event.getBlock().getHeader().getNumber(), hash);
                hash = block.hash();
            }
            assertThat(hash).isEqualTo(hash(chain.blocks().get(2)));
        }

        @ParameterizedTest
        @ValueSource(longs = {127, 128, 255, 256, 65_535, 8_388_608, 4_294_967_296L})
        void hashes_headers_with_numbers_of_every_length_as_fabric_does(long number) {
            BlockHeader header = BlockHeader.newBuilder()
                    .setNumber(number)
                    .setPreviousHash(ByteString.copyFrom(new byte[32]))
                    .setDataHash(ByteString.copyFrom(new byte[32]))
                    .build();
            assertThat(BlockReader.headerHash(header)).isEqualTo(Chain.hash(header));
        }

        @Test
        void breaks_at_a_block_of_another_number() {
            chain.addConfig();
            Block second = chain.addConfig().getBlock();
            assertBroken(second, 2, hash(chain.blocks().get(0)));
        }

        @Test
        void breaks_at_a_block_that_continues_another_past() {
            chain.addConfig();
            Chain other = new Chain();
            other.add(TestTransaction.of("another past"));
            Block second = other.addConfig().getBlock();
            assertBroken(second, 1, hash(chain.blocks().get(0)));
        }

        @Test
        void breaks_at_a_first_block_that_names_one_before_it() {
            chain.addConfig();
            Block second = chain.addConfig().getBlock();
            Block forged = second.toBuilder()
                    .setHeader(second.getHeader().toBuilder().setNumber(0))
                    .build();
            assertBroken(forged, 0, "");
        }

        @Test
        void breaks_when_one_byte_of_the_data_is_flipped() {
            Block block = chain.add(TestTransaction.of("tx-1").writing("filing/1", "{\"status\":\"SUBMITTED\"}"))
                    .getBlock();
            byte[] data = block.getData().getData(0).toByteArray();
            for (int place : List.of(0, data.length / 2, data.length - 1)) {
                byte[] flipped = data.clone();
                flipped[place] ^= 1;
                assertBroken(with(block, flipped), 0, "");
            }
        }

        @Test
        void breaks_when_a_transaction_is_dropped() {
            Block block = chain.add(TestTransaction.of("tx-1"), TestTransaction.of("tx-2"))
                    .getBlock();
            Block dropped = block.toBuilder()
                    .setData(BlockData.newBuilder().addData(block.getData().getData(0)))
                    .build();
            assertBroken(dropped, 0, "");
        }

        @Test
        void breaks_when_peers_have_not_flagged_every_transaction() {
            TestTransaction first = TestTransaction.of("tx-1");
            Block block = chain.add(first, TestTransaction.of("tx-2")).getBlock();
            Block unflagged = block.toBuilder()
                    .setMetadata(block.getMetadata().toBuilder().setMetadata(2, ByteString.copyFrom(new byte[1])))
                    .build();
            assertBroken(unflagged, 0, "");
            assertBroken(block.toBuilder().clearMetadata().build(), 0, "");
        }

        @ParameterizedTest
        @MethodSource("org.zoneledger.gateway.index.BlockReaderTest#inAnotherForm")
        void breaks_at_an_envelope_in_another_form_than_its_own(ByteString envelope) {
            for (byte code : new byte[] {TxValidationCode.VALID_VALUE, TxValidationCode.BAD_PAYLOAD_VALUE}) {
                Block block = new Chain()
                        .add(List.of(envelope), new byte[] {code}, Map.of())
                        .getBlock();
                assertBroken(block, 0, "");
            }
        }

        private void assertBroken(Block block, long expected, String previous) {
            assertThatThrownBy(() -> reader.read(block, expected, previous)).isInstanceOf(BrokenChainException.class);
        }
    }

    @Nested
    class Transactions {

        @ParameterizedTest
        @ValueSource(ints = {TxValidationCode.MVCC_READ_CONFLICT_VALUE, 127, 128, 200, 254, 255})
        void that_peers_flagged_keep_their_code_and_lose_their_writes(int code) {
            LedgerTransaction read =
                    only(TestTransaction.of("tx-1").writing("filing/1", "{}").flagged(code));
            assertThat(read.code()).isEqualTo(code);
            assertThat(read.txId()).isEqualTo("tx-1");
            assertThat(read.writes()).isEmpty();
            assertThat(read.restricted()).isEmpty();
        }

        @Test
        void that_configure_the_channel_are_no_transactions_of_ours() {
            LedgerBlock block = reader.read(chain.addConfig().getBlock(), 0, "");
            assertThat(block.transactions()).hasSize(1);
            assertThat(block.transactions().get(0).txId()).isEmpty();
            assertThat(block.transactions().get(0).writes()).isEmpty();
        }

        @Test
        void tell_their_writes_and_removals_in_order() {
            LedgerTransaction read = only(TestTransaction.of("tx-1")
                    .writing("filing/1", "{\"a\":1}")
                    .deleting("filing/2")
                    .restricting("filing/1", "secret".getBytes(StandardCharsets.UTF_8)));
            assertThat(read.writes()).extracting(PublicWrite::key).containsExactly("filing/1", "filing/2");
            assertThat(read.writes()).extracting(PublicWrite::deleted).containsExactly(false, true);
            assertThat(read.writes().get(0).value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"a\":1}");
            assertThat(read.restricted()).singleElement().satisfies(write -> {
                assertThat(write.collection()).isEqualTo("agencies");
                assertThat(write.keyHash()).isEqualTo(Sha256.hex("filing/1".getBytes(StandardCharsets.UTF_8)));
                assertThat(write.valueHash()).isEqualTo(Sha256.hex("secret".getBytes(StandardCharsets.UTF_8)));
            });
        }

        @Test
        void of_another_chaincode_write_nothing_here() {
            LedgerTransaction read =
                    only(TestTransaction.of("tx-1").writingElsewhere("_lifecycle", "filing/1", "{\"forged\":true}"));
            assertThat(read.writes()).isEmpty();
        }

        @Test
        void name_who_asked_when_and_who_endorsed() {
            var clerk = TestAuthority.named("parties").clerk(Past.KNITTER);
            Instant at = Instant.parse("2026-11-24T08:30:00.123Z");
            LedgerTransaction read = only(TestTransaction.of("tx-1")
                    .calling("filing:submit", "{}", Base64.getEncoder().encodeToString(clerk.der()))
                    .at(at)
                    .endorsedBy("TaxMSP", "MarketMSP", "TaxMSP"));
            assertThat(read.name()).contains(TransactionName.FILING_SUBMIT);
            assertThat(read.at()).isEqualTo(at);
            assertThat(read.signer()).isEqualTo(new Signer("CommerceMSP", "CLERK", Past.KNITTER, clerk.sha256()));
            assertThat(read.endorsers()).containsExactly("TaxMSP", "MarketMSP");
        }

        @Test
        void without_an_actor_are_asked_by_the_creator() {
            var officer = TestAuthority.named("customs").holding("officer");
            LedgerTransaction read = only(TestTransaction.of("tx-1")
                    .calling("filing:decide", "{}", "")
                    .by("CustomsMSP", officer.der()));
            assertThat(read.signer()).isEqualTo(new Signer("CustomsMSP", "OFFICER", "", officer.sha256()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"not base64!", "bm90IGEgY2VydGlmaWNhdGU="})
        void with_an_unreadable_actor_name_the_organisation_alone(String actor) {
            LedgerTransaction read = only(TestTransaction.of("tx-1").calling("filing:submit", "{}", actor));
            assertThat(read.signer()).isEqualTo(new Signer("CommerceMSP", "", "", ""));
        }

        @ParameterizedTest
        @ValueSource(longs = {Long.MIN_VALUE, -1, 253_402_300_800L, 31_556_889_864_403_199L, Long.MAX_VALUE})
        void at_a_time_that_no_calendar_holds_are_read_all_the_same(long seconds) {
            ByteString absurd = envelope(seconds, ByteString.EMPTY);
            Block block = chain.add(List.of(absurd), new byte[] {0}, Map.of()).getBlock();
            assertThat(reader.read(block, 0, "").transactions()).singleElement().satisfies(read -> assertThat(read.at())
                    .isBetween(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z")));
        }

        @ParameterizedTest
        @MethodSource("org.zoneledger.gateway.index.BlockReaderTest#unreadable")
        void that_nobody_can_read_do_not_stop_the_index_when_the_peers_refused_them_too(ByteString unreadable) {
            int code = TxValidationCode.BAD_PAYLOAD_VALUE;
            Block block = chain.add(List.of(unreadable), new byte[] {(byte) code}, Map.of())
                    .getBlock();
            assertThat(reader.read(block, 0, "").transactions()).singleElement().satisfies(read -> {
                assertThat(read.code()).isEqualTo(code);
                assertThat(read.writes()).isEmpty();
            });
        }

        @ParameterizedTest
        @MethodSource("org.zoneledger.gateway.index.BlockReaderTest#unreadable")
        void that_nobody_can_read_break_the_chain_when_the_peers_call_them_valid(ByteString unreadable) {
            Block block =
                    chain.add(List.of(unreadable), new byte[] {0}, Map.of()).getBlock();
            assertThatThrownBy(() -> reader.read(block, 0, "")).isInstanceOf(BrokenChainException.class);
        }
    }

    @Nested
    class RestrictedValues {

        @Test
        void come_with_the_place_of_their_transaction() {
            BlockAndPrivateData event = chain.add(
                    TestTransaction.of("tx-1"),
                    TestTransaction.of("tx-2").restricting("filing/1", "secret".getBytes(StandardCharsets.UTF_8)));
            assertThat(reader.restricted(event)).singleElement().satisfies(value -> {
                assertThat(value.txPosition()).isEqualTo(1);
                assertThat(value.collection()).isEqualTo("agencies");
                assertThat(value.key()).isEqualTo("filing/1");
            });
        }

        @Test
        void of_another_chaincode_are_left_out() {
            BlockAndPrivateData event = chain.add(
                    TestTransaction.of("tx-1").restricting("filing/1", "secret".getBytes(StandardCharsets.UTF_8)));
            assertThat(new BlockReader("other").restricted(event)).isEmpty();
        }
    }

    static List<ByteString> unreadable() {
        ByteString garbage = ByteString.copyFrom(new byte[] {(byte) 0xff, 1, 2, 3});
        return List.of(signed(garbage), envelope(0, garbage));
    }

    /** What nobody can read, what nobody signed, nothing, the signature before the payload, a length in more bytes than it needs. */
    static List<ByteString> inAnotherForm() {
        return List.of(
                ByteString.copyFrom(new byte[] {(byte) 0xff, 1, 2, 3}),
                Envelope.newBuilder()
                        .setPayload(ByteString.copyFromUtf8("p"))
                        .build()
                        .toByteString(),
                Envelope.newBuilder()
                        .setSignature(ByteString.copyFromUtf8("s"))
                        .build()
                        .toByteString(),
                ByteString.copyFrom(new byte[] {0x12, 1, 's', 0x0a, 1, 'p'}),
                ByteString.copyFrom(new byte[] {0x0a, (byte) 0x81, 0, 'p', 0x12, 1, 's'}));
    }

    /** An envelope that whoever may write to the channel can have ordered, with nothing endorsed in it. */
    private static ByteString envelope(long seconds, ByteString data) {
        ChannelHeader header = ChannelHeader.newBuilder()
                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                .setTimestamp(Timestamp.newBuilder().setSeconds(seconds))
                .build();
        return signed(Payload.newBuilder()
                .setHeader(Header.newBuilder().setChannelHeader(header.toByteString()))
                .setData(data)
                .build()
                .toByteString());
    }

    private static ByteString signed(ByteString payload) {
        return Envelope.newBuilder()
                .setPayload(payload)
                .setSignature(ByteString.copyFromUtf8("signature"))
                .build()
                .toByteString();
    }

    private LedgerTransaction only(TestTransaction transaction) {
        return reader.read(chain.add(transaction).getBlock(), 0, "")
                .transactions()
                .get(0);
    }

    private static Block with(Block block, byte[] data) {
        return block.toBuilder()
                .setData(block.getData().toBuilder().setData(0, ByteString.copyFrom(data)))
                .build();
    }

    private static String hash(BlockAndPrivateData event) {
        return HexFormat.of().formatHex(Chain.hash(event.getBlock().getHeader()));
    }
}
