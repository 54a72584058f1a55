package org.zoneledger.gateway.log;

import io.quarkus.arc.Arc;
import java.time.Instant;
import java.util.List;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.Write;
import org.zoneledger.domain.log.SignedNote;
import org.zoneledger.gateway.index.Log;
import org.zoneledger.gateway.log.Checkpoints.Cosigned;
import org.zoneledger.gateway.peer.LoopbackPeer;
import org.zoneledger.gateway.peer.TestWitnesses;

/** The log of the gateway under test as the agencies cosign it. */
public final class CosignedLog {

    private CosignedLog() {}

    /** The agencies' witnesses stand on the ledger, once. */
    public static void registers(LoopbackPeer peer) {
        for (TestWitnesses.Agency agency : TestWitnesses.ALL.agencies()) {
            String key = "witness/" + agency.msp();
            if (peer.state(key).isEmpty()) {
                Decision decision = Decision.of(key, 1, List.of(Write.open(key, agency.record())));
                peer.past(agency.registration(), decision);
            }
        }
    }

    /** Commerce's checkpoint of now, cosigned by three. */
    public static SignedNote publish() {
        Log log = bean(Log.class);
        long size = log.size();
        SignedNote note = TestWitnesses.ALL.cosigned(
                TestWitnesses.ALL.of("CommerceMSP").signed(size, log.prove(tree -> tree.root(size)), log.mapRoot(size)),
                Instant.now(),
                "CommerceMSP",
                "CustomsMSP",
                "TaxMSP");
        bean(Checkpoints.class).publish(Cosigned.of(note, bean(Witnesses.class).inForce()));
        return note;
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }
}
