package org.zoneledger.contracts;

import io.grpc.stub.StreamObserver;
import java.util.EnumMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.NettyChaincodeServer;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.hyperledger.fabric.traces.Traces;
import org.zoneledger.domain.Decision;
import org.zoneledger.domain.Refusal;
import org.zoneledger.domain.Refusal.Code;
import org.zoneledger.domain.RefusalException;
import org.zoneledger.domain.TransactionName;

/** The chaincode {@code zone}: one table of transactions; a refusal leaves as its JSON and writes nothing. */
public final class ZoneChaincode extends ChaincodeBase {

    /** Largest message of a peer: a page at its limits, its restricted part and what gRPC adds. */
    private static final int MAX_MESSAGE_BYTES = 32 << 20;

    private static final Logger LOG = Logger.getLogger(ZoneChaincode.class.getName());

    /** A transaction in its four steps: parse, load, decide, apply. */
    private interface Transaction {
        Decision run(Request request, LedgerStore store);
    }

    private static final Map<TransactionName, Transaction> TRANSACTIONS = new EnumMap<>(Map.ofEntries(
            Map.entry(TransactionName.FILING_SUBMIT, FilingContract::submit),
            Map.entry(TransactionName.FILING_DECIDE, FilingContract::decide),
            Map.entry(TransactionName.FILING_AMEND, FilingContract::amend),
            Map.entry(TransactionName.FILING_REVIEW, FilingContract::review),
            Map.entry(TransactionName.FILING_CERTIFY, FilingContract::certify),
            Map.entry(TransactionName.FILING_REVOKE, FilingContract::revoke),
            Map.entry(TransactionName.FILING_USE, FilingContract::use),
            Map.entry(TransactionName.FILING_REGISTER, FilingContract::register),
            Map.entry(TransactionName.FILING_IMPORT, FilingContract::importProducts),
            Map.entry(TransactionName.PROVENANCE_CAPTURE, ProvenanceContract::capture),
            Map.entry(TransactionName.PROVENANCE_RECALL, ProvenanceContract::recall),
            Map.entry(TransactionName.PROVENANCE_CLOSE, ProvenanceContract::close),
            Map.entry(TransactionName.CREDIT_PROPOSE, CreditContract::propose),
            Map.entry(TransactionName.CREDIT_REFUSE, CreditContract::refuse),
            Map.entry(TransactionName.CREDIT_ASSESS, CreditContract::assess),
            Map.entry(TransactionName.CREDIT_STATE, CreditContract::state),
            Map.entry(TransactionName.CREDIT_RECOGNISE, CreditContract::recognise),
            Map.entry(TransactionName.CREDIT_ACCREDIT, CreditContract::accredit),
            Map.entry(TransactionName.CREDIT_EVALUATE, CreditContract::evaluate),
            Map.entry(TransactionName.CREDIT_REPAIR, CreditContract::repair),
            Map.entry(TransactionName.CREDIT_RESTORE, CreditContract::restore),
            Map.entry(TransactionName.CREDIT_GRADE, CreditContract::grade),
            Map.entry(TransactionName.CREDIT_INSPECT, CreditContract::inspect),
            Map.entry(TransactionName.CREDIT_PERSON, DisclosureContract::personCredit),
            Map.entry(TransactionName.CREDIT_LIST, CreditContract::list),
            Map.entry(TransactionName.CREDIT_NOTIFY, CreditContract::notify),
            Map.entry(TransactionName.CREDIT_RESPOND, CreditContract::respond),
            Map.entry(TransactionName.CREDIT_CONCLUDE, CreditContract::conclude),
            Map.entry(TransactionName.CREDIT_DELIVER, CreditContract::deliver),
            Map.entry(TransactionName.DISCLOSURE_DESCRIBE, DisclosureContract::describe),
            Map.entry(TransactionName.DISCLOSURE_KEEP, DisclosureContract::keep),
            Map.entry(TransactionName.DISCLOSURE_NOTE, DisclosureContract::note),
            Map.entry(TransactionName.DISCLOSURE_REQUEST, DisclosureContract::request),
            Map.entry(TransactionName.DISCLOSURE_DECIDE, DisclosureContract::decide),
            Map.entry(TransactionName.DISCLOSURE_STAND, DisclosureContract::stand),
            Map.entry(TransactionName.DISCLOSURE_GRANT, DisclosureContract::grant),
            Map.entry(TransactionName.DISCLOSURE_WITHDRAW, DisclosureContract::withdraw),
            Map.entry(TransactionName.DISCLOSURE_MANDATE, DisclosureContract::mandate),
            Map.entry(TransactionName.DISCLOSURE_END, DisclosureContract::end),
            Map.entry(TransactionName.DISCLOSURE_ACCESS, DisclosureContract::access),
            Map.entry(TransactionName.DISCLOSURE_ASK, DisclosureContract::ask),
            Map.entry(TransactionName.DISCLOSURE_PERSON, DisclosureContract::person),
            Map.entry(TransactionName.DISCLOSURE_ERASE, DisclosureContract::erase),
            Map.entry(TransactionName.FILING_DRAFT, FilingContract::draft),
            Map.entry(TransactionName.FILING_DROP, FilingContract::drop),
            Map.entry(TransactionName.FILING_CORRECT, FilingContract::correct),
            Map.entry(TransactionName.FILING_ANSWER, FilingContract::answer),
            Map.entry(TransactionName.GOVERNANCE_PROPOSE, GovernanceContract::propose),
            Map.entry(TransactionName.GOVERNANCE_APPROVE, GovernanceContract::approve),
            Map.entry(TransactionName.GOVERNANCE_ENACT, GovernanceContract::enact),
            Map.entry(TransactionName.GOVERNANCE_WITNESS, GovernanceContract::witness)));

    @Override
    public Response init(ChaincodeStub stub) {
        return ResponseUtils.newSuccessResponse();
    }

    @Override
    public Response invoke(ChaincodeStub stub) {
        return invoke(stub, Batches.NONE);
    }

    Response invoke(ChaincodeStub stub, Batches batches) {
        try {
            TransactionName name = TransactionName.of(stub.getFunction())
                    .orElseThrow(() ->
                            Refusal.of(Code.NOT_FOUND, "function", "the chaincode has no transaction of this name"));
            Decision decision = TRANSACTIONS.get(name).run(new Request(name, stub), new LedgerStore(stub, batches));
            batches.write();
            return ResponseUtils.newSuccessResponse(decision.answer());
        } catch (RefusalException e) {
            return ResponseUtils.newErrorResponse(e.refusal().toJson());
        } catch (RuntimeException | StackOverflowError e) {
            // the class only: a message may hold values, and would differ between peers; the shim never answers on an
            // error
            LOG.log(Level.SEVERE, "a transaction failed: {0}", e.getClass().getName());
            return ResponseUtils.newErrorResponse("the transaction failed");
        }
    }

    /** In place of the shim's own, which has neither batches nor a way to add them. */
    @Override
    protected StreamObserver<ChaincodeMessage> connectToPeer(StreamObserver<ChaincodeMessage> peer) {
        return PeerStream.register(getChaincodeConfig().getProperty("CORE_CHAINCODE_ID_NAME"), this, peer);
    }

    void serve() throws Exception {
        processEnvironmentOptions();
        validateOptions();
        initializeLogging();
        Traces.initialize(getChaincodeConfig());
        var properties = getChaincodeServerConfig();
        properties.setMaxInboundMessageSize(MAX_MESSAGE_BYTES);
        new NettyChaincodeServer(this, properties).start();
    }
}
