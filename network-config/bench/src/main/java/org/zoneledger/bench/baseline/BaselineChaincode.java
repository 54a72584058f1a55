package org.zoneledger.bench.baseline;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.NettyChaincodeServer;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.hyperledger.fabric.traces.Traces;

/** What is compared with: one key a record, created if it does not exist, as the asset-transfer samples of Fabric do. */
public final class BaselineChaincode extends ChaincodeBase {

    /** Runs it as a service of one organisation, as the environment says. */
    public static void main(String[] arguments) throws Exception {
        new BaselineChaincode().serve();
    }

    @Override
    public Response init(ChaincodeStub stub) {
        return ResponseUtils.newSuccessResponse();
    }

    @Override
    public Response invoke(ChaincodeStub stub) {
        String key = stub.getParameters().get(0);
        if (stub.getFunction().equals("put")) {
            stub.putStringState(key, stub.getParameters().get(1));
            return ResponseUtils.newSuccessResponse();
        }
        if (stub.getFunction().equals("history")) {
            return ResponseUtils.newSuccessResponse(history(stub, key).getBytes(StandardCharsets.UTF_8));
        }
        byte[] stored = stub.getState(key);
        boolean exists = stored != null && stored.length > 0;
        if (stub.getFunction().equals("create")) {
            if (exists) {
                return ResponseUtils.newErrorResponse("the record exists");
            }
            stub.putStringState(key, stub.getParameters().get(1));
            return ResponseUtils.newSuccessResponse();
        }
        return exists ? ResponseUtils.newSuccessResponse(stored) : ResponseUtils.newErrorResponse("no such record");
    }

    /** The values are JSON. */
    private static String history(ChaincodeStub stub, String key) {
        StringJoiner values = new StringJoiner(",", "[", "]");
        stub.getHistoryForKey(key).forEach(version -> values.add(version.getStringValue()));
        return values.toString();
    }

    private void serve() throws Exception {
        processEnvironmentOptions();
        validateOptions();
        initializeLogging();
        Metrics.initialize(getChaincodeConfig());
        Traces.initialize(getChaincodeConfig());
        new NettyChaincodeServer(this, getChaincodeServerConfig()).start();
    }
}
