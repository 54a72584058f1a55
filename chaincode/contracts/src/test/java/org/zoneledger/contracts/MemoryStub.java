package org.zoneledger.contracts;

import com.google.protobuf.InvalidProtocolBufferException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.zoneledger.domain.Competence;
import org.zoneledger.domain.Write;

/**
 * One transaction's view of a ledger in memory: it reads what is committed, never what it wrote itself, as on Fabric.
 *
 * <p>Whatever else a chaincode asks for (ranges, rich queries, history, deletes) is an error, which no catch of exceptions hides.
 */
final class MemoryStub implements InvocationHandler {

    private final Map<String, byte[]> committed;
    private final Proposal proposal;
    private final WriteSet writes = new WriteSet();

    MemoryStub(Map<String, byte[]> committed, Proposal proposal) {
        this.committed = committed;
        this.proposal = proposal;
    }

    ChaincodeStub stub() {
        return (ChaincodeStub) Proxy.newProxyInstance(
                ChaincodeStub.class.getClassLoader(), new Class<?>[] {ChaincodeStub.class}, this);
    }

    WriteSet writes() {
        return writes;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) throws InvalidProtocolBufferException {
        return switch (method.getName()) {
            case "getFunction" -> proposal.function();
            case "getParameters" -> proposal.arguments();
            case "getTransient" -> proposal.transients();
            case "getCreator" -> proposal.creator();
            case "getTxTimestamp" -> proposal.at();
            case "getState" -> committed.getOrDefault(key(args[0]), new byte[0]);
            case "getPrivateData" -> {
                mustBeMember((String) args[0]);
                yield committed.getOrDefault(WriteSet.place((String) args[0], key(args[1])), new byte[0]);
            }
            case "putState" -> put(key(args[0]), args[1]);
            case "setStateValidationParameter" -> bind(key(args[0]), args[1]);
            case "putPrivateData" -> {
                mustBeWriter((String) args[0]);
                yield put(WriteSet.place((String) args[0], key(args[1])), args[2]);
            }
            case "purgePrivateData" -> {
                mustBeWriter((String) args[0]);
                writes.purge(WriteSet.place((String) args[0], key(args[1])));
                yield null;
            }
            case "setPrivateDataValidationParameter" -> bind(WriteSet.place((String) args[0], key(args[1])), args[2]);
            default -> throw new AssertionError("the chaincode called " + method.getName());
        };
    }

    /** memberOnlyRead: the peer fails the call of anybody whose organisation does not hold the collection. */
    private void mustBeMember(String collection) throws InvalidProtocolBufferException {
        List<String> members = collection.equals(Write.PEOPLE) ? Competence.people() : Competence.agencies();
        if (!members.contains(creator())) {
            throw new IllegalStateException("tx creator does not have read access permission");
        }
    }

    /** memberOnlyWrite, which holds for persons alone: parties write through the operator's gateway what its peer does not hold. */
    private void mustBeWriter(String collection) throws InvalidProtocolBufferException {
        if (collection.equals(Write.PEOPLE) && !Competence.people().contains(creator())) {
            throw new IllegalStateException("tx creator does not have write access permission");
        }
    }

    private String creator() throws InvalidProtocolBufferException {
        return SerializedIdentity.parseFrom(proposal.creator()).getMspid();
    }

    private Object put(String place, Object value) {
        writes.put(place, (byte[]) value);
        return null;
    }

    private Object bind(String place, Object policy) {
        writes.bind(place, (byte[]) policy);
        return null;
    }

    private static String key(Object key) {
        String text = (String) key;
        if (text.isEmpty() || text.indexOf('\0') >= 0 || text.indexOf(':') >= 0) {
            throw new AssertionError("no key of this ledger: " + text);
        }
        return text;
    }
}
